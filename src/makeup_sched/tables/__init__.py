"""Tables: every table declared once, and reading, checking and writing by that declaration."""
