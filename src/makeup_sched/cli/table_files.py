"""Writes tables that a command shows, too, as a CSV file or as a workbook with a sheet for each."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from makeup_sched.cli.targets import can_write, not_in_case

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 14


def table_target(out: Path | None, case: Path) -> None:
    """See that tables can be written to `out`, a .csv or .xlsx file outside the case, if any.

    Raises `BadParameter` for another ending, `MakeupSchedError` with what is in the way.
    """
    if out is None:
        return
    if out.suffix.casefold() not in (".csv", ".xlsx"):
        raise typer.BadParameter(f"{out} must end in .csv or .xlsx", param_hint="--out")
    not_in_case(out, case)
    can_write(out)


def write_tables(out: Path, tables: "Mapping[str, pd.DataFrame]") -> None:
    """Write tables to a file, whole or not at all: `.xlsx` holds all, `.csv` the last one."""
    from makeup_sched.tables.writing import write_bytes

    if out.suffix.casefold() == ".xlsx":
        write_bytes(out, _workbook(tables))
        return
    table = list(tables.values())[-1]
    text = table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    write_bytes(out, text.encode())


def _workbook(tables: "Mapping[str, pd.DataFrame]") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in tables.items():
        _fill(book.create_sheet(name), table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Any, table: "pd.DataFrame") -> None:
    import pandas as pd

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
    import pandas as pd

    if isinstance(cell, pd.Timestamp):
        return cell.date(), "yyyy-mm-dd"
    return (cell, "@") if isinstance(cell, str) else (int(cell), "0")
