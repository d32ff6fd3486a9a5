"""The template workbook: every table as a sheet to fill in, with a small example that plans."""

import io
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from makeup_sched.case.example import EXAMPLE_TABLES
from makeup_sched.case.policy_keys import KEYS, PolicyKey
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS, facts
from makeup_sched.tables.sheet_checks import list_check
from makeup_sched.tables.sheets import (
    LISTS_SHEET,
    add_named_list,
    add_table_sheet,
    put,
    set_up_print,
    style_header,
)
from makeup_sched.tables.writing import write_bytes

READ_ME = (
    "This workbook is a case for makeup-sched: one sheet per table, one row per entry.",
    "",
    "1. Look at the small example in the sheets; every name in it is made up.",
    "2. Delete its rows (not the headers) and fill in your own.",
    "3. Headers that are bold on dark must be filled in, those in italics on pale may stay blank.",
    "4. Rest the mouse on a header to see what the column means and what a blank cell stands for.",
    "5. Dates are year-month-day, times on a 24-hour clock, lists have ; between their entries.",
    "6. Save, then run: makeup-sched validate THIS-WORKBOOK.xlsx",
    "",
    "The sheets:",
)
POLICY_HEADERS = ("key", "value", "blank means", "meaning")
POLICY_WIDTHS = {"A": 42, "B": 30, "C": 30, "D": 90}


def write_template(path: str | Path) -> Path:
    """Write the template workbook and return its path; it is there whole or not at all.

    Raises OSError where it can't be written.
    """
    buffer = io.BytesIO()
    template_workbook().save(buffer)
    return write_bytes(path, buffer.getvalue())


def template_workbook() -> Workbook:
    """Return the template: a sheet `read me`, the tables (required ones first), the policy."""
    book = Workbook()
    _fill_read_me(book)
    for name in sorted(INPUT_SCHEMAS, key=lambda table: not facts(table).required):
        add_table_sheet(book, name, parse_table(name, _example(name)).frame)
    _add_policy_sheet(book)
    book.move_sheet(LISTS_SHEET, len(book.sheetnames))
    return book


def _example(name: str) -> pd.DataFrame:
    """Return the example's cells with every declared column, as a file would hold them."""
    text = io.StringIO(EXAMPLE_TABLES[name])
    return pd.read_csv(text, dtype=str, keep_default_na=False)


def _fill_read_me(book: Workbook) -> None:
    sheet: Any = book.active
    sheet.title = "read me"
    for row, line in enumerate(READ_ME, start=1):
        put(sheet, row, 1, line, "@")
    tables = sorted(INPUT_SCHEMAS, key=lambda table: not facts(table).required)
    for row, name in enumerate(tables, start=len(READ_ME) + 1):
        needed = "required" if facts(name).required else "optional"
        if name in ("missed", "awards"):
            needed = "required: missed, awards or both"
        put(sheet, row, 1, f"{name} ({needed}): {facts(name).description}", "@")
    put(sheet, len(READ_ME) + len(tables) + 1, 1, "policy: what the plan may do.", "@")
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 120


def _add_policy_sheet(book: Workbook) -> None:
    """Add the policy with blank values: a value that stands there would win over a profile's."""
    sheet: Any = book.create_sheet("policy")
    for place, header in enumerate(POLICY_HEADERS, start=1):
        put(sheet, 1, place, header, "@")
        style_header(sheet.cell(1, place), required=place < 3)
    for row, key in enumerate(KEYS.values(), start=2):
        put(sheet, row, 1, key.name, "@")
        put(sheet, row, 2, None, _form(key))
        put(sheet, row, 3, None if key.default == "" else key.default, _form(key))
        put(sheet, row, 4, _meaning(key), "@")
        check = _policy_check(book, key)
        if check is not None:
            check.add(f"B{row}")
            sheet.add_data_validation(check)
    for letter, width in POLICY_WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    set_up_print(sheet)


def _policy_check(book: Workbook, key: PolicyKey) -> DataValidation | None:
    if key.kind == "word" and key.allowed:
        name = "list_policy_" + key.name.partition(".")[0]
        add_named_list(book, name, key.allowed)
        return list_check(name, strict=True)
    return None


def _form(key: PolicyKey) -> str:
    return {"date": "yyyy-mm-dd", "whole": "0", "dollars": "0.00"}.get(key.kind, "@")


def _meaning(key: PolicyKey) -> str:
    words = f" Words: {', '.join(key.allowed)}." if key.allowed else ""
    return key.description + (words if key.kind == "list" else "")
