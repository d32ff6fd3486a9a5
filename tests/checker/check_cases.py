"""A tiny case and plans for it, built by hand: what each test changes is all that it says.

The case, in January 2026 (the 5th is a Monday):

- calendar: school on 1-19 December and 5-16 January, Saturday 17 `saturday`, Monday 19
  `no_school`, 20-23 `esy`
- every student's school day: 08-09 core, 09-10 study_hall (prefer), 10-11 resource (allow),
  11-11:30 specials (avoid), 11:30-12 lunch, 12-14 intervention (allow), 14-15 after_school;
  Saturdays 09-11 independent (prefer), ESY days 09-11 esy
- P1 (SLP, staff) works 08-15 at Oak, lunch 11:30-12, Saturdays 09-11 anywhere, ESY 09-11 at Oak;
  P2 (SLP and OT, contract) works 08-12 by tele and 12-15 at Oak
- regular sessions of P1 at Oak: R1 Mondays 10:00-10:30 with A and B (room for 3), R2 Tuesdays
  10:00-10:30 with C
- owed since December: A 60, B 45, C 30 (individual), D 10, E 30 (at Elm) minutes of SLP, and an
  award W of 30 minutes of OT for A, decided on 2026-01-08
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.checker import Rule, check

Row = Mapping[str, Any]

ALL_WEEK = tuple(range(7))
MON, TUE, WED, THU, FRI = range(5)
SCHOOL_DAYS = ("school", "early_release", "delayed_start")

_DATES = {"start_date", "end_date", "date", "decided_on", "due_on", "oldest_date", "due_date"}
_WHOLE = {
    "start", "end", "minutes", "max_group", "makeup_minutes_per_day", "makeup_minutes_per_week",
    "max_makeup_minutes_per_day", "priority", "min_session", "max_session", "owed", "planned",
    "unmet", "pending",
}  # fmt: skip
_YES_NO = {"after_school", "esy", "tele", "extend", "contract", "locked"}
_LISTS = {"disciplines", "day_types", "student_ids", "owed_ids", "keep_apart"}
_WEEKDAYS = {"weekday", "weekdays"}

SESSION_COLUMNS = (
    "session_id", "provider_id", "discipline", "date", "start", "end", "minutes", "site", "mode",
    "regular_session_id", "tier", "contract", "student_ids", "owed_ids", "locked",
)  # fmt: skip
_COLUMNS = {
    "calendar": "start_date end_date weekdays day_type rotation",
    "bell_schedules": "bell_schedule day_type weekday rotation start end category",
    "students": "student_id name grade school bell_schedule after_school esy esy_site tele extend"
    " keep_apart max_makeup_minutes_per_day priority",
    "student_blocks": "student_id start_date end_date weekday start end category",
    "providers": "provider_id name disciplines employment max_group makeup_minutes_per_day"
    " makeup_minutes_per_week",
    "provider_hours": "provider_id start_date end_date day_types weekday rotation start end site"
    " kind",
    "regular_sessions": "session_id provider_id discipline start_date end_date weekday rotation"
    " start end site student_ids max_group",
    "services": "service_id student_id discipline provider_id minutes setting max_group"
    " min_session max_session",
    "missed": "date service_id minutes reason decision",
    "awards": "award_id student_id discipline minutes decided_on due_on setting max_group"
    " min_session max_session",
    "delivered": "date owed_id minutes",
    "locked": " ".join(SESSION_COLUMNS),
    "sessions": " ".join(SESSION_COLUMNS),
    "items": "owed_id student_id discipline owed planned unmet pending oldest_date due_date reason"
    " explanation",
}
_DEFAULTS: dict[str, Row] = {
    "bell_schedules": {"bell_schedule": "bells", "day_type": "school"},
    "students": {"bell_schedule": "bells", "school": "Oak", "extend": True, "priority": 1},
    "providers": {"employment": "staff"},
    "provider_hours": {"day_types": SCHOOL_DAYS, "kind": "work"},
    "services": {"discipline": "SLP", "provider_id": "P1", "minutes": 30, "setting": "group"},
    "missed": {"reason": "provider_absent"},
    "awards": {"setting": "individual"},
}


def at(time: str) -> int:
    """Return `HH:MM` as minutes after midnight."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def january(number: int) -> date:
    """Return a date in January 2026."""
    return date(2026, 1, number)


