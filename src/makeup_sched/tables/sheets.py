"""Building the sheets of a workbook from the declared tables: cells, checks and comments."""

import io
from functools import partial
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from makeup_sched.tables.clock import DAY
from makeup_sched.tables.columns import ColumnFacts, Kind
from makeup_sched.tables.rendering import render_cells
from makeup_sched.tables.schemas import facts
from makeup_sched.tables.sheet_checks import add_check
from makeup_sched.tables.wording import comment

AUTHOR = "makeup-sched"
LISTS_SHEET = "lists"
SPARE_ROWS = 500
"""Rows below the header for which a sheet checks what is typed."""

NUMBER_FORMATS: dict[Kind, str] = {
    "id": "@",
    "text": "@",
    "word": "@",
    "ids": "@",
    "words": "@",
    "weekdays": "@",
    "yes_no": "@",
    "date": "yyyy-mm-dd",
    "time": "hh:mm",
    "whole": "0",
    "dollars": "0.00",
}
REQUIRED_FILL = PatternFill("solid", start_color="1F3864")
OPTIONAL_FILL = PatternFill("solid", start_color="D9E2F3")
REQUIRED_FONT = Font(bold=True, color="FFFFFF")
OPTIONAL_FONT = Font(italic=True, color="1F3864")
LINE = Border(bottom=Side("medium", color="1F3864"))


def add_table_sheet(book: Workbook, name: str, frame: pd.DataFrame) -> Worksheet:
    """Add a sheet for the declared table `name`, filled with the rows of a typed frame.

    Dates and times are real Excel cells, ids are text. The header is frozen, required headers are
    bold on dark, each carries a comment; fixed words get drop-downs, other kinds a check.
    """
    sheet: Worksheet = book.create_sheet(name)
    last_row = max(SPARE_ROWS, len(frame)) + 1
    for place, column in enumerate(facts(name).columns, start=1):
        _header(sheet, place, column)
        _cells(sheet, place, column, frame[column.name])
        add_check(sheet, place, column, last_row, partial(add_named_list, book))
    sheet.freeze_panes = "A2"
    set_up_print(sheet)
    return sheet


def set_up_print(sheet: Worksheet) -> None:
    """Print the header on every page, all columns on its width."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def style_header(cell: Any, *, required: bool) -> None:
    """Mark a header cell as required (bold on dark) or optional (italic on pale)."""
    cell.font = REQUIRED_FONT if required else OPTIONAL_FONT
    cell.fill = REQUIRED_FILL if required else OPTIONAL_FILL
    cell.border = LINE
    cell.alignment = Alignment(vertical="center")


def put(sheet: Worksheet, row: int, place: int, value: Any, number_format: str) -> None:
    """Write one cell; text is text even where it begins like a formula."""
    cell: Any = sheet.cell(row, place)
    cell.value = value
    cell.number_format = number_format
    if isinstance(value, str):
        cell.data_type = "s"


def add_named_list(book: Workbook, name: str, words: tuple[str, ...]) -> None:
    """Put words on the hidden sheet of lists, once, under a name that drop-downs can refer to."""
    if name in book.defined_names:
        return
    if LISTS_SHEET not in book.sheetnames:
        book.create_sheet(LISTS_SHEET).sheet_state = "hidden"
    lists = book[LISTS_SHEET]
    place = len(book.defined_names) + 1
    for row, word in enumerate((name, *words), start=1):
        put(lists, row, place, word, "@")
    letter = get_column_letter(place)
    reference = f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(words) + 1}"
    book.defined_names[name] = DefinedName(name, attr_text=reference)


def tint(sheet: Worksheet, place: int, rows: int, color: str) -> None:
    """Fill the cells of a column below its header, such as those that are to be marked."""
    fill = PatternFill("solid", start_color=color)
    for row in range(2, rows + 2):
        sheet.cell(row, place).fill = fill


def finished(book: Workbook) -> bytes:
    """Return the bytes of a workbook, its hidden lists, if any, behind all other sheets."""
    if LISTS_SHEET in book.sheetnames:
        book.move_sheet(LISTS_SHEET, len(book.sheetnames))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _header(sheet: Worksheet, place: int, column: ColumnFacts) -> None:
    cell: Any = sheet.cell(1, place, column.name)
    style_header(cell, required=column.required)
    cell.comment = Comment(comment(column), AUTHOR, height=150, width=320)
    dimension: Any = sheet.column_dimensions[get_column_letter(place)]
    dimension.width = max(15, len(column.name) + 3)
    dimension.number_format = NUMBER_FORMATS[column.kind]


def _cells(sheet: Worksheet, place: int, column: ColumnFacts, cells: pd.Series) -> None:
    values = render_cells(column, cells)
    for row, (value, text) in enumerate(zip(cells.tolist(), values, strict=True), start=2):
        if text:
            put(sheet, row, place, _natural(column.kind, value, text), NUMBER_FORMATS[column.kind])


def _natural(kind: Kind, value: Any, text: str) -> Any:
    """Return the value as Excel keeps it: dates, times and numbers as such, all else as text."""
    if kind == "date":
        return value.date()
    if kind == "time":
        return text if int(value) == DAY else int(value) / DAY  # Excel shows a whole day as 00:00
    if kind in ("whole", "dollars"):
        return value
    return text
