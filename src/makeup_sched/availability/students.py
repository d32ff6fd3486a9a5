"""Students' days: the category of every minute of every planning date."""

from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import Days
from makeup_sched.availability.patterns import Brush, DayPatterns, paint
from makeup_sched.availability.regular import RegularSession
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.vocabulary import CATEGORIES

OUTSIDE_SCHOOL = ("before_school", "after_school")
_CODE = {name: index for index, name in enumerate(CATEGORIES)}
_OUTSIDE = tuple(_CODE[name] for name in OUTSIDE_SCHOOL)


def student_days(
    case: Case, days: Days, regular: tuple[RegularSession, ...], student_ids: list[str]
) -> dict[str, DayPatterns]:
    """Return the day patterns (codes into `CATEGORIES`) of the given students.

    The bell schedule is painted first, the student's own blocks over it, the regular sessions
    that the student attends and that take place over both.
    """
    wanted = set(student_ids)
    students = case.table("students")
    students = students[students.student_id.isin(student_ids)]
    schedules = _bell_rows(case, days, set(students.bell_schedule))
    blocks = _block_rows(case, days, wanted)
    attended = _attended(regular, wanted)
    # students of one bell schedule begin with the same days
    plain: dict[_Bells, DayPatterns] = {}
    found = {}
    for row in rows_of(students):
        student = str(row.student_id)
        bells = _Bells(str(row.bell_schedule), bool(row.after_school), bool(row.esy))
        if bells not in plain:
            brushes = bells.kept(schedules.get(bells.name, []), days)
            plain[bells] = paint(brushes, len(days), kind=np.int8)
        own = [*bells.kept(blocks.get(student, []), days), *attended.get(student, [])]
        found[student] = paint(own, len(days), base=plain[bells])
    return found


@dataclass(frozen=True)
class _Bells:
    """A bell schedule, and whether the student comes outside school hours and to ESY days."""

    name: str
    after_school: bool
    esy: bool

    def kept(self, brushes: list[Brush], days: Days) -> list[Brush]:
        """Return the rows that count for such a student, on the dates on which they do."""
        kept = [brush for brush in brushes if self.after_school or brush.code not in _OUTSIDE]
        if self.esy:
            return kept
        school = ~days.of_type(["esy"])
        return [replace(brush, active=brush.active & school) for brush in kept]


def _bell_rows(case: Case, days: Days, wanted: set[str]) -> dict[str, list[Brush]]:
    found: dict[str, list[Brush]] = {}
    table = case.table("bell_schedules")
    for row in rows_of(table[table.bell_schedule.isin(wanted)]):
        active = days.active(row.weekday, str(row.rotation)) & days.of_type([str(row.day_type)])
        brush = Brush(int(row.start), int(row.end), _CODE[str(row.category)], active)
        found.setdefault(str(row.bell_schedule), []).append(brush)
    return found


def _block_rows(case: Case, days: Days, wanted: set[str]) -> dict[str, list[Brush]]:
    found: dict[str, list[Brush]] = {}
    table = case.table("student_blocks")
    for row in rows_of(table[table.student_id.isin(wanted)]):
        active = days.active(row.weekday, "", row.start_date, row.end_date)
        brush = Brush(int(row.start), int(row.end), _CODE[str(row.category)], active)
        found.setdefault(str(row.student_id), []).append(brush)
    return found


def _attended(regular: tuple[RegularSession, ...], wanted: set[str]) -> dict[str, list[Brush]]:
    found: dict[str, list[Brush]] = {}
    code = _CODE["related_service"]
    for session in regular:
        for student in wanted.intersection(session.student_ids):
            brush = Brush(session.start, session.end, code, session.takes_place)
            found.setdefault(student, []).append(brush)
    return found
