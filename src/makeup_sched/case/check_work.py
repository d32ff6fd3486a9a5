"""Checks of providers' work hours against their sessions, their other time and the schools."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from makeup_sched.case.checked import CheckedTables, in_rows
from makeup_sched.case.session_dates import brushes, covers, paint, site_codes
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.tables.weekdays import weekdays_text
from makeup_sched.vocabulary import EVERY_SITE, TELE, WEEKDAYS


def sessions_never_held(given: CheckedTables) -> Iterator[Problem]:
    """Regular sessions that take place on no date of one of their weekdays.

    An error where the provider's work hours cover such a session on no weekday whatever.
    """
    found = given.session_dates
    sessions, hours = given["regular_sessions"], given["provider_hours"]
    working = set(hours.loc[hours["kind"] == "work", "provider_id"])
    weekday = found.dates["weekday"].to_numpy()
    due = np.column_stack([found.due[:, weekday == day].any(axis=1) for day in range(7)])
    held = np.column_stack([found.held[:, weekday == day].any(axis=1) for day in range(7)])
    nowhere = ~due.any(axis=1) & sessions["weekday"].map(len).gt(0).to_numpy()
    message = "falls on no school date of the calendar, so the session never takes place"
    yield from given.flag("regular_sessions", nowhere, "weekday", message, "warning")
    idle = due & ~held & sessions["provider_id"].isin(working).to_numpy()[:, None]
    timed = (sessions["start"] < sessions["end"]).fillna(False).to_numpy(dtype=bool)
    timed &= (sessions["site"] != "").to_numpy(dtype=bool)  # not known, which is said already
    codes = site_codes(hours)
    for at in np.flatnonzero(idle.any(axis=1) & timed):
        yield _never_held(given, int(at), tuple(np.flatnonzero(idle[at])), codes)


def work_over_time_taken_away(given: CheckedTables) -> Iterator[Problem]:
    """A work row below a row that takes time away gives that time back, which is seldom meant."""
    hours, counting = given["provider_hours"], given.session_dates.hours
    is_work = (hours["kind"] == "work").to_numpy()
    start = hours["start"].to_numpy(dtype="float64", na_value=np.nan)
    end = hours["end"].to_numpy(dtype="float64", na_value=np.nan)
    for members in hours.groupby("provider_id").indices.values():
        rows = np.asarray(members)
        for later in rows[is_work[rows]]:
            above = rows[(rows < later) & ~is_work[rows]]
            above = above[(start[above] < end[later]) & (start[later] < end[above])]
            above = above[(counting[above] & counting[later]).any(axis=1)]
            if len(above):
                yield _gives_back(hours, int(later), int(above[0]))


def providers_without_hours(given: CheckedTables) -> list[Problem]:
    """Nothing can be planned with a provider who is never at work."""
    hours = given["provider_hours"]
    working = set(hours.loc[hours["kind"] == "work", "provider_id"])
    idle = ~given["providers"]["provider_id"].isin(working | {""})
    message = "has no row of kind work in table provider_hours, so nothing is planned with them"
    return given.flag("providers", idle, "provider_id", message, "warning")


def schools_without_provider(given: CheckedTables) -> Iterator[Problem]:
    """Students at a school or ESY site where no provider ever works can't be served there."""
    hours, students = given["provider_hours"], given["students"]
    sites = set(hours.loc[hours["kind"] == "work", "site"])
    if sites & {"", EVERY_SITE}:
        return
    for column, place in (("school", "school"), ("esy_site", "site")):
        unserved = ~students[column].isin(sites | {"", EVERY_SITE})
        if TELE in sites:
            unserved &= ~students["tele"]
        if column == "esy_site":  # blank, it is the school, which is said already
            unserved &= students["esy"] & (students[column] != students["school"])
        for site, rows in students[unserved].groupby(column):
            message = f"is a {place} at which no provider works{did_you_mean(str(site), sites)}"
            yield Problem("students", int(rows.index[0]), column, str(site), message, "warning")


def sites_without_students(given: CheckedTables) -> Iterator[Problem]:
    """Hours at a site where no student is serve nobody, which a mistyped name does."""
    hours, students = given["provider_hours"], given["students"]
    known = {*students["school"], *students["esy_site"], *given["regular_sessions"]["site"]}
    known -= {"", EVERY_SITE}
    sites = hours.loc[
        (hours["kind"] == "work") & ~hours["site"].isin({"", EVERY_SITE, TELE}), "site"
    ]
    for site, rows in sites[~sites.isin(known)].groupby(sites):
        message = f"is a site at which no student is{did_you_mean(str(site), known)}"
        message += in_rows(len(rows))
        yield Problem("provider_hours", int(rows.index[0]), "site", str(site), message, "warning")


def _never_held(
    given: CheckedTables, at: int, days: tuple[int, ...], codes: dict[str, int]
) -> Problem:
    session, hours = given["regular_sessions"].iloc[at], given["provider_hours"]
    provider, site = session["provider_id"], session["site"]
    own = hours[(hours["provider_id"] == provider) & (hours["kind"] == "work")]
    start, end = int(session["start"]), int(session["end"])
    weeks = (paint(brushes(_on(own, day, site), codes)) for day in range(len(WEEKDAYS)))
    possible = any(covers(week, start, end, site, codes) for week in weeks)
    shown = weekdays_text(tuple(int(day) for day in days))
    if possible:
        message = (
            f"never takes place on {shown}: {provider} is at no such date at work at {site} for "
            "the whole session; check its weekdays, times and site against provider_hours"
        )
    else:
        message = (
            f"lies outside the work hours of {provider} at {site} on every weekday"
            f"{_elsewhere(own, days, start, end, site)}; "
            "check its times and site against provider_hours"
        )
    row = int(given["regular_sessions"].index[at])
    return Problem("regular_sessions", row, "session_id", str(session["session_id"]),
                   message, "warning" if possible else "error")  # fmt: skip


def _elsewhere(own: pd.DataFrame, days: tuple[int, ...], start: int, end: int, site: str) -> str:
    """Return in words the other sites at which a provider works at such a time."""
    there = own[own["weekday"].map(lambda known: not set(days).isdisjoint(known))]
    sites = sorted(set(there.loc[(there["start"] < end) & (there["end"] > start), "site"])
                   - {"", EVERY_SITE, site})  # fmt: skip
    return f" (the hours at that time are at {' and '.join(sites)})" if sites else ""


def _on(work: pd.DataFrame, day: int, site: str) -> pd.DataFrame:
    """Return the work rows of a weekday that serve a site, whatever their dates."""
    sites = (site,) if site == TELE else (site, "", EVERY_SITE)
    return work[work["weekday"].map(lambda days: day in days) & work["site"].isin(sites)]


def _gives_back(hours: pd.DataFrame, later: int, above: int) -> Problem:
    kind, row = hours["kind"].iloc[above], hours.index[above]
    message = (
        f"adds work time over the {kind} of row {row}, because the last row wins; put the {kind} "
        "row below this one if it is to take the time away"
    )
    return Problem("provider_hours", int(hours.index[later]), "kind", "work", message, "warning")
