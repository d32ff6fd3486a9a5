"""Facts about students and providers that decide where a session could go."""

from dataclasses import dataclass
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.case.grades import grade_number
from makeup_sched.case.values import rows_of, whole


@dataclass(frozen=True)
class Student:
    """One student; minutes per day over all disciplines, `grade` None where it is unknown."""

    student_id: str
    grade: int | None
    school: str
    esy_site: str
    tele: bool
    extend: bool
    keep_apart: frozenset[str]
    minutes_per_day: int


@dataclass(frozen=True)
class Provider:
    """One provider; caps in minutes, None where there is none.

    `at_once` is the number of sessions that can run at the same time: 1 of a person, more of a pool
    of contractors from which as many are called in as are needed.
    """

    provider_id: str
    disciplines: tuple[str, ...]
    contract: bool
    max_group: int | None
    minutes_per_day: int | None
    minutes_per_week: int | None
    at_once: int = 1


def student_facts(case: Case) -> dict[str, Student]:
    """Return all students of the case by id."""
    table = case.table("students")
    apart: dict[str, set[str]] = {str(student): set() for student in table.student_id}
    for student, others in zip(table.student_id, table.keep_apart, strict=True):
        for other in others:
            apart[str(student)].add(other)
            apart.setdefault(other, set()).add(str(student))
    return {str(row.student_id): _student(row, apart, case) for row in rows_of(table)}


def _student(row: Any, apart: dict[str, set[str]], case: Case) -> Student:
    own = whole(row.max_makeup_minutes_per_day)
    return Student(
        student_id=str(row.student_id),
        grade=grade_number(str(row.grade)),
        school=str(row.school),
        esy_site=str(row.esy_site) or str(row.school),
        tele=bool(row.tele),
        extend=bool(row.extend),
        keep_apart=frozenset(apart[str(row.student_id)]),
        minutes_per_day=case.policy.makeup_minutes_per_day if own is None else own,
    )


def provider_facts(case: Case) -> dict[str, Provider]:
    """Return all providers of the case by id."""
    return {
        str(row.provider_id): Provider(
            provider_id=str(row.provider_id),
            disciplines=tuple(row.disciplines),
            contract=row.employment == "contract",
            max_group=whole(row.max_group),
            minutes_per_day=whole(row.makeup_minutes_per_day),
            minutes_per_week=whole(row.makeup_minutes_per_week),
        )
        for row in rows_of(case.table("providers"))
    }
