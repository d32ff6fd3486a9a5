"""A log to fill in after each session: start, stop, minutes, setting, group size, and a mark."""

import io
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE
from makeup_sched.case.values import rows_of
from makeup_sched.exports.people import People
from makeup_sched.exports.plan_book import narrow_margins
from makeup_sched.exports.scope import Scope, scoped_sessions
from makeup_sched.vocabulary import REASONS, SETTINGS

SHEET = "service_log"
MARKS = ("given", "missed", "short")
_SPARE_ROWS = 40
_GREY = "E7EAEF"
COLUMNS = {
    "date": (15, "Date of the planned session."),
    "planned_start": (12, "Planned start."),
    "planned_end": (11, "Planned end."),
    "session_id": (11, "Id of the planned session."),
    "student_id": (11, "The student; one row for each who attends."),
    "student": (17, "Name of the student."),
    "owed_id": (12, "What the minutes are made up for."),
    "discipline": (11, "The service."),
    "provider_id": (12, "Who was to give it; write another id where somebody else did."),
    "mark": (9, "given: as long as planned; short: fewer minutes; missed: not at all."),
    "start": (9, "When it really began, such as 9:05."),
    "stop": (9, "When it really ended."),
    "minutes": (9, "Minutes that the student got."),
    "setting": (12, "individual or group, as it was."),
    "group_size": (11, "How many students attended, as it was."),
    "reason": (17, "Why it was missed or short."),
    "note": (24, "What was worked on; initials of others rather than names."),
}
"""The columns of the log with their width and meaning; those from `mark` on are to fill in."""
_FIRST_TO_FILL = list(COLUMNS).index("mark")


def service_log(case: Case, sessions: pd.DataFrame, scope: Scope, *, names: bool = False) -> bytes:
    """Return the workbook: a row for each student of each planned session, and some to spare.

    `student` is there only with `names`. Raises MakeupSchedError where the case has no such person
    or school.
    """
    from openpyxl import Workbook  # slow to import

    from makeup_sched.tables.sheets import LISTS_SHEET, set_up_print

    people = People.of(case, names=names)
    rows = log_rows(scoped_sessions(case, sessions, scope), people)
    columns = [name for name in COLUMNS if names or name != "student"]
    book: Any = Workbook()
    sheet = book.active
    sheet.title = SHEET
    last_row = len(rows) + _SPARE_ROWS + 1
    for place, name in enumerate(columns, start=1):
        _fill(sheet, place, name, [row.get(name) for row in rows])
        _check(book, sheet, sheet.cell(1, place).column_letter, name, last_row)
    _rule(sheet, len(columns), last_row)
    sheet.freeze_panes = "A2"
    sheet.oddHeader.center.text = "Service log of make-up sessions"
    sheet.oddFooter.center.text = "Page &P of &N          Signature: ______________________"
    set_up_print(sheet)
    narrow_margins(sheet)
    if LISTS_SHEET in book.sheetnames:
        book.move_sheet(LISTS_SHEET, len(book.sheetnames))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


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
    from openpyxl.styles import Alignment, PatternFill

    from makeup_sched.tables.sheets import AUTHOR, put, style_header

    width, meaning = COLUMNS[name]
    to_fill = list(COLUMNS).index(name) >= _FIRST_TO_FILL
    put(sheet, 1, place, name, "@")
    head = sheet.cell(1, place)
    style_header(head, required=to_fill)
    head.comment = Comment(meaning, AUTHOR)
    sheet.column_dimensions[head.column_letter].width = width
    for row, cell in enumerate(cells, start=2):
        if cell is not None:
            put(sheet, row, place, cell, _form(name))
            sheet.cell(row, place).alignment = Alignment(horizontal="left", vertical="center")
        if not to_fill:
            sheet.cell(row, place).fill = PatternFill("solid", start_color=_GREY)


def _form(name: str) -> str:
    if name == "date":
        return "ddd yyyy-mm-dd"
    if name in ("planned_start", "planned_end", "start", "stop"):
        return "h:mm"
    return "0" if name in ("minutes", "group_size") else "@"


def _check(book: Any, sheet: Any, letter: str, name: str, last_row: int) -> None:
    """Let Excel offer the fixed words, and take only numbers and times where such are due."""
    from openpyxl.worksheet.datavalidation import DataValidation

    from makeup_sched.tables.sheet_checks import list_check
    from makeup_sched.tables.sheets import add_named_list

    lists = {"mark": MARKS, "setting": SETTINGS, "reason": REASONS}
    check: Any = None
    if name in lists:
        add_named_list(book, f"list_log_{name}", tuple(lists[name]))
        check = list_check(f"list_log_{name}", strict=True)
    elif name in ("minutes", "group_size"):
        check = DataValidation(type="whole", operator="between", formula1="0", formula2="600")
    elif name in ("start", "stop"):
        check = DataValidation(type="time", operator="between", formula1="0", formula2="1")
    if check is not None:
        check.allow_blank = True
        check.add(f"{letter}2:{letter}{last_row}")
        sheet.add_data_validation(check)


def _rule(sheet: Any, columns: int, last_row: int) -> None:
    """Draw thin lines, so that a printed log can be filled in by hand."""
    from openpyxl.styles import Border, Side

    line = Side("thin", color="9AA3B2")
    for row in range(2, last_row + 1):
        for place in range(1, columns + 1):
            cell = sheet.cell(row, place)
            cell.border = Border(bottom=line, right=line)
            cell.number_format = _form(str(sheet.cell(1, place).value))
