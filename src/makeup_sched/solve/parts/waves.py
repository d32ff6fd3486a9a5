"""Which parts are planned at the same time: disjoint providers' dates, and no student twice."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.solve.relaxed import Floats


@dataclass(frozen=True)
class Drawing:
    """What parts are drawn from.

    Attributes
    ----------
    size
        Attendances that each provider (row) could give on each date (column).
    kinds
        Kind of day of each provider (row) on each date (column).
    met
        Marks the items (columns) that each provider (row) could give.
    student
        Number of the student of each item.
    """

    size: IntArray
    kinds: IntArray
    met: BoolArray
    student: IntArray


@dataclass(frozen=True)
class Drawn:
    """One part of a wave: its provider-days, and the items it must leave to others."""

    opened: BoolArray
    foreign: BoolArray


class Waves:
    """Draws waves of parts from a seeded generator."""

    def __init__(self, drawing: Drawing, seed: int) -> None:
        self.drawing = drawing
        self.random = np.random.default_rng(seed)
        self.shared = drawing.met.astype(np.int32) @ drawing.met.astype(np.int32).T

    def draw(self, wanted: Floats, count: int, largest: int, together: int) -> list[Drawn]:
        """Draw a wave.

        Parameters
        ----------
        wanted
            Unmet minutes of each item, weighted; who could give many of them is drawn more often.
        count
            Most parts.
        largest
            Most attendances that a part may have.
        together
            Providers in one part.
        """
        weights = self.drawing.met.astype(np.int64) @ wanted + 1.0
        weights[self.drawing.size.sum(axis=1) == 0] = 0.0
        chances = weights * self.random.random(len(weights))
        unused = chances > 0
        groups: list[IntArray] = []
        for first in np.argsort(-chances, kind="stable").tolist():
            if len(groups) == count:
                break
            if unused[first]:
                group = self._around(first, unused, together)
                unused[group] = False
                groups.append(group)
        opened = [self._days(group, largest) for group in groups]
        owner = self._owners(groups)
        return [
            Drawn(days, np.asarray((owner != number) & (owner >= 0))[self.drawing.student])
            for number, days in enumerate(opened)
            if days.any()
        ]

    def _around(self, first: int, unused: BoolArray, together: int) -> IntArray:
        """Return a provider with others who share many of its items."""
        near = self.shared[first] * unused * self.random.random(len(unused))
        near[first] = 0
        others = np.argsort(-near, kind="stable")[: together - 1]
        return np.concatenate([[first], others[near[others] > 0]]).astype(np.int64)

    def _days(self, group: IntArray, largest: int) -> BoolArray:
        """Mark dates of the group: of one kind first, or a stretch, or any, up to the size."""
        size = self.drawing.size[group].sum(axis=0)
        count = len(size)
        order = self.random.permutation(count)
        way = int(self.random.integers(3))
        if way == 0:
            kinds = self.drawing.kinds[group[0]]
            order = order[np.argsort(kinds[order] != kinds[order[0]], kind="stable")]
        elif way == 1:
            order = np.argsort(np.abs(np.arange(count) - order[0]), kind="stable")
        order = order[size[order] > 0]
        room = np.cumsum(size[order]) <= largest
        room[:2] = True
        opened = np.zeros(self.drawing.size.shape, dtype=bool)
        opened[np.ix_(group, order[room])] = True
        return opened

    def _owners(self, groups: list[IntArray]) -> IntArray:
        """Return for each student the part that plans for it; -1 where only one could."""
        students = int(self.drawing.student.max(initial=-1)) + 1
        owner = np.full(students, -1)
        several = np.zeros(students, dtype=np.int64)
        best = np.full(students, -1.0)
        for number, group in enumerate(groups):
            mine = np.unique(self.drawing.student[self.drawing.met[group].any(axis=0)])
            several[mine] += 1
            chance = self.random.random(len(mine))
            better = chance > best[mine]
            owner[mine[better]] = number
            best[mine[better]] = chance[better]
        return np.where(several > 1, owner, -1)
