"""Lays a relaxed plan out on dates: the strongest first plan there is.

The linear relaxation over kinds of day (or over dates, for terms that depend on them) uses few of
all columns. A search over only those, on every date of their kind, and those of the plan at hand
is small and comes close to the bound.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.model import Model
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import solve_relaxation, solve_whole
from makeup_sched.solve.program import Program, restricted

NODES = 400
"""Branch-and-bound nodes for one layout, so that a run repeats whatever the machine's speed."""
_USED = 1e-6


@dataclass(frozen=True)
class Relaxed:
    """A term, with its budgets, over a model whose relaxation is quick to solve."""

    program: Program
    model: Model


def lay_out(
    program: Program,
    dated: Model,
    relaxed: Relaxed,
    start: IntArray,
    clock: Clock,
    proven: Callable[[int], None],
) -> IntArray:
    """Return a plan at least as good as `start` in the program's term.

    Parameters
    ----------
    program
        The term over dates, with its budgets; `dated` is its model.
    relaxed
        The same term over `dated` itself or over kinds of day.
    start
        A plan to begin with.
    clock
        Ends the search early.
    proven
        Told the relaxation's bound.
    """
    answer = solve_relaxation(relaxed.program, clock, clock.left)
    if answer.relaxed is None or answer.bound is None:
        return start
    proven(answer.bound)
    if program.value(start) <= answer.bound:
        return start
    used = answer.relaxed > _USED
    free = (start > 0) | _same_kind(dated, relaxed.model, used)
    free[dated.variables.unmet] = True
    part, chosen = restricted(program, np.zeros_like(start), free)
    found = solve_whole(part, clock, clock.left, start[chosen], nodes=NODES)
    if found.values is None or part.value(found.values) >= program.value(start):
        return start
    better = np.zeros_like(start)
    better[chosen] = found.values
    return better


def _same_kind(dated: Model, model: Model, used: BoolArray) -> BoolArray:
    """Mark the dated variables whose counterpart over kinds of day is used."""
    if model is dated:
        return used.copy()
    ours, theirs = _keys(dated), _keys(model)
    return np.isin(ours, theirs[used]) & (ours >= 0)


def _keys(model: Model) -> IntArray:
    """Return a number per variable that is the same on all dates of a kind; -1 for unmet."""
    v = model.variables
    c = v.columns
    kinds = c.templates.class_of_day
    kind_of_slot = np.array([kinds[days[0]] for days in c.slots], dtype=np.int64)
    total = int(c.templates.first_origin[-1]) + 1
    attendances = kind_of_slot[v.slot] * total + c.attendance_origin
    openings = kind_of_slot[c.slot[c.places.opening_place]] * total + c.opening_origin
    # openings and attendances are numbered apart from each other
    return np.concatenate(
        [2 * attendances, 2 * openings + 1, np.full(len(v.unmet), -1, dtype=np.int64)]
    )
