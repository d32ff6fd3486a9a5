"""Reading the sheets of an Excel workbook as raw cells."""

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.tables.cells import Unsaved, is_blank
from makeup_sched.tables.headers import no_header
from makeup_sched.tables.problems import Problem

Rows = dict[int, tuple[Any, ...]]
"""The rows of a sheet that hold anything, by their numbers."""

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
    frames = {name: _frame(rows) for name, rows in sheets.items()}
    frames = {name: frame for name, frame in frames.items() if len(frame.columns)}
    problems = [problem for name in frames for problem in _beyond(name, sheets[name])]
    return frames, problems


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


def _frame(rows: Rows) -> pd.DataFrame:
    """Return rows under the first row that is not blank, as wide as that header."""
    numbered = _from_header(rows)
    if not numbered:
        return pd.DataFrame()
    header, width = numbered[0][1], _width(numbered)
    body = [[*row[:width], *[None] * (width - len(row))] for _, row in numbered[1:]]
    index = pd.Index([number for number, _ in numbered[1:]], dtype="int64", name="row")
    columns = pd.Index(header[:width], dtype=object)
    return pd.DataFrame(body, columns=columns, index=index, dtype=object)


def _beyond(name: str, rows: Rows) -> Iterator[Problem]:
    """Yield a warning for each column to the right of the header that has cells."""
    numbered = _from_header(rows)
    width, told = _width(numbered), set()
    for number, row in numbered[1:]:
        for place in range(width, len(row)):
            if place not in told and not is_blank(row[place]):
                told.add(place)
                yield no_header(name, number, place)


def _from_header(rows: Rows) -> list[tuple[int, tuple[Any, ...]]]:
    """Return the rows from the first on that is not blank."""
    numbered = list(rows.items())
    while numbered and all(is_blank(cell) for cell in numbered[0][1]):
        numbered.pop(0)
    return numbered


def _width(numbered: list[tuple[int, tuple[Any, ...]]]) -> int:
    """Return how many cells the header has up to the last that is not blank."""
    header = numbered[0][1]
    return next(at for at in range(len(header), 0, -1) if not is_blank(header[at - 1]))
