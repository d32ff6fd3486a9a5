"""Who is free when: the calendar, providers' time, regular sessions and students' days."""
