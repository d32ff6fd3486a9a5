"""Builds small cases by hand: only what matters to owed minutes is said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy

START = date(2026, 1, 5)
END = date(2026, 5, 29)

Row = Mapping[str, Any]

_COLUMNS: dict[str, dict[str, str]] = {
    "students": {"student_id": "str", "name": "str", "priority": "Int64"},
    "providers": {"provider_id": "str", "name": "str"},
    "services": {
        "service_id": "str",
        "student_id": "str",
        "discipline": "str",
        "provider_id": "str",
        "setting": "str",
        "max_group": "Int64",
        "min_session": "Int64",
        "max_session": "Int64",
    },
    "missed": {
        "date": "datetime64[s]",
        "service_id": "str",
        "minutes": "Int64",
        "reason": "str",
        "decision": "str",
    },
    "awards": {
        "award_id": "str",
        "student_id": "str",
        "discipline": "str",
        "minutes": "Int64",
        "decided_on": "datetime64[s]",
        "due_on": "datetime64[s]",
        "setting": "str",
        "max_group": "Int64",
        "min_session": "Int64",
        "max_session": "Int64",
    },
    "delivered": {"date": "datetime64[s]", "owed_id": "str", "minutes": "Int64"},
}
_BLANK = {"priority": 1, "setting": "individual"}

SERVICES = (
    {"service_id": "A-SP", "student_id": "A", "discipline": "SLP", "provider_id": "P1"},
    {"service_id": "B-OT", "student_id": "B", "discipline": "OT", "provider_id": "P2"},
)
STUDENTS = (
    {"student_id": "A", "name": "Ann Example", "priority": 1},
    {"student_id": "B", "name": "Bo Sample", "priority": 3},
)
PROVIDERS = (
    {"provider_id": "P1", "name": "Pat Placeholder"},
    {"provider_id": "P2", "name": "Quinn Quotation"},
)


def frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return `rows` as a table with the column types of a case, row numbers from 2."""
    columns = {}
    for name, dtype in _COLUMNS[table].items():
        blank = _BLANK.get(name, "" if dtype == "str" else None)
        columns[name] = pd.Series([row.get(name, blank) for row in rows], dtype="object")
        if dtype.startswith("datetime"):
            columns[name] = pd.to_datetime(columns[name])
    table_frame = pd.DataFrame(columns).astype(_COLUMNS[table])
    table_frame.index = pd.RangeIndex(2, 2 + len(rows), name="row")
    return table_frame


def make_case(
    missed: Sequence[Row] = (),
    delivered: Sequence[Row] = (),
    awards: Sequence[Row] = (),
    services: Sequence[Row] = SERVICES,
    students: Sequence[Row] = STUDENTS,
    start: date = START,
    end: date = END,
    **policy: Any,
) -> Case:
    """Return a case of two students and two services with these rows and policy keys."""
    rows: dict[str, Sequence[Row]] = {
        "students": students,
        "providers": PROVIDERS,
        "services": services,
        "missed": missed,
        "awards": awards,
        "delivered": delivered,
    }
    tables = {name: frame(name, given) for name, given in rows.items()}
    return Case(tables, Policy(**policy), start, end)


def miss(
    day: str,
    minutes: int,
    reason: str = "provider_absent",
    decision: str = "",
    service_id: str = "A-SP",
) -> Row:
    """Return a row of `missed`."""
    return {
        "date": day,
        "service_id": service_id,
        "minutes": minutes,
        "reason": reason,
        "decision": decision,
    }


def gave(day: str, minutes: int, owed_id: str = "A-SP") -> Row:
    """Return a row of `delivered`."""
    return {"date": day, "owed_id": owed_id, "minutes": minutes}


def award(minutes: int, **fields: Any) -> Row:
    """Return a row of `awards`, of student A for speech."""
    return {"award_id": "W1", "student_id": "A", "discipline": "SLP", "minutes": minutes, **fields}
