"""The sessions of a plan that a notebook or a script hands in, as a plan or as a table."""

import pandas as pd

from makeup_sched.case.frames import raw_from_frame
from makeup_sched.plans.plan import Plan
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.problems import CaseError, Problem

TABLE = "sessions"


def sessions_of(given: Plan | pd.DataFrame) -> pd.DataFrame:
    """Return sessions in their columns and types; cells may be text, as in `sessions.csv`.

    Raises CaseError where a table is not one of sessions; it lists every problem. Raises TypeError
    for what is neither plan nor table.
    """
    if isinstance(given, Plan):
        return given.sessions
    if not isinstance(given, pd.DataFrame):
        raise TypeError(
            f"this takes a Plan or a table of its sessions, not a {type(given).__name__}: "
            "makeup_sched.read_plan reads one from a folder or workbook"
        )
    sessions, problems = read_sessions(given)
    if problems:
        raise CaseError(problems)
    return sessions


def read_sessions(given: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table of sessions in its columns and types, and what is wrong with its cells."""
    parsed = parse_table(TABLE, raw_from_frame(TABLE, given))
    return parsed.frame, [one for one in parsed.problems if one.severity == "error"]
