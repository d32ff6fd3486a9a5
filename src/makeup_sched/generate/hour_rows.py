"""The table ``provider_hours``: where and when providers work, and what takes time away."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from makeup_sched.generate.bells import DAYS
from makeup_sched.generate.facts import clock_text
from makeup_sched.generate.people import School
from makeup_sched.generate.settings import CaseSettings
from makeup_sched.generate.tables import Rows
from makeup_sched.generate.timetable import ProviderWeek
from makeup_sched.generate.week import CELL, weekday_list
from makeup_sched.generate.year import SchoolYear


def _merged(rows: list[tuple[int, int, int, str, str]]) -> Rows:
    """Stretches (weekday, start, end, site, kind), alike ones of several weekdays in one row."""
    together: dict[tuple[int, int, str, str], list[int]] = {}
    for day, start, end, site, kind in rows:
        together.setdefault((start, end, site, kind), []).append(day)
    return [
        {
            "weekday": weekday_list(days),
            "start": clock_text(start),
            "end": clock_text(end),
            "site": site,
            "kind": kind,
        }
        for (start, end, site, kind), days in together.items()
    ]


def hour_rows(
    rng: np.random.Generator,
    settings: CaseSettings,
    weeks: list[ProviderWeek],
    esy_site: dict[School, School],
    year: SchoolYear,
) -> Rows:
    """The table ``provider_hours``: work first, then what takes time away, then dated rows."""
    rows: Rows = []
    for week in weeks:
        own: Rows = []
        usual = [(d, s, e, school.name, "work") for d, s, e, school in week.work if school]
        own += [{**row, "day_types": "school;delayed_start"} for row in _merged(usual)]
        tele = [(d, s, e, "tele", "work") for d, s, e, school in week.work if not school]
        own += [{**row, "day_types": "school"} for row in _merged(tele)]
        early = [
            (d, s, min(e, school.early_end), school.name, "work")
            for d, s, e, school in week.work
            if school and school.early_end > s
        ]
        own += [{**row, "day_types": "early_release"} for row in _merged(early)]
        own += _after_school(rng, week) + _esy(rng, settings, week, esy_site, year)
        own += _merged([(c.weekday, c.start, c.end, "", c.kind) for c in week.commitments])
        own += _dated(rng, year)
        rows += [{"provider_id": week.provider.provider_id, **row} for row in own]
    return rows


def _after_school(rng: np.random.Generator, week: ProviderWeek) -> Rows:
    """One afternoon a week after school for some providers."""
    if rng.random() > 0.5 or not week.work:
        return []
    day, _, end, school = week.work[int(rng.integers(len(week.work)))]
    if school is None or end < school.span[DAYS[day]][1]:
        return []
    row = _merged([(day, end, end + 9 * CELL, school.name, "work")])[0]
    return [{**row, "day_types": "school"}]


def _esy(
    rng: np.random.Generator,
    settings: CaseSettings,
    week: ProviderWeek,
    esy_site: dict[School, School],
    year: SchoolYear,
) -> Rows:
    """Part of the ESY morning at the ESY site, for about half of the staff."""
    single = len(esy_site) <= 2
    if week.provider.employment == "contract" or (rng.random() > 0.5 and not single):
        return []
    low, high = settings.esy_minutes
    length = CELL * int(rng.integers(low // CELL, high // CELL + 1))
    start = year.esy_hours[0] + 15 * int(rng.integers(0, 8))
    home = max(week.provider.schools, key=lambda school: week.provider.schools[school])
    return [
        {
            "day_types": "esy",
            "weekday": "*",
            "start": clock_text(start),
            "end": clock_text(start + length),
            "site": esy_site[home].name,
            "kind": "work",
        }
    ]


def _dated(rng: np.random.Generator, year: SchoolYear) -> Rows:
    """A leave of some days and a long meeting that are known already."""
    rows: Rows = []
    ahead = year.taught(year.start)
    if rng.random() < 0.5:
        first = ahead[int(rng.integers(5, len(ahead) - 5))]
        last = first + timedelta(days=int(rng.integers(0, 3)))
        rows.append(
            {
                "start_date": first.isoformat(),
                "end_date": last.isoformat(),
                "weekday": "*",
                "start": "07:00",
                "end": "17:00",
                "kind": "leave",
            }
        )
    if rng.random() < 0.7:
        day = ahead[int(rng.integers(len(ahead)))].isoformat()
        rows.append(
            {
                "start_date": day,
                "end_date": day,
                "weekday": "*",
                "start": "13:00",
                "end": "14:30",
                "kind": "meeting",
            }
        )
    return rows
