"""What the status of a record says of published sessions."""

import pandas as pd
from rich.console import Console

from makeup_sched.cli.record_words import status_words
from makeup_sched.recording.overview import TO_MARK, Overview

LEDGER = ("missed", "awarded", "not_owed", "pending", "given", "balance", "rounding", "beyond",
          "undecided")  # fmt: skip


def test_a_group_is_counted_by_student_and_what_is_to_mark_by_session() -> None:
    """One group of three was marked in part; of one of two nothing is marked yet."""
    marked = [("M1", "given", 30), ("M1", "missed", 0), ("M1", TO_MARK, 0)]
    rows = [*marked, ("M2", TO_MARK, 0), ("M2", TO_MARK, 0)]
    sessions = pd.DataFrame(rows, columns=["session_id", "status", "minutes_given"])
    sessions = sessions.assign(date=pd.Timestamp("2026-03-02"), minutes=30)
    nothing = pd.DataFrame(columns=list(LEDGER), dtype="int64")
    found = Overview(3, nothing.drop(columns="awarded"), nothing.drop(columns="missed"), sessions)
    console = Console(width=80, color_system=None)
    with console.capture() as captured:
        console.print(status_words("case", found, (3, "abc"), None))
    said = " ".join(captured.get().split())
    assert "Sessions of Minutes of Published sessions students students" in said
    assert "given 1 30 missed 1 30 to mark 3 90" in said
    assert "To mark as given, short or missed, 2 sessions: M1, M2." in said
