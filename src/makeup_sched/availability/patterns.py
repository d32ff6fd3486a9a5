"""Day patterns: one row of minutes for every different day that a person has."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray

MINUTES = 24 * 60
ABSENT = -1
"""Code of a minute at which a student is not there, or a provider has no time."""

Minutes = npt.NDArray[np.int16]


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


def paint(brushes: list[Brush], day_count: int, base: DayPatterns | None = None) -> DayPatterns:
    """Paint rows over each other in the given order, the last one wins.

    Dates with the same active rows (and the same day of `base`) are painted once, and days that
    come out equal share one pattern.
    """
    active = np.array([brush.active for brush in brushes], dtype=bool)
    active = active.reshape(len(brushes), day_count)
    keys = np.packbits(active, axis=0)
    below = base.of_day if base is not None else np.zeros(day_count, dtype=np.int64)
    painted: dict[tuple[int, bytes], int] = {}
    rows: dict[bytes, int] = {}
    of_day = np.zeros(day_count, dtype=np.int64)
    found: list[Minutes] = []
    for day in range(day_count):
        key = (int(below[day]), keys[:, day].tobytes())
        if key not in painted:
            row = _blank() if base is None else base.minutes[below[day]].copy()
            for index in np.flatnonzero(active[:, day]):
                brush = brushes[index]
                row[brush.start : brush.end] = brush.code
            painted[key] = rows.setdefault(row.tobytes(), len(rows))
            if len(rows) > len(found):
                found.append(row)
        of_day[day] = painted[key]
    minutes = np.array(found, dtype=np.int16).reshape(-1, MINUTES)
    return DayPatterns(of_day=of_day, minutes=minutes)


def _blank() -> Minutes:
    return np.full(MINUTES, ABSENT, dtype=np.int16)
