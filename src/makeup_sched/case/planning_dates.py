"""The first and the last date to plan on."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from makeup_sched.case.calendar_days import last_open_date
from makeup_sched.case.policy import Policy
from makeup_sched.tables.problems import Problem


def planning_dates(
    tables: Mapping[str, pd.DataFrame], policy: Policy
) -> tuple[date | None, date | None, list[Problem]]:
    """Return the first and last date to plan on, and why there are none.

    A blank first date is the day after the newest missed or delivered date, with awards alone the
    day after the newest `decided_on`; a blank last date is the calendar's last that has school.
    """
    start = policy.start_date or _day_after_newest(tables)
    end = policy.end_date or last_open_date(tables["calendar"])
    if start is None:
        message = (
            "is blank and no missed, delivered or decided date says when planning starts; give it"
        )
        return None, end, [Problem("policy", 0, "start_date", "", message)]
    if end is None:
        message = "has no date on which there is school, so there is nothing to plan on"
        return start, None, [Problem("calendar", 0, "", "", message)]
    if start > end:
        return start, end, [_no_time(start, end, policy)]
    return start, end, []


def _no_time(start: date, end: date, policy: Policy) -> Problem:
    first = "" if policy.start_date else " (the day after the newest missed or delivered date)"
    last = "" if policy.end_date else " (the last date in the calendar with school)"
    message = (
        f"planning would start on {start}{first} and end on {end}{last}, which leaves no date; "
        f"{'give a later end_date' if policy.end_date else 'give start_date'} in the policy or add "
        "dates to the calendar"
    )
    if policy.end_date and not policy.start_date:
        return Problem("policy", 0, "end_date", str(policy.end_date), message)
    return Problem("policy", 0, "start_date", str(policy.start_date or ""), message)


def _day_after_newest(tables: Mapping[str, pd.DataFrame]) -> date | None:
    dates = pd.concat([tables["missed"]["date"], tables["delivered"]["date"]])
    newest = dates.max() if dates.notna().any() else tables["awards"]["decided_on"].max()
    return None if pd.isna(newest) else newest.date() + timedelta(days=1)
