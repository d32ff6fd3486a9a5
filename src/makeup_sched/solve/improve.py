"""Improves a plan by solving a part of it to the end while the rest stands still, again and again.

The parts are drawn from a seeded generator: a few dates, one kind of day, or an item with unmet
minutes together with others that could make room for it. Large neighbourhood search after Shaw
(1998).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.model import Model
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort, solve_cpsat
from makeup_sched.solve.program import Program, restricted

_WORK = 1.5
"""CP-SAT work units for one part, so that a run repeats whatever the machine's speed."""


@dataclass(frozen=True)
class Patience:
    """When to give up: rounds without any gain, and attendances that one part may hold.

    Parts begin with `size` attendances and grow up to `largest` while nothing is gained.
    """

    rounds: int = 12
    size: int = 700
    largest: int = 6000


class Neighbourhoods:
    """Draws the parts of a plan that are solved anew."""

    def __init__(self, model: Model, seed: int) -> None:
        self.v = model.variables
        self.random = np.random.default_rng(seed)
        self.size = 0
        self.templates = self.v.columns.templates
        self._open_slot = self.v.columns.slot[self.v.columns.places.opening_place]
        self._per_slot = np.bincount(self.v.slot, minlength=len(self.v.columns.slots))

    def draw(self, number: int, values: IntArray, by_date: bool) -> BoolArray:
        """Return the variables that the part with this number leaves free."""
        kinds = [self._some_days, self._some_items, self._kind_of_day]
        if by_date:
            kinds = [self._some_days, self._stretch_of_days, self._some_items]
        return kinds[number % len(kinds)](values)

    def _days(self, order: IntArray) -> BoolArray:
        room = np.cumsum(self._per_slot[order]) <= self.size
        room[:2] = True
        chosen = np.zeros(len(self._per_slot), dtype=bool)
        chosen[order[room]] = True
        return self._free(chosen[self.v.slot], chosen[self._open_slot])

    def _some_days(self, _: IntArray) -> BoolArray:
        return self._days(self.random.permutation(len(self._per_slot)))

    def _stretch_of_days(self, _: IntArray) -> BoolArray:
        count = len(self._per_slot)
        first = int(self.random.integers(count))
        return self._days(np.argsort(np.abs(np.arange(count) - first), kind="stable"))

    def _kind_of_day(self, _: IntArray) -> BoolArray:
        classes = self.templates.class_of_day
        order = self.random.permutation(len(classes))
        first = classes[order[0]]
        return self._days(order[np.argsort(classes[order] != first, kind="stable")])

    def _some_items(self, values: IntArray) -> BoolArray:
        """Free all attendances of a few items, one of them with unmet minutes if there is one."""
        items = len(self.v.columns.task.items)
        unmet = np.flatnonzero(values[self.v.unmet] > 0)
        pool = unmet if len(unmet) else np.arange(items)
        first = int(self.random.choice(pool))
        rivals = self._rivals(first)
        order = np.concatenate([[first], self.random.permutation(rivals)]).astype(np.int64)
        per_item = np.bincount(self.v.item, minlength=items)
        chosen = np.zeros(items, dtype=bool)
        room = np.cumsum(per_item[order]) <= self.size
        room[:3] = True
        chosen[order[room]] = True
        attendances = chosen[self.v.item]
        touched = np.zeros(len(self.v.columns.places.start), dtype=bool)
        touched[self.v.place[attendances]] = True
        return self._free(attendances, touched[self.v.columns.places.opening_place])

    def _rivals(self, item: int) -> IntArray:
        """Return the items that could be seen on the same dates by the same provider."""
        c = self.v.columns
        key = c.provider[self.v.place] * len(c.slots) + self.v.slot
        mine = np.unique(key[self.v.item == item])
        others = np.unique(self.v.item[np.isin(key, mine)])
        return np.asarray(others[others != item], dtype=np.int64)

    def _free(self, attendances: BoolArray, openings: BoolArray) -> BoolArray:
        unmet = np.ones(len(self.v.unmet), dtype=bool)
        return np.concatenate([attendances, openings, unmet])


@dataclass(frozen=True)
class Search:
    """What the search for better plans needs to know.

    `bound` returns the best lower bound known so far (it may rise meanwhile), `found` is told
    each better solution, `proven` is told a bound that a part holding everything gave.
    """

    clock: Clock
    neighbourhoods: Neighbourhoods
    bound: Callable[[], int | None]
    found: Callable[[IntArray], None]
    proven: Callable[[int], None]
    by_date: bool
    patience: Patience = Patience()


def improve(program: Program, start: IntArray, search: Search) -> IntArray:
    """Improve a solution of the program until a known bound is met or nothing moves."""
    best, value = start, program.value(start)
    idle = number = 0
    parts, patience = search.neighbourhoods, search.patience
    parts.size = patience.size
    while idle < patience.rounds and not search.clock.over:
        known = search.bound()
        if known is not None and value <= known:
            break
        number += 1
        free = parts.draw(number, best, search.by_date)
        part, chosen = restricted(program, best, free)
        effort = Effort(seconds=search.clock.left, work=_WORK, seed=number)
        answer = solve_cpsat(part, search.clock, effort, hint=best[chosen])
        if answer.values is None or part.value(answer.values) >= value:
            idle += 1
            if idle % 3 == 0:
                parts.size = min(parts.size * 2, patience.largest)
        else:
            best = best.copy()
            best[chosen] = answer.values
            value, idle = program.value(best), 0
            search.found(best)
        if free.all() and answer.bound is not None:
            search.proven(answer.bound)
            break
    return best
