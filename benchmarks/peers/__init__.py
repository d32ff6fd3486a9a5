"""The tools that a user would pick instead, each run on the same case for its unmet minutes."""
