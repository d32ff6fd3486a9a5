"""Published facts that the generator builds on: bell schedules, calendars, ESY windows.

They are carried as CSV files in the package, each row with its source.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class PublishedRow:
    """One published line of a bell schedule, times in minutes after midnight (-1: none)."""

    school: str
    schedule: str
    weekdays: tuple[str, ...]
    start: int
    end: int
    activity: str


def clock_minutes(text: str) -> int:
    """Minutes after midnight of ``HH:MM``; -1 for a blank."""
    if not text:
        return -1
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def clock_text(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _read(name: str) -> list[dict[str, str]]:
    """The rows of one packaged fact file."""
    file = resources.files("makeup_sched.generate").joinpath("facts", name)
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


@cache
def bell_rows(school: str) -> tuple[PublishedRow, ...]:
    """The published bell schedule of one school, by its short name in the fact file."""
    return tuple(
        PublishedRow(
            school=row["school"],
            schedule=row["schedule"],
            weekdays=tuple(row["weekdays"].split(";")),
            start=clock_minutes(row["start"]),
            end=clock_minutes(row["end"]),
            activity=row["activity"],
        )
        for row in _read("bell_schedules.csv")
        if row["school"] == school
    )


@cache
def calendar_rows(calendar: str) -> tuple[dict[str, str], ...]:
    """First and last day, closures and early releases of one published calendar."""
    return tuple(row for row in _read("calendars.csv") if row["calendar"] == calendar)


@cache
def esy_window(district: str) -> dict[str, str]:
    """The published ESY window of one district."""
    return next(row for row in _read("esy_windows.csv") if row["district"] == district)
