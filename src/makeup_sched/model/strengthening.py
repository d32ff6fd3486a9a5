"""Rows that cut off fractions but no plan: they make bounds strong and searches short.

They follow from the rules; a plan that keeps the rules keeps them, too.
"""

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.model.rows import NO_LIMIT, Rows, no_rows, stacked
from makeup_sched.model.variables import Variables


def debts_are_paid_in_whole_sessions(v: Variables) -> Rows:
    """Bound how many sessions of each length a debt can take.

    A debt of 40 minutes takes one session of 25 and not 1.6 of them. Mixed-integer rounding of the
    row of rule 3 with every divisor up to the longest session (Nemhauser and Wolsey 1990): with
    `left = q * divisor + r`, a length `l` counts `(l // divisor) * (divisor - r)` plus what
    `l % divisor` exceeds `r` by, and the sum is at most `q * (divisor - r)`.
    """
    left = v.columns.task.left // v.columns.task.grid
    cells = v.cells[v.place]
    if not len(cells):
        return no_rows()
    longest = np.zeros(len(left), dtype=np.int64)
    np.maximum.at(longest, v.item, cells)
    parts = []
    for divisor in range(2, int(longest.max()) + 1):
        rest = left % divisor
        cut = (rest > 0) & (divisor <= longest)
        weight = (cells // divisor) * (divisor - rest[v.item])
        weight += np.maximum(0, cells % divisor - rest[v.item])
        used = np.flatnonzero(cut[v.item] & (weight > 0))
        limit = (left // divisor) * (divisor - rest)
        parts.append(_rows_of_items(v.item[used], used, weight[used], limit))
    return stacked(parts)


def _rows_of_items(item: IntArray, variable: IntArray, weight: IntArray, limit: IntArray) -> Rows:
    """Return one row per item that occurs; a row that no values can break is left out."""
    items, row = np.unique(item, return_inverse=True)
    lower = np.full(len(items), -NO_LIMIT)
    return Rows(row.astype(np.int64), variable, weight, lower, limit[items])


def groups_fill_their_seats(v: Variables) -> Rows:
    """Count each attendee as the share of the largest group that the attendee allows.

    A group is no larger than what each member allows, so these shares add up to at most one for
    each time the place is held.
    """
    c = v.columns
    shared = np.flatnonzero(v.shared)
    places, row = np.unique(v.place[shared], return_inverse=True)
    mine = np.minimum(v.seats[shared], c.places.cap[v.place[shared]])
    uneven = np.zeros(len(places), dtype=bool)
    np.logical_or.at(uneven, row, mine < c.places.cap[v.place[shared]])
    kept = uneven[row]
    if not kept.any():
        return no_rows()
    shared, row, mine = shared[kept], row[kept], mine[kept]
    scale = int(np.lcm.reduce(np.unique(mine)))
    number = np.full(len(c.places.start), -1)
    number[places[uneven]] = np.arange(int(uneven.sum()))
    opened = number[c.places.opening_place]
    openings = opened >= 0
    return Rows(
        row=np.concatenate([number[v.place[shared]], opened[openings]]),
        variable=np.concatenate([shared, v.opening[openings]]),
        coefficient=np.concatenate([scale // mine, np.full(int(openings.sum()), -scale)]),
        lower=np.full(int(uneven.sum()), -NO_LIMIT),
        upper=np.zeros(int(uneven.sum()), dtype=np.int64),
    )


STRENGTHENING = (debts_are_paid_in_whole_sessions, groups_fill_their_seats)
"""All rows that only strengthen."""
