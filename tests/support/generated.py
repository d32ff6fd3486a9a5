"""Small generated cases: one therapist, ten students, some days left of the year."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.case.read import case_from_tables
from makeup_sched.generate import PRESETS, GeneratedCase, build_case

SMALL = replace(
    PRESETS["therapist"],
    students=10,
    sites=1,
    days_left=(12, 12),
    log_days=20,
    esy_days=2,
    leave_weeks=0.0,
    locked=0,
    awards=1,
)


def small_case(seed: int) -> GeneratedCase:
    """Return a small generated case."""
    return build_case(SMALL, (seed,))


def first_days(seed: int, days: int, **policy: Any) -> Case:
    """Return a small generated case that may plan on its first days only."""
    made = small_case(seed)
    given = {**tomllib.loads(made.policy), **policy}
    whole = case_from_tables(made.tables, given)
    last = whole.start_date + timedelta(days=days - 1)
    return case_from_tables(made.tables, {**given, "end_date": last.isoformat()})
