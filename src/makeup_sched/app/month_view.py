"""The make-up sessions of a month as a list, day by day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from makeup_sched.app.identity import identity
from makeup_sched.app.person import Person, label
from makeup_sched.app.week_view import (
    View,
    head_words,
    session_of,
    shade_numbers,
    span_words,
)
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.calendar_week import Block
from makeup_sched.charts.provider_week import provider_block
from makeup_sched.charts.student_week import student_block
from makeup_sched.charts.words import clock, day_words
from makeup_sched.plain_words import counted

_A_DAY = pd.Timedelta(days=1)


def month_view(
    case: Case, sessions: pd.DataFrame, who: Person, month: date, *, names: bool
) -> View:
    """Return a person's make-up sessions of the month in which a date lies."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    shades = shade_numbers(case)
    own = sessions[sessions["date"].between(pd.Timestamp(first), pd.Timestamp(after) - _A_DAY)]
    made: dict[date, list[View]] = {}
    for row in rows_of(own.sort_values(["date", "start", "end"])):
        if who.attends(row):
            block = _block(case, row, who, names)
            made.setdefault(row.date.date(), []).append(
                {**_line(block, shades), "what": identity(row)}
            )
    days = [{"date": day.isoformat(), "name": day_words(day), "sessions": lines}
            for day, lines in made.items()]  # fmt: skip
    count = sum(map(len, made.values()))
    return {
        "shows": "month",
        "title": f"{label(case, who, names=names)}: {first:%B %Y}",
        "subtitle": counted(count, "make-up session"),
        "days": days,
    }


def _block(case: Case, row: Any, who: Person, names: bool) -> Block:
    if who.kind == "provider":
        return provider_block(case, row, names=names)
    return student_block(case, row, who.person_id, names=names)


def _line(block: Block, shades: Mapping[str, int]) -> View:
    said = [part for part in block.details if part not in ("locked", clock(block.start))]
    return {
        "id": session_of(block),
        "time": span_words(block.start, block.end),
        "shade": shades.get(block.discipline, 0),
        "head": head_words(block),
        "details": said,
        "locked": block.locked,
    }
