"""Reading the sheets of an Excel workbook as raw cells."""

import warnings
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.tables.cells import Unsaved, is_blank
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
    return {name: frame for name, frame in frames.items() if len(frame.columns)}, []


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
    return {
        title: {
            number: tuple(map(_or_unsaved, read.get(number, (None,) * len(row)), row))
            for number, row in formulas[title].items()
        }
        for title, read in sheets.items()
    }


def _or_unsaved(cell: Any, formula: Any) -> Any:
    return Unsaved(str(formula)) if cell is None and str(formula).startswith("=") else cell


def _frame(rows: Rows) -> pd.DataFrame:
    """Return rows under the first row that is not blank; blank columns at the right are cut."""
    numbered = list(rows.items())
    while numbered and all(is_blank(cell) for cell in numbered[0][1]):
        numbered.pop(0)
    if not numbered:
        return pd.DataFrame()
    width = max(_filled(row) for _, row in numbered)
    header, *body = ([*row[:width], *[None] * (width - len(row))] for _, row in numbered)
    index = pd.Index([number for number, _ in numbered[1:]], dtype="int64", name="row")
    return pd.DataFrame(body, columns=pd.Index(header, dtype=object), index=index, dtype=object)


def _filled(row: tuple[Any, ...]) -> int:
    """Return how many cells there are up to the last that is not blank."""
    return next((at for at in range(len(row), 0, -1) if not is_blank(row[at - 1])), 0)
