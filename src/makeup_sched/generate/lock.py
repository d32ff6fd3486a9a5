"""Make-up sessions that are agreed already, placed where they surely break no rule."""

from __future__ import annotations

from datetime import date

from makeup_sched.generate.caseload import Service
from makeup_sched.generate.facts import clock_text
from makeup_sched.generate.ledger import Missed, owed_minutes
from makeup_sched.generate.tables import Rows
from makeup_sched.generate.timetable import ProviderWeek
from makeup_sched.generate.week import CELL, CLASS_TIME, minute, runs
from makeup_sched.generate.year import SchoolYear

_LENGTH = 4  # cells: 20 minutes


def locked_rows(
    count: int,
    weeks: dict[str, ProviderWeek],
    log: list[Missed],
    rows: dict[str, Rows],
    year: SchoolYear,
) -> Rows:
    """So many single sessions of 20 minutes in the first weeks, each for another student."""
    owed = owed_minutes(log)
    delivered = {str(row["owed_id"]) for row in rows["delivered"]}
    blocked = {str(row["student_id"]) for row in rows["student_blocks"]}
    dated = {
        (str(row["provider_id"]), str(row["start_date"])[:7])
        for row in rows["provider_hours"]
        if row.get("start_date")
    }
    result: Rows = []
    used: set[tuple[str, date]] = set()
    for service, minutes in owed.items():
        provider = service.provider
        plain = service.service_id not in delivered and service.student.student_id not in blocked
        if provider is None or not plain or minutes < 40 or len(result) == count:
            continue
        for day in year.taught(year.start)[2:]:
            # a month with a leave or a long meeting is left alone
            free_month = (provider.provider_id, day.isoformat()[:7]) not in dated
            if not free_month or (provider.provider_id, day) in used or year.days[day] != "school":
                continue
            cell = _place(weeks[provider.provider_id], service, day.weekday())
            if cell is not None:
                used.add((provider.provider_id, day))
                result.append(_row(len(result) + 1, service, day, cell))
                break
    return result


def _place(week: ProviderWeek, service: Service, weekday: int) -> int | None:
    """The first cell of 20 minutes in which provider and student are free, if there is one."""
    student = service.student
    if student.school not in week.at:
        return None
    both = week.free[weekday] & week.at[student.school][weekday]
    both = both & (student.costs[weekday] < CLASS_TIME)
    return next((low for low, high in runs(both) if high - low >= _LENGTH), None)


def _row(number: int, service: Service, day: date, cell: int) -> dict[str, str | int]:
    """The row of the table ``locked``."""
    assert service.provider is not None
    start = minute(cell)
    return {
        "session_id": f"L{number:03d}",
        "provider_id": service.provider.provider_id,
        "discipline": service.discipline,
        "date": day.isoformat(),
        "start": clock_text(start),
        "end": clock_text(start + _LENGTH * CELL),
        "minutes": _LENGTH * CELL,
        "site": service.student.school.name,
        "mode": "extra",
        "regular_session_id": "",
        "tier": "school_day",
        "contract": "no",
        "student_ids": service.student.student_id,
        "owed_ids": service.service_id,
        "locked": "yes",
    }
