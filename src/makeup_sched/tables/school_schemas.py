"""Declarations of the tables about the school's time and its students."""

from makeup_sched.tables.columns import column, table
from makeup_sched.vocabulary import CATEGORIES, DAY_TYPES

START_DATE = "First date of the row; blank: from the beginning."
END_DATE = "Last date of the row, itself included; blank: to the end."
START = "Start on a 24-hour clock, for instance 09:05."
END = "End on a 24-hour clock, for instance 09:35."
ROTATION = "Counts only on dates whose calendar row carries this label; blank: any date."

CALENDAR = table(
    "calendar",
    "Calendar",
    "Which kind of day each date is. A date takes the last row that covers it; a date that no row "
    "covers has no school.",
    [
        column("start_date", "date", "First date", "First date of the row.",
               required=True, example="2026-01-05"),
        column("end_date", "date", "Last date", "Last date of the row, itself included.",
               default_note="start_date: one day", example="2026-05-29"),
        column("weekdays", "weekdays", "Weekdays", "The weekdays on which the row counts.",
               default_note="Mon;Tue;Wed;Thu;Fri, for one single date whatever weekday it is",
               example="Mon;Tue;Wed;Thu;Fri"),
        column("day_type", "word", "Kind of day", "What kind of day it is.",
               required=True, allowed=DAY_TYPES, example="school"),
        column("rotation", "text", "Rotation",
               "A label of the date, such as A or B where two timetables alternate.", example="A"),
        column("note", "text", "Note", "For people; nothing reads it.", example="second semester"),
    ],
    required=True,
    ordered=(("start_date", "end_date"),),
)  # fmt: skip

BELL_SCHEDULES = table(
    "bell_schedules",
    "Bell schedules",
    "What the students of a school or grade do at which time, by kind of day. Minutes that no row "
    "covers: the student is not there.",
    [
        column("bell_schedule", "id", "Bell schedule", "Name of the schedule.",
               required=True, example="lincoln-3"),
        column("day_type", "word", "Kind of day", "The kind of day on which the row counts.",
               default="school", allowed=DAY_TYPES, example="school"),
        column("weekday", "weekdays", "Weekday", "The weekdays on which the row counts.",
               default="*", example="*"),
        column("rotation", "text", "Rotation", ROTATION, default_note="any", example="A"),
        column("start", "time", "Start", START, required=True, example="08:00"),
        column("end", "time", "End", END, required=True, example="09:30"),
        column("category", "word", "Category",
               "What the time is for; the policy says which categories a make-up session may use.",
               required=True, allowed=CATEGORIES, example="core"),
        column("activity", "text", "Activity", "What it is called at the school.",
               example="Reading"),
    ],
    required=True,
    ordered=(("start", "end"),),
)  # fmt: skip

STUDENTS = table(
    "students",
    "Students",
    "One row per student who is owed minutes or attends a regular session.",
    [
        column("student_id", "id", "Student", "Id of the student, used by all other tables.",
               required=True, unique=True, example="S001"),
        column("name", "text", "Name", "For people; problems and logs never show it.",
               example="Amber Example"),
        column("grade", "text", "Grade", "PK, K, 1 to 12; blank: unknown, fits every group.",
               example="3"),
        column("school", "id", "School", "The site where the student is on school days.",
               required=True, example="Lincoln"),
        column("bell_schedule", "id", "Bell schedule", "The schedule that the student follows.",
               required=True, example="lincoln-3"),
        column("after_school", "yes_no", "After school",
               "Whether the student may stay after school or come before it.",
               default="no", example="no"),
        column("esy", "yes_no", "ESY",
               "Whether the team and the family agree to make-up in the extended school year.",
               default="no", example="yes"),
        column("esy_site", "id", "ESY site", "The site where the student is on ESY days.",
               default_note="school", example="Lincoln"),
        column("tele", "yes_no", "Tele", "Whether the student can be served by tele-therapy.",
               default="no", example="no"),
        column("extend", "yes_no", "Extend",
               "Whether a regular session of the student may be lengthened.",
               default="yes", example="yes"),
        column("keep_apart", "ids", "Keep apart",
               "Students who are never in one make-up session with this one.", example="S004;S005"),
        column("max_makeup_minutes_per_day", "whole", "Make-up minutes per day",
               "The most make-up minutes on one day, all disciplines.", unit="minutes", minimum=0,
               default_note="the policy's makeup_minutes_per_day", example="30"),
        column("priority", "whole", "Priority", "An unmet minute of this student counts so often.",
               default="1", minimum=1, example="1"),
        column("home_language", "text", "Home language", "Language of letters to the family.",
               example="Spanish"),
    ],
    required=True,
)  # fmt: skip

STUDENT_BLOCKS = table(
    "student_blocks",
    "Student blocks",
    "What one student does instead of the bell schedule; a block wins where they overlap.",
    [
        column("student_id", "id", "Student", "The student.", required=True, example="S001"),
        column("start_date", "date", "First date", START_DATE, example="2026-01-05"),
        column("end_date", "date", "Last date", END_DATE, example="2026-05-29"),
        column("weekday", "weekdays", "Weekday", "The weekdays on which the row counts.",
               default="*", example="Tue;Thu"),
        column("start", "time", "Start", START, required=True, example="10:30"),
        column("end", "time", "End", END, required=True, example="11:00"),
        column("category", "word", "Category", "What the time is for.",
               required=True, allowed=CATEGORIES, example="resource"),
        column("note", "text", "Note", "For people; nothing reads it.", example="reading group"),
    ],
    ordered=(("start", "end"), ("start_date", "end_date")),
)  # fmt: skip
