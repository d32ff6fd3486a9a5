"""Reading and writing lists of weekdays: `Mon;Wed`, `Monday`, `Mon-Fri`, `*`."""

import re
from typing import Any

from makeup_sched.tables.reading import Reading
from makeup_sched.vocabulary import WEEKDAYS

EVERY_DAY = tuple(range(7))
NOT_WEEKDAYS = (
    "is not a list of weekdays; write Mon, Tue, Wed, Thu, Fri, Sat, Sun, such as Mon;Wed, or *"
)
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_weekdays(cell: Any) -> Reading:
    """Read weekdays as a sorted tuple of numbers, Monday = 0; `*` is all seven."""
    parts = cell if isinstance(cell, tuple) else _split(str(cell))
    days: set[int] = set()
    for part in parts:
        found = _days(part)
        if not found:
            return Reading(None, NOT_WEEKDAYS)
        days.update(found)
    return Reading(tuple(sorted(days))) if days else Reading(None, NOT_WEEKDAYS)


def weekdays_text(days: tuple[int, ...]) -> str:
    """Return weekdays as a cell holds them, all seven as `*`."""
    return "*" if len(days) == len(EVERY_DAY) else ";".join(WEEKDAYS[day] for day in days)


def _split(text: str) -> list[str]:
    joined = re.sub(r"\s*(?:-|\u2013|\bto\b)\s*", "-", text)
    return [part for part in re.split(r"[;,/&\s]+", joined) if part]


def _days(part: Any) -> tuple[int, ...]:
    """Return the weekdays that one entry names, none where it names none."""
    if isinstance(part, int) and not isinstance(part, bool):
        return (part,) if part in EVERY_DAY else ()
    if part == "*":
        return EVERY_DAY
    first, dash, last = str(part).partition("-")
    if not dash:
        return _day(first)
    from_day, to_day = _day(first), _day(last)
    if not from_day or not to_day or from_day > to_day:
        return ()
    return tuple(range(from_day[0], to_day[0] + 1))


def _day(name: str) -> tuple[int, ...]:
    """Return the weekday of a name or its beginning of at least two letters."""
    start = name.strip().rstrip(".").casefold()
    if len(start) < 2:
        return ()
    matches = [day for day, full in enumerate(_FULL) if full.startswith(start)]
    if start == "weds":
        matches = [2]
    return (matches[0],) if len(matches) == 1 else ()
