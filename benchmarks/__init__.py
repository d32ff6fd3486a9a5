"""Measures how fast and how good planning is; run with `python -m benchmarks`."""
