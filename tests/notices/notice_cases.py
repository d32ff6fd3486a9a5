"""Small cases with a clock: two weeks of school around a holiday, two students."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.read import case_from_tables

CALENDAR = [
    {"start_date": "2026-01-05", "end_date": "2026-03-27", "day_type": "school"},
    {"start_date": "2026-01-19", "day_type": "no_school"},
    {"start_date": "2026-01-21", "day_type": "early_release"},
    {"start_date": "2026-01-22", "day_type": "delayed_start"},
    {"start_date": "2026-01-24", "day_type": "saturday"},
]
CLOCK = {
    "not_delivered_within_school_days": 10,
    "notice_within_school_days": 3,
    "excluded_reasons": ["student_absent"],
}
START = date(2026, 2, 9)
"""The first date to plan on, so the date of a report that names none."""


def clock_case(
    missed: Sequence[str],
    delivered: Sequence[str] = (),
    clocks: dict[str, Any] | None = None,
    **policy: Any,
) -> Case:
    """Return a case; rows are `date service minutes reason [decision]`, `date service minutes`."""
    tables = {
        "calendar": CALENDAR,
        "bell_schedules": [
            {"bell_schedule": "b", "start": "08:00", "end": "15:00", "category": "core"},
            *({"bell_schedule": "b", "day_type": day_type, "start": "09:00", "end": "12:00",
               "category": "core"}
              for day_type in ("early_release", "delayed_start", "saturday")),
        ],
        "students": [
            {"student_id": each, "name": f"Name {each}", "school": "Oak", "bell_schedule": "b"}
            for each in "AB"
        ],
        "providers": [{"provider_id": "P", "name": "Pat Placeholder", "disciplines": "SLP;OT"}],
        "provider_hours": [{"provider_id": "P", "start": "08:00", "end": "15:00", "site": "Oak",
                            "kind": "work"}],
        "services": [
            {"service_id": f"{each}-{discipline}", "student_id": each, "discipline": discipline,
             "provider_id": "P", "minutes": "30"}
            for each in "AB" for discipline in ("SLP", "OT")
        ],
        "missed": [dict(zip(("date", "service_id", "minutes", "reason", "decision"), row.split(),
                            strict=False)) for row in missed],
    }  # fmt: skip
    if delivered:
        names = ("date", "owed_id", "minutes")
        tables["delivered"] = [dict(zip(names, row.split(), strict=True)) for row in delivered]
    frames = {name: pd.DataFrame(rows).fillna("") for name, rows in tables.items()}
    given = {"start_date": START.isoformat(), "clocks": CLOCK if clocks is None else clocks}
    return case_from_tables(frames, {**given, **policy})
