"""The cheapest lot of visits among all that were ever bought: a whole-number program.

Each visit of any lot may be taken, as often as there are dates of its kind, so that every item is
given what is left of it and no more (set partitioning, as in column generation: Barnhart et al.
1998). Dates come afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.buying import Standing
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.model.rows import Rows
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Clock, Program
from makeup_sched.tables.clock import DAY


def kind_of(visit: Standing) -> Standing:
    """Return a visit as it could be held on any date of its kind."""
    return replace(visit, day=-1)


def best_lot(
    places: OpenPlaces, kinds: Iterable[Standing], best: Sequence[Standing], clock: Clock
) -> list[Standing] | None:
    """Return the cheapest lot that gives most minutes; None where none is found with dates.

    Parameters
    ----------
    places
        Who could be seen when, and what is left.
    kinds
        Visits to choose from (`kind_of`), all of `best` among them.
    best
        A lot to begin with.
    clock
        Ends the search.
    """
    numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
    if not numbers or clock.over:
        return None
    program = _program(places, list(numbers))
    start = np.zeros(len(program.upper), dtype=np.int64)
    for one in best:
        start[numbers[kind_of(one)]] += 1
    start[len(numbers) :] = program.rows.upper - _given(program, start)
    found = solve_whole(program, clock, clock.left, start)
    if found.values is None:
        return None
    chosen = found.values[: len(numbers)]
    lot = [kind for kind, number in numbers.items() for _ in range(int(chosen[number]))]
    return _on_dates(places, lot)


def _program(places: OpenPlaces, kinds: Sequence[Standing]) -> Program:
    """Choose how often each kind is held; the last variables are cells of items that are left."""
    left = places.task.left[places.numbers] // places.grid
    items = np.arange(len(left))
    given = np.array(
        [
            (bit.bit_length() - 1, number, session.length // places.grid)
            for number, kind in enumerate(kinds)
            for session in kind.sessions
            for bit in bits_of(session.items)
        ],
        dtype=np.int64,
    )
    dates = np.array([len(places.columns.slots[kind.slot]) for kind in kinds], dtype=np.int64)
    paid = np.array([kind.paid for kind in kinds], dtype=np.int64)
    return Program(
        rows=Rows(
            row=np.concatenate([items, given[:, 0]]),
            variable=np.concatenate([len(kinds) + items, given[:, 1]]),
            coefficient=np.concatenate([np.ones_like(items), given[:, 2]]),
            lower=left,
            upper=left,
        ),
        upper=np.concatenate([dates, left]),
        # a cell that is left weighs more than any visit
        weights=np.concatenate([paid, np.full(len(left), DAY)]),
    )


def _given(program: Program, values: IntArray) -> IntArray:
    """Return the cells of each item that visits give."""
    rows = program.rows
    weights = rows.coefficient * values[rows.variable]
    return np.bincount(rows.row, weights=weights, minlength=len(rows)).astype(np.int64)


def _on_dates(places: OpenPlaces, lot: Sequence[Standing]) -> list[Standing] | None:
    """Put visits on dates on which nobody in them is seen yet; None where one finds no date."""
    seen_on: dict[int, int] = defaultdict(int)
    found = []
    for kind in sorted(lot, key=lambda one: len(places.columns.slots[one.slot])):
        who = [bit for session in kind.sessions for bit in bits_of(session.items)]
        items = sum(who)
        days = [
            day
            for day in places.columns.slots[kind.slot].tolist()
            if not items & seen_on[day] and not items & ~places.allowed[day]
        ]
        if not days:
            return None
        found.append(replace(kind, day=days[0]))
        for bit in who:
            seen_on[days[0]] |= places.of_student(bit)
    return found
