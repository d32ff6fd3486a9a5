"""A workbook with a sheet for each of several tables, cells as Excel keeps them."""

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd

WIDTH = 17


def book_bytes(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return the workbook's bytes; text stays text, whatever it begins with."""
    from openpyxl import Workbook  # slow to import

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in tables.items():
        _fill(book.create_sheet(name), table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, table: pd.DataFrame) -> None:
    from makeup_sched.tables.sheets import put, set_up_print, style_header

    for place, column in enumerate(table.columns, start=1):
        put(sheet, 1, place, column, "@")
        style_header(sheet.cell(1, place), required=True)
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = WIDTH
        for row, cell in enumerate(table[column].astype(object).tolist(), start=2):
            if pd.notna(cell) and cell != "":
                put(sheet, row, place, *_natural(cell))
    sheet.freeze_panes = "A2"
    set_up_print(sheet)


def _natural(cell: Any) -> tuple[Any, str]:
    """Return a cell as Excel keeps it, and its number format."""
    if isinstance(cell, pd.Timestamp):
        return cell.date(), "ddd mmm d, yyyy"
    if isinstance(cell, str):
        return cell, "@"
    return (float(cell), "#,##0.00") if isinstance(cell, float) else (int(cell), "0")
