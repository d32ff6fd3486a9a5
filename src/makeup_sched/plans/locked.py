"""The locked sessions of a case as rows of a plan, what they leave blank filled in."""

import pandas as pd

from makeup_sched.availability.availability import availability
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.plans.tiers import tier


def locked_sessions(case: Case) -> pd.DataFrame:
    """Return the table `locked` with tier filled in and every session named.

    A session without an id is named by its row, so that a rule it breaks can be told; the plan
    gives it a number of its own.
    """
    locked = case.table("locked")
    rows = pd.Series([f"row {row} of locked" for row in locked.index], locked.index, dtype="str")
    return locked.assign(
        session_id=locked["session_id"].where(locked["session_id"] != "", rows),
        tier=locked["tier"].where(locked["tier"] != "", _tiers(case, locked)),
    )


def _tiers(case: Case, locked: pd.DataFrame) -> pd.Series:
    if (locked["tier"] != "").all():
        return locked["tier"]  # nothing to work out, as where nothing is locked
    students = sorted({student for row in locked["student_ids"] for student in row})
    open_time = availability(case, students)
    day_of = {int(ordinal): day for day, ordinal in enumerate(open_time.days.ordinal)}
    found = []
    for row in rows_of(locked):
        day = day_of.get(row.date.toordinal())
        # a date without school is no place for a session; the checker says so
        found.append(
            "school_day"
            if day is None
            else tier(open_time, day, int(row.start), int(row.end), row.student_ids)
        )
    return pd.Series(found, locked.index, dtype="str")
