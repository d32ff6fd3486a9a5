"""Writes tables that a command shows, too, as a CSV file or as a workbook with a sheet for each."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from makeup_sched.cli.targets import can_write, not_in_case

if TYPE_CHECKING:
    import pandas as pd


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
    """Write tables to a file, whole or not at all: `.xlsx` holds all, `.csv` the last one.

    The file can be read by its owner alone. Text of a `.csv` that a spreadsheet would take for a
    formula gets an apostrophe in front.
    """
    from makeup_sched.tables.table_books import book_bytes
    from makeup_sched.tables.writing import write_bytes

    if out.suffix.casefold() == ".xlsx":
        write_bytes(out, book_bytes(tables), private=True)
        return
    table = list(tables.values())[-1]
    table = table.map(lambda cell: f"'{cell}" if _like_a_formula(cell) else cell)
    text = table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    write_bytes(out, text.encode(), private=True)


def _like_a_formula(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
