"""Filling in the defaults of a case that depend on other cells."""

import pandas as pd

from makeup_sched.case.calendar_days import calendar_days
from makeup_sched.tables.weekdays import EVERY_DAY

SCHOOL_WEEK = (0, 1, 2, 3, 4)


def fill_defaults(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with every default filled in that the tables alone determine."""
    filled = dict(tables)
    filled["calendar"] = _calendar(tables["calendar"])
    filled["students"] = _students(tables["students"])
    filled["regular_sessions"] = _regular_sessions(
        tables["regular_sessions"], tables["students"], tables["providers"]
    )
    filled["locked"] = _locked(filled)
    return filled


def _calendar(calendar: pd.DataFrame) -> pd.DataFrame:
    """A blank last date is the first; blank weekdays are Mon to Fri, on a single date any."""
    end = calendar["end_date"].fillna(calendar["start_date"])
    one_day = end == calendar["start_date"]
    weekdays = [
        days or (EVERY_DAY if single else SCHOOL_WEEK)
        for days, single in zip(calendar["weekdays"], one_day, strict=True)
    ]
    return calendar.assign(end_date=end, weekdays=pd.Series(weekdays, calendar.index, dtype=object))


def _students(students: pd.DataFrame) -> pd.DataFrame:
    """A blank ESY site is the school."""
    site = students["esy_site"].where(students["esy_site"] != "", students["school"])
    return students.assign(esy_site=site)


def _regular_sessions(
    sessions: pd.DataFrame, students: pd.DataFrame, providers: pd.DataFrame
) -> pd.DataFrame:
    """A blank site is the school of the first student; a blank group size 1 or the provider's."""
    first = sessions["student_ids"].map(lambda ids: ids[0] if ids else "")
    site = _or(sessions["site"], first.map(_lookup(students, "student_id", "school")))
    own = sessions["provider_id"].map(_lookup(providers, "provider_id", "max_group"))
    alone = sessions["student_ids"].map(len) == 1
    group = sessions["max_group"].fillna(own.astype("Int64").mask(alone, 1))
    return sessions.assign(site=site, max_group=group)


def _locked(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Fill in what a locked session leaves blank.

    Minutes are from start to end, the discipline is that of the first owed item, the site is where
    the first student is that day; `contract` is as the provider is employed.
    """
    locked = tables["locked"]
    if locked.empty:
        return locked
    employment = locked["provider_id"].map(
        _lookup(tables["providers"], "provider_id", "employment")
    )
    return locked.assign(
        minutes=locked["minutes"].fillna(locked["end"] - locked["start"]),
        discipline=_or(locked["discipline"], _disciplines(tables)),
        site=_or(locked["site"], _sites(tables)),
        contract=locked["contract"] | (employment == "contract").to_numpy(dtype=bool),
        locked=True,
    )


def _disciplines(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Return the discipline of each locked session's first owed item."""
    known = pd.concat(
        [
            _lookup(tables["services"], "service_id", "discipline"),
            _lookup(tables["awards"], "award_id", "discipline"),
        ]
    )
    return _first(tables["locked"]["owed_ids"]).map(known[~known.index.duplicated()])


def _sites(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Return where each locked session's first student is on its date."""
    locked = tables["locked"]
    student = _first(locked["student_ids"])
    days = calendar_days(tables["calendar"])
    esy = locked["date"].isin(days.loc[days["day_type"] == "esy", "date"])
    school = student.map(_lookup(tables["students"], "student_id", "school"))
    return school.mask(esy, student.map(_lookup(tables["students"], "student_id", "esy_site")))


def _first(lists: pd.Series) -> pd.Series:
    return lists.map(lambda ids: ids[0] if ids else "")


def _or(given: pd.Series, otherwise: pd.Series) -> pd.Series:
    # as objects: all are blank where the table that is looked in has no rows
    known = otherwise.astype(object).where(otherwise.notna(), "")
    return given.where(given != "", known).astype("str")


def _lookup(frame: pd.DataFrame, key: str, column: str) -> pd.Series:
    """Return one column by the ids in another; of an id that stands twice the first row counts."""
    return frame.drop_duplicates(key).set_index(key)[column]
