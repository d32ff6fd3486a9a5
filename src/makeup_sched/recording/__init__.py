"""The record: what was owed, planned, given, told and decided, and who wrote it down when."""
