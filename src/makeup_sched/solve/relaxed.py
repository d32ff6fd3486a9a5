"""The linear relaxation over merged days: a bound on `unmet` for a whole district, and a guide.

The bound is computed from the row prices alone (weak duality), so it holds whatever the engine's
tolerances are: every variable lies between 0 and its upper bound.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.objective import TERMS
from makeup_sched.model.rows import activity, chosen, stacked
from makeup_sched.model.rules import LATE_RULES, RULES
from makeup_sched.model.strengthening import STRENGTHENING
from makeup_sched.model.variables import Variables
from makeup_sched.places.merged import kinds_of_days, merged_columns
from makeup_sched.places.templates import Templates
from makeup_sched.solve.highs import Relaxation
from makeup_sched.solve.program import Clock, Program

_USED = 1e-6
_BROKEN = 1e-4
_ROUNDS = 8
"""Most times that rows are added to the relaxation."""
_WORTH = 2e-4
"""Rise of the bound, as a share of all that is owed, that is worth another round."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Guide:
    """Which attendances the relaxation uses.

    Attributes
    ----------
    kinds
        Kind of day of each provider (number in the task, rows) on each date.
    keys
        Sorted keys (see `attendance_keys`) of the attendances used.
    """

    kinds: IntArray
    keys: IntArray

    @property
    def pairs(self) -> tuple[IntArray, IntArray]:
        """Provider and item of each attendance used."""
        rest, item = np.divmod(self.keys, _ITEMS)
        return rest // _PLACES, item

    def narrowed(self, providers: IntArray, items: IntArray) -> "Guide":
        """Return the guide for some providers and items, numbered anew in the order given."""
        rest, item = np.divmod(self.keys, _ITEMS)
        owner, place = np.divmod(rest, _PLACES)
        provider = _numbers(providers, len(self.kinds))[owner]
        number = _numbers(items, _ITEMS)[item]
        kept = (provider >= 0) & (number >= 0)
        keys = (provider[kept] * _PLACES + place[kept]) * _ITEMS + number[kept]
        return Guide(self.kinds[providers], np.sort(keys))


def _numbers(chosen: IntArray, count: int) -> IntArray:
    found = np.full(count, -1)
    found[chosen] = np.arange(len(chosen))
    return found


_KINDS, _STARTS, _LENGTHS, _MODES, _ITEMS = 512, 1440, 512, 4, 2**18
_PLACES = _KINDS * _STARTS * _LENGTHS * _MODES


@dataclass(frozen=True)
class Seen:
    """Attendances, each by provider, kind of day, start, length, mode and item (arrays)."""

    provider: IntArray
    kind: IntArray
    start: IntArray
    length: IntArray
    mode: IntArray
    item: IntArray

    @property
    def keys(self) -> IntArray:
        """One number per attendance, equal on all days of the same kind."""
        place = (self.kind * _STARTS + self.start) * _LENGTHS + self.length
        place = place * _MODES + self.mode
        return (self.provider * _PLACES + place) * _ITEMS + self.item


def relax(templates: Templates, clock: Clock, proven: Callable[[int], None]) -> Guide | None:
    """Solve the relaxation; None where the time does not suffice.

    Rows that matter seldom (an attendee's own opening among others) are added where they are
    broken, the bound rises with each round and is told to `proven`.
    """
    variables = Variables(merged_columns(templates))
    program, late = _program(variables)
    engine = Relaxation(program, ~late)
    worth = _WORTH * float(program.weights @ program.upper)
    used: Floats | None = None
    bound = -worth
    for _ in range(_ROUNDS):
        found = engine.solve(clock)
        if found is None:
            break
        used, before, bound = found, bound, _bound(program, engine.prices)
        proven(bound)
        if bound < before + worth or not engine.add_broken(_BROKEN):
            break
    return None if used is None else _guide(variables, used)


def _program(v: Variables) -> tuple[Program, BoolArray]:
    """Return the program of `unmet`, and marks of the rows that come late."""
    rules = (*RULES, *STRENGTHENING)
    parts = [rule(v) for rule in rules]
    late = np.repeat([rule in LATE_RULES for rule in rules], [len(part) for part in parts])
    rows = stacked(parts)
    least, most = activity(rows, np.zeros_like(v.upper), v.upper)
    kept = (most > rows.upper) | (least < rows.lower)
    unmet = next(term for term in TERMS if term.name == "unmet")
    return Program(chosen(rows, kept), v.upper, unmet.coefficients(v)), late[kept]


def _bound(program: Program, prices: Floats) -> int:
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


def _guide(v: Variables, used: Floats) -> Guide:
    c = v.columns
    numbers = {name: number for number, name in enumerate(c.task.providers)}
    of_row = np.array([numbers[name] for name in c.templates.providers], dtype=np.int64)
    kinds = np.zeros((len(c.task.providers), len(c.task.available.days)), dtype=np.int64)
    kinds[of_row] = kinds_of_days(c.task, c.templates.providers)
    mine = np.flatnonzero(used[: v.attendance_count] > _USED)
    place = v.place[mine]
    first = np.array([days[0] for days in c.slots], dtype=np.int64)
    provider = of_row[c.provider[place]]
    seen = Seen(
        provider=provider,
        kind=kinds[provider, first[c.slot[place]]],
        start=c.places.start[place],
        length=c.places.length[place],
        mode=c.places.mode[place],
        item=v.item[mine],
    )
    return Guide(kinds, np.unique(seen.keys))
