"""Reading the sheets of an Excel workbook as raw cells."""

import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.tables.cells import Unsaved, is_blank
from makeup_sched.tables.headers import (
    HEADER_AT,
    TITLE_ROWS,
    above_header,
    header_place,
    no_header,
    plain_name,
)
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.schemas import declared_columns

Rows = dict[int, tuple[Any, ...]]
"""The rows of a sheet that hold anything, by their numbers."""

Numbered = list[tuple[int, tuple[Any, ...]]]
"""The header of a sheet and what stands below it, each row with its number."""

_SHEETS = "xl/worksheets/"
NOT_A_WORKBOOK = "can't be opened as an Excel workbook; save it as .xlsx and try again"


def read_workbook(path: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the cells of every sheet that holds any, by the name of the sheet.

    Dates and times are Python's own; a formula is the value that Excel last computed, `Unsaved`
    where the file holds none. The index is the row number. A file that is no workbook is a problem,
    one that can't be opened an OSError.
    """
    from openpyxl import load_workbook  # slow to import, and most cases are no workbooks
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that it doesn't keep, which matters only when writing back.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
            sheets = _with_unsaved(path, _rows(book))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        return {}, [Problem(path.name, 0, "", "", NOT_A_WORKBOOK)]
    tables = {name: _from_header(name, rows) for name, rows in sheets.items()}
    tables = {name: numbered for name, numbered in tables.items() if numbered}
    problems = [problem for name in tables for problem in _odd_rows(name, tables[name], sheets)]
    return {name: _frame(numbered) for name, numbered in tables.items()}, problems


def _rows(book: Any) -> dict[str, Rows]:
    """Return the rows of each sheet of a workbook, and close it."""
    sheets = {}
    for sheet in book.worksheets:
        # Some programs write a wrong extent into the sheet; without it openpyxl counts for itself.
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
        sheets[sheet.title] = {
            number: row for number, row in rows if any(cell is not None for cell in row)
        }
    book.close()
    return sheets


def _with_unsaved(path: Path, sheets: dict[str, Rows]) -> dict[str, Rows]:
    """Return the rows with `Unsaved` for each formula without its result, which reads as blank."""
    with zipfile.ZipFile(path) as parts:
        texts = (parts.read(name) for name in parts.namelist() if name.startswith(_SHEETS))
        if not any(b"<f>" in text or b"<f " in text for text in texts):
            return sheets
    from openpyxl import load_workbook

    formulas = _rows(load_workbook(path, read_only=True))
    empty = _empty_results(load_workbook(path, read_only=True, data_only=True))
    return {title: _marked(read, formulas[title], empty[title]) for title, read in sheets.items()}


def _empty_results(book: Any) -> dict[str, set[tuple[int, int]]]:
    """Return row and place of each cell that holds an empty text, such as the result of `=""`."""
    found = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        found[sheet.title] = {
            (number, place)
            for number, row in enumerate(sheet.iter_rows(), start=1)
            for place, cell in enumerate(row)
            if cell.value is None and cell.data_type in ("s", "str")
        }
    book.close()
    return found


def _marked(read: Rows, formulas: Rows, empty: set[tuple[int, int]]) -> Rows:
    rows = {}
    for number, row in formulas.items():
        values = read.get(number, (None,) * len(row))
        marked = tuple(
            Unsaved(str(formula))
            if value is None and str(formula).startswith("=") and (number, place) not in empty
            else value
            for place, (value, formula) in enumerate(zip(values, row, strict=True))
        )
        if any(cell is not None for cell in marked):
            rows[number] = marked
    return rows


def _frame(numbered: Numbered) -> pd.DataFrame:
    """Return rows under the first, as wide as that header."""
    header, width = numbered[0][1], _width(numbered)
    body = [[*row[:width], *[None] * (width - len(row))] for _, row in numbered[1:]]
    index = pd.Index([number for number, _ in numbered[1:]], dtype="int64", name="row")
    columns = pd.Index(header[:width], dtype=object)
    frame = pd.DataFrame(body, columns=columns, index=index, dtype=object)
    frame.attrs = {HEADER_AT: numbered[0][0]}
    return frame


def _odd_rows(name: str, numbered: Numbered, sheets: dict[str, Rows]) -> Iterator[Problem]:
    """Yield a warning where rows stand above the header, and for each column right of it."""
    if any(not all(map(is_blank, row)) for number, row in sheets[name].items()
           if number < numbered[0][0]):  # fmt: skip
        yield above_header(name, numbered[0][0])
    width, told = _width(numbered), set()
    for number, row in numbered[1:]:
        for place in range(width, len(row)):
            if place not in told and not is_blank(row[place]):
                told.add(place)
                yield no_header(name, number, place)


def _from_header(name: str, rows: Rows) -> Numbered:
    """Return the rows from the header on, none where all are blank."""
    filled = (number for number, row in rows.items() if not all(map(is_blank, row)))
    starts = list(islice(filled, TITLE_ROWS))
    if not starts:
        return []
    place = header_place([rows[at] for at in starts], declared_columns(plain_name(name)))
    return [(number, row) for number, row in rows.items() if number >= starts[place]]


def _width(numbered: Numbered) -> int:
    """Return how many cells the header has up to the last that is not blank."""
    header = numbered[0][1]
    return next(at for at in range(len(header), 0, -1) if not is_blank(header[at - 1]))
