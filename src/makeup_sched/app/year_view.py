"""The whole time of planning as a strip: a column for each week, a cell for each day."""

from datetime import date, timedelta

import pandas as pd

from makeup_sched.app.person import Person, label
from makeup_sched.app.week_view import View
from makeup_sched.availability.days import day_types
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import day_words, monday_of, week_words
from makeup_sched.plain_words import counted

_FULL_DAY = 90
"""Minutes of make-ups on a day from which its cell has the strongest of the four tints."""
_TINTS = 4


def year_view(case: Case, sessions: pd.DataFrame, who: Person, *, names: bool) -> View:
    """Return a person's make-up minutes of every day, from the first to the last week."""
    first = monday_of(case.start_date)
    last = monday_of(case.end_date) + timedelta(days=6)
    types, _ = day_types(case, first, last)
    minutes = _minutes(sessions, who)
    weeks = []
    for offset in range(0, len(types), 7):
        monday = first + timedelta(days=offset)
        dates = [monday + timedelta(days=number) for number in range(7)]
        cells = [_cell(day, types[offset + number], minutes.get(day, 0))
                 for number, day in enumerate(dates)]  # fmt: skip
        total = sum(minutes.get(day, 0) for day in dates)
        weeks.append(
            {
                "monday": monday.isoformat(),
                "month": f"{dates[4]:%b}" if dates[4].day <= 7 or offset == 0 else "",
                "label": f"Week of {week_words(monday, dates[4])}: {_words(total)}",
                "minutes": total,
                "days": cells if any(cell["open"] for cell in cells[5:]) else cells[:5],
            }
        )
    span = f"{case.start_date:%B %Y} to {case.end_date:%B %Y}"
    return {
        "shows": "year",
        "title": f"{label(case, who, names=names)}: {span}",
        "subtitle": f"{_words(sum(minutes.values()))} in {counted(len(weeks), 'week')}",
        "weeks": weeks,
    }


def _minutes(sessions: pd.DataFrame, who: Person) -> dict[date, int]:
    found: dict[date, int] = {}
    for row in rows_of(sessions):
        if who.attends(row):
            day = row.date.date()
            found[day] = found.get(day, 0) + int(row.end) - int(row.start)
    return found


def _cell(day: date, day_type: str, minutes: int) -> View:
    closed = day_type == "no_school"
    tint = min(_TINTS, -(-minutes * _TINTS // _FULL_DAY))
    words = "no school" if closed and not minutes else _words(minutes)
    return {"open": not closed, "tint": tint, "label": f"{day_words(day)}: {words}"}


def _words(minutes: int) -> str:
    return counted(minutes, "make-up minute")
