"""Reading the sheets of an Excel workbook as raw cells."""

import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.tables.cells import is_blank
from makeup_sched.tables.problems import Problem

NO_RESULT = (
    "is a formula without a saved result; open the workbook in Excel and save it, or type the "
    "value; words that begin with = need an apostrophe before them"
)
_SHEETS = "xl/worksheets/"
NOT_A_WORKBOOK = "can't be opened as an Excel workbook; save it as .xlsx and try again"


def read_workbook(path: Path) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the cells of every sheet that holds any, by the name of the sheet.

    Dates and times are Python's own; a formula is the value that Excel last computed. The index is
    the row number. A file that is no workbook is a problem, one that can't be opened an OSError.
    """
    from openpyxl import load_workbook  # slow to import, and most cases are no workbooks
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that it doesn't keep, which matters only when writing back.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True)
            sheets = {sheet.title: _frame(_rows(sheet)) for sheet in book.worksheets}
            book.close()
            unsaved = _unsaved_results(path, sheets)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        return {}, [Problem(path.name, 0, "", "", NOT_A_WORKBOOK)]
    return {name: frame for name, frame in sheets.items() if len(frame.columns)}, unsaved


def _unsaved_results(path: Path, sheets: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the formulas whose results the workbook does not hold: they read as blank cells."""
    with zipfile.ZipFile(path) as parts:
        texts = (parts.read(name) for name in parts.namelist() if name.startswith(_SHEETS))
        if not any(b"<f>" in text or b"<f " in text for text in texts):
            return []
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    problems: list[Problem] = []
    for sheet in book.worksheets:
        frame, formulas = sheets[sheet.title], _frame(_rows(sheet))
        rows = formulas.index.intersection(frame.index)
        numbers = rows.tolist()
        cells = formulas.loc[rows].iloc[:, : len(frame.columns)].to_numpy(dtype=object)
        read = frame.loc[rows].iloc[:, : cells.shape[1]].to_numpy(dtype=object)
        problems += [
            Problem(sheet.title, numbers[row], str(frame.columns[place]), str(cell), NO_RESULT)
            for (row, place), cell in np.ndenumerate(cells)
            if read[row, place] is None and str(cell).startswith("=")
        ]
    book.close()
    return problems


def _rows(sheet: Any) -> Iterable[tuple[Any, ...]]:
    # Some programs write a wrong extent into the sheet; without it openpyxl counts for itself.
    sheet.reset_dimensions()
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _frame(rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """Return rows under the first row that is not blank; blank columns at the right are cut."""
    numbered = [(number, row) for number, row in enumerate(rows, start=1)
                if any(cell is not None for cell in row)]  # fmt: skip
    while numbered and all(is_blank(cell) for cell in numbered[0][1]):
        numbered.pop(0)
    if not numbered:
        return pd.DataFrame()
    header = list(numbered[0][1])
    while header and is_blank(header[-1]):
        header.pop()
    width = len(header)
    body = [[*row[:width], *[None] * (width - len(row))] for _, row in numbered[1:]]
    index = pd.Index([number for number, _ in numbered[1:]], dtype="int64", name="row")
    return pd.DataFrame(body, columns=pd.Index(header, dtype=object), index=index, dtype=object)
