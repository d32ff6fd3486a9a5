"""Tells whether somebody has written into a workbook that was made to be written into."""

import io
import zipfile
from typing import Any

from makeup_sched.exports.plan_book import WEEKS_SHEET
from makeup_sched.exports.service_log import SHEET as LOG_SHEET

_TO_FILL = {
    LOG_SHEET: ("mark", "start", "stop", "minutes", "reason", "note"),
    WEEKS_SHEET: ("Done", "Note"),
}
"""Columns by sheet in which nothing stands when they are handed out."""


def is_filled_in(content: bytes) -> bool:
    """Return whether anything stands in these columns; a file that can't be read counts as so."""
    from openpyxl import load_workbook  # slow to import
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        return any(
            _any_entry(book[sheet], columns)
            for sheet, columns in _TO_FILL.items()
            if sheet in book.sheetnames and _is_handed_out(book[sheet], columns)
        )
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        return True


def _is_handed_out(sheet: Any, columns: tuple[str, ...]) -> bool:
    """Return whether a sheet is one to write into: a complaint file's `service_log` has no mark."""
    return columns[0] in next(sheet.iter_rows(max_row=1, values_only=True), ())


def _any_entry(sheet: Any, columns: tuple[str, ...]) -> bool:
    rows = sheet.iter_rows(values_only=True)
    head = list(next(rows, ()))
    places = [head.index(name) for name in columns if name in head]
    return any(
        place < len(row) and row[place] not in (None, "") for row in rows for place in places
    )
