"""A week as the calendar draws it: days with their bands of time and their sessions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.app.lanes import lanes
from makeup_sched.app.person import Person
from makeup_sched.case.case import Case
from makeup_sched.charts.calendar_week import Block, CalendarWeek, DayColumn, uncovered
from makeup_sched.charts.disciplines import case_shades
from makeup_sched.charts.palette import DISCIPLINE_SHADES
from makeup_sched.charts.provider_week import provider_calendar
from makeup_sched.charts.student_week import student_calendar
from makeup_sched.charts.words import clock, clock_with_half, day_words, monday_of

View = dict[str, Any]


def week_calendar(
    case: Case, sessions: pd.DataFrame, who: Person, week: date, *, names: bool
) -> CalendarWeek:
    """Return what a person's week holds; `sessions` as in a plan."""
    draw = provider_calendar if who.kind == "provider" else student_calendar
    return draw(case, sessions, week, who.person_id, names=names)


def regular_sessions(case: Case, sessions: pd.DataFrame, who: Person, on: date) -> int:
    """Return how many regular sessions a person has on a date."""
    week = week_calendar(case, sessions, who, monday_of(on), names=False)
    return sum(not block.makeup for day in week.days if day.date == on for block in day.blocks)


def week_view(
    case: Case,
    week: CalendarWeek,
    known: Mapping[str, str],
    changed: Mapping[str, str],
    out: Collection[date] = (),
) -> View:
    """Return a week in the form that the script draws.

    Parameters
    ----------
    known
        What the make-up sessions are, by id; see `identities`.
    changed
        What the last planning did with sessions, by what they are: `moved` or `new`.
    out
        Dates for which the person is marked as out, which may be taken back.
    """
    shades = shade_numbers(case)
    first, last = week.hours
    week = _without_the_only_discipline(week)
    return {
        "shows": "week",
        "title": week.title,
        "subtitle": week.subtitle,
        "first": first,
        "last": last,
        "hours": [[minute, _hour(minute)] for minute in range(-(-first // 60) * 60, last + 1, 60)],
        "days": [
            {
                **_day(day, week.hours, shades, known, changed),
                "out": _can_be_out(case, day),
                "back": day.date in out,
            }
            for day in week.days
        ],
        "legend": _legend(week, shades),
        "absent": week.absent_words,
    }


def shade_numbers(case: Case) -> dict[str, int]:
    """Return the number of the shade of each discipline, as the pictures give them."""
    return {name: DISCIPLINE_SHADES.index(shade) for name, shade in case_shades(case).items()}


def span_words(start: int, end: int) -> str:
    """Return a stretch of time as `12:45-1:15 PM`."""
    return f"{clock(start)}\u2013{clock_with_half(end)}"


def session_of(block: Block) -> str:
    """Return the id of the session that a block shows."""
    return block.label.split(" ", 1)[1]


def head_words(block: Block) -> str:
    """Return what a session is headed by, with commas between students where pictures have none."""
    return block.head.replace(" ".join(block.people), ", ".join(block.people))


def _without_the_only_discipline(week: CalendarWeek) -> CalendarWeek:
    """Leave the discipline out of the sessions where it is the same in all: it says nothing."""
    only = {block.discipline for block in week.blocks}
    if len(only) != 1:
        return week
    start = f"{only.pop()} "
    days = [
        replace(day, blocks=tuple(
            replace(block, head=block.head.removeprefix(start)) for block in day.blocks
        ))
        for day in week.days
    ]  # fmt: skip
    return replace(week, days=tuple(days))


def _hour(minute: int) -> str:
    return clock_with_half(minute).replace(":00", "")


def _day(
    day: DayColumn,
    hours: tuple[int, int],
    shades: Mapping[str, int],
    known: Mapping[str, str],
    changed: Mapping[str, str],
) -> View:
    first, last = hours
    shown = [
        {"start": max(band.start, first), "end": min(band.end, last), "kind": band.kind,
         "words": band.words}
        for band in day.bands
        if band.start < last and band.end > first
    ]  # fmt: skip
    places = lanes([(block.start, block.end) for block in day.blocks])
    return {
        "date": day.date.isoformat(),
        "name": day_words(day.date),
        "marks": [*day.marks, *day.sites],
        "closure": day.closure,
        "bands": shown,
        "blocks": [
            _block(block, lane, shades, known, changed)
            for block, lane in zip(day.blocks, places, strict=True)
        ],
    }


def _can_be_out(case: Case, day: DayColumn) -> bool:
    """Say whether a day is one of planning on which the person has free time, or a session."""
    planned = case.start_date <= day.date <= case.end_date and not day.closure
    return planned and (bool(day.blocks) or any(band.kind == "free" for band in day.bands))


def _block(
    block: Block,
    lane: tuple[int, int],
    shades: Mapping[str, int],
    known: Mapping[str, str],
    changed: Mapping[str, str],
) -> View:
    session_id = session_of(block)
    what = known[session_id] if block.makeup else ""
    # which regular session it joins or extends is on its card: an id says nothing to most
    details = block.briefer or block.details
    said = [part for part in details if part not in ("locked", clock(block.start))]
    return {
        "id": session_id,
        "what": what,
        "makeup": block.makeup,
        "start": block.start,
        "end": block.end,
        "time": span_words(block.start, block.end),
        "shade": shades.get(block.discipline, 0),
        "head": head_words(block),
        "people": list(block.people),
        "details": [clock(block.start), *said] if block.makeup else [clock(block.start)],
        "locked": block.locked,
        "changed": changed.get(what, ""),
        "lane": lane[0],
        "lanes": lane[1],
    }


def _legend(week: CalendarWeek, shades: Mapping[str, int]) -> View:
    made = {block.discipline for block in week.blocks if block.makeup}
    bands = [band for day in week.days for band in day.bands if _seen(band, day, week.hours)]
    return {
        "disciplines": [
            {"name": name, "shade": number} for name, number in shades.items() if name in made
        ],
        "regular": any(not block.makeup for block in week.blocks),
        "locked": any(block.locked for block in week.blocks),
        "off": _distinct(band.words for band in bands if band.kind == "off"),
        "free": any(band.kind == "free" for band in bands),
        "absent": any(band.kind == "absent" for band in bands),
    }


def _seen(band: Any, day: DayColumn, hours: tuple[int, int]) -> bool:
    first, last = hours
    return bool(uncovered(max(band.start, first), min(band.end, last), day.blocks))


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
