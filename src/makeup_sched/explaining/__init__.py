"""Why minutes are unmet, in depth: all reasons with their proof, what blocks, what would help."""
