"""Fits more minutes of one item into a plan that stands: beside the others, or before them.

Used to show that so many minutes more are possible. Each search is over few variables, most often
to the end; where its time is up, the best so far counts.
"""

from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.model import Model
from makeup_sched.solve.beside import in_the_way, room_beside
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.joint import solve_lightly
from makeup_sched.solve.program import Program, restricted


class FittingIn:
    """One model and the plan that stands in it, as values of the model's variables."""

    def __init__(self, model: Model, values: IntArray, item: int, clock: Clock, seed: int) -> None:
        """Take a model over dates, a plan of it, and the item (its number) that is to gain."""
        self._model, self._clock, self._seed = model, clock, seed
        v = model.variables
        self.values = values
        self._all = model.weights["unmet"]
        self._own = np.zeros_like(self._all)
        self._own[v.unmet[item]] = max(1, int(self._all[v.unmet[item]]))
        self._item = np.zeros(len(v.unmet), dtype=bool)
        self._item[item] = True

    def beside(self, most: int) -> IntArray:
        """Return a plan in which nobody loses anything and the item gains what it can.

        First the item alone changes, then others fill what is left. Where the item then has less
        than `most` cells unmet no more, others are moved too, as long as the plan is no worse as a
        whole.
        """
        self._search(self._all, self._item)
        self._search(self._all, np.ones_like(self._item), keep=True)
        if self._unmet > most:
            # the whole first, then the item: nothing is taken from others for it
            span = int(self._own @ self._model.upper) + 1
            self._accept_no_loss(self._all * span + self._own)
        return self.values

    def first(self) -> IntArray:
        """Return a plan in which the item comes first, and others lose as little as is found."""
        span = int(self._all @ self._model.upper) + 1
        near = in_the_way(self._model.variables, self.values, self._item)
        self._search(self._own * span + self._all, near | self._item)
        self._search(self._all, np.ones_like(self._item), keep=True)
        return self.values

    @property
    def _unmet(self) -> int:
        """Cells of the item that are unmet."""
        return int(self.values[self._model.variables.unmet][self._item][0])

    def _accept_no_loss(self, weights: IntArray) -> None:
        """Move others too; keep what comes out where no item has more unmet than before."""
        v, before = self._model.variables, self.values
        near = in_the_way(v, before, self._item)
        least = before[v.unmet]
        upper = self._model.upper.copy()
        upper[v.unmet] = np.minimum(upper[v.unmet], least)
        self._search(weights, near | self._item, upper=upper)

    def _search(
        self,
        weights: IntArray,
        items: BoolArray,
        *,
        keep: bool = False,
        upper: IntArray | None = None,
    ) -> None:
        """Minimise weights where only these items change; with `keep` what is held stays."""
        v = self._model.variables
        mine = np.zeros(v.count, dtype=bool)
        mine[: v.attendance_count] = items[v.item]
        if keep:
            mine[: v.attendance_count] &= self.values[: v.attendance_count] == 0
        fixed = (self.values > 0) & ~mine
        fixed[v.attendance_count :] = False
        free = mine.copy()
        free[v.attendance_count :] = True
        program = Program(self._model.rows, self._model.upper, weights)
        if upper is not None:
            program = replace(program, upper=upper)
        free = room_beside(program, v, self.values, free)
        free[v.unmet] = True
        base = np.where(fixed, self.values, 0)
        start = np.where(free, self.values, base)
        part, chosen = restricted(program, base, free)
        answer = solve_lightly(part, self._clock, start[chosen], self._seed)
        base[chosen] = answer.values
        if program.value(base) < program.value(self.values):
            self.values = base
