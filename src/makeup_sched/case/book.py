"""Writing a case as a workbook that reads back as the same case."""

import tempfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.case.policy_keys import flat
from makeup_sched.case.read import read_with_problems
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.schemas import INPUT_SCHEMAS, POLICY, facts
from makeup_sched.tables.sheets import add_table_sheet, finished, put, set_up_print, style_header

NOT_KEPT = (
    "This case holds something that a workbook cannot keep: write the plan into a folder, whose "
    "folder case holds all of it."
)
WIDTHS = {"A": 42, "B": 60}


def case_book(case: Case) -> bytes:
    """Return a case as an `.xlsx` workbook: a sheet for each table that has rows, and the policy.

    Raises MakeupSchedError where it would not read back as the same case: a workbook has no
    control characters, and cannot leave blank in the policy what a profile sets.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    try:
        for name in INPUT_SCHEMAS:
            if facts(name).required or not case.table(name).empty:
                add_table_sheet(book, name, case.table(name))
        _add_policy(book, case.policy)
    except IllegalCharacterError as error:
        raise MakeupSchedError(NOT_KEPT) from error
    content = finished(book)
    if not _reads_back(content, case):
        raise MakeupSchedError(NOT_KEPT)
    return content


def _add_policy(book: Workbook, policy: Policy) -> None:
    sheet: Any = book.create_sheet(POLICY)
    for place, header in enumerate(("key", "value"), start=1):
        put(sheet, 1, place, header, "@")
        style_header(sheet.cell(1, place), required=True)
    for row, (key, value) in enumerate(flat(policy.model_dump(mode="json")).items(), start=2):
        put(sheet, row, 1, key, "@")
        cell = ";".join(value) if isinstance(value, list) else value
        if cell not in (None, ""):
            put(sheet, row, 2, cell, "@" if isinstance(cell, str) else "General")
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    set_up_print(sheet)


def _reads_back(content: bytes, case: Case) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.xlsx"
        path.write_bytes(content)
        read, _ = read_with_problems(path)
    return read is not None and read.source_hash == case.source_hash and read.policy == case.policy
