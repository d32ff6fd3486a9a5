"""Day patterns: one row of minutes for every different day that a person has."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray

MINUTES = 24 * 60
ABSENT = -1
"""Code of a minute at which a student is not there, or a provider has no time."""

_ROWS_AT_ONCE = 40
"""Rows whose marks go into one whole number beside the number of the day below."""

Minutes = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
class DayPatterns:
    """What each date looks like for one person, minute by minute.

    Attributes
    ----------
    of_day
        Index into `minutes` for each planning date.
    minutes
        Codes, one row per different day and one column per minute after midnight. For a student
        the code is an index into `CATEGORIES`, for a provider an index into the site list;
        `ABSENT` where there is nothing.
    """

    of_day: IntArray
    minutes: Minutes

    def on(self, day: int) -> Minutes:
        """Return the 1,440 codes of one planning date (by its index)."""
        codes: Minutes = self.minutes[self.of_day[day]]
        return codes


@dataclass(frozen=True)
class Brush:
    """One row to be painted: a stretch of minutes, its code, and the dates on which it counts."""

    start: int
    end: int
    code: int
    active: BoolArray


def paint(
    brushes: list[Brush],
    day_count: int,
    base: DayPatterns | None = None,
    kind: type[np.signedinteger[Any]] = np.int16,
) -> DayPatterns:
    """Paint rows over each other in the given order, the last one wins.

    Dates with the same active rows (and the same day of `base`) are painted once, and days that
    come out equal share one pattern. `kind` is the type of the codes where there is no base.
    """
    below = base.of_day if base is not None else np.zeros(day_count, dtype=np.int64)
    active = np.zeros((len(brushes), day_count), dtype=bool)
    for number, brush in enumerate(brushes):
        active[number] = brush.active
    first, alike = _alike(below, active)
    rows = _blank(len(first), kind) if base is None else base.minutes[below[first]]
    for number, brush in enumerate(brushes):
        rows[active[number, first], brush.start : brush.end] = brush.code
    # patterns are numbered in the order of the dates on which they come first
    order = np.argsort(first)
    minutes, found = distinct_rows(rows[order])
    number_of = np.zeros(len(first), dtype=np.int64)
    number_of[order] = found
    return DayPatterns(of_day=number_of[alike], minutes=minutes)


def distinct_rows(rows: Minutes) -> tuple[Minutes, IntArray]:
    """Return the different rows in the order in which they come, and each row's number in it."""
    numbers: dict[bytes, int] = {}
    number = np.array(
        [numbers.setdefault(row.tobytes(), len(numbers)) for row in rows], dtype=np.int64
    )
    return rows[np.unique(number, return_index=True)[1]], number


def _alike(below: IntArray, active: BoolArray) -> tuple[IntArray, IntArray]:
    """Return the first date of each kind of date, and each date's kind.

    Dates are alike where `below` and every row of `active` are the same on them.
    """
    key = below
    for start in range(0, len(active), _ROWS_AT_ONCE):
        part = active[start : start + _ROWS_AT_ONCE]
        bits = (1 << np.arange(len(part), dtype=np.int64)) @ part
        key = np.unique((key << len(part)) + bits, return_inverse=True)[1]
    _, first, kind = np.unique(key, return_index=True, return_inverse=True)
    return first.astype(np.int64), kind.astype(np.int64)


def _blank(count: int, kind: type[np.signedinteger[Any]]) -> Minutes:
    return np.full((count, MINUTES), ABSENT, dtype=kind)
