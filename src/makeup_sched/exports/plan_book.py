"""A plan as a workbook: the tables of the plan, and its weeks to print, one page wide."""

import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from math import ceil
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import clock_with_half, day_words, mode_words, monday_of, week_words
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.people import People, plain_line
from makeup_sched.exports.scope import Scope, scoped_sessions
from makeup_sched.plans.plan import Plan
from makeup_sched.vocabulary import TELE

WEEKS_SHEET = "weeks"
_COLUMNS = {"Day": 12, "Time": 20, "Minutes": 9, "Service": 9, "Students": 30, "Setting": 11,
            "Where": 18, "How": 14, "Done": 7, "Note": 14}  # fmt: skip
_LINE_HEIGHT = 15.0
_CENTRED = ("Minutes", "Service")
_FILL, _INK, _LINE = "D9E2F3", "1F3864", "B8C0CC"


def plan_book(
    case: Case,
    plan: Plan,
    scope: Scope,
    *,
    names: bool = False,
    masker: Masker | None = None,
) -> bytes:
    """Return a workbook with the sheets `sessions`, `items`, `weeks` (a whole plan: `summary`).

    It opens on `weeks`, which is what people read and print.
    The first two have the columns of a plan's tables, with ids; that of a whole plan can be read as
    a plan. `names` writes names in the sheet of weeks. In the workbook of one student no other
    student appears; `masker` as in `scoped_sessions`. Raises MakeupSchedError where the case has no
    such person or school.
    """
    from openpyxl import Workbook  # slow to import

    from makeup_sched.tables.sheets import add_table_sheet

    sessions = scoped_sessions(case, plan.sessions, scope, masker)
    book = Workbook()
    book.remove(book.worksheets[0])
    add_table_sheet(book, "sessions", sessions)
    add_table_sheet(book, "items", _items(case, plan, sessions, scope, masker))
    if scope.kind == "all":
        plan.add_summary_sheet(book)
    _add_weeks(book, sessions, People.of(case, names=names))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _items(
    case: Case, plan: Plan, sessions: pd.DataFrame, scope: Scope, masker: Masker | None
) -> pd.DataFrame:
    """Return the owed items of a scope: its students', or those on the provider's caseload."""
    items = plan.items
    if scope.kind == "student":
        masker = masker or Masker.of(case, scope.id, names=True)
        own = items[items["student_id"] == scope.id]
        said = [masker.masked(str(text), numbers=False) for text in own["explanation"]]
        return own.assign(explanation=pd.Series(said, own.index, dtype="str"))
    if scope.kind == "school":
        students = case.table("students")
        here = students.loc[students["school"] == scope.id, "student_id"]
        return items[items["student_id"].isin(here)]
    if scope.kind == "provider":
        services = case.table("services")
        caseload = services.loc[services["provider_id"] == scope.id, "service_id"]
        planned = [item for owed_ids in sessions["owed_ids"] for item in owed_ids]
        return items[items["owed_id"].isin([*caseload, *planned])]
    return items


def _add_weeks(book: Any, sessions: pd.DataFrame, people: People) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.pagebreak import Break

    from makeup_sched.tables.sheets import put, set_up_print, style_header

    # made once: a style of its own for each cell takes most of the time of a large plan
    wrapped = {
        side: Alignment(wrap_text=True, vertical="top", horizontal=side)
        for side in ("center", "left")
    }
    line_below = Border(bottom=Side("thin", color=_LINE))
    sides = ["center" if name in _CENTRED else "left" for name in _COLUMNS]
    sheet = book.create_sheet(WEEKS_SHEET)
    book.active = sheet
    for place, (heading, width) in enumerate(_COLUMNS.items(), start=1):
        put(sheet, 1, place, heading, "@")
        style_header(sheet.cell(1, place), required=True)
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = width
    row = 2
    for title, lines in _weeks(sessions, people):
        if row > 2:
            sheet.row_breaks.append(Break(id=row - 1))
        put(sheet, row, 1, title, "@")
        sheet.cell(row, 1).font = Font(bold=True, size=12, color=_INK)
        for place in range(1, len(_COLUMNS) + 1):
            sheet.cell(row, place).fill = PatternFill("solid", start_color=_FILL)
        for line in lines:
            row += 1
            sheet.row_dimensions[row].height = _LINE_HEIGHT * max(1, _lines(line))
            for place, value in enumerate(line, start=1):
                put(sheet, row, place, value, "0" if isinstance(value, int) else "@")
                cell = sheet.cell(row, place)
                cell.alignment = wrapped[sides[place - 1]]
                cell.border = line_below
        row += 1
    sheet.freeze_panes = "A2"
    sheet.oddFooter.center.text = "Page &P of &N"
    set_up_print(sheet)
    narrow_margins(sheet)


def narrow_margins(sheet: Any) -> None:
    """Leave more of the page to the table than a spreadsheet does by itself (inches)."""
    margins = sheet.page_margins
    margins.left = margins.right = 0.35
    margins.top = margins.bottom = 0.75
    margins.header = margins.footer = 0.3


def _lines(line: tuple[Any, ...]) -> int:
    """Return how many lines the fullest cell of a row needs, about."""
    widths = _COLUMNS.values()
    return max(
        ceil(1.15 * len(str(cell)) / width) for cell, width in zip(line, widths, strict=True)
    )


def _weeks(sessions: pd.DataFrame, people: People) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Yield the title and the lines of each week of each provider."""
    rows = sorted(rows_of(sessions), key=lambda row: (row.provider_id, row.date, row.start))
    for (provider, monday), members in groupby(
        rows, key=lambda row: (str(row.provider_id), monday_of(row.date.date()))
    ):
        own = list(members)
        friday = monday + timedelta(days=4)
        last = max(friday, *(row.date.date() for row in own))
        title = f"{people.provider(provider)}: week of {week_words(monday, last)}"
        yield title, [_line(row, people) for row in own]


def _line(row: Any, people: People) -> tuple[Any, ...]:
    size = int(getattr(row, SIZE))
    mode = mode_words(str(row.mode))
    return (
        day_words(row.date.date()),
        f"{clock_with_half(int(row.start))} to {clock_with_half(int(row.end))}",
        int(row.end) - int(row.start),
        plain_line(str(row.discipline)),
        people.group(map(str, row.student_ids)),
        f"group of {size}" if size > 1 else "individual",
        "tele-therapy" if row.site == TELE else plain_line(str(row.site)),
        plain_line(f"{mode} {row.regular_session_id}") if mode else "own session",
        "",
        "",
    )
