"""What a notebook or a script calls: cases and plans in, DataFrames, findings and figures out."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from makeup_sched import checker, ledger
from makeup_sched.case.case import Case
from makeup_sched.checker import Violation
from makeup_sched.plans.plan import Plan

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def owed(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return what is owed: one row per service or award.

    Columns: `owed_id`, `student_id`, `discipline`, `kind`, then minutes `missed`, `not_owed`,
    `delivered`, `owed`, `rounding`, `pending`, then `oldest_date`, `due_date`, `provider_id`.
    `names` adds people's names.
    """
    return ledger.owed_table(case, names=names)


def owed_trace(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return every row behind what is owed, and what it was counted as."""
    return ledger.owed_trace(case, names=names)


def check(case: Case, plan: Plan | pd.DataFrame) -> list[Violation]:
    """Return every violation of the contract's rules by a plan, whoever made it; [] is none.

    `plan` is a plan or a table of sessions. Of a plan, items and summary are checked, too.
    """
    if isinstance(plan, pd.DataFrame):
        return checker.check(case, plan)
    found = checker.check(case, plan.sessions)
    found += checker.check_items(case, plan.sessions, plan.items)
    return found + checker.check_summary(case, plan.sessions, plan.summary.as_dict())


def provider_week(
    case: Case,
    plan: Plan | pd.DataFrame,
    week: date | str,
    provider_id: str,
    *,
    names: bool = False,
) -> "Figure":
    """Draw the week of a provider; `week` is any date in it."""
    from makeup_sched import charts

    return charts.provider_week(case, _sessions(plan), _day(week), provider_id, names=names)


def student_week(
    case: Case, plan: Plan | pd.DataFrame, week: date | str, student_id: str, *, names: bool = False
) -> "Figure":
    """Draw the week of a student; `week` is any date in it."""
    from makeup_sched import charts

    return charts.student_week(case, _sessions(plan), _day(week), student_id, names=names)


def write_charts(case: Case, plan: Plan, folder: str | Path, *, names: bool = False) -> list[Path]:
    """Write the pictures of a plan into a folder and return the files."""
    from makeup_sched import charts

    return charts.write_charts(case, plan.sessions, plan.items, folder, names=names)


def _sessions(plan: Plan | pd.DataFrame) -> pd.DataFrame:
    return plan if isinstance(plan, pd.DataFrame) else plan.sessions


def _day(week: date | str) -> date:
    return date.fromisoformat(week) if isinstance(week, str) else week
