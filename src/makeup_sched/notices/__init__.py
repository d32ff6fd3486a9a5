"""Clocks that start with a missed session: when it was to be delivered, when a notice is due."""

from makeup_sched.notices.table import clock_table, runs_clocks

__all__ = ["clock_table", "runs_clocks"]