def _cell(column: str, value: Any) -> Any:
    if column in _WEEKDAYS:
        return ALL_WEEK if value is None else value
    if column in _LISTS:
        return () if value is None else value
    if column in _YES_NO:
        return bool(value)
    if column in _WHOLE:
        return at(value) if isinstance(value, str) else value
    return value if value is not None or column in _DATES else ""


def table(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Return rows as a table with the column types of a case; times may be `HH:MM`."""
    filled = [{**_DEFAULTS.get(name, {}), **row} for row in rows]
    columns = {}
    for column in _COLUMNS[name].split():
        values = [_cell(column, row.get(column)) for row in filled]
        if column in _DATES:
            columns[column] = pd.Series(pd.to_datetime(pd.Series(values)), dtype="datetime64[s]")
        elif column in _WHOLE:
            columns[column] = pd.Series(values, dtype="Int64")
        else:
            dtype = "bool" if column in _YES_NO else "object"
            columns[column] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)


SCHOOL_BELLS = (
    ("08:00", "09:00", "core"),
    ("09:00", "10:00", "study_hall"),
    ("10:00", "11:00", "resource"),
    ("11:00", "11:30", "specials"),
    ("11:30", "12:00", "lunch"),
    ("12:00", "14:00", "intervention"),
    ("14:00", "15:00", "after_school"),
)
_BELLS = [{"start": s, "end": e, "category": c} for s, e, c in SCHOOL_BELLS] + [
    {"day_type": "saturday", "start": "09:00", "end": "11:00", "category": "independent"},
    {"day_type": "esy", "start": "09:00", "end": "11:00", "category": "esy"},
]
_AWARD = {
    "award_id": "W", "student_id": "A", "discipline": "OT", "minutes": 30,
    "decided_on": january(8),
}  # fmt: skip
TABLES: dict[str, Sequence[Row]] = {
    "calendar": (
        {"start_date": date(2025, 12, 1), "end_date": date(2025, 12, 19),
         "weekdays": (0, 1, 2, 3, 4), "day_type": "school"},
        {"start_date": january(5), "end_date": january(16), "weekdays": (0, 1, 2, 3, 4),
         "day_type": "school"},
        {"start_date": january(17), "day_type": "saturday"},
        {"start_date": january(19), "day_type": "no_school"},
        {"start_date": january(20), "end_date": january(23), "weekdays": (0, 1, 2, 3, 4),
         "day_type": "esy"},
    ),
    "bell_schedules": _BELLS,
    "students": (
        {"student_id": "A", "grade": "2"},
        {"student_id": "B", "grade": "3"},
        {"student_id": "C", "grade": "5"},
        {"student_id": "D", "grade": ""},
        {"student_id": "E", "grade": "2", "school": "Elm"},
    ),
    "student_blocks": (),
    "providers": (
        {"provider_id": "P1", "disciplines": ("SLP",)},
        {"provider_id": "P2", "disciplines": ("SLP", "OT"), "employment": "contract"},
    ),
    "provider_hours": (
        {"provider_id": "P1", "start": "08:00", "end": "15:00", "site": "Oak"},
        {"provider_id": "P1", "start": "11:30", "end": "12:00", "kind": "lunch"},
        {"provider_id": "P1", "start": "09:00", "end": "11:00", "day_types": ("saturday",)},
        {"provider_id": "P1", "start": "09:00", "end": "11:00", "day_types": ("esy",),
         "site": "Oak"},
        {"provider_id": "P2", "start": "08:00", "end": "12:00", "site": "tele"},
        {"provider_id": "P2", "start": "12:00", "end": "15:00", "site": "Oak"},
    ),
    "regular_sessions": (
        {"session_id": "R1", "provider_id": "P1", "discipline": "SLP", "weekday": (MON,),
         "start": "10:00", "end": "10:30", "site": "Oak", "student_ids": ("A", "B"),
         "max_group": 3},
        {"session_id": "R2", "provider_id": "P1", "discipline": "SLP", "weekday": (TUE,),
         "start": "10:00", "end": "10:30", "site": "Oak", "student_ids": ("C",)},
    ),
    "services": (
        {"service_id": "A-SLP", "student_id": "A"},
        {"service_id": "B-SLP", "student_id": "B"},
        {"service_id": "C-SLP", "student_id": "C", "setting": "individual"},
        {"service_id": "D-SLP", "student_id": "D"},
        {"service_id": "E-SLP", "student_id": "E"},
    ),
    "missed": (
        {"date": date(2025, 12, 1), "service_id": "A-SLP", "minutes": 60},
        {"date": date(2025, 12, 1), "service_id": "B-SLP", "minutes": 45},
        {"date": date(2025, 12, 1), "service_id": "C-SLP", "minutes": 30},
        {"date": date(2025, 12, 1), "service_id": "D-SLP", "minutes": 10},
        {"date": date(2025, 12, 1), "service_id": "E-SLP", "minutes": 30},
    ),
    "awards": (_AWARD,),
    "delivered": (),
    "locked": (),
}  # fmt: skip


def changed(name: str, which: str, **cells: Any) -> dict[str, Any]:
    """Return a table of the tiny case with cells changed in the row whose first id is `which`."""
    key = _COLUMNS[name].split()[0]
    rows = [{**row, **cells} if row[key] == which else row for row in TABLES[name]]
    return {name: rows}


def added(name: str, *rows: Row) -> dict[str, Any]:
    """Return a table of the tiny case with rows put after its own."""
    return {name: [*TABLES[name], *rows]}


def make_case(policy: Row | None = None, /, **tables: Sequence[Row]) -> Case:
    """Return the tiny case with whole tables and policy keys replaced."""
    return Case(
        tables={name: table(name, rows) for name, rows in {**TABLES, **tables}.items()},
        policy=Policy.model_validate(policy or {}),
        start_date=january(5),
        end_date=january(23),
    )


def session(session_id: str, day: int, time: str, who: str, **cells: Any) -> dict[str, Any]:
    """Return a session of P1 at Oak on a day of January: `session("x", 7, "09:00-09:30", "A")`.

    `who` are student ids, a letter each; each student's item is the SLP service.
    """
    start, end = time.split("-")
    plain = {
        "session_id": session_id,
        "provider_id": "P1",
        "discipline": "SLP",
        "date": january(day),
        "start": at(start),
        "end": at(end),
        "minutes": at(end) - at(start),
        "site": "Oak",
        "mode": "extra",
        "regular_session_id": "",
        "tier": "school_day",
        "contract": False,
        "student_ids": tuple(who),
        "owed_ids": tuple(f"{student}-SLP" for student in who),
        "locked": False,
    }
    return {**plain, **cells}


def join(session_id: str, day: int, who: str, **cells: Any) -> dict[str, Any]:
    """Return a join of R1 (Mondays 10:00-10:30)."""
    named = {"mode": "join", "regular_session_id": "R1"}
    return session(session_id, day, "10:00-10:30", who, **{**named, **cells})


def extend(session_id: str, day: int, time: str, who: str, **cells: Any) -> dict[str, Any]:
    """Return an extension of R1 (Mondays 10:00-10:30)."""
    named = {"mode": "extend", "regular_session_id": "R1"}
    return session(session_id, day, time, who, **{**named, **cells})


def plan(*sessions: Row) -> pd.DataFrame:
    """Return sessions as the `sessions` table of a plan."""
    return table("sessions", sessions)


def allowed(case: Case, *sessions: Row) -> None:
    """Assert that a plan breaks no rule."""
    assert [str(violation) for violation in check(case, plan(*sessions))] == []


def forbidden(case: Case, rule: Rule, session_id: str, reason: str, *sessions: Row) -> None:
    """Assert that a plan breaks one rule once, in one session, for a reason that says `reason`."""
    violations = check(case, plan(*sessions))
    assert len(violations) == 1, [str(violation) for violation in violations]
    assert (violations[0].rule, violations[0].session_id) == (rule, session_id)
    assert reason in violations[0].message, violations[0].message
