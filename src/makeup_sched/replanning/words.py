"""Dates and times as a notebook hands them in."""

import datetime as dt

from makeup_sched.replanning.errors import EditError
from makeup_sched.tables.clock import DAY, read_date, read_time

DateLike = dt.date | str
"""A date, or its text such as `2026-01-12`."""

TimeLike = dt.time | str | int
"""A time of day, its text such as `10:30`, or minutes after midnight."""


def as_date(given: DateLike) -> dt.date:
    """Return the date; EditError where it is none."""
    reading = read_date(given.strip() if isinstance(given, str) else given)
    if not isinstance(reading.value, dt.date):
        raise EditError(f'"{given}" {reading.error}')
    return reading.value


def as_minute(given: TimeLike) -> int:
    """Return minutes after midnight; EditError where it is no time of day."""
    if isinstance(given, int):
        if not 0 <= given <= DAY:
            raise EditError(f"{given} minutes after midnight are no time of a day")
        return given
    reading = read_time(given.strip() if isinstance(given, str) else given)
    if not isinstance(reading.value, int):
        raise EditError(f'"{given}" {reading.error}')
    return reading.value
