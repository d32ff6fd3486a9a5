"""Matching the headers of a table that was handed in with the columns that are declared."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from makeup_sched.tables.cells import is_blank
from makeup_sched.tables.columns import TableFacts
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.suggest import did_you_mean

HEADER_ROW = 1


def plain_name(header: Any) -> str:
    """Return a header or sheet name in the form of declared names: `Start Date` as `start_date`."""
    if is_blank(header):
        return ""
    return re.sub(r"[\s\-]+", "_", str(header).replace("\u00a0", " ").strip().casefold())


def match_headers(
    facts: TableFacts, headers: Sequence[Any]
) -> tuple[dict[str, int], list[Problem]]:
    """Return the position of each declared column that is there, and what is wrong with headers.

    A missing required column and a column that stands twice are errors, an unknown one a warning.
    Columns without a header are left to `without_header`.
    """
    declared = [column.name for column in facts.columns]
    places: dict[str, int] = {}
    problems = []
    for place, header in enumerate(headers):
        name = plain_name(header)
        if name in places:
            problems.append(_header(facts, name, header, "stands twice; keep one column", "error"))
        elif name in declared:
            places[name] = place
        elif name:
            hint = did_you_mean(name, [known for known in declared if known not in places])
            message = f"is not a column of this table and is not read{hint}"
            problems.append(_header(facts, str(header).strip(), header, message, "warning"))
    problems += [_missing(facts.name, column.name) for column in facts.columns
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


def _missing(table: str, name: str) -> Problem:
    return Problem(table, HEADER_ROW, name, "", f"is missing; add a column with the header {name}")


def _header(facts: TableFacts, name: str, header: Any, message: str, severity: Any) -> Problem:
    return Problem(facts.name, HEADER_ROW, name, str(header).strip(), message, severity)
