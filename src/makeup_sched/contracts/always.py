"""Contractors who are there all day, every day: what any contract could give at most, as visits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.pool import Post, Visit, with_visits
from makeup_sched.tables.clock import DAY

_LANES = 2
"""Contractors at each post."""


def with_contractors_always(case: Case, posts: Sequence[Post], first: dt.date) -> Case:
    """Return the case with two contractors at each post, at any hour from a date on.

    They are ordinary providers, so that a plan with them can be checked like any other.
    """
    start = max(first, case.start_date)
    if start > case.end_date:
        return case
    always = [Visit(start, post, 0, DAY, lane) for post in posts for lane in range(1, _LANES + 1)]
    case = with_visits(case, always)
    hours = case.table("provider_hours")
    mine = hours["provider_id"].isin({visit.provider_id for visit in always})
    until = hours["end_date"].mask(mine, pd.Timestamp(case.end_date))
    tables = {**case.tables, "provider_hours": hours.assign(end_date=until)}
    return replace(case, tables=tables, source_hash="")
