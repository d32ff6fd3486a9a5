"""The school year of a case: a published calendar with its closures, and an ESY window.

The delayed starts, and one early release where the source has none, are made up and say so in
their note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from makeup_sched.generate.facts import calendar_rows, clock_minutes, esy_window
from makeup_sched.generate.settings import CaseSettings

IN_SESSION = ("school", "early_release", "delayed_start")
# An ESY window of the same summer. Arlington publishes its hours; the other gives dates only and
# takes Arlington's hours. Monday to Thursday is ours: four weeks of four days.
_SUMMER = {
    "nyc_2025_26": ("Arlington Public Schools VA", date(2026, 7, 6)),
    "baltimore_county_2024_25": ("Acton-Boxborough MA", date(2025, 7, 7)),
}
_ESY_WEEKDAYS = (0, 1, 2, 3)


@dataclass(frozen=True)
class SchoolYear:
    """Day types of a school year.

    Attributes
    ----------
    days : the day type of each date that is not ``no_school``
    rotation : the rotation label of each date, empty where the case has none
    logged : first date that the log of missed sessions covers
    start : first date to plan on
    end : last date to plan on
    esy_hours : start and end of an ESY day, minutes after midnight
    rows : the rows of the table ``calendar``
    """

    days: dict[date, str]
    rotation: dict[date, str]
    logged: date
    start: date
    end: date
    esy_hours: tuple[int, int]
    rows: tuple[dict[str, str], ...]

    def taught(self, first: date | None = None, before: date | None = None) -> list[date]:
        """Dates with lessons, from ``first`` on and before ``before``."""
        return [
            day
            for day, kind in self.days.items()
            if kind in IN_SESSION
            and (first is None or day >= first)
            and (before is None or day < before)
        ]

    def esy(self) -> list[date]:
        """The ESY dates."""
        return [day for day, kind in self.days.items() if kind == "esy"]


def esy_hours() -> tuple[int, int]:
    """Start and end of an ESY day, minutes after midnight."""
    start, end = esy_window("Arlington Public Schools VA")["hours"].split("-")
    return clock_minutes(start), clock_minutes(end)


def _row(start: str, day_type: str, note: str = "", **more: str) -> dict[str, str]:
    """A calendar row, the cells that it doesn't name blank."""
    row = dict.fromkeys(("end_date", "weekdays", "rotation"), "")
    row.update({"start_date": start, "day_type": day_type, "note": note}, **more)
    return row


def _special_days(
    rng: np.random.Generator, taught: list[date], has_early: bool
) -> list[dict[str, str]]:
    """Made-up delayed starts in winter, and an early release where none is published."""
    winter = [day for day in taught if day.month in (12, 1, 2)]
    picks = sorted(rng.choice(len(winter), size=3, replace=False).tolist())
    rows = [_row(winter[k].isoformat(), "delayed_start", "Delayed start (made up)") for k in picks]
    if not has_early:
        rows += [
            _row(taught[k].isoformat(), "early_release", "Early release (made up)")
            for k in (45, 130, len(taught) - 1)
        ]
    return rows


def _closures(name: str) -> list[dict[str, str]]:
    """The published closures and early releases, runs of one note in one row."""
    rows: list[dict[str, str]] = []
    for fact in calendar_rows(name):
        if fact["kind"] in ("first_day", "last_day"):
            continue
        kind = "early_release" if fact["kind"] == "early_release" else "no_school"
        last = rows[-1] if rows else None
        if last and last["note"] == fact["note"] and kind == last["day_type"] == "no_school":
            reached = date.fromisoformat(last["end_date"] or last["start_date"])
            gap = (date.fromisoformat(fact["date"]) - reached).days
            # a break goes on over the weekend
            if gap == 1 or (gap == 3 and reached.weekday() == 4):
                last["end_date"] = fact["date"]
                continue
        rows.append(_row(fact["date"], kind, fact["note"]))
    return rows


def _expand(rows: list[dict[str, str]]) -> dict[date, str]:
    """Day type per date; the last row that covers a date wins."""
    kinds: dict[date, str] = {}
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    for row in rows:
        day = date.fromisoformat(row["start_date"])
        last = date.fromisoformat(row["end_date"] or row["start_date"])
        single = day == last and not row["weekdays"]
        allowed = (row["weekdays"] or "Mon;Tue;Wed;Thu;Fri").split(";")
        while day <= last:
            if single or names[day.weekday()] in allowed:
                kinds[day] = row["day_type"]
            day += timedelta(days=1)
    return {day: kind for day, kind in sorted(kinds.items()) if kind != "no_school"}


def _esy_row(name: str, most_days: int) -> dict[str, str]:
    """The ESY window, cut to so many days."""
    _, day = _SUMMER[name]
    dates: list[date] = []
    while len(dates) < most_days:
        if day.weekday() in _ESY_WEEKDAYS:
            dates.append(day)
        day += timedelta(days=1)
    return _row(
        dates[0].isoformat(),
        "esy",
        "Extended school year",
        end_date=dates[-1].isoformat(),
        weekdays="Mon;Tue;Wed;Thu",
    )


def school_year(
    rng: np.random.Generator, settings: CaseSettings, rotations: bool = False
) -> SchoolYear:
    """Choose a published calendar and a first date to plan on."""
    name = str(rng.choice(sorted(_SUMMER)))
    facts = calendar_rows(name)
    first = next(row["date"] for row in facts if row["kind"] == "first_day")
    last = next(row["date"] for row in facts if row["kind"] == "last_day")
    rows = [_row(first, "school", "School year", end_date=last), *_closures(name)]
    kinds = _expand(rows)
    taught = [day for day, kind in kinds.items() if kind in IN_SESSION]
    has_early = "early_release" in kinds.values()
    rows += _special_days(rng, taught, has_early)
    rows.append(_esy_row(name, settings.esy_days))
    days = _expand(rows)
    taught = [day for day, kind in days.items() if kind in IN_SESSION]
    rotation: dict[date, str] = {}
    if rotations:
        rotation = {day: "AB"[k % 2] for k, day in enumerate(taught)}
        rows += [_row(day.isoformat(), days[day], rotation=rotation[day]) for day in taught]
    left = int(rng.integers(settings.days_left[0], settings.days_left[1] + 1))
    start = taught[-left]
    past = taught[:-left]
    logged = past[-settings.log_days] if settings.log_days else taught[0]
    return SchoolYear(days, rotation, logged, start, max(days), esy_hours(), tuple(rows))
