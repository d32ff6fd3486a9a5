"""The plan as plain data: its sessions, its items, its summary, and how it is kept in files."""
