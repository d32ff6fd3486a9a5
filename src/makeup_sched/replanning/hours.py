"""A provider who is out on some dates, or at work for longer on one."""

import datetime as dt

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.locking import take_out
from makeup_sched.replanning.moving import known_provider
from makeup_sched.replanning.rows import with_rows, with_table
from makeup_sched.replanning.state import State
from makeup_sched.tables.clock import DAY
from makeup_sched.tables.rendering import time_text
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.tables.weekdays import EVERY_DAY
from makeup_sched.vocabulary import DAY_TYPES, EVERY_SITE, TELE

OPEN_DAY_TYPES = tuple(name for name in DAY_TYPES if name != "no_school")


def day_out(state: State, provider_id: str, first: dt.date, last: dt.date) -> State:
    """Return the state with a provider out from the first to the last date.

    The provider's sessions there fall out, locked ones too. Raises EditError for a provider whom
    the case doesn't have, for dates in the wrong order, and where nothing is planned on any of
    them.
    """
    known_provider(state.facts, provider_id)
    if last < first:
        raise EditError(f"the last date, {last}, is before the first, {first}")
    _must_be_planned(state.draft, first, last)
    fallen = sessions_within(state, provider_id, first, last)
    left = take_out(state, fallen).without_sessions(fallen)
    leave = hours_row(provider_id, first, last, 0, DAY, "leave")
    case = with_rows(left.draft, "provider_hours", [leave])
    # whose regular session falls out could be seen by another provider then
    alone = len(state.facts.providers) == 1
    return left.with_case(case, takes_away=alone).checked(f"{provider_id} cannot be out then")


def day_in(state: State, provider_id: str, on: dt.date) -> State:
    """Return the state with a provider no longer out on one date of those marked by `day_out`.

    What fell out stays out until it is planned again. Raises EditError for a provider whom the case
    doesn't have, who is not marked as out on that date, for a date on which nothing is planned, and
    where a regular session that takes place again would break a rule with a locked one.
    """
    known_provider(state.facts, provider_id)
    _must_be_planned(state.draft, on, on)
    hours = state.draft.table("provider_hours")
    out = out_rows(hours, provider_id, on)
    if not out.any():
        own = _own_leave(hours, provider_id)
        raise EditError(f"{provider_id} is not marked as out on {on}{own}")
    case = with_table(state.draft, "provider_hours", _without_date(hours, out, on))
    return state.with_case(case, takes_away=False).checked(f"{provider_id} cannot be back then")


def _own_leave(hours: pd.DataFrame, provider_id: str) -> str:
    """Say where a leave is changed that no day out has made, where the provider has any."""
    leave = (hours["provider_id"] == provider_id) & (hours["kind"] == "leave")
    return "; a leave of your own tables is changed in provider_hours" if leave.any() else ""


def out_rows(hours: pd.DataFrame, provider_id: str, on: dt.date) -> "pd.Series[bool]":
    """Mark the rows of `provider_hours`, as `day_out` adds them, by which a provider is out."""
    day = pd.Timestamp(on)
    whole = (hours["kind"] == "leave") & (hours["start"] == 0) & (hours["end"] == DAY)
    every = hours["weekday"].map(lambda days: days == EVERY_DAY)
    every &= hours["day_types"].map(lambda types: types == OPEN_DAY_TYPES)
    dated = (hours["start_date"] <= day) & (day <= hours["end_date"])
    own = (hours["provider_id"] == provider_id) & (hours["rotation"] == "")
    return (whole & every & dated & own).fillna(False).astype(bool)


def _without_date(hours: pd.DataFrame, out: "pd.Series[bool]", on: dt.date) -> pd.DataFrame:
    """Return the rows, a date cut out of some; each stays in its place, as the last row wins."""
    day, step = pd.Timestamp(on), pd.Timedelta(days=1)
    before, after = hours[out].assign(end_date=day - step), hours[out].assign(start_date=day + step)
    parts = pd.concat([before, after])
    first = 1 + int(hours.index.max())  # their row numbers are new: they are other rows
    parts.index = pd.RangeIndex(first, first + len(parts), name=hours.index.name)
    places = np.concatenate([np.flatnonzero(~out), *2 * [np.flatnonzero(out)]])
    cut = pd.concat([hours[~out], parts]).iloc[np.argsort(places, kind="stable")]
    return cut[~(cut["start_date"] > cut["end_date"])].astype(hours.dtypes.to_dict())


def sessions_within(state: State, provider_id: str, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Return the sessions of a provider that stand from the first to the last date."""
    dates = state.sessions["date"]
    within = (dates >= pd.Timestamp(first)) & (dates <= pd.Timestamp(last))
    return state.sessions[within & (state.sessions["provider_id"] == provider_id)]


def add_hours(
    state: State, provider_id: str, on: dt.date, start: int, end: int, site: str
) -> State:
    """Return the state with a provider at work at a site from `start` to `end` on a date.

    Raises EditError for a provider or a site that the case doesn't have, for a date on which
    nothing is planned, for an end that is not after the start, and where a locked session would
    break a rule: work at another site ends what was there, and may bring back a regular session.
    """
    known_provider(state.facts, provider_id)
    _must_be_planned(state.draft, on, on)
    if state.facts.calendar.day_type(on) == "no_school":
        raise EditError(f"nothing is planned on {on}, a day without school")
    if end <= start:
        raise EditError(f"the end, {time_text(end)}, is not after the start, {time_text(start)}")
    _known_site(state.draft, site)
    work = hours_row(provider_id, on, on, start, end, "work", site)
    case = with_rows(state.draft, "provider_hours", [work])
    more = state.with_case(case, takes_away=False)
    return more.checked(f"{provider_id} cannot be at work there then")


def hours_row(
    provider_id: str, first: dt.date, last: dt.date, start: int, end: int, kind: str, site: str = ""
) -> dict[str, object]:
    """Return the cells of a row of `provider_hours` that counts on all dates of a stretch."""
    return {
        "provider_id": provider_id,
        "start_date": pd.Timestamp(first),
        "end_date": pd.Timestamp(last),
        "day_types": OPEN_DAY_TYPES,
        "weekday": EVERY_DAY,
        "start": start,
        "end": end,
        "site": site,
        "kind": kind,
    }


def _must_be_planned(case: Case, first: dt.date, last: dt.date) -> None:
    if last < case.start_date or first > case.end_date:
        dates = str(first) if first == last else f"{first} to {last}"
        raise EditError(
            f"nothing is planned on {dates}: planning runs from {case.start_date} to "
            f"{case.end_date}"
        )


def _known_site(case: Case, site: str) -> None:
    students, hours = case.table("students"), case.table("provider_hours")
    known = {*students["school"], *students["esy_site"], *hours["site"], TELE, EVERY_SITE} - {""}
    if site not in known:
        hint = did_you_mean(site, known)
        raise EditError(f'"{site}" is no site in the case{hint}; write "*" for every site')
