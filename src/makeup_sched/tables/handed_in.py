"""Dates, times of day and time zones as a notebook or a script hands them in."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from makeup_sched.tables.cells import clean
from makeup_sched.tables.clock import DAY, read_date, read_time
from makeup_sched.tables.problems import MakeupSchedError

DateLike = dt.date | str
"""A date, or its text such as `2026-01-12`; those of pandas and NumPy, too."""

TimeLike = dt.time | str | int
"""A time of day, its text such as `10:30`, or minutes after midnight; those of NumPy, too."""


def date_of(given: DateLike) -> dt.date:
    """Return the date; MakeupSchedError where it is none."""
    value = clean(given)
    reading = read_date(value)
    if not isinstance(reading.value, dt.date):
        raise MakeupSchedError(f"{_shown(given, value)} {reading.error}")
    return reading.value


def minute_of(given: TimeLike) -> int:
    """Return minutes after midnight; MakeupSchedError where it is no time of day."""
    value = clean(given)
    if isinstance(value, int):
        if not 0 <= value <= DAY:
            raise MakeupSchedError(f"{value} minutes after midnight are no time of a day")
        return value
    reading = read_time(value)
    if not isinstance(reading.value, int):
        raise MakeupSchedError(f"{_shown(given, value)} {reading.error}")
    return reading.value


def time_zone_of(name: str) -> ZoneInfo:
    """Return the time zone of a name such as `America/Chicago`; MakeupSchedError for another."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise MakeupSchedError(
            f"{name} is not the name of a time zone, such as America/Chicago"
        ) from None


def _shown(given: Any, value: Any) -> str:
    # 5 and a list look like text otherwise
    kind = "" if isinstance(value, str) else f" ({type(given).__name__})"
    return f'"{value}"{kind}'
