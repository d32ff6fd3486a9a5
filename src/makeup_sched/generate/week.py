"""One school week as arrays of five-minute cells, and what a session in a cell costs a student.

A week is five weekdays by cells from ``FIRST`` to ``LAST``; every array of the generator has that
shape.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from makeup_sched.generate.bells import DAYS, GradeBell

FIRST = 7 * 60  # minutes after midnight
LAST = 17 * 60
CELL = 5  # minutes
CELLS = (LAST - FIRST) // CELL
SHAPE = (len(DAYS), CELLS)
NEVER = 100.0  # a cost that stands for "not at all"

# What taking a student out costs: therapists are asked to keep out of class and specials.
COST: dict[str, float] = {
    "core": 4.0,
    "specials": 1.5,
    "intervention": 0.3,
    "resource": 0.0,
    "study_hall": 0.0,
    "homeroom": 0.3,
    "independent": 0.0,
    "best_time": 0.0,
    "lunch": NEVER,
    "recess": NEVER,
    "unavailable": NEVER,
    "after_school": NEVER,
    "before_school": NEVER,
}
CLASS_TIME = COST["core"]

Costs = NDArray[np.float64]
Mask = NDArray[np.bool_]


def cells(start: int, end: int) -> slice:
    """The cells that a stretch of time touches, wholly or in part (minutes after midnight)."""
    low = max(start - FIRST, 0) // CELL
    high = min(-(-(end - FIRST) // CELL), CELLS)
    return slice(low, max(low, high))


def minute(cell: int) -> int:
    """The minute after midnight at which a cell starts."""
    return FIRST + CELL * cell


def grade_costs(bell: GradeBell) -> Costs:
    """What a session in each cell of an ordinary week costs a student of this grade."""
    plans = []
    for rotation in sorted({row.rotation for row in bell.rows if row.day_type == "school"}):
        by_minute = np.full((len(DAYS), CELLS * CELL), -1.0)
        for row in bell.rows:
            if row.day_type != "school" or row.rotation not in ("", rotation):
                continue
            for weekday in row.weekdays:
                stretch = slice(max(row.start - FIRST, 0), max(row.end - FIRST, 0))
                by_minute[DAYS.index(weekday), stretch] = COST[row.category]
        # a minute between two lessons that no row covers: the student is not there
        by_minute[by_minute < 0] = NEVER
        plans.append(by_minute.reshape(*SHAPE, CELL).max(axis=2))
    return np.asarray(np.max(np.stack(plans), axis=0))


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and one-past-last cell of each stretch of true cells in one day."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def weekday_list(days: Iterable[int]) -> str:
    """Weekday numbers (Monday 0) as the tables write them; all five as ``*``."""
    chosen = sorted(set(days))
    return "*" if len(chosen) == len(DAYS) else ";".join(DAYS[day] for day in chosen)
