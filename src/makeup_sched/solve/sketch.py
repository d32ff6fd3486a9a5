"""A plan over classes of dates: how often each session is held in a class, not yet on which date.

The linear relaxation bounds every plan and shows which attendances good plans use; a whole-number
search over those alone takes a fraction of the time of one over all, and loses next to nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.model import build_model
from makeup_sched.model.strengthening import small_groups_that_are_crowded
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import Columns, keep_attendances
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import Relaxation, solve_whole
from makeup_sched.solve.program import Program
from makeup_sched.solve.relaxed import lower_bound, unmet_program, unmet_weights

_USED = 1e-6
_BROKEN = 1e-4
_ROUNDS = 60
"""Most times that rows are added to a relaxation."""
_WORTH = 1e-4
"""Rise of the bound over some rounds, as a share of what is owed, that is worth another one."""
_PATIENCE = 3
"""Rounds over which that rise is looked at."""
_LEANS = 2
"""Further optima of the relaxation that are looked at."""
_LEAN = 0.02
"""Most that the worth of a minute is changed by to find them."""


@dataclass(frozen=True)
class Care:
    """How carefully a search goes: branch-and-bound nodes, the share of the minutes owed by which
    it may miss its best, and about how many cuts it keeps at hand (None: many).

    Where the root node alone has to do, few cuts give as good a plan in half the time.
    """

    nodes: int
    gap: float
    cuts: int | None = None


CAREFUL = Care(300, 0.0005)
BRIEF = Care(1, 0.002, 100)


@dataclass(frozen=True)
class Sketch:
    """How often each attendance and opening of `columns` (over classes of dates) is held.

    `worth` is what an unmet cell of each item counts for.
    """

    columns: Columns
    counts: IntArray
    worth: IntArray


def sketch(
    columns: Columns,
    worth: IntArray,
    clock: Clock,
    proven: Callable[[int], None],
    seed: int = 0,
    care: Care = CAREFUL,
) -> Sketch | None:
    """Plan over classes of dates; None where the time does not suffice.

    Parameters
    ----------
    columns
        Places over classes of dates.
    worth
        What an unmet cell of each item counts for.
    clock
        Ends the search.
    proven
        Told each bound: it holds for every plan over these columns.
    seed
        Of the search for further optima of the relaxation.
    care
        Of the search for whole numbers.
    """
    engine = relaxation(columns, worth, clock, proven)
    if engine is None:
        return None
    used = _used(engine, columns, clock, seed)
    return improved(keep_attendances(columns, used), worth, clock, care)


def improved(columns: Columns, worth: IntArray, clock: Clock, care: Care) -> Sketch | None:
    """Search all whole-number counts over columns."""
    model = build_model(columns)
    program = Program(model.rows, model.upper, unmet_weights(model.variables, worth))
    gap = int(care.gap * _owed(program, model.variables))
    found = solve_whole(program, clock, clock.left, nodes=care.nodes, gap=gap, cuts=care.cuts)
    return None if found.values is None else Sketch(columns, found.values, worth)


def _owed(program: Program, v: Variables) -> float:
    """Return what is owed to those who have any place, in units of the objective."""
    reached = v.unmet[np.unique(v.item)]
    return float(program.weights[reached] @ program.upper[reached])


def relaxation(
    columns: Columns, worth: IntArray, clock: Clock, proven: Callable[[int], None]
) -> Relaxation | None:
    """Return the solved relaxation; rows are added to it while that is worth it."""
    variables = Variables(columns)
    program, late = unmet_program(variables, worth)
    engine = Relaxation(program, ~late)
    worthwhile = _WORTH * _owed(program, variables)
    bounds: list[int] = []
    for _ in range(_ROUNDS):
        values = engine.solve(clock)
        if values is None:
            return None
        bounds.append(lower_bound(engine.program, engine.prices))
        proven(bounds[-1])
        if len(bounds) > _PATIENCE and bounds[-1] < bounds[-1 - _PATIENCE] + worthwhile:
            break
        crowded = small_groups_that_are_crowded(variables, values)
        if not engine.add_broken(_BROKEN) and not len(crowded):
            break
        engine.add(crowded)
    return engine


def _used(engine: Relaxation, columns: Columns, clock: Clock, seed: int) -> BoolArray:
    """Mark the attendances that the relaxation uses at its optimum and at some close to it."""
    count = len(columns.places.attendance_place)
    used = engine.values[:count] > _USED
    random = np.random.default_rng(seed)
    cells = columns.places.length[columns.places.attendance_place] // columns.task.grid
    for _ in range(_LEANS):
        away = np.zeros(len(engine.values))
        away[:count] = random.random(count) * cells * _LEAN * engine.program.weights.max(initial=1)
        engine.lean(away)
        values = engine.solve(clock)
        if values is None:
            break
        used = used | (values[:count] > _USED)
    return used
