"""Rows of a linear model as arrays, and the helpers that build many rows at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from makeup_sched.availability.days import BoolArray, IntArray

NO_LIMIT = 2**40


@dataclass(frozen=True)
class Rows:
    """Linear rows: `lower <= sum of coefficient * variable <= upper`.

    `row`, `variable` and `coefficient` describe the entries, `lower` and `upper` the rows.
    """

    row: IntArray
    variable: IntArray
    coefficient: IntArray
    lower: IntArray
    upper: IntArray

    def __len__(self) -> int:
        return len(self.upper)


def no_rows() -> Rows:
    """Return no rows at all."""
    empty = np.zeros(0, dtype=np.int64)
    return Rows(empty, empty, empty, empty, empty)


def stacked(parts: list[Rows]) -> Rows:
    """Put rows below each other."""
    if not parts:
        return no_rows()
    counts = np.array([len(part) for part in parts])
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return Rows(
        row=np.concatenate([p.row + o for p, o in zip(parts, offsets, strict=True)]),
        variable=np.concatenate([part.variable for part in parts]),
        coefficient=np.concatenate([part.coefficient for part in parts]),
        lower=np.concatenate([part.lower for part in parts]),
        upper=np.concatenate([part.upper for part in parts]),
    )


def at_most(row: ArrayLike, variable: ArrayLike, coefficient: ArrayLike, upper: IntArray) -> Rows:
    """Return rows with an upper limit each; an entry is a row, a variable and its coefficient."""
    return Rows(
        row=np.asarray(row, dtype=np.int64),
        variable=np.asarray(variable, dtype=np.int64),
        coefficient=np.asarray(coefficient, dtype=np.int64),
        lower=np.full(len(upper), -NO_LIMIT),
        upper=upper,
    )


def at_most_by_group(
    group: IntArray, variable: IntArray, coefficient: IntArray, limit: dict[int, int] | IntArray
) -> Rows:
    """Return one row per group: the weighted sum of its variables is at most the group's limit."""
    if not len(group):
        return no_rows()
    keys, row = np.unique(group, return_inverse=True)
    if isinstance(limit, dict):
        upper = np.array([limit[int(key)] for key in keys], dtype=np.int64)
    else:
        upper = np.asarray(limit[keys], dtype=np.int64)
    lower = np.full(len(keys), -NO_LIMIT)
    return Rows(row.astype(np.int64), variable, coefficient.astype(np.int64), lower, upper)


def one_at_a_time(
    group: IntArray, start: IntArray, end: IntArray, variable: IntArray, limit: IntArray
) -> Rows:
    """Return rows by which at most `limit[group]` stretches of a group run at any minute.

    Two stretches overlap exactly when one begins while the other runs, so a row at each
    beginning is enough; a row that lies wholly in the next one is left out.
    """
    if not len(group):
        return no_rows()
    day = 2 * 24 * 60
    begins = np.unique(group * day + start)
    ends = np.sort(group * day + end)
    following = np.append(begins[1:], np.int64(2**62))
    ended = np.searchsorted(ends, following, side="right") > np.searchsorted(
        ends, begins, side="right"
    )
    begins = begins[ended]
    low = np.searchsorted(begins, group * day + start, side="left")
    high = np.searchsorted(begins, group * day + end, side="left")
    count = high - low
    entry = np.repeat(np.arange(len(group)), count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return Rows(
        row=low[entry] + offset,
        variable=variable[entry],
        coefficient=np.ones(len(entry), dtype=np.int64),
        lower=np.full(len(begins), -NO_LIMIT),
        upper=limit[begins // day],
    )


def without_idle(rows: Rows, lower_bound: IntArray, upper_bound: IntArray) -> Rows:
    """Leave out the rows that no values within the variables' bounds can break."""
    least, most = activity(rows, lower_bound, upper_bound)
    kept = (most > rows.upper) | (least < rows.lower)
    return chosen(rows, kept)


def activity(rows: Rows, lower_bound: IntArray, upper_bound: IntArray) -> tuple[IntArray, IntArray]:
    """Return the least and the greatest value that each row can take."""
    low, high = lower_bound[rows.variable], upper_bound[rows.variable]
    positive = rows.coefficient > 0
    most = np.where(positive, rows.coefficient * high, rows.coefficient * low)
    least = np.where(positive, rows.coefficient * low, rows.coefficient * high)
    size = len(rows)
    return (
        np.bincount(rows.row, weights=least, minlength=size).astype(np.int64),
        np.bincount(rows.row, weights=most, minlength=size).astype(np.int64),
    )


def chosen(rows: Rows, kept: BoolArray) -> Rows:
    """Return only the marked rows."""
    number = np.cumsum(kept) - 1
    entries = kept[rows.row]
    return Rows(
        row=number[rows.row[entries]],
        variable=rows.variable[entries],
        coefficient=rows.coefficient[entries],
        lower=rows.lower[kept],
        upper=rows.upper[kept],
    )
