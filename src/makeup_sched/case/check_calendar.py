"""Checks of dates, day types and times against the calendar and the bell schedules."""

from collections.abc import Iterator

import pandas as pd

from makeup_sched.case.calendar_days import NO_SCHOOL
from makeup_sched.case.checked import LONGEST_CALENDAR, CheckedTables
from makeup_sched.tables.clock import DAY, FIRST_DATE, LAST_DATE
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.schemas import INPUT_SCHEMAS, facts
from makeup_sched.tables.suggest import did_you_mean

CLOSED_REASONS = ("no_school_day", "emergency_closure")
DAWN = 5 * 60

SINGLE_DATES = (
    ("delivered", "date"),
    ("service_log", "date"),
    ("locked", "date"),
    ("awards", "due_on"),
)
"""Dates that ought to lie in the calendar; those of missed sessions have a check of their own."""


def calendar_too_long(given: CheckedTables) -> list[Problem]:
    """A calendar of many years has a wrong year in it."""
    calendar = given["calendar"]
    span = calendar["end_date"].max() - calendar["start_date"].min()
    if pd.isna(span) or span.days < LONGEST_CALENDAR:
        return []
    last = calendar["end_date"] == calendar["end_date"].max()
    message = f"makes the calendar {span.days // 365} years long; check the years of its dates"
    return given.flag("calendar", last, "end_date", message)[:1]


def dates_beyond_the_calendar(given: CheckedTables) -> Iterator[Problem]:
    """Dates before the first or after the last date of the calendar, and rows wholly so."""
    if given.days.empty:
        return
    first, last = given.days["date"].min(), given.days["date"].max()
    span = f"{first.date()} to {last.date()}"
    for table, column in SINGLE_DATES:
        if table in given.usable:
            dates = given[table][column]
            message = f"lies outside the calendar, which runs from {span}"
            beyond = (dates < first) | (dates > last)
            yield from given.flag(table, beyond, column, message, "warning")
    message = f"puts the whole row outside the calendar, which runs from {span}"
    for table in ("student_blocks", "provider_hours", "regular_sessions"):
        if table in given.usable:
            rows = given[table]
            yield from given.flag(
                table, rows["start_date"] > last, "start_date", message, "warning"
            )
            yield from given.flag(table, rows["end_date"] < first, "end_date", message, "warning")


def missed_without_school(given: CheckedTables) -> Iterator[Problem]:
    """A session can be missed only on a date on which there would have been one."""
    if given.days.empty:
        return
    missed = given["missed"]
    day_type = missed["date"].map(given.days.set_index("date")["day_type"])
    excused = missed["reason"].isin(CLOSED_REASONS)
    # a date that no calendar can have is said already
    outside = missed["date"].between(FIRST_DATE, LAST_DATE) & day_type.isna()
    span = f"{given.days['date'].min().date()} to {given.days['date'].max().date()}"
    message = f"lies outside the calendar, which runs from {span}; check the date or the calendar"
    yield from given.flag("missed", outside & ~excused, "date", message)
    message = (
        "has no school by the calendar, so no session was missed; check the date, the calendar, or "
        "the reason (no_school_day, emergency_closure)"
    )
    yield from given.flag("missed", (day_type == NO_SCHOOL) & ~excused, "date", message)


def day_types_without_bells(given: CheckedTables) -> Iterator[Problem]:
    """On a kind of day for which a bell schedule has no rows its students are not there."""
    in_calendar = list(given.days.loc[given.days["day_type"] != NO_SCHOOL, "day_type"].unique())
    bells, students = given["bell_schedules"], given["students"]
    rung = set(zip(bells["bell_schedule"], bells["day_type"], strict=True))
    known = set(bells["bell_schedule"])
    with_esy = set(students.loc[students["esy"], "bell_schedule"])
    for schedule in sorted(set(students["bell_schedule"]) & known - {""}):
        for day_type in in_calendar:
            if (schedule, day_type) in rung or (day_type == "esy" and schedule not in with_esy):
                continue
            message = f"has no rows for the day type {day_type}, which the calendar has; on such "
            message += "days its students count as not there"
            yield Problem("bell_schedules", 0, "bell_schedule", schedule, message, "warning")


def unknown_rotations(given: CheckedTables) -> Iterator[Problem]:
    """A row for a rotation that no date carries never counts."""
    labels = set(given["calendar"]["rotation"]) - {""}
    for table in ("bell_schedules", "provider_hours", "regular_sessions"):
        if table in given.usable:
            unknown = ~given[table]["rotation"].isin(labels | {""})
            yield from given.flag(
                table,
                unknown,
                "rotation",
                lambda word: (
                    "is a rotation that no row of the calendar carries, so this row never "
                    "counts" + did_you_mean(word, labels)
                ),
                "warning",
            )


def times_at_night(given: CheckedTables) -> Iterator[Problem]:
    """A time before dawn was most likely meant for the afternoon, but for whole days."""
    for table in INPUT_SCHEMAS:
        times = [column.name for column in facts(table).columns if column.kind == "time"]
        for column in times if table in given.usable else ():
            night = given[table][column] < DAWN
            if not night.any():
                continue
            night &= ~_whole_days(given[table])
            message = "is at night on the 24-hour clock; an afternoon time such as 1:15 is 13:15"
            yield from given.flag(table, night, column, message, "warning")


def _whole_days(table: pd.DataFrame) -> "pd.Series[bool]":
    """Mark rows that last from midnight to midnight, as those of a provider who is out do."""
    if not {"start", "end"} <= set(table.columns):
        return pd.Series(False, table.index)
    return (table["start"] == 0) & (table["end"] == DAY)
