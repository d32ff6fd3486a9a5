"""Rows that cut off fractions but no plan: they make bounds strong and searches short.

They follow from the rules; a plan that keeps the rules keeps them, too.
"""

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import IntArray
from makeup_sched.model.rows import NO_LIMIT, Rows, at_most, no_rows, stacked
from makeup_sched.model.rules import fitting_openings, pairs_at_places, short_sessions
from makeup_sched.model.variables import Variables

Floats = npt.NDArray[np.float64]


def debts_are_paid_in_whole_sessions(v: Variables) -> Rows:
    """Bound how many sessions of each length a debt can take.

    A debt of 40 minutes takes one session of 25 and not 1.6 of them.
    """
    left = v.columns.task.left // v.columns.task.grid
    ones = np.ones(len(left), dtype=np.int64)
    return _whole_sessions(np.arange(v.attendance_count), v.cells[v.place], v.item, left, ones)


def days_are_filled_with_whole_sessions(v: Variables) -> Rows:
    """Bound how many sessions of each length a student's day can take (rule 5).

    A day of 60 minutes takes one session of 35 and not 1.7 of them, and so do all the days of a
    class.
    """
    c = v.columns
    group, row = np.unique(v.student[v.item] * len(c.slots) + v.slot, return_inverse=True)
    slot = group % len(c.slots)
    cap = v.student_day_cells[group // len(c.slots)]
    several = np.bincount(row, minlength=len(group)) > 1
    kept = np.flatnonzero(several[row])
    return _whole_sessions(kept, v.cells[v.place[kept]], row[kept], cap, c.multiplicity[slot])


def _whole_sessions(
    variable: IntArray, cells: IntArray, group: IntArray, room: IntArray, times: IntArray
) -> Rows:
    """Bound the lengths (in cells) that groups of variables can have within each group's room.

    Mixed-integer rounding with every divisor up to the longest length (Nemhauser and Wolsey
    1990): with `room = q * divisor + r`, a length `l` counts `(l // divisor) * (divisor - r)` plus
    what `l % divisor` exceeds `r` by, and the sum is at most `q * (divisor - r)`; as often as the
    group has its room (`times`).
    """
    if not len(cells):
        return no_rows()
    longest = np.zeros(len(room), dtype=np.int64)
    np.maximum.at(longest, group, cells)
    parts = []
    for divisor in range(2, int(longest.max()) + 1):
        rest = room % divisor
        cut = (rest > 0) & (divisor <= longest)
        weight = (cells // divisor) * (divisor - rest[group])
        weight += np.maximum(0, cells % divisor - rest[group])
        used = np.flatnonzero(cut[group] & (weight > 0))
        limit = (room // divisor) * (divisor - rest) * times
        parts.append(_rows_of_groups(group[used], variable[used], weight[used], limit))
    return stacked(parts)


def _rows_of_groups(group: IntArray, variable: IntArray, weight: IntArray, limit: IntArray) -> Rows:
    """Return one row per group that occurs."""
    groups, row = np.unique(group, return_inverse=True)
    lower = np.full(len(groups), -NO_LIMIT)
    return Rows(row.astype(np.int64), variable, weight, lower, limit[groups])


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


def grades_fill_their_own_sessions(v: Variables) -> Rows:
    """Seat those who fit only some of a place's openings in the seats of these openings.

    Sorted by grade, the openings that fit an attendee are neighbours: one row for each stretch of
    neighbours, with those who fit nowhere outside it.
    """
    c = v.columns
    opening, attendance = fitting_openings(v)
    order = np.lexsort((c.places.opening_low, c.places.opening_place))
    count = np.bincount(c.places.opening_place, minlength=len(c.places.start))
    rank = np.zeros(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - (np.cumsum(count) - count)[c.places.opening_place[order]]
    first = np.full(v.attendance_count, len(order) + 1)
    last = np.full(v.attendance_count, -1)
    np.minimum.at(first, attendance, rank[opening])
    np.maximum.at(last, attendance, rank[opening])
    most = int(count.max(initial=0))
    stretches = [(low, high) for low in range(most) for high in range(low, most)]
    parts = [_seats_of(v, (first, last, rank, count), stretch) for stretch in stretches]
    return stacked(parts)


def _seats_of(
    v: Variables, ranks: tuple[IntArray, IntArray, IntArray, IntArray], stretch: tuple[int, int]
) -> Rows:
    """Return the rows of one stretch of openings: first to last rank, both counted."""
    c = v.columns
    first, last, rank, count = ranks
    low, high = stretch
    inside = (first >= low) & (last <= high) & (count[v.place] > high - low + 1)
    inside &= v.shared
    size = len(c.places.start)
    # a stretch that could be narrower says nothing new, nor does a single attendee
    begins = np.bincount(v.place[inside & (first == low)], minlength=size) > 0
    ends = np.bincount(v.place[inside & (last == high)], minlength=size) > 0
    several = np.bincount(v.place[inside], minlength=size) > 1
    wanted = np.flatnonzero(begins & ends & several)
    number = np.full(size, -1)
    number[wanted] = np.arange(len(wanted))
    members = np.flatnonzero(inside & (number[v.place] >= 0))
    opened = number[c.places.opening_place]
    openings = np.flatnonzero((opened >= 0) & (rank >= low) & (rank <= high))
    return at_most(
        row=np.concatenate([number[v.place[members]], opened[openings]]),
        variable=np.concatenate([members, v.opening[openings]]),
        coefficient=np.concatenate(
            [
                np.ones(len(members), dtype=np.int64),
                -c.places.cap[c.places.opening_place[openings]],
            ]
        ),
        upper=np.zeros(len(wanted), dtype=np.int64),
    )


def short_sessions_are_held_for_somebody(v: Variables) -> Rows:
    """Hold a short session only as often as there is somebody in it for whom it may be held.

    Each short session needs an attendee who owes no more, or for whom it is long enough; over
    classes of dates rule 3 alone would let one such attendee serve all dates at once.
    """
    _, needy = short_sessions(v)
    if not needy.any():
        return no_rows()
    c = v.columns
    short = np.unique(v.place[needy])
    number = np.full(len(c.places.start), -1)
    number[short] = np.arange(len(short))
    able = np.flatnonzero(v.shared & ~needy & (number[v.place] >= 0))
    openings = np.flatnonzero(number[c.places.opening_place] >= 0)
    opened = number[c.places.opening_place[openings]]
    return at_most(
        row=np.concatenate([opened, number[v.place[able]]]),
        variable=np.concatenate([v.opening[openings], able]),
        coefficient=np.concatenate(
            [np.ones(len(openings), dtype=np.int64), np.full(len(able), -1)]
        ),
        upper=np.zeros(len(short), dtype=np.int64),
    )


def small_groups_that_are_crowded(v: Variables, values: Floats) -> Rows:
    """Return rows that values of the relaxation break: a small group beside too many others.

    Of any `few` others at most `few` sit in a session without one who needs a small group, and
    `seats - 1` beside that one. There is a row for every choice of others: only those with the
    largest values are looked at, and only where the row is broken.
    """
    c = v.columns
    seated = values[: v.attendance_count] > _SEATED
    opened = np.bincount(
        c.places.opening_place, weights=values[v.opening], minlength=len(c.places.start)
    )
    needing = np.flatnonzero(seated & v.shared & (v.seats < c.places.cap[v.place]))
    others, of_one = pairs_at_places(v.place[needing], v.place, seated & v.shared)
    beside = others != needing[of_one]
    others, of_one = others[beside], of_one[beside]
    order = np.lexsort((-values[others], of_one))
    starts = np.searchsorted(of_one[order], np.arange(len(needing) + 1))
    found: list[tuple[int, IntArray]] = []
    for number, one in enumerate(needing.tolist()):
        ranked = others[order[starts[number] : starts[number + 1]]]
        place, seats = int(v.place[one]), int(v.seats[one])
        for few in range(seats, min(int(c.places.cap[place]), len(ranked))):
            weight = few - seats + 1
            sum_of_values = weight * values[one] + values[ranked[:few]].sum()
            if sum_of_values > few * opened[place] + _CROWDED:
                found.append((one, ranked[:few]))
    return _small_group_rows(v, found)


def _small_group_rows(v: Variables, found: list[tuple[int, IntArray]]) -> Rows:
    if not found:
        return no_rows()
    ones = np.array([one for one, _ in found], dtype=np.int64)
    few = np.array([len(others) for _, others in found], dtype=np.int64)
    rows = np.arange(len(found))
    opened, of_row = pairs_at_places(v.place[ones], v.columns.places.opening_place)
    return at_most(
        row=np.concatenate([rows, np.repeat(rows, few), of_row]),
        variable=np.concatenate([ones, *(others for _, others in found), v.opening[opened]]),
        coefficient=np.concatenate(
            [few - v.seats[ones] + 1, np.ones(few.sum(), dtype=np.int64), -few[of_row]]
        ),
        upper=np.zeros(len(found), dtype=np.int64),
    )


_SEATED = 1e-6
_CROWDED = 1e-3
"""By how much a row has to be broken to be worth having."""

STRENGTHENING = (
    debts_are_paid_in_whole_sessions,
    days_are_filled_with_whole_sessions,
    groups_fill_their_seats,
    grades_fill_their_own_sessions,
    short_sessions_are_held_for_somebody,
)
"""The rows that always strengthen; those of `small_groups_that_are_crowded` come where broken."""
