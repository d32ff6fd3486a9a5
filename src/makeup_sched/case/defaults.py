"""Filling in the defaults of a case that depend on other cells."""

import pandas as pd

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
    filled["locked"] = _locked(tables["locked"], tables["providers"])
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
    school = first.map(_lookup(students, "student_id", "school")).fillna("").astype("str")
    site = sessions["site"].where(sessions["site"] != "", school)
    own = sessions["provider_id"].map(_lookup(providers, "provider_id", "max_group"))
    alone = sessions["student_ids"].map(len) == 1
    group = sessions["max_group"].fillna(own.astype("Int64").mask(alone, 1))
    return sessions.assign(site=site, max_group=group)


def _locked(locked: pd.DataFrame, providers: pd.DataFrame) -> pd.DataFrame:
    """Blank minutes are from start to end; `contract` is as the provider is employed."""
    employment = locked["provider_id"].map(_lookup(providers, "provider_id", "employment"))
    return locked.assign(
        minutes=locked["minutes"].fillna(locked["end"] - locked["start"]),
        contract=locked["contract"] | (employment == "contract").to_numpy(dtype=bool),
        locked=True,
    )


def _lookup(frame: pd.DataFrame, key: str, column: str) -> pd.Series:
    """Return one column by the ids in another; of an id that stands twice the first row counts."""
    return frame.drop_duplicates(key).set_index(key)[column]
