"""What people take along from a plan: calendar files, workbooks, week sheets, logs, papers."""
