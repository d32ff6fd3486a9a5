"""On which dates each regular session should take place, and on which it does."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from makeup_sched.vocabulary import EVERY_SITE, SCHOOL_DAY_TYPES, TELE, WEEKDAYS

Brush = tuple[int, int, int]
Flags = npt.NDArray[np.bool_]
MINUTES = 24 * 60 + 1
AWAY = 0
ANYWHERE = 1
FIRST_SITE = 2


@dataclass(frozen=True)
class SessionDates:
    """Flags per regular session (row) and school date (column).

    `dates` are the school dates of the calendar with their weekday. `due` is true where the
    session's own row puts it, `held` where its provider is also at work there. `hours` is true
    where a row of `provider_hours` counts.
    """

    dates: pd.DataFrame
    due: Flags
    held: Flags
    hours: Flags


def session_dates(days: pd.DataFrame, hours: pd.DataFrame, sessions: pd.DataFrame) -> SessionDates:
    """Work out the dates of all regular sessions; see `SessionDates`."""
    dates = days[days["day_type"].isin(SCHOOL_DAY_TYPES)].reset_index(drop=True)
    due = row_dates(sessions, dates)
    counting = row_dates(hours, dates) & _day_type_flags(hours, dates)
    return SessionDates(dates, due, _held(hours, counting, sessions, due), counting)


def row_dates(frame: pd.DataFrame, dates: pd.DataFrame) -> Flags:
    """Return for each row and date whether dates, weekday and rotation of the row allow it."""
    date = dates["date"].to_numpy()
    start = frame["start_date"].to_numpy()[:, None]
    end = frame["end_date"].to_numpy()[:, None]
    flags = (np.isnat(start) | (start <= date)) & (np.isnat(end) | (date <= end))
    on_weekday = np.zeros((len(frame), len(WEEKDAYS)), dtype=bool)
    for row, days in enumerate(frame["weekday"]):
        on_weekday[row, list(days)] = True
    flags &= on_weekday[:, dates["weekday"].to_numpy()]
    if "rotation" in frame:
        label = frame["rotation"].to_numpy(dtype=object)[:, None]
        flags &= (label == "") | (label == dates["rotation"].to_numpy(dtype=object))
    return np.asarray(flags, dtype=bool)


def site_codes(hours: pd.DataFrame) -> dict[str, int]:
    """Return a number for each site in the hours; blank and `*` are `ANYWHERE`."""
    names = sorted(set(hours["site"]) - {"", EVERY_SITE})
    return {"": ANYWHERE, EVERY_SITE: ANYWHERE} | {
        name: code for code, name in enumerate(names, start=FIRST_SITE)
    }


def brushes(hours: pd.DataFrame, codes: dict[str, int]) -> list[Brush]:
    """Return start, end and site code of each row of hours; time taken away is `AWAY`."""
    starts = hours["start"].fillna(0).tolist()
    ends = hours["end"].fillna(0).tolist()
    rows = zip(starts, ends, hours["kind"], hours["site"], strict=True)
    return [
        (start, end, codes[site] if kind == "work" else AWAY) for start, end, kind, site in rows
    ]


def paint(rows: Iterable[Brush]) -> npt.NDArray[np.int32]:
    """Return where a provider is in each minute of a day; the last row wins."""
    painted = np.full(MINUTES, AWAY, dtype=np.int32)
    for start, end, code in rows:
        painted[start:end] = code
    return painted


def _day_type_flags(hours: pd.DataFrame, dates: pd.DataFrame) -> Flags:
    kinds = np.array(
        [[kind in day_types for kind in SCHOOL_DAY_TYPES] for day_types in hours["day_types"]],
        dtype=bool,
    ).reshape(len(hours), len(SCHOOL_DAY_TYPES))
    return kinds[:, [SCHOOL_DAY_TYPES.index(kind) for kind in dates["day_type"]]]


def _held(hours: pd.DataFrame, counting: Flags, sessions: pd.DataFrame, due: Flags) -> Flags:
    """Return where the provider is at work at the site for the whole of the session."""
    held = np.zeros_like(due)
    codes = site_codes(hours)
    rows = brushes(hours, codes)
    spans = list(
        zip(
            sessions["start"].fillna(0).tolist(),
            sessions["end"].fillna(0).tolist(),
            sessions["site"].tolist(),
            strict=True,
        )
    )
    rows_of = hours.groupby("provider_id").indices
    for provider, members in sessions.groupby("provider_id").indices.items():
        if provider not in rows_of or not due.shape[1]:
            continue
        own = rows_of[provider]
        patterns, pattern_of = np.unique(counting[own], axis=1, return_inverse=True)
        painted = np.array([paint(rows[at] for at in own[pattern]) for pattern in patterns.T])
        elsewhere: dict[str, npt.NDArray[np.int32]] = {}
        for member in members:
            start, end, site = spans[member]
            if start >= end:
                continue
            if site not in elsewhere:
                elsewhere[site] = _minutes_elsewhere(painted, site, codes)
            fits = elsewhere[site][:, start] == elsewhere[site][:, end]
            held[member] = due[member] & fits[pattern_of.ravel()]
    return held


def _minutes_elsewhere(
    painted: npt.NDArray[np.int32], site: str, codes: dict[str, int]
) -> npt.NDArray[np.int32]:
    """Count, for each day (row), the minutes before each minute at which nobody is at a site."""
    away = ~at_site(painted, site, codes)
    counts = np.zeros((len(painted), MINUTES + 1), dtype=np.int32)
    np.cumsum(away, axis=1, out=counts[:, 1:])
    return counts


def at_site(painted: npt.NDArray[np.int32], site: str, codes: dict[str, int]) -> Flags:
    """Mark the minutes at a site by its name; every site means every place, not tele."""
    here = np.asarray(painted == codes.get(site, -1), dtype=bool)
    return here if site == TELE else here | (painted == ANYWHERE)


def covers(
    painted: npt.NDArray[np.int32], start: int, end: int, site: str, codes: dict[str, int]
) -> bool:
    """Say whether the provider is at a site for the whole of a time."""
    return start < end and bool(at_site(painted[start:end], site, codes).all())
