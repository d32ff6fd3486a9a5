"""The dates of one week: kind of day, why there is no school, and the regular sessions."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from makeup_sched.availability.availability import Availability, availability
from makeup_sched.availability.days import Days, day_types, days_between
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import DAY_TYPE_WORDS, monday_of

_WEEK = 7


@dataclass(frozen=True)
class WeekDates:
    """Monday to Sunday of one week.

    Attributes
    ----------
    dates
        The seven dates.
    place
        Index of each date among the days of `found`, None on dates without school.
    marks
        What stands in the head of each day: kind of day, rotation.
    closures
        Why there is no school on a date; blank where there is.
    unplanned
        Why nothing is planned on a date whatever is free; blank on the dates of planning.
    found
        Who is free when, on the dates of the week that are not `no_school`.
    """

    dates: tuple[date, ...]
    place: tuple[int | None, ...]
    marks: tuple[tuple[str, ...], ...]
    closures: tuple[str, ...]
    unplanned: tuple[str, ...]
    found: Availability

    @property
    def days(self) -> Days:
        """The days of `found`."""
        return self.found.days


def week_dates(case: Case, week: date, student_ids: list[str]) -> WeekDates:
    """Return the week in which `week` lies, with the days of the given students."""
    monday = monday_of(week)
    dates = tuple(monday + timedelta(days=number) for number in range(_WEEK))
    types, rotations = day_types(case, dates[0], dates[-1])
    days = days_between(case, dates[0], dates[-1])
    place = {day: number for number, day in enumerate(days.dates)}
    return WeekDates(
        dates=dates,
        place=tuple(place.get(day) for day in dates),
        marks=tuple(
            _marks(kind, rotation) for kind, rotation in zip(types, rotations, strict=True)
        ),
        closures=tuple(
            _closure(case, day) if kind == "no_school" else ""
            for day, kind in zip(dates, types, strict=True)
        ),
        unplanned=tuple(_unplanned(case, day) for day in dates),
        found=availability(case, student_ids, days),
    )


def sessions_in(sessions: pd.DataFrame, dates: tuple[date, ...]) -> pd.DataFrame:
    """Return the sessions on these dates, in the order of time; `sessions` as in the contract."""
    rows = sessions[sessions["date"].isin([pd.Timestamp(day) for day in dates])]
    return rows.sort_values(["date", "start", "provider_id", "session_id"])


def _marks(kind: str, rotation: str) -> tuple[str, ...]:
    words = (DAY_TYPE_WORDS[kind], f"{rotation} day" if rotation else "")
    return tuple(word for word in words if word) if kind != "no_school" else ()


def _unplanned(case: Case, day: date) -> str:
    if day < case.start_date:
        return "before this plan begins"
    return "after this plan ends" if day > case.end_date else ""


def _closure(case: Case, day: date) -> str:
    """Return the note of the calendar row that closes the school, as the last row wins."""
    stamp = pd.Timestamp(day)
    table = case.table("calendar")
    covering = table[(table["start_date"] <= stamp) & (table["end_date"] >= stamp)]
    notes = [str(row.note) for row in rows_of(covering) if day.weekday() in row.weekdays]
    return notes[-1] or "No school" if notes else "No school"
