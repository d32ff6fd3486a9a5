"""A whole-number program that chooses a lot of visits, out of many that could be held.

Each visit may be held on as many dates as its kind of day has; whoever could attend a session in it
need not (set covering, as in column generation: Barnhart et al. 1998).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.demand import Demand
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.standing import Session, Standing
from makeup_sched.model.rows import at_most, stacked
from makeup_sched.solve.program import Program
from makeup_sched.solve.relaxed import Floats


@dataclass(frozen=True)
class Lots:
    """The program over a demand and visits, whose variables follow those of the demand.

    After the visits come, for each item and length of its sessions, how many of these it attends.
    """

    demand: Demand
    places: OpenPlaces
    visits: Sequence[Standing]

    @cached_property
    def _seats(self) -> IntArray:
        """Rows of numbers: item (place in `OpenPlaces.numbers`), cells of a session, its visit."""
        grid = self.places.grid
        found = [
            (bit.bit_length() - 1, session.length // grid, number)
            for number, visit in enumerate(self.visits)
            for session in visit.sessions
            for bit in bits_of(session.items)
        ]
        return np.array(found, dtype=np.int64).reshape(-1, 3)

    @cached_property
    def _attended(self) -> tuple[IntArray, IntArray]:
        """Item and cells of each kind of attendance, and the kind of each row of `_seats`."""
        kinds, kind = np.unique(self._seats[:, :2], axis=0, return_inverse=True)
        return kinds, np.asarray(kind.reshape(-1), dtype=np.int64)

    @property
    def first(self) -> int:
        """The variable of the first visit."""
        return len(self.demand.program.upper)

    @cached_property
    def program(self) -> Program:
        """Minimise paid minutes and what unmet cells weigh."""
        own, visits = self.demand.program, len(self.visits)
        kinds, kind = self._attended
        attends = self.first + visits + np.arange(len(kinds))
        given = replace(
            own.rows,
            row=np.concatenate([own.rows.row, self.demand.row[kinds[:, 0]]]),
            variable=np.concatenate([own.rows.variable, attends]),
            coefficient=np.concatenate([own.rows.coefficient, kinds[:, 1]]),
        )
        held = at_most(
            row=np.concatenate([np.arange(len(kinds)), kind]),
            variable=np.concatenate([attends, self.first + self._seats[:, 2]]),
            coefficient=np.concatenate([np.ones_like(attends), np.full(len(kind), -1)]),
            upper=np.zeros(len(kinds), dtype=np.int64),
        )
        left = self.places.task.left[self.places.numbers[kinds[:, 0]]] // self.places.grid
        paid = np.array([one.paid for one in self.visits], dtype=np.int64)
        dates = np.array(
            [len(self.places.dates(one.slot, one.items)) for one in self.visits], dtype=np.int64
        )
        return Program(
            rows=stacked([given, held]),
            upper=np.concatenate([own.upper, dates, left // kinds[:, 1]]),
            weights=np.concatenate([own.weights, paid, np.zeros(len(kinds), dtype=np.int64)]),
        )

    def prices(self, of_rows: Floats) -> Floats:
        """Return what a minute of each item is worth, from the prices of the program's rows."""
        return np.asarray(of_rows[self.demand.row] / self.places.grid, dtype=np.float64)

    def values_of(self, other: "Lots", values: IntArray) -> IntArray:
        """Return the values of another choice, of which all visits that are held are ours, too."""
        held = dict(zip(other.visits, other.held(values).tolist(), strict=True))
        attends = values[other.first + len(other.visits) :].tolist()
        attended = dict(zip(map(tuple, other._attended[0].tolist()), attends, strict=True))
        return np.array(
            [
                *values[: self.first].tolist(),
                *(held.get(one, 0) for one in self.visits),
                *(attended.get(tuple(one), 0) for one in self._attended[0].tolist()),
            ],
            dtype=np.int64,
        )

    def held(self, values: IntArray) -> IntArray:
        """Return how often each visit is held."""
        return values[self.first : self.first + len(self.visits)]

    def chosen(self, values: IntArray) -> list[Standing]:
        """Return the visits that are held, with those who attend in them."""
        kinds, kind = self._attended
        held = self.held(values)
        seats = np.bincount(kind, weights=held[self._seats[:, 2]], minlength=len(kinds))
        away = seats.astype(np.int64) - values[self.first + len(self.visits) :]
        empty = {(item, cells): count for (item, cells), count in
                 zip(kinds.tolist(), away.tolist(), strict=True)}  # fmt: skip
        found = []
        for number in np.flatnonzero(held).tolist():
            for _ in range(int(held[number])):
                visit = self._without(self.visits[number], empty)
                found += [visit] if visit.sessions else []
        return found

    def _without(self, visit: Standing, empty: dict[tuple[int, int], int]) -> Standing:
        """Return a visit without those whose seats are to stay empty, as many as `empty` says."""
        sessions: list[Session] = []
        for session in visit.sessions:
            items, cells = session.items, session.length // self.places.grid
            for bit in bits_of(session.items):
                key = (bit.bit_length() - 1, cells)
                if empty[key]:
                    empty[key] -= 1
                    items &= ~bit
            if items:
                sessions.append(replace(session, items=items))
        return replace(visit, sessions=tuple(sessions))
