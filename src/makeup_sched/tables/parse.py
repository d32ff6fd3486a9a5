"""From the raw cells of a table to a typed frame, and everything that is wrong with its cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.tables.cells import Reading, as_shown, clean, is_blank, read_cell
from makeup_sched.tables.columns import DTYPES, ColumnFacts, TableFacts
from makeup_sched.tables.headers import HEADER_AT, HEADER_ROW, match_headers, without_header
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.schemas import facts as facts_by_name

BLANKS: dict[str, Any] = {
    "str": "",
    "datetime64[s]": None,
    "Int64": None,
    "Float64": None,
    "bool": False,
    "object": (),
}


@dataclass(frozen=True)
class ParsedTable:
    """A typed table, the problems of its cells, and the columns that were handed in at all."""

    name: str
    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    given: frozenset[str]

    @property
    def has_all_required(self) -> bool:
        """Say whether every required column is there, so that other tables can refer to it."""
        required = {column.name for column in facts_by_name(self.name).columns if column.required}
        return required <= self.given


def parse_table(name: str, raw: pd.DataFrame) -> ParsedTable:
    """Read a raw table as declared under `name`.

    `raw` holds any cells under any headers; its index is the row number of each row as a
    spreadsheet shows it. Rows in which every declared column is blank are left out. The result has
    all declared columns in their types, blank cells filled with the default, index `row`.
    """
    facts = facts_by_name(name)
    frame, shown, given, problems = _typed(facts, raw)
    problems += _check(facts, frame, shown, problems)
    return ParsedTable(name, frame, tuple(problems), given)


def typed_table(name: str, raw: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of a raw table of which it is known that nothing is wrong with it.

    Otherwise as `parse_table`, which looks for what is wrong and takes twice as long.
    """
    return _typed(facts_by_name(name), raw)[0]


def _typed(
    facts: TableFacts, raw: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, list[Any]], frozenset[str], list[Problem]]:
    """Return the typed frame, the cells it was read from, the columns given, and odd cells."""
    places, problems = match_headers(facts, list(raw.columns), raw.attrs.get(HEADER_AT, HEADER_ROW))
    problems += without_header(facts, raw)
    cells = {column: _clean_cells(raw.iloc[:, place]) for column, place in places.items()}
    rows = np.asarray(raw.index, dtype="int64")
    kept = np.zeros(len(rows), dtype=bool)
    for values in cells.values():
        if not kept.all():
            kept |= np.fromiter((value is not None for value in values), bool, len(rows))
    positions = np.flatnonzero(kept).tolist()
    index = pd.Index(rows[positions], name="row")
    shown = cells
    if len(positions) < len(rows):
        shown = {column: [values[at] for at in positions] for column, values in cells.items()}
    columns = {}
    for column in facts.columns:
        series, found = _parse_column(facts.name, column, shown.get(column.name), index)
        columns[column.name] = series
        problems += found
    return pd.DataFrame(columns, index=index), shown, frozenset(places), problems


def _clean_cells(cells: pd.Series) -> list[Any]:
    """Return cleaned cells, None for blank ones; equal cells are looked at once."""
    everything = cells.astype(object).tolist()
    plain = set(map(type, everything)) <= {str}
    texts = set(everything if plain else (cell for cell in everything if isinstance(cell, str)))
    cleaned = {cell: None if is_blank(cell) else clean(cell) for cell in texts}
    if plain:
        return [cleaned[cell] for cell in everything]
    return [
        cleaned[cell] if isinstance(cell, str) else None if is_blank(cell) else clean(cell)
        for cell in everything
    ]


def _parse_column(
    table: str, column: ColumnFacts, cells: list[Any] | None, index: pd.Index
) -> tuple[pd.Series, list[Problem]]:
    """Return one typed column and the problems of its cells."""
    dtype = DTYPES[column.kind]
    blank = BLANKS[dtype]
    if column.default:
        blank = read_cell(column, column.default).value
    if cells is None:
        return _series([blank] * len(index), dtype, index), []
    # equal cells are read once; text and None never equal cells of another type
    plain = set(map(type, cells)) <= {str, NoneType}
    keys = cells if plain else [(type(cell), cell) for cell in cells]
    found = {
        key: Reading(blank) if cell is None else read_cell(column, cell)
        for key, cell in dict(zip(keys, cells, strict=True)).items()
    }
    value_of = {key: blank if found[key].error else found[key].value for key in found}
    values = [value_of[key] for key in keys]
    readings = {(type(key), key): reading for key, reading in found.items()} if plain else found
    odd = {key for key, reading in readings.items() if reading.error or reading.warning}
    problems = list(_cell_problems(table, column, cells, index, readings)) if odd else []
    return _series(values, dtype, index), problems


def _series(values: list[Any], dtype: str, index: pd.Index) -> pd.Series:
    if dtype == "object":
        holder = np.empty(len(values), dtype=object)
        holder[:] = values
        return pd.Series(holder, index=index)
    if dtype == "datetime64[s]":
        return pd.Series(np.array(values, dtype="datetime64[s]"), index=index)
    return pd.Series(values, index=index, dtype=dtype)


def _cell_problems(
    table: str,
    column: ColumnFacts,
    cells: list[Any],
    index: pd.Index,
    readings: dict[Any, Reading],
) -> Iterator[Problem]:
    """Yield each cell that can't be read, and each assumption once with how often it was made."""
    assumed: dict[str, list[tuple[int, Any]]] = {}
    for row, cell in zip(index, cells, strict=True):
        reading = readings[(type(cell), cell)]
        if reading.error:
            yield Problem(table, int(row), column.name, as_shown(cell), reading.error)
        elif reading.warning:
            assumed.setdefault(reading.warning, []).append((int(row), cell))
    for warning, places in assumed.items():
        row, cell = places[0]
        more = f" (and {len(places) - 1} more cells of this column)" if len(places) > 1 else ""
        yield Problem(table, row, column.name, as_shown(cell), warning + more, "warning")


def _check(
    facts: TableFacts,
    frame: pd.DataFrame,
    shown: dict[str, list[Any]],
    found: list[Problem],
) -> list[Problem]:
    """Return what the declaration finds wrong with cells that could be read."""
    # pandera is slow to import, and what is known to be right is not checked
    from makeup_sched.tables.checks import declared_problems, order_problems

    known = {(problem.row, problem.column) for problem in found}
    place = {int(row): at for at, row in enumerate(frame.index)}
    problems = []
    # nothing can be wrong with a column of blanks that may be blank
    filled = frozenset(
        column.name for column in facts.columns
        if column.name in shown
        and (column.required or any(cell is not None for cell in shown[column.name]))
    )  # fmt: skip
    declared = declared_problems(facts, frame, filled)
    for problem in [*declared, *order_problems(facts, frame)]:
        if (problem.row, problem.column) in known or problem.column not in shown:
            continue
        cell = shown[problem.column][place[problem.row]]
        problems.append(
            Problem(problem.table, problem.row, problem.column,
                    "" if cell is None else as_shown(cell), problem.message, problem.severity)
        )  # fmt: skip
    return problems
