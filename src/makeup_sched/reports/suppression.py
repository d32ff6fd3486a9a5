"""Leaves figures of small groups out of what is shared.

A figure about few students can tell who they are. 10 is the size below which Chicago's published
tables leave figures out (Connecticut: 6); a group that could be worked out from its total and the
others is left out with it. Source: letter of the Family Policy Compliance Office to Tennessee,
2004, on small cells, and the districts' published practice.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from makeup_sched.case.values import rows_of

SMALLEST = 10
"""Fewest students whose figures are shown."""
FEWER = f"fewer than {SMALLEST}"
LEFT_OUT = "left out"
"""Said of a group that is large enough, but would tell how large a small one is."""


def hidden_lines(table: pd.DataFrame, levels: Sequence[str], whole: str) -> "pd.Series[bool]":
    """Mark the lines of a table that are not shown.

    Those of small groups; then, as long as that goes on, what would tell one of them: with a total
    shown the lines that are not shown must be two or more and of enough students together, and a
    total that is not shown must not be the sum of its lines.

    Parameters
    ----------
    table
        With a column `students`, and lines for every total.
    levels
        Columns by which the figures are parted, the outermost first.
    whole
        The word in such a column that stands for all.
    """
    students = table["students"]
    hidden = students < SMALLEST
    families = list(_families(table, levels, whole))
    before = -1
    while before != hidden.sum():
        before = int(hidden.sum())
        for total, parts in families:
            further = _further(total, parts, hidden, students)
            if further is not None:
                hidden[further] = True
    return hidden


def _families(
    table: pd.DataFrame, levels: Sequence[str], whole: str
) -> Iterator[tuple[int, list[int]]]:
    """Yield each line that is a total, with the lines that add up to it."""
    cells = {int(at): tuple(row) for at, row in zip(table.index, _cells_of(table, levels),
                                                    strict=True)}  # fmt: skip
    for at, row in cells.items():
        depth = next((place for place, cell in enumerate(row) if cell == whole), None)
        if depth is None:
            continue
        parts = [
            other
            for other, cell in cells.items()
            if cell[:depth] == row[:depth]
            and cell[depth] != whole
            and all(inner == whole for inner in cell[depth + 1 :])
        ]
        if parts:
            yield at, parts


def _cells_of(table: pd.DataFrame, levels: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the cells of some columns, row by row."""
    return [tuple(str(getattr(row, level)) for level in levels) for row in rows_of(table)]


def _further(
    total: int, parts: list[int], hidden: "pd.Series[bool]", students: "pd.Series[int]"
) -> int | None:
    """Return the line that must not be shown, either, None where no more can be worked out."""
    out = [part for part in parts if hidden[part]]
    shown = sorted((part for part in parts if not hidden[part]), key=lambda part: students[part])
    if hidden[total]:
        return shown[0] if shown and not out else None
    enough = len(out) > 1 and sum(int(students[part]) for part in out) >= SMALLEST
    if not out or enough:
        return None
    return shown[0] if shown else total


def without_hidden(table: pd.DataFrame, hidden: "pd.Series[bool]") -> pd.DataFrame:
    """Return the table with the figures of some lines missing.

    Returns
    -------
    pd.DataFrame
        `students` as text (`fewer than 10` where small, `left out` where it would tell another
        line), the figures as `Int64`.
    """
    found = table.copy()
    for column in table.columns:
        if column != "students" and pd.api.types.is_numeric_dtype(table[column]):
            found[column] = table[column].astype("Int64").mask(hidden)
    words = table["students"].astype("str")
    found["students"] = words.mask(hidden, LEFT_OUT).mask(table["students"] < SMALLEST, FEWER)
    return found
