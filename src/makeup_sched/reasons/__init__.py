"""Why minutes are unmet, worked out on the case and said in words."""
