"""The tables of a case, ready to write, from the made-up people and their weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from makeup_sched.generate.bells import DAYS
from makeup_sched.generate.caseload import Service, Unit
from makeup_sched.generate.facts import clock_text
from makeup_sched.generate.ledger import Missed
from makeup_sched.generate.people import Provider, School, Student, grade_text
from makeup_sched.generate.settings import ROLE
from makeup_sched.generate.week import minute

Cell = str | int
Rows = list[dict[str, Cell]]

COLUMNS: dict[str, tuple[str, ...]] = {
    "calendar": ("start_date", "end_date", "weekdays", "day_type", "rotation", "note"),
    "bell_schedules": (
        "bell_schedule", "day_type", "weekday", "rotation", "start", "end", "category", "activity",
    ),
    "students": (
        "student_id", "name", "grade", "school", "bell_schedule", "after_school", "esy",
        "esy_site", "tele", "extend", "keep_apart", "max_makeup_minutes_per_day", "priority",
        "home_language",
    ),
    "student_blocks": (
        "student_id", "start_date", "end_date", "weekday", "start", "end", "category", "note",
    ),
    "providers": (
        "provider_id", "name", "disciplines", "role", "employment", "max_group",
        "makeup_minutes_per_day", "makeup_minutes_per_week", "hourly_rate", "supervisor_id",
    ),
    "provider_hours": (
        "provider_id", "start_date", "end_date", "day_types", "weekday", "rotation", "start",
        "end", "site", "kind",
    ),
    "regular_sessions": (
        "session_id", "provider_id", "discipline", "start_date", "end_date", "weekday",
        "rotation", "start", "end", "site", "student_ids", "max_group",
    ),
    "services": (
        "service_id", "student_id", "discipline", "provider_id", "minutes", "sessions", "per",
        "setting", "max_group", "min_session", "max_session", "start_date", "end_date",
    ),
    "missed": ("date", "service_id", "minutes", "reason", "decision", "note"),
    "awards": (
        "award_id", "student_id", "discipline", "minutes", "basis", "decided_on", "due_on",
        "setting", "max_group", "min_session", "max_session", "note",
    ),
    "delivered": ("date", "owed_id", "minutes", "provider_id", "session_id", "note"),
    "locked": (
        "session_id", "provider_id", "discipline", "date", "start", "end", "minutes", "site",
        "mode", "regular_session_id", "tier", "contract", "student_ids", "owed_ids", "locked",
    ),
}  # fmt: skip


def frame(table: str, rows: Rows) -> pd.DataFrame:
    """A table of the contract; cells that a row doesn't name are blank."""
    columns = COLUMNS[table]
    return pd.DataFrame(
        [[row.get(column, "") for column in columns] for row in rows],
        columns=list(columns),
        dtype=object,
    )


def _yes(value: bool) -> str:
    """A yes/no cell."""
    return "yes" if value else "no"


def bell_rows(schools: list[School]) -> Rows:
    """The table ``bell_schedules``."""
    return [
        {
            "bell_schedule": bell.name,
            "day_type": row.day_type,
            "weekday": "*" if set(row.weekdays) >= set(DAYS) else ";".join(row.weekdays),
            "rotation": row.rotation,
            "start": clock_text(row.start),
            "end": clock_text(row.end),
            "category": row.category,
            "activity": row.activity,
        }
        for school in schools
        for bell in school.bells.values()
        for row in bell.rows
    ]


def student_rows(students: list[Student], esy_site: dict[School, School]) -> Rows:
    """The table ``students``."""
    return [
        {
            "student_id": student.student_id,
            "name": student.name,
            "grade": grade_text(student.grade),
            "school": student.school.name,
            "bell_schedule": student.school.bells[student.grade].name,
            "after_school": _yes(student.after_school),
            "esy": _yes(student.esy),
            "esy_site": esy_site[student.school].name if student.esy else "",
            "tele": _yes(student.tele),
            "extend": _yes(student.extend),
            "keep_apart": ";".join(student.keep_apart),
            "max_makeup_minutes_per_day": student.day_cap or "",
            "priority": student.priority,
            "home_language": student.language,
        }
        for student in students
    ]


def provider_rows(providers: list[Provider]) -> Rows:
    """The table ``providers``."""
    return [
        {
            "provider_id": provider.provider_id,
            "name": provider.name,
            "disciplines": provider.discipline,
            "role": provider.role or ROLE[provider.discipline],
            "employment": provider.employment,
            "max_group": provider.max_group,
            "makeup_minutes_per_day": provider.day_cap or "",
            "makeup_minutes_per_week": provider.week_cap or "",
            "hourly_rate": provider.rate or "",
            "supervisor_id": provider.supervisor,
        }
        for provider in providers
    ]


def session_rows(rng: np.random.Generator, units: list[Unit]) -> Rows:
    """The table ``regular_sessions``; most groups are full, some have room for one more."""
    rows: Rows = []
    for unit in units:
        size = len(unit.services)
        room = size + int(rng.random() < 0.1)
        for day, cell in unit.places:
            start = minute(cell)
            rows.append(
                {
                    "session_id": f"R{len(rows) + 1:04d}",
                    "provider_id": unit.provider.provider_id,
                    "discipline": unit.provider.discipline,
                    "weekday": DAYS[day],
                    "start": clock_text(start),
                    "end": clock_text(start + unit.minutes),
                    "site": unit.school.name,
                    "student_ids": ";".join(s.student.student_id for s in unit.services),
                    "max_group": "" if size == 1 else min(room, unit.provider.max_group),
                }
            )
    return rows


def service_rows(services: list[Service]) -> Rows:
    """The table ``services``."""
    return [
        {
            "service_id": service.service_id,
            "student_id": service.student.student_id,
            "discipline": service.discipline,
            "provider_id": service.provider.provider_id if service.provider else "P-left",
            "minutes": service.minutes,
            "sessions": service.times * (4 if service.monthly else 1),
            "per": "month" if service.monthly else "week",
            "setting": "group" if service.group else "individual",
            "max_group": service.max_group or "",
            "min_session": service.min_session or "",
            "max_session": service.max_session or "",
        }
        for service in services
    ]


def missed_rows(log: list[Missed]) -> Rows:
    """The table ``missed``."""
    return [
        {
            "date": entry.day.isoformat(),
            "service_id": entry.service.service_id,
            "minutes": entry.minutes,
            "reason": entry.reason,
            "decision": entry.decision,
            "note": entry.note,
        }
        for entry in log
    ]
