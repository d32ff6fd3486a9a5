"""The make-up sessions of a month as a list, day by day."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from makeup_sched.app.person import Person, label
from makeup_sched.app.week_view import (
    View,
    session_of,
    shade_numbers,
    span_words,
    week_calendar,
)
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.calendar_week import Block
from makeup_sched.charts.words import clock, counted, day_words, monday_of


def month_view(
    case: Case, sessions: pd.DataFrame, who: Person, month: date, *, names: bool
) -> View:
    """Return a person's make-up sessions of the month in which a date lies."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    shades = shade_numbers(case)
    days = []
    for monday in _mondays(first, after, sessions):
        week = week_calendar(case, sessions, who, monday, names=names)
        for day in week.days:
            made = [block for block in day.blocks if block.makeup]
            if first <= day.date < after and made:
                lines = [_line(block, shades) for block in made]
                days.append({"date": day.date.isoformat(), "name": day_words(day.date),
                             "sessions": lines})  # fmt: skip
    count = sum(len(day["sessions"]) for day in days)
    return {
        "shows": "month",
        "title": f"{label(case, who, names=names)}: {first:%B %Y}",
        "subtitle": counted(count, "make-up session"),
        "days": days,
    }


def _mondays(first: date, after: date, sessions: pd.DataFrame) -> list[date]:
    """Return the weeks of a month in which there are sessions."""
    within = {row.date.date() for row in rows_of(sessions) if first <= row.date.date() < after}
    return sorted({monday_of(day) for day in within})


def _line(block: Block, shades: Mapping[str, int]) -> View:
    said = [part for part in block.details if part not in ("locked", clock(block.start))]
    return {
        "id": session_of(block),
        "time": span_words(block.start, block.end),
        "shade": shades.get(block.discipline, 0),
        "head": block.head,
        "details": said,
        "locked": block.locked,
    }
