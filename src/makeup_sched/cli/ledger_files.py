"""Writes what is owed, or the rows behind it, as CSV or as a workbook."""

import io
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.ledger import owed_table, owed_trace
from makeup_sched.tables.writing import write_bytes

WIDTH = 14


def write_ledger(
    out: Path, case: Case, owed_ids: Collection[str] | None, *, trace: bool, names: bool
) -> None:
    """Write the items to a file that ends in `.csv` or `.xlsx`.

    With `trace` a CSV file holds the rows behind the items instead, a workbook has a second sheet
    with them. `owed_ids` picks items, None or none: all. `names` puts names beside the ids.
    """
    tables = {"owed": owed_table(case, names=names)}
    if trace:
        tables["trace"] = owed_trace(case, names=names)
    if owed_ids:
        tables = {name: table[table["owed_id"].isin(owed_ids)] for name, table in tables.items()}
    if out.suffix.casefold() == ".xlsx":
        write_bytes(out, _workbook(tables))
        return
    table = list(tables.values())[-1]
    text = table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    write_bytes(out, text.encode())


def _workbook(tables: dict[str, pd.DataFrame]) -> bytes:
    from openpyxl import Workbook

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
        return cell.date(), "yyyy-mm-dd"
    return (cell, "@") if isinstance(cell, str) else (int(cell), "0")
