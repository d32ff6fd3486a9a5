"""The planning problem as whole-number variables, rows (the rules) and objective terms."""
