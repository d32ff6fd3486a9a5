"""Dates, times of day and time zones as a notebook or a script hands them in."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from makeup_sched.tables.cells import clean, is_blank
from makeup_sched.tables.clock import DAY, NOT_A_DATE, NOT_A_TIME, read_date, read_time
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.reading import Reading

DateLike = dt.date | str
"""A date, or its text such as `2026-01-12`; those of pandas and NumPy, too."""

TimeLike = dt.time | str | int
"""A time of day, its text such as `10:30`, or minutes after midnight; those of NumPy, too."""


def date_of(given: DateLike) -> dt.date:
    """Return the date; MakeupSchedError where it is none."""
    value = clean(given)
    reading = read_date(value)
    if is_blank(value) or not isinstance(reading.value, dt.date):
        raise MakeupSchedError(f"{_shown(given, value)} {reading.error or NOT_A_DATE}")
    return reading.value


def minute_of(given: TimeLike) -> int:
    """Return minutes after midnight; MakeupSchedError where it is no time of day."""
    value = clean(given)
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        if not 0 <= value <= DAY:
            raise MakeupSchedError(f"{value} minutes after midnight are no time of a day")
        return int(value)
    reading = Reading(None, NOT_A_TIME) if is_blank(value) else read_time(value)
    if not isinstance(reading.value, int):
        raise MakeupSchedError(f"{_shown(given, value)} {reading.error}")
    return reading.value


def time_zone_of(name: str) -> ZoneInfo:
    """Return the time zone of a name such as `America/Chicago`; MakeupSchedError for another."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        raise MakeupSchedError(
            f"{name} is not the name of a time zone, such as America/Chicago"
        ) from None


def _shown(given: Any, value: Any) -> str:
    # 5 and a list look like text otherwise
    kind = "" if isinstance(value, str) else f" ({type(given).__name__})"
    return f'"{value}"{kind}'
