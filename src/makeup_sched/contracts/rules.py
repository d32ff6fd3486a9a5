"""The rules of contract time, each a function beside its own words, and the variables they bind.

Over the columns of a task with a pool: how many contractors of a post are present in each cell of a
day (`presence`), and how many begin a visit in it (`begun`). Over classes of dates both count all
the dates of a class together; the rows are sums of those of single dates, so they hold there, too.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.contracts.need import Need
from makeup_sched.model.rows import NO_LIMIT, Rows, at_most
from makeup_sched.tables.clock import DAY


@dataclass(frozen=True)
class ContractTime(Need):
    """Numbers of the variables of contract time; they follow those of the sessions.

    `pool` marks the rows of `Templates.providers` that are pools.
    """

    pool: BoolArray

    # -- a stretch: a pool in one slot, from the first cell a visit could use to the last ----------

    @cached_property
    def _used(self) -> tuple[IntArray, IntArray]:
        """Positions in `Variables.session` of the pools' sessions, and the stretch of each."""
        c, v = self.variables.columns, self.variables
        used = np.flatnonzero(self.pool[c.provider[v.session_place]])
        place = v.session_place[used]
        key = c.provider[place] * len(c.slots) + c.slot[place]
        stretch = np.unique(key, return_inverse=True)[1].reshape(-1)
        return used, np.asarray(stretch, dtype=np.int64)

    @cached_property
    def key(self) -> IntArray:
        """Provider row times number of slots, plus slot, of each stretch."""
        c, v = self.variables.columns, self.variables
        place = v.session_place[self._used[0]]
        return np.unique(c.provider[place] * len(c.slots) + c.slot[place])

    @cached_property
    def _cells(self) -> tuple[IntArray, IntArray]:
        """First and last (not counted) cell of each pool session."""
        c, v = self.variables.columns, self.variables
        place = v.session_place[self._used[0]]
        return c.places.start[place] // self.grid, -(-c.end[place] // self.grid)

    @cached_property
    def low(self) -> IntArray:
        """First cell of each stretch."""
        low = np.full(len(self.key), DAY)
        np.minimum.at(low, self._used[1], self._cells[0])
        return np.asarray(np.maximum(0, low - self.visit_cells + 1), dtype=np.int64)

    @cached_property
    def size(self) -> IntArray:
        """Number of cells of each stretch."""
        high = np.zeros(len(self.key), dtype=np.int64)
        np.maximum.at(high, self._used[1], self._cells[1])
        high = np.minimum(DAY // self.grid, high + self.visit_cells - 1)
        return np.asarray(high - self.low, dtype=np.int64)

    @cached_property
    def offset(self) -> IntArray:
        """Number of cells before each stretch, and in all."""
        return np.concatenate([[0], np.cumsum(self.size)]).astype(np.int64)

    @cached_property
    def presence(self) -> IntArray:
        """Variable of the contractors present in each cell."""
        return self.variables.count + np.arange(int(self.offset[-1]))

    @cached_property
    def begun(self) -> IntArray:
        """Variable of the visits that begin in each cell."""
        first = self.variables.count + int(self.offset[-1])
        return first + np.arange(int(self.offset[-1]))

    @cached_property
    def upper(self) -> IntArray:
        """Upper bound of every variable: no visit begins too late in a day to be long enough."""
        c = self.variables.columns
        provider, slot = np.divmod(self.key, max(1, len(c.slots)))
        most = np.repeat(c.at_once[provider] * c.multiplicity[slot], self.size)
        left = np.repeat(self.offset[1:], self.size) - np.arange(self.offset[-1])
        begun = np.where(left >= self.visit_cells, most, 0)
        return np.concatenate([self.variables.upper, most, begun]).astype(np.int64)

    def minutes(self) -> IntArray:
        """Return the paid minutes that each variable stands for."""
        weights = np.zeros(len(self.upper), dtype=np.int64)
        weights[self.presence] = self.grid
        return weights


def contractors_are_paid_while_they_give(t: ContractTime) -> Rows:
    """In every minute as many contractors are present as sessions of theirs run."""
    used, stretch = t._used
    begin, end = t._cells
    first = t.offset[stretch] + begin - t.low[stretch]
    count = end - begin
    entry = np.repeat(np.arange(len(used)), count)
    cell = first[entry] + np.arange(len(entry)) - np.repeat(np.cumsum(count) - count, count)
    return _at_most_nothing(
        np.concatenate([cell, np.arange(len(t.presence))]),
        np.concatenate([t.variables.session[used][entry], t.presence]),
        np.concatenate([np.ones(len(entry)), -np.ones(len(t.presence))]),
        len(t.presence),
    )


def whoever_comes_begins_a_visit(t: ContractTime) -> Rows:
    """More contractors than in the cell before: so many visits have begun."""
    cells = np.arange(len(t.presence))
    later = np.setdiff1d(cells, t.offset[:-1])
    return _at_most_nothing(
        np.concatenate([cells, later, cells]),
        np.concatenate([t.presence, t.presence[later - 1], t.begun]),
        np.concatenate([np.ones(len(cells)), -np.ones(len(later)), -np.ones(len(cells))]),
        len(cells),
    )


def visits_are_long_enough(t: ContractTime) -> Rows:
    """A contractor is not called in for less than the shortest visit.

    Whoever began within that time is still present (minimum up-times, Rajan and Takriti 2005).
    """
    cells = np.arange(len(t.presence))
    first = np.repeat(t.offset[:-1], t.size)
    low = np.maximum(first, cells - t.visit_cells + 1)
    count = cells - low + 1
    row = np.repeat(cells, count)
    begun = low[row] + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return _at_most_nothing(
        np.concatenate([row, cells]),
        np.concatenate([t.begun[begun], t.presence]),
        np.concatenate([np.ones(len(row)), -np.ones(len(cells))]),
        len(cells),
    )


def a_visit_gives_an_item_no_more_than_a_day_may(t: ContractTime) -> Rows:
    """Visits are of one day: in each an item has as many sessions as a day may have (rule 5).

    So in any part of a day there are as many visits as an item is seen: those under way when it
    begins, and those that begin in it. Looked at are whole days, and the times between which an
    item cannot be seen.
    """
    v, c = t.variables, t.variables.columns
    mine = np.flatnonzero(t.pool[c.provider[v.place]])
    place = v.place[mine]
    stretch = np.searchsorted(t.key, c.provider[place] * len(c.slots) + c.slot[place])
    pair = stretch * len(v.unmet) + v.item[mine]
    begin, end = c.places.start[place] // t.grid, -(-c.end[place] // t.grid)
    run = _unbroken(pair, begin, end)
    low, high = t.low[stretch], t.low[stretch] + t.size[stretch]
    whole = np.unique(pair, return_inverse=True)[1].reshape(-1)
    row = np.concatenate([whole, int(whole.max(initial=-1)) + 1 + run])
    count = int(row.max(initial=-1)) + 1
    first, last = np.full(count, DAY), np.zeros(count, dtype=np.int64)
    np.minimum.at(first, row, np.concatenate([low, begin]))
    np.maximum.at(last, row, np.concatenate([high, end]))
    at = np.zeros(count, dtype=np.int64)
    at[row] = np.tile((t.offset[:-1] - t.low)[stretch], 2)
    later = last - first - 1
    entry = np.repeat(np.arange(count), later)
    cell = (
        (at + first)[entry] + 1 + np.arange(len(entry)) - np.repeat(np.cumsum(later) - later, later)
    )
    most = c.task.case.policy.sessions_per_day_per_item
    return _at_most_nothing(
        np.concatenate([row, np.arange(count), entry]),
        np.concatenate([mine, mine, t.presence[at + first], t.begun[cell]]),
        np.concatenate([np.ones(len(row)), np.full(count + len(entry), -most)]),
        count,
    )


def _unbroken(pair: IntArray, begin: IntArray, end: IntArray) -> IntArray:
    """Number the unbroken times of each pair that these parts of a day come to.

    Parts that touch are of one time.
    """
    order = np.lexsort((begin, pair))
    # what ends at midnight does not touch what the next pair begins with
    day = DAY + 1
    begins, ends = (pair * day + begin)[order], (pair * day + end)[order]
    reached = np.maximum.accumulate(ends)
    number = np.zeros(len(pair), dtype=np.int64)
    number[order[1:]] = np.cumsum(begins[1:] > reached[:-1])
    return number


def contractors_give_what_staff_are_short_of(t: ContractTime) -> Rows:
    """Of an item that staff cannot give in full contractors give at least a whole session.

    Or what staff are short of stays unmet, and as often as its minutes go into those it counts.
    """
    v, c = t.variables, t.variables.columns
    items = np.flatnonzero(t.short)
    number = np.full(len(t.short), -1)
    number[items] = np.arange(len(items))
    mine = np.flatnonzero(t.pool[c.provider[v.place]])
    mine = mine[number[v.item[mine]] >= 0]
    return at_most(
        row=np.concatenate([number[v.item[mine]], np.arange(len(items))]),
        variable=np.concatenate([mine, v.unmet[items]]),
        coefficient=-np.concatenate([v.cells[v.place[mine]], -(-t.least[items] // t.short[items])]),
        upper=-(t.least[items] // t.grid),
    )


def _at_most_nothing(
    row: IntArray, variable: IntArray, coefficient: np.ndarray, count: int
) -> Rows:
    return Rows(
        row=row.astype(np.int64),
        variable=variable.astype(np.int64),
        coefficient=coefficient.astype(np.int64),
        lower=np.full(count, -NO_LIMIT),
        upper=np.zeros(count, dtype=np.int64),
    )


CONTRACT_RULES = (
    contractors_are_paid_while_they_give,
    whoever_comes_begins_a_visit,
    visits_are_long_enough,
    a_visit_gives_an_item_no_more_than_a_day_may,
    contractors_give_what_staff_are_short_of,
)
"""All rules of contract time; those of the sessions hold beside them."""
