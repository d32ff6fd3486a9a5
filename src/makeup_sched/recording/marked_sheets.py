"""Marks in a sheet that people filled in: the sheet of a week, or the service log of an export."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.session_log import Mark
from makeup_sched.tables.csv_files import read_csv_file
from makeup_sched.tables.files import read_raw_tables
from makeup_sched.tables.headers import plain_name
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.problems import CaseError, Problem
from makeup_sched.tables.rendering import time_text

WEEK, LOG = "week", "service_log"
"""The sheets that hold marks."""
_TABLES = {WEEK: "week", LOG: "session_log"}
"""The declared table of each sheet."""
_MARKED_IN = {WEEK: "status", LOG: "mark"}
"""The column of each sheet that says what became of a session."""


def read_marks(path: Path) -> list[Mark]:
    """Return the marks of a week sheet or a service log; rows without a mark are left out.

    Raises
    ------
    CaseError
        Where cells can't be read; it lists every one.
    RecordError
        Where there is no sheet with marks, or nothing in it is marked.
    """
    sheet, raw, problems = _raw_sheet(path)
    parsed = parse_table(_TABLES[sheet], raw)
    wrong = [each for each in (*problems, *parsed.problems) if each.severity == "error"]
    if wrong:
        raise CaseError(wrong)
    column = _MARKED_IN[sheet]
    marks = [_MARKS[sheet](row) for row in rows_of(parsed.frame[parsed.frame[column] != ""])]
    if not marks:
        raise RecordError(f"nothing is marked in {path}: the column {column} is blank in all rows")
    return marks


def _raw_sheet(path: Path) -> tuple[str, pd.DataFrame, list[Problem]]:
    """Return which sheet it is, its raw cells, and what is wrong with the file."""
    if path.suffix.casefold() == ".csv":
        frame, problems = read_csv_file(path, WEEK)
        is_log = _MARKED_IN[LOG] in [plain_name(str(header)) for header in frame.columns]
        return (LOG if is_log else WEEK), frame, problems
    raw = read_raw_tables(path, tuple(_TABLES))
    for sheet in _TABLES:
        if sheet in raw.tables:
            return sheet, raw.tables[sheet], raw.problems
    raise RecordError(
        f"{path} has no sheet {WEEK} or {LOG}; makeup-sched record week writes the one, "
        "makeup-sched export the other"
    )


def _of_week(row: Any) -> Mark:
    make_up = row.session == "make_up"
    minutes = _whole(row.minutes)
    if minutes is None and row.status != "short":
        minutes = int(row.planned)
    return Mark(
        what=row.session_id if make_up else row.owed_id,
        status=row.status,
        date=f"{row.date:%Y-%m-%d}",
        minutes=minutes,
        reason=row.reason,
        student_id=row.student_id if make_up else "",
        provider_id=row.provider_id,
        note=row.note,
        sessions=_whole(row.sessions) or 1,
    )


def _of_log(row: Any) -> Mark:
    """Return the mark of a row; one without a session id is a make-up that was not planned."""
    minutes = _whole(row.minutes)
    if minutes is None and (row.mark == "short" or not row.session_id):
        minutes = _between(row.start, row.stop)
    return Mark(
        what=row.session_id or row.owed_id,
        status=row.mark,
        date=f"{row.date:%Y-%m-%d}",
        minutes=minutes,
        reason=row.reason,
        student_id=row.student_id,
        provider_id=row.provider_id,
        note=row.note,
        make_up=not row.session_id,
        start=_time(row.start),
        stop=_time(row.stop),
        setting=row.setting,
        group_size=_whole(row.group_size),
    )


def _whole(cell: Any) -> int | None:
    return None if pd.isna(cell) else int(cell)


def _between(start: Any, stop: Any) -> int | None:
    return None if pd.isna(start) or pd.isna(stop) else int(stop) - int(start)


def _time(cell: Any) -> str:
    return "" if pd.isna(cell) else time_text(int(cell))


_MARKS: dict[str, Callable[[Any], Mark]] = {WEEK: _of_week, LOG: _of_log}
