"""From a plan to the entry that publishes it, and what it changes of what was published."""

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import check
from makeup_sched.plans.belonging import check_not_of_another_case
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.entry import Draft
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.keeping import case_from_then, next_start, standing
from makeup_sched.recording.kinds import PLAN_PUBLISHED
from makeup_sched.recording.rows import parts_of_rows
from makeup_sched.recording.state import State
from makeup_sched.replanning.changes import changes_table
from makeup_sched.replanning.rows import content
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import empty_table

MOST_SHOWN = 20
LOCKED = 8
"""The rule of locked sessions."""
LOCKED_STAYS = (
    "What the table locked of the case says stays as it is: to take such a session out of the "
    "plan, take its row out of that table."
)


def held_against(case: Case, state: State, sessions: pd.DataFrame) -> tuple[Case, pd.DataFrame]:
    """Return what a plan of a record is checked by: its case, and its sessions, from then on.

    Both begin on the first date that can still be planned. Sessions that the plan kept because
    they were published count as locked only where the table `locked` has them, too.
    """
    later = case_from_then(case, next_start(case, state))
    left = _from_then(sessions, later)
    agreed = {content(row) for row in later.table("locked").to_dict("records")}
    marks = [content(row) in agreed for row in left.to_dict("records")]
    return later, left.assign(locked=pd.Series(marks, left.index, dtype=bool))


def publication(case: Case, state: State, made: Plan, why: str) -> Draft:
    """Return the entry that publishes a plan, from the first date on that can still be planned.

    Sessions before that date are left out: what became of them is logged, not planned.

    Raises RecordError where the plan breaks rules by what the record knows now.
    """
    check_not_of_another_case(case, made.sessions)
    later, sessions = held_against(case, state, made.sessions)
    if broken := check(later, sessions):
        listed = "\n".join(f"  {found}" for found in broken[:MOST_SHOWN])
        if any(found.rule == LOCKED for found in broken):
            listed += f"\n{LOCKED_STAYS}"
        raise RecordError(f"the plan breaks rules, so it is not published:\n{listed}")
    rows = [
        {str(name): text for name, text in row.items()}
        for row in render_table("sessions", sessions).to_dict("records")
    ]
    facts = {
        "start_date": f"{later.start_date:%Y-%m-%d}",
        "sessions": str(len(sessions)),
        "planned": str(made.summary.planned),
        "unmet": str(made.summary.unmet),
        "version": made.summary.version,
        "source_hash": made.summary.source_hash,
    }
    parts = parts_of_rows("sessions", rows, state.student_of)
    return Draft(PLAN_PUBLISHED, why, facts, rows=parts)


def published_changes(case: Case, state: State, made: Plan) -> pd.DataFrame:
    """Return what a plan changes of the published sessions that lie ahead; see `Record.changes`."""
    later = case_from_then(case, next_start(case, state))
    stood = standing(later, state)
    found = changes_table(stood, empty_table("sessions"), _from_then(made.sessions, later))
    return found.drop(columns="edited")


def _from_then(sessions: pd.DataFrame, case: Case) -> pd.DataFrame:
    return sessions[sessions["date"] >= pd.Timestamp(case.start_date)]
