"""A log to fill in after each session: start, stop, minutes, setting, group size, and a mark."""

from functools import partial
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE
from makeup_sched.case.values import rows_of
from makeup_sched.exports.people import People
from makeup_sched.exports.plan_book import narrow_margins
from makeup_sched.exports.scope import Scope, scoped_sessions
from makeup_sched.tables.columns import ColumnFacts
from makeup_sched.tables.schemas import facts

SHEET = "service_log"
TABLE = "session_log"
_SPARE_ROWS = 40
_GREY = "E7EAEF"
_WIDTHS = {
    "date": 15,
    "planned_start": 12,
    "planned_end": 11,
    "session_id": 11,
    "student_id": 11,
    "student": 17,
    "owed_id": 12,
    "discipline": 11,
    "provider_id": 12,
    "mark": 9,
    "start": 9,
    "stop": 9,
    "minutes": 9,
    "setting": 12,
    "group_size": 11,
    "reason": 17,
    "note": 24,
}
COLUMNS = tuple(_WIDTHS)
"""The columns of the log (table `session_log`); those from `mark` on are to fill in."""
_FIRST_TO_FILL = COLUMNS.index("mark")


def service_log(case: Case, sessions: pd.DataFrame, scope: Scope, *, names: bool = False) -> bytes:
    """Return the workbook: a row for each student of each planned session, and some to spare.

    `student` is there only with `names`. Raises MakeupSchedError where the case has no such person
    or school.
    """
    from openpyxl import Workbook  # slow to import

    from makeup_sched.tables.sheet_checks import add_check
    from makeup_sched.tables.sheets import add_named_list, finished, set_up_print

    people = People.of(case, names=names)
    rows = log_rows(scoped_sessions(case, sessions, scope), people)
    columns = [name for name in COLUMNS if names or name != "student"]
    book: Any = Workbook()
    sheet = book.active
    sheet.title = SHEET
    last_row = len(rows) + _SPARE_ROWS + 1
    for place, name in enumerate(columns, start=1):
        _fill(sheet, place, name, [row.get(name) for row in rows])
        add_check(sheet, place, _declared(name), last_row, partial(add_named_list, book))
    _rule(sheet, len(columns), last_row)
    sheet.freeze_panes = "A2"
    sheet.oddHeader.center.text = "Service log of make-up sessions"
    sheet.oddFooter.center.text = "Page &P of &N          Signature: ______________________"
    set_up_print(sheet)
    narrow_margins(sheet)
    return finished(book)


def log_rows(sessions: pd.DataFrame, people: People) -> list[dict[str, Any]]:
    """Return what stands in the log beforehand: dates, times as parts of a day, ids, settings."""
    return [
        {
            "date": row.date.date(),
            "planned_start": int(row.start) / (24 * 60),
            "planned_end": int(row.end) / (24 * 60),
            "session_id": str(row.session_id),
            "student_id": str(student),
            "student": people.student(str(student)),
            "owed_id": str(owed),
            "discipline": str(row.discipline),
            "provider_id": str(row.provider_id),
            "setting": "group" if int(getattr(row, SIZE)) > 1 else "individual",
            "group_size": int(getattr(row, SIZE)),
        }
        for row in rows_of(sessions)
        for student, owed in zip(row.student_ids, row.owed_ids, strict=True)
    ]


def _fill(sheet: Any, place: int, name: str, cells: list[Any]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment

    from makeup_sched.tables.sheets import AUTHOR, put, style_header, tint

    to_fill = COLUMNS.index(name) >= _FIRST_TO_FILL
    put(sheet, 1, place, name, "@")
    head = sheet.cell(1, place)
    style_header(head, required=to_fill)
    head.comment = Comment(_declared(name).description, AUTHOR)
    sheet.column_dimensions[head.column_letter].width = _WIDTHS[name]
    for row, cell in enumerate(cells, start=2):
        if cell is not None:
            put(sheet, row, place, cell, _form(name))
            sheet.cell(row, place).alignment = Alignment(horizontal="left", vertical="center")
    if not to_fill:
        tint(sheet, place, len(cells), _GREY)


def _form(name: str) -> str:
    if name == "date":
        return "ddd yyyy-mm-dd"
    if name in ("planned_start", "planned_end", "start", "stop"):
        return "h:mm"
    return "0" if name in ("minutes", "group_size") else "@"


def _declared(name: str) -> ColumnFacts:
    return next(column for column in facts(TABLE).columns if column.name == name)


def _rule(sheet: Any, columns: int, last_row: int) -> None:
    """Draw thin lines, so that a printed log can be filled in by hand."""
    from openpyxl.styles import Border, Side

    line = Side("thin", color="9AA3B2")
    for row in range(2, last_row + 1):
        for place in range(1, columns + 1):
            cell = sheet.cell(row, place)
            cell.border = Border(bottom=line, right=line)
            cell.number_format = _form(str(sheet.cell(1, place).value))
