"""A part of a plan: some providers on some dates, planned anew while the rest stands still."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held

TAKEN = np.dtype([(name, np.int32) for name in ("who", "day", "start", "end")])
"""A stretch that somebody is in a session that stands: number, day index, minutes."""

Taken = npt.NDArray[np.void]


@dataclass(frozen=True)
class PartEffort:
    """How hard to try: seconds by the clock, CP-SAT work units, seed."""

    seconds: float
    work: float
    seed: int


@dataclass(frozen=True)
class Part:
    """One part, with all that a worker needs to plan it.

    Attributes
    ----------
    task
        The providers and items of the part; what the rest of the plan uses of their caps is in
        `task.locked`.
    open
        Marks the provider's (rows) dates (columns) that are planned anew.
    busy
        Stretches at which an item's student (`who`: number of the item) is in a session of the
        rest of the plan.
    held
        What the plan holds in the part now, in the numbers of the part's task.
    foreign
        Marks items that another part plans at the same time: here they keep what they hold, or
        lose it, and gain nothing.
    terms
        The terms to minimise in this order, each without making an earlier one worse.
    """

    task: Task
    open: BoolArray
    busy: Taken
    held: Held
    foreign: BoolArray
    terms: tuple[str, ...]
    effort: PartEffort
    baseline: pd.DataFrame | None = None


@dataclass(frozen=True)
class PartAnswer:
    """What a worker found: the better plan of the part, and by how much each term changed.

    `held` is None where nothing better was found.
    """

    held: Held | None
    gained: dict[str, int] = field(default_factory=dict)


def overlapping(
    who: IntArray, day: IntArray, start: IntArray, end: IntArray, busy: Taken
) -> BoolArray:
    """Mark the stretches that overlap a stretch of the same person on the same day in `busy`."""
    found = np.zeros(len(day), dtype=bool)
    if not len(busy) or not len(day):
        return found
    key = who.astype(np.int64) * 1024 + day
    theirs = busy["who"].astype(np.int64) * 1024 + busy["day"]
    order = np.argsort(theirs, kind="stable")
    theirs, begins, ends = theirs[order], busy["start"][order], busy["end"][order]
    low = np.searchsorted(theirs, key, side="left")
    count = np.searchsorted(theirs, key, side="right") - low
    for offset in range(int(count.max(initial=0))):
        mine = np.flatnonzero(count > offset)
        at = low[mine] + offset
        found[mine] |= (start[mine] < ends[at]) & (begins[at] < end[mine])
    return found
