"""What of a plan still lies ahead: sessions of which nobody said yet what became of them."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.plans.plan import Plan

Held = tuple[str, str, str]
"""Session, date (`2026-03-26`) and owed item of a student's part in a session."""


def plan_ahead(case: Case, plan: Plan, known: Collection[Held] = ()) -> Plan:
    """Return the plan without the parts of students that were given, cut short or missed again.

    Such are the rows of `delivered` that name their session, and those that are `known` besides. A
    session in which nobody is left is gone.
    """
    delivered = case.table("delivered")
    over = {(row.session_id, f"{row.date:%Y-%m-%d}", row.owed_id) for row in rows_of(delivered)}
    over |= set(known)
    sessions = plan.sessions
    left = [
        [(student, item)
         for student, item in zip(row.student_ids, row.owed_ids, strict=True)
         if (row.session_id, f"{row.date:%Y-%m-%d}", item) not in over]
        for row in rows_of(sessions)
    ]  # fmt: skip
    if sum(map(len, left)) == sum(map(len, sessions["student_ids"])):
        return plan
    columns = {"student_ids": 0, "owed_ids": 1}
    ahead = sessions.assign(
        **{
            name: pd.Series(
                [tuple(pair[place] for pair in pairs) for pairs in left],
                index=sessions.index,
                dtype=object,
            )
            for name, place in columns.items()
        }
    )
    return replace(plan, sessions=ahead[pd.Series(map(bool, left), sessions.index, dtype=bool)])
