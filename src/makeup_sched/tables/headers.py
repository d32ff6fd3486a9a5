"""Matching the headers of a table that was handed in with the columns that are declared."""

import re
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from makeup_sched.tables.cells import is_blank
from makeup_sched.tables.columns import TableFacts
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.suggest import did_you_mean

HEADER_ROW = 1
MORE_CELLS = (
    "has more cells than the header; put a cell that holds the separator in quotation marks, or "
    "delete the separator at the end of the row"
)
TITLE_ROWS = 10
"""The first rows of a table, among which the header is looked for below a title."""


HEADER_AT = "header_row"
"""Attribute of a raw table: the number of the row that holds its header."""
LONGER = "longer_rows"
"""Attribute of a raw table: the rows with more cells than the header, of which those are blank."""


def plain_name(header: Any) -> str:
    """Return a header or sheet name in the form of declared names: `Start Date` as `start_date`."""
    if is_blank(header):
        return ""
    return re.sub(r"[\s\-]+", "_", str(header).replace("\u00a0", " ").strip().casefold())


def header_place(rows: Sequence[Sequence[Any]], declared: Collection[str]) -> int:
    """Return which of the first rows, none of them blank, is the header.

    It is the one with the most of the declared columns, and of such the first; one that has fewer
    than two is the header only where it is the first row.
    """
    known = [len({plain_name(cell) for cell in row} & set(declared)) for row in rows[:TITLE_ROWS]]
    return known.index(max(known)) if max(known, default=0) > 1 else 0


def above_header(table: str, row: int) -> Problem:
    """Say in which row the header was found where other rows stand above it."""
    message = f"has its header in row {row}; what stands above it is not read"
    return Problem(table, 0, "", "", message, "warning")


def match_headers(
    facts: TableFacts, headers: Sequence[Any], row: int = HEADER_ROW
) -> tuple[dict[str, int], list[Problem]]:
    """Return the position of each declared column that is there, and what is wrong with headers.

    A missing required column and a column that stands twice are errors, an unknown one a warning,
    all told of the `row` of the headers. Columns without a header are left to `without_header`.
    """
    declared = [column.name for column in facts.columns]
    places: dict[str, int] = {}
    problems = []
    for place, header in enumerate(headers):
        name = plain_name(header)
        if name in places:
            problems.append(
                _header(facts, row, name, header, "stands twice; keep one column", "error")
            )
        elif name in declared:
            places[name] = place
        elif name:
            hint = did_you_mean(name, [known for known in declared if known not in places])
            message = f"is not a column of this table and is not read{hint}"
            problems.append(_header(facts, row, str(header).strip(), header, message, "warning"))
    problems += [_missing(facts.name, row, column.name) for column in facts.columns
                 if column.required and column.name not in places]  # fmt: skip
    return places, problems


def without_header(facts: TableFacts, raw: pd.DataFrame) -> list[Problem]:
    """Return a warning for each column that has cells but no header, in the row of its first."""
    problems = []
    for place in [at for at, header in enumerate(raw.columns) if is_blank(header)]:
        cells = zip(raw.index.tolist(), raw.iloc[:, place].tolist(), strict=True)
        row = next((row for row, cell in cells if not is_blank(cell)), None)
        if row is not None:
            problems.append(no_header(facts.name, int(row), place))
    return problems


def no_header(table: str, row: int, place: int) -> Problem:
    """Say that a column (its place counted from 0) is lost, at the first row in which it has cells.

    What the cell holds is not shown: it may be a name.
    """
    message = (
        f"column {place + 1} has cells but no header and is not read; write above it what it "
        "holds, or delete it"
    )
    return Problem(table, row, "", "", message, "warning")


def _missing(table: str, row: int, name: str) -> Problem:
    return Problem(table, row, name, "", f"is missing; add a column with the header {name}")


def _header(
    facts: TableFacts, row: int, name: str, header: Any, message: str, severity: Any
) -> Problem:
    return Problem(facts.name, row, name, str(header).strip(), message, severity)
