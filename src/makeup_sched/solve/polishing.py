"""Improves the later terms of a mended plan: only what was not there before may still change."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.model import Model
from makeup_sched.solve.beside import room_beside
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.joint import solve_lightly
from makeup_sched.solve.program import Program, restricted, with_budgets
from makeup_sched.solve.result import TermResult


@dataclass(frozen=True)
class Standing:
    """The attendances of a standing plan, as variables of a model whose term `moved` rewards them.

    One of them may be several variables: beside a regular session and apart from it. As an item is
    given at most once at a time, a plan keeps at most one of those at the same time.
    """

    model: Model

    @cached_property
    def variables(self) -> IntArray:
        """The variables."""
        return np.flatnonzero(self.model.weights["moved"] < 0)

    @cached_property
    def _times(self) -> tuple[IntArray, IntArray]:
        """Number of the time of each variable, and how many variables each time has."""
        v, chosen = self.model.variables, self.variables
        times = (v.slot[chosen], v.item[chosen], v.columns.places.start[v.place[chosen]])
        _, number, count = np.unique(
            np.array(times), axis=1, return_inverse=True, return_counts=True
        )
        return number.reshape(-1), count

    @property
    def most_kept(self) -> int:
        """How many attendances any plan keeps at most."""
        return len(self._times[1])

    def kept(self, values: IntArray) -> BoolArray:
        """Mark those that a plan keeps and that could be kept in one way only."""
        number, count = self._times
        marked = np.zeros(len(values), dtype=bool)
        marked[self.variables[count[number] == 1]] = True
        return np.asarray(marked & (values > 0), dtype=bool)

    def moved(self, values: IntArray) -> IntArray:
        """Return the items of those that could be kept and that a plan does not keep."""
        number, count = self._times
        held = np.zeros(len(count), dtype=bool)
        held[number[values[self.variables] > 0]] = True
        return np.unique(self.model.variables.item[self.variables[~held[number]]])


def polish(
    model: Model, values: IntArray, results: dict[str, TermResult], clock: Clock, seed: int
) -> tuple[IntArray, dict[str, TermResult]]:
    """Return a plan that is as good on the first terms, and the later terms' results.

    Attendances that stand and that the plan keeps stay where they are. Where no plan could keep
    more, every plan as good on the first terms keeps the same ones: what is proven beside them then
    holds for all these plans.

    Parameters
    ----------
    model
        The model over dates.
    values
        The plan.
    results
        Those of the first terms, `moved` among them.
    clock
        Ends the search.
    seed
        Of every search.
    """
    standing = Standing(model)
    beside = _Beside(model, values, standing.kept(values))
    budgets = [beside.budget(name, result.value) for name, result in results.items()]
    later = [name for name in model.weights if name not in results]
    found = {}
    for number, name in enumerate(later):
        term = with_budgets(beside.term(name), budgets)
        answer = beside.improve(term, clock.part(1 / (len(later) - number)), seed)
        found[name] = answer
        budgets.append(beside.budget(name, answer.value))
    if -results["moved"].value < standing.most_kept:
        found = {name: replace(result, bound=None) for name, result in found.items()}
    return beside.whole, found


class _Beside:
    """What is kept, fixed, and all that is possible beside it."""

    def __init__(self, model: Model, values: IntArray, kept: BoolArray) -> None:
        self._weights = model.weights
        plain = Program(model.rows, model.upper, np.zeros_like(model.upper))
        free = room_beside(plain, model.variables, values, ~kept)
        free[model.variables.unmet] = True
        self._kept = np.where(kept, values, 0)
        self._program, self._chosen = restricted(plain, self._kept, free)
        self._values = values[self._chosen]

    @property
    def whole(self) -> IntArray:
        """The plan as it is by now, over all variables."""
        values = self._kept.copy()
        values[self._chosen] = self._values
        return values

    def term(self, name: str) -> Program:
        """Return the program that minimises a term."""
        weights = self._weights[name]
        constant = int(weights @ self._kept)
        return replace(self._program, weights=weights[self._chosen], constant=constant)

    def budget(self, name: str, value: int) -> tuple[IntArray, int]:
        """Return what holds a term at its value."""
        term = self.term(name)
        return term.weights, value - term.constant

    def improve(self, term: Program, clock: Clock, seed: int) -> TermResult:
        """Improve the plan in a term; return its value and bound beside what is kept."""
        if not term.weights.any():
            return TermResult(term.constant, term.constant)
        answer = solve_lightly(term, clock, self._values, seed)
        self._values = answer.values
        return TermResult(term.value(answer.values), answer.bound)
