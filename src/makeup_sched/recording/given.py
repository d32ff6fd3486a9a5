"""Minutes that the record says were given, and those of them that a case does not have."""

from collections import Counter
from collections.abc import Mapping

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.recording.state import State

Given = Mapping[tuple[str, str], int]
"""Minutes by their date as text and the owed item."""


def given_minutes(state: State) -> Given:
    """Return the minutes that were given by what the record says."""
    found: Counter[tuple[str, str]] = Counter()
    for row in state.rows("delivered"):
        found[row.get("date", ""), row.get("owed_id", "")] += int(row.get("minutes") or 0)
    return found


def minutes_not_in(case: Case, given: Given) -> int:
    """Return how many minutes of what was given a case does not have.

    What the case alone has, such as rows that are not taken in yet, does not count against them.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows_of(case.table("delivered")):
        counted[f"{row.date:%Y-%m-%d}", str(row.owed_id)] += int(row.minutes)
    return sum(max(0, minutes - counted[key]) for key, minutes in given.items())
