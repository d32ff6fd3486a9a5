"""What an edit of a plan can have to do with: who is in the way, and what there is room for.

Variables that the fixed ones leave no room for need no search: after an edit that is nearly all.
"""

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.variables import Variables
from makeup_sched.solve.program import Program

_LATEST = 2 * 24 * 60
"""More than any minute of a day: a provider's day and a minute of it fit into one number."""
_ROUNDS = 10
"""Most looks at all rows; each one only takes out what the one before has made impossible."""


def room_beside(
    program: Program, variables: Variables, values: IntArray, free: BoolArray
) -> BoolArray:
    """Return which of the free variables can be more than 0, the others fixed at `values`.

    Openings that no attendance could use are left out too: being open helps no plan.
    """
    left = free & (program.upper > 0)
    for _ in range(_ROUNDS):
        before = int(left.sum())
        left &= _possible(program, values, free, left)
        left[variables.opening] &= _useful(variables, values, free, left)
        if int(left.sum()) == before:
            break
    return left


def _possible(program: Program, values: IntArray, free: BoolArray, left: BoolArray) -> BoolArray:
    """Mark the variables that alone break no row, whatever the others left come to."""
    rows = program.rows
    coefficient, variable, row = rows.coefficient, rows.variable, rows.row
    least = np.where(left | free, 0, values)
    most = np.where(left, program.upper, least)
    positive = coefficient > 0
    low = coefficient * np.where(positive, least[variable], most[variable])
    high = coefficient * np.where(positive, most[variable], least[variable])
    lowest = np.bincount(row, weights=low, minlength=len(rows))
    highest = np.bincount(row, weights=high, minlength=len(rows))
    open_entry = left[variable]
    above = positive & (lowest[row] + coefficient > rows.upper[row])
    below = ~positive & (highest[row] + coefficient < rows.lower[row])
    possible = left.copy()
    possible[variable[open_entry & (above | below)]] = False
    return possible


def _useful(variables: Variables, values: IntArray, free: BoolArray, left: BoolArray) -> BoolArray:
    """Mark the openings at whose place somebody is, or could be."""
    count = variables.attendance_count
    there = left[:count] | (~free[:count] & (values[:count] > 0))
    places = variables.columns.places
    used = np.zeros(len(places.start), dtype=bool)
    used[variables.place[there]] = True
    return np.asarray(used[places.opening_place], dtype=bool)


def in_the_way(variables: Variables, values: IntArray, items: BoolArray) -> BoolArray:
    """Mark the items whose sessions take time of a provider at which a marked item could be seen.

    Other items of the same students are marked too: a student is in one session at a time.
    """
    v, c = variables, variables.columns
    key = (c.provider * len(c.slots) + c.slot) * _LATEST
    wanted = np.unique(v.place[items[v.item]])
    wanted = wanted[np.argsort((key + c.places.start)[wanted], kind="stable")]
    begins, ends = (key + c.places.start)[wanted], (key + c.end)[wanted]
    held = np.flatnonzero(values[: v.attendance_count] > 0)
    place = v.place[held]
    # of the wanted places that begin before a session ends, the one that lasts longest
    before = np.searchsorted(begins, (key + c.end)[place]) - 1
    latest = np.append(np.maximum.accumulate(ends), -1)[before]
    found = np.isin(v.student, v.student[items])
    found[v.item[held[latest > (key + c.places.start)[place]]]] = True
    return np.asarray(found, dtype=bool)
