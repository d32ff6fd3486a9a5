"""The linear relaxation of `unmet`: its program, the bound that it proves, and its prices.

The bound is computed from the row prices alone (weak duality), so it holds whatever the engine's
tolerances are: every variable lies between 0 and its upper bound.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import TELE_CODE
from makeup_sched.model.rows import Rows, activity, chosen, stacked
from makeup_sched.model.rules import LATE_RULES, RULES
from makeup_sched.model.strengthening import STRENGTHENING
from makeup_sched.model.variables import Variables
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import Relaxation
from makeup_sched.solve.program import Program

_BROKEN = 1e-4
_ROUNDS = 2
"""Most times that the relaxation over merged days is solved."""

Floats = npt.NDArray[np.float64]


def unmet_worth(task: Task) -> IntArray:
    """Return what a cell of each item counts for in `unmet`: its priority times the grid."""
    return np.array([item.priority * task.grid for item in task.items], dtype=np.int64)


@dataclass(frozen=True)
class Outlook:
    """What the relaxation over merged days says of each item.

    Attributes
    ----------
    prices
        By how much `unmet` grows with one more cell owed: from 0 (there is room for it) to what
        the cell is worth.
    esy_cells, tele_cells
        Cells that are given on ESY days, and by tele on other days.
    """

    prices: Floats
    esy_cells: Floats
    tele_cells: Floats

    def of(self, items: IntArray) -> "Outlook":
        """Return what is said of some items (numbers), in their order."""
        return Outlook(self.prices[items], self.esy_cells[items], self.tele_cells[items])


def no_outlook(task: Task) -> Outlook:
    """Return what can be said without the relaxation: every cell is dear, nothing is kept back."""
    nothing = np.zeros(len(task.items))
    return Outlook(unmet_worth(task).astype(np.float64), nothing, nothing)


def outlook(
    templates: Templates,
    clock: Clock,
    proven: Callable[[int], None],
    further: Callable[[Variables], Rows] | None = None,
) -> Outlook | None:
    """Solve the relaxation over merged days; None where the time does not suffice.

    `proven` is told each bound; the last one is with `further` rows, which every plan keeps.
    """
    variables = Variables(merged_columns(templates))
    program, late = unmet_program(variables, unmet_worth(templates.task))
    engine = Relaxation(program, ~late)
    solved = False
    for _ in range(_ROUNDS):
        if engine.solve(clock) is None:
            break
        solved = True
        proven(lower_bound(program, engine.prices))
        if not engine.add_broken(_BROKEN):
            break
    if not solved:
        return None
    seen = _seen(variables, program, engine)
    if further is not None:
        engine.add(further(variables))
        if engine.solve(clock) is not None:
            proven(lower_bound(engine.program, engine.prices))
    return seen


def _seen(variables: Variables, program: Program, engine: Relaxation) -> Outlook:
    """Read the outlook from what an engine has solved."""
    c = variables.columns
    firsts = np.array([days[0] for days in c.slots], dtype=np.int64)
    esy = c.task.available.days.of_type(("esy",))[firsts][variables.slot]
    tele = (c.places.site == TELE_CODE)[variables.place] & ~esy
    return Outlook(
        prices=_of_debts(variables, program, engine.prices),
        esy_cells=_cells_given(variables, engine.values, esy),
        tele_cells=_cells_given(variables, engine.values, tele),
    )


def _cells_given(v: Variables, values: Floats, among: BoolArray) -> Floats:
    """Return the cells that each item is given by the marked attendances."""
    cells = values[: v.attendance_count] * v.cells[v.place] * among
    return np.bincount(v.item, weights=cells, minlength=len(v.unmet)).astype(np.float64)


def _of_debts(v: Variables, program: Program, prices: Floats) -> Floats:
    """Return the price of each item's row of rule 3, the one that its unmet cells stand in."""
    rows = program.rows
    mine = (rows.variable >= v.unmet[0]) & (rows.lower == rows.upper)[rows.row]
    found = np.zeros(len(v.unmet))
    found[rows.variable[mine] - v.unmet[0]] = prices[rows.row[mine]]
    return found


def unmet_program(v: Variables, worth: IntArray) -> tuple[Program, BoolArray]:
    """Return the program that minimises unmet cells by their worth, and marks of its late rows."""
    rules = (*RULES, *STRENGTHENING)
    parts = [rule(v) for rule in rules]
    late = np.repeat([rule in LATE_RULES for rule in rules], [len(part) for part in parts])
    rows = stacked(parts)
    least, most = activity(rows, np.zeros_like(v.upper), v.upper)
    kept = (most > rows.upper) | (least < rows.lower)
    return Program(chosen(rows, kept), v.upper, unmet_weights(v, worth)), late[kept]


def unmet_weights(v: Variables, worth: IntArray) -> IntArray:
    """Return the weight of each variable where only unmet cells count."""
    weights = np.zeros(v.count, dtype=np.int64)
    weights[v.unmet] = worth
    return weights


def relaxed_bound(program: Program, late: BoolArray, clock: Clock, rounds: int) -> int:
    """Return what the relaxation proves; rows marked `late` join it where they are broken.

    0 where the clock is over before it is solved once; it is solved at most `rounds` times.
    """
    engine = Relaxation(program, ~late)
    bound = 0
    for _ in range(rounds):
        if engine.solve(clock) is None:
            break
        bound = max(bound, lower_bound(engine.program, engine.prices))
        if not engine.add_broken(_BROKEN):
            break
    return bound


def lower_bound(program: Program, prices: Floats) -> int:
    """Return the bound that row prices prove, rounded up to what a plan's value can be.

    For any prices of the right sign, prices times limits plus each variable's best reduced cost is
    a lower bound (Lagrange).
    """
    rows = program.rows
    prices = np.where(rows.lower == rows.upper, prices, np.minimum(prices, 0.0))
    used = np.bincount(
        rows.variable,
        weights=prices[rows.row] * rows.coefficient,
        minlength=len(program.upper),
    )
    reduced = program.weights - used
    value = float(prices @ rows.upper) + float(np.minimum(reduced, 0.0) @ program.upper)
    scale = int(np.gcd.reduce(program.weights)) or 1
    margin = 1e-9 * (float(np.abs(prices) @ np.abs(rows.upper)) + 1.0)
    return math.ceil((value - margin) / scale) * scale + program.constant
