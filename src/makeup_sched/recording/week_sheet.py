"""The sheet of a week: every session of each student, to be marked in Excel and logged at once."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from makeup_sched.case.calendar_days import calendar_days
from makeup_sched.case.case import Case
from makeup_sched.case.services_given import service_given, services_by_student
from makeup_sched.case.session_dates import session_dates
from makeup_sched.case.values import rows_of
from makeup_sched.recording.kinds import GIVEN, MISSED, MISSED_AGAIN, SERVED
from makeup_sched.recording.state import State
from makeup_sched.replanning.rows import typed

SHEET = "week"
_TO_MARK = ("status", "minutes", "reason", "note")
_TINT = "FFF2CC"
_MARKED = {GIVEN: "given", MISSED_AGAIN: "missed", SERVED: "", MISSED: "missed"}
"""Status of a session by the kind of the entry that logged it; a served one says it itself."""


def week_table(case: Case, state: State, week: date, provider: str = "") -> pd.DataFrame:
    """Return the sessions of a week, one row per student, with what was logged of them already.

    Parameters
    ----------
    case, state
        The case of the record, and what the record says.
    week
        Any date of the week, Monday to Sunday.
    provider
        Only rows with a session of this provider; all where blank.

    Returns
    -------
    pd.DataFrame
        The columns of the table `week`, in the order of time. A regular session of a student is
        listed where it is clear which service it gives, see `services_given.service_given`; several
        of one service on one day are one row, also where two providers give them: `provider_id` is
        that of the first.
    """
    monday = pd.Timestamp(week - timedelta(days=week.weekday()))
    rows = [*_make_up(state, monday), *_regular(case, state, monday)]
    if provider:
        rows = [row for row in rows if provider in row["providers"]]
    rows.sort(key=lambda row: (row["date"], row["start"], row["provider_id"], row["student_id"]))
    return typed(SHEET, rows)


def week_book(table: pd.DataFrame) -> bytes:
    """Return the table as a workbook; what is to be marked is tinted and has drop-downs."""
    from openpyxl import Workbook  # slow to import

    from makeup_sched.tables.sheets import add_table_sheet, finished, tint

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = add_table_sheet(book, SHEET, table)
    for name in _TO_MARK:
        place = int(table.columns.get_indexer(pd.Index([name]))[0]) + 1
        tint(sheet, place, len(table), _TINT)
    return finished(book)


def _make_up(state: State, monday: pd.Timestamp) -> Iterator[dict[str, Any]]:
    sessions = state.published
    within = sessions["date"].between(monday, monday + timedelta(days=6))
    for row in rows_of(sessions[within]):
        for student, item in zip(row.student_ids, row.owed_ids, strict=True):
            logged = state.outcomes.get((row.session_id, f"{row.date:%Y-%m-%d}", item))
            yield {
                "date": row.date, "start": row.start, "end": row.end,
                "provider_id": row.provider_id, "providers": {row.provider_id},
                "session": "make_up",
                "session_id": row.session_id, "student_id": student, "owed_id": item,
                "planned": row.minutes, **_logged([logged] if logged else []),
            }  # fmt: skip


def _regular(case: Case, state: State, monday: pd.Timestamp) -> Iterator[dict[str, Any]]:
    days = calendar_days(case.table("calendar"))
    days = days[days["date"].between(monday, monday + timedelta(days=6))]
    regular = case.table("regular_sessions")
    dates = session_dates(days, case.table("provider_hours"), regular)
    services = services_by_student(case.table("services"))
    logged: dict[tuple[str, str], list[Any]] = {}
    for entry in state.of_kind(SERVED, MISSED):
        logged.setdefault((entry.get("date"), entry.get("service_id")), []).append(entry)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for number, session in enumerate(rows_of(regular)):
        for at, day in enumerate(dates.dates["date"]):
            if not dates.due[number, at]:
                continue
            for student in session.student_ids:
                service = service_given(services, session, student, day.date())
                if not service:
                    continue
                key = (f"{day:%Y-%m-%d}", service)
                # a log knows a session by date and service: those of one day are one row
                found[key] = _together(found.get(key), {
                    "date": day, "start": session.start, "end": session.end,
                    "provider_id": session.provider_id, "providers": {session.provider_id},
                    "session": "regular",
                    "session_id": session.session_id, "student_id": student,
                    "owed_id": service, "planned": session.end - session.start,
                    "sessions": 1, **_logged(logged.get(key, [])),
                })  # fmt: skip
    yield from found.values()


def _together(row: dict[str, Any] | None, more: dict[str, Any]) -> dict[str, Any]:
    """Return a row that also stands for one more session of its day."""
    if row is None:
        return more
    first = min(row, more, key=lambda each: each["start"])
    return {
        **first,
        "providers": row["providers"] | more["providers"],
        "end": max(row["end"], more["end"]),
        "planned": row["planned"] + more["planned"],
        "sessions": row["sessions"] + more["sessions"],
    }


def _logged(entries: list[Any]) -> dict[str, Any]:
    """Return status, minutes, reason and note of a session as they were logged."""
    found: dict[str, Any] = {}
    for entry in sorted(entries, key=lambda entry: entry.kind != MISSED):
        found["status"] = entry.get("status") or _MARKED.get(entry.kind, "short")
        if entry.get("minutes"):
            found["minutes"] = int(entry.get("minutes"))
        found["reason"] = entry.get("reason")
        found["note"] = entry.get("note")
    return found
