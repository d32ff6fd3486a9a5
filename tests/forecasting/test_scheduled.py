"""What is scheduled, and so could be missed: from regular sessions, else from service lines."""

from makeup_sched.availability.availability import availability
from makeup_sched.case.case import Case
from makeup_sched.forecasting.scheduled import FROM_SERVICES, FROM_SESSIONS, NOTHING, scheduled
from support.tiny import (
    Row,
    award,
    blueprint,
    day,
    hours,
    owes,
    provider,
    regular,
    student,
    students,
)

TWO_WEEKS = [day(offset) for offset in (*range(5), *range(7, 12))]


def _service(student_id: str, minutes: int, service_id: str = "", **cells: str) -> Row:
    return "services", {
        "service_id": service_id or f"{student_id}-SLP", "student_id": student_id,
        "discipline": "SLP", "provider_id": "P", "minutes": str(minutes), **cells,
    }  # fmt: skip


def _found(case: Case) -> list[tuple[str, int, int]]:
    plan = scheduled(case, availability(case, []))
    services = [plan.services[one] for one in plan.service]
    return list(zip(services, plan.day.tolist(), plan.minutes.tolist(), strict=True))


def test_regular_sessions_for_each_who_attends() -> None:
    rows = [day(0), day(1), *students("AB"), *owes("A", 30), *owes("B", 30), provider()]
    rows += [hours("08:00-10:00"), regular("R", "08:00-08:30", "AB", weekday="Mon")]
    case = blueprint(*rows).case
    assert scheduled(case, availability(case, [])).source == FROM_SESSIONS
    assert _found(case) == [("A-SLP", 0, 30), ("B-SLP", 0, 30)]


def test_the_service_that_a_session_looks_most_like() -> None:
    rows = [day(0), student("A"), _service("A", 60, "long"), _service("A", 30, "short")]
    rows += [award("A", 30), provider(), hours("08:00-10:00")]
    case = blueprint(*rows, regular("R", "08:00-08:30", "A")).case
    assert _found(case) == [("short", 0, 30)]


def test_a_service_that_has_ended_is_not_scheduled() -> None:
    rows = [day(0), day(1), student("A"), *owes("A", 30, end_date="2026-03-02"), provider()]
    rows += [hours("08:00-10:00"), regular("R", "08:00-08:30", "A")]
    assert _found(blueprint(*rows).case) == [("A-SLP", 0, 30)]


def test_service_lines_are_spread_over_the_school_days() -> None:
    rows = [*TWO_WEEKS, *students("AB"), provider(), hours("08:00-10:00")]
    rows += [_service("A", 20, sessions="2", per="week"), award("A", 30)]
    rows += [_service("B", 45, sessions="1", per="month")]
    case = blueprint(*rows).case
    found = _found(case)
    assert scheduled(case, availability(case, [])).source == FROM_SERVICES
    assert sum(name == "A-SLP" for name, _, _ in found) == 4
    assert sum(name == "B-SLP" for name, _, _ in found) <= 1
    assert {minutes for name, _, minutes in found if name == "A-SLP"} == {20}


def test_where_no_service_runs_nothing_is_scheduled() -> None:
    rows = [day(0), student("A"), award("A", 60), _service("A", 30, end_date="2026-02-27")]
    case = blueprint(*rows, provider(), hours("08:00-10:00")).case
    assert scheduled(case, availability(case, [])).source == NOTHING
