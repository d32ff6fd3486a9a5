"""Finds the best plan and a proof of how good it is."""
