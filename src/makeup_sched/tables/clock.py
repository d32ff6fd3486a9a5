"""Reading dates and times in every form in which spreadsheets and people leave them in a cell."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from makeup_sched.tables.reading import Reading

FIRST_DATE = pd.Timestamp("2000-01-01")
LAST_DATE = pd.Timestamp("2099-12-31")
"""What lies outside is a slip in the year."""

DAY = 24 * 60
NOT_A_DATE = "is not a date; write it as year-month-day, such as 2026-01-12"
NOT_A_TIME = "is not a time; write it on a 24-hour clock, such as 09:05 or 14:30"
SECONDS = "is not a whole minute; write hours and minutes only, such as 09:05"

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T ](\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?"
)
_US = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_DAY_NAMED = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?,?[- ](\d{4}|\d{2})")
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}[T ])?(\d{1,2}):(\d{1,2})(?::(\d{2})(?:\.0+)?)?\s*([ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?m\.?", re.IGNORECASE)
_FRACTION = re.compile(r"0?\.\d+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_DAY_ONE = datetime(1900, 1, 1)  # what 24:00 becomes in a cell of Excel
_SERIALS = range(36526, 73051)  # 2000-01-01 to 2099-12-31 in Excel's count of days


def read_date(cell: Any) -> Reading:
    """Read a date: ISO, a real date, a named month; `1/12/2026` as month/day with a warning."""
    if isinstance(cell, datetime):
        return Reading(cell.date())
    if isinstance(cell, date):
        return Reading(cell)
    if isinstance(cell, str):
        return _date_from_text(_WEEKDAY.sub("", cell, count=1))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _date_from_serial(float(cell))
    return Reading(None, NOT_A_DATE)


def read_time(cell: Any) -> Reading:
    """Read a time of day as minutes after midnight; `24:00` is the end of the day."""
    if isinstance(cell, datetime):
        if cell == _EXCEL_DAY_ONE:
            return Reading(DAY)
        if cell.year > _EXCEL_DAY_ZERO.year + 1 and cell.time() == time():
            return Reading(None, f"is a date; {NOT_A_TIME.partition('; ')[2]}")
        cell = cell.time()
    if isinstance(cell, time):
        return _minutes(cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6)
    if isinstance(cell, timedelta):
        return _minutes(cell.total_seconds())
    if isinstance(cell, str):
        return _time_from_text(cell)
    if isinstance(cell, float) and 0 <= cell <= 1:
        return _minutes(cell * 86400)
    return Reading(None, NOT_A_TIME)


def _date_from_text(text: str) -> Reading:
    if match := _ISO.fullmatch(text):
        return _iso(_date(int(match[1]), int(match[2]), int(match[3])), match[4], match[5])
    if match := _US.fullmatch(text):
        return _month_first(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_NAMED.fullmatch(text):
        return _date(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_NAMED.fullmatch(text):
        return _date(int(match[3]), _month(match[1]), int(match[2]))
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        return _date_from_serial(float(text))
    return Reading(None, NOT_A_DATE)


def _iso(reading: Reading, clock: str | None, zone: str | None) -> Reading:
    """Return a date with a warning where another time zone could make it another day."""
    if zone is None or clock in ("0:00", "00:00") or reading.error:
        return reading
    return reading._replace(warning=f"was read as the day by the clock of {zone}; write the date")


def _month_first(month: int, day: int, year: int) -> Reading:
    reading = _date(year, month, day)
    if reading.error:
        return Reading(None, f"{NOT_A_DATE} (with slashes the month comes first)")
    return reading._replace(warning="was read as month/day/year; year-month-day leaves no doubt")


def _date(year: int, month: int, day: int) -> Reading:
    try:
        return Reading(date(year + 2000 if year < 100 else year, month, day))
    except ValueError:
        return Reading(None, NOT_A_DATE)


def _month(name: str) -> int:
    """Return the number of a named month, 0 where there is no such month."""
    start = name[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _date_from_serial(number: float) -> Reading:
    if math.isfinite(number) and int(number) in _SERIALS:
        found = _EXCEL_DAY_ZERO + timedelta(days=int(number))
        return Reading(
            found, warning="was read as Excel's number for a date; write the date itself"
        )
    return Reading(None, NOT_A_DATE)


def _time_from_text(text: str) -> Reading:
    if match := _CLOCK.fullmatch(text):
        return _on_clock(int(match[1]), int(match[2]), int(match[3] or 0), match[4])
    if match := _HOUR.fullmatch(text):
        return _on_clock(int(match[1]), 0, 0, match[2])
    if _FRACTION.fullmatch(text):
        return _minutes(float(text) * 86400)
    return Reading(None, NOT_A_TIME)


def _on_clock(hour: int, minute: int, second: int, half: str | None) -> Reading:
    """Return the time of a clock reading; `half` is a or p on a 12-hour clock."""
    if half is not None:
        if not 1 <= hour <= 12:
            return Reading(None, NOT_A_TIME)
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and (minute or second)):
        return Reading(None, NOT_A_TIME)
    return _minutes(hour * 3600 + minute * 60 + second)


def _minutes(seconds: float) -> Reading:
    """Round to minutes what Excel keeps as a fraction; refuse real seconds."""
    minutes = math.floor(seconds / 60 + 0.5)
    if abs(seconds - minutes * 60) > 1 or not 0 <= minutes <= DAY:
        return Reading(None, SECONDS)
    return Reading(minutes)
