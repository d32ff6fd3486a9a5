"""Which service of a student a regular session gives, where the timetable names none."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.values import rows_of

Services = Mapping[tuple[str, str], Sequence[Any]]
"""The rows of the table `services` by student and discipline."""


def services_by_student(services: pd.DataFrame) -> Services:
    """Return the rows of the table `services` by student and discipline."""
    found: dict[tuple[str, str], list[Any]] = {}
    for service in rows_of(services):
        found.setdefault((service.student_id, service.discipline), []).append(service)
    return found


def service_given(services: Services, session: Any, student_id: str, day: date) -> str:
    """Return the id of the service that a regular session gives a student on a date.

    It is one of the session's discipline. Of several it is the one that runs on that date, then the
    one of the session's provider, then the one of its setting: `individual` where one student
    attends, `group` where several do. Blank where the student has none, or it is still not clear.
    """
    setting = "group" if len(session.student_ids) > 1 else "individual"
    found = services.get((student_id, session.discipline), ())
    found = _where(found, lambda service: _runs_on(service, day))
    found = _where(found, lambda service: service.provider_id == session.provider_id)
    found = _where(found, lambda service: service.setting == setting)
    return str(found[0].service_id) if len(found) == 1 else ""


def _where(found: Sequence[Any], holds: Callable[[Any], bool]) -> Sequence[Any]:
    """Return those of several of which something holds; all where it holds of none."""
    if len(found) < 2:
        return found
    return [service for service in found if holds(service)] or found


def _runs_on(service: Any, day: date) -> bool:
    begins, ends = service.start_date, service.end_date
    if pd.notna(begins) and day < begins.date():
        return False
    return bool(pd.isna(ends) or day <= ends.date())
