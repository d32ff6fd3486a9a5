"""Students' days: the category of every minute of every planning date."""

import numpy as np

from makeup_sched.availability.days import BoolArray, Days
from makeup_sched.availability.patterns import Brush, DayPatterns, paint
from makeup_sched.availability.regular import RegularSession
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.vocabulary import CATEGORIES

OUTSIDE_SCHOOL = ("before_school", "after_school")
_CODE = {name: index for index, name in enumerate(CATEGORIES)}


def student_days(
    case: Case, days: Days, regular: tuple[RegularSession, ...], student_ids: list[str]
) -> dict[str, DayPatterns]:
    """Return the day patterns (codes into `CATEGORIES`) of the given students.

    The bell schedule is painted first, the student's own blocks over it, the regular sessions
    that the student attends and that take place over both.
    """
    wanted = set(student_ids)
    schedules = _bell_rows(case, days)
    blocks = _block_rows(case, days, wanted)
    attended = _attended(regular, wanted)
    found = {}
    students = case.table("students")
    for row in rows_of(students[students.student_id.isin(student_ids)]):
        student = str(row.student_id)
        own = [*schedules.get(str(row.bell_schedule), []), *blocks.get(student, [])]
        present = np.ones(len(days), dtype=bool) if row.esy else ~days.of_type(["esy"])
        brushes = [
            Brush(brush.start, brush.end, brush.code, brush.active & present)
            for brush in own
            if row.after_school or CATEGORIES[brush.code] not in OUTSIDE_SCHOOL
        ]
        found[student] = paint([*brushes, *attended.get(student, [])], len(days))
    return found


def _bell_rows(case: Case, days: Days) -> dict[str, list[Brush]]:
    found: dict[str, list[Brush]] = {}
    for row in rows_of(case.table("bell_schedules")):
        active = days.active(row.weekday, str(row.rotation)) & days.of_type([str(row.day_type)])
        brush = Brush(int(row.start), int(row.end), _CODE[str(row.category)], active)
        found.setdefault(str(row.bell_schedule), []).append(brush)
    return found


def _block_rows(case: Case, days: Days, wanted: set[str]) -> dict[str, list[Brush]]:
    found: dict[str, list[Brush]] = {}
    table = case.table("student_blocks")
    cache: dict[tuple[object, ...], BoolArray] = {}
    for row in rows_of(table[table.student_id.isin(wanted)]):
        key = (row.weekday, row.start_date, row.end_date)
        if key not in cache:
            cache[key] = days.active(row.weekday, "", row.start_date, row.end_date)
        brush = Brush(int(row.start), int(row.end), _CODE[str(row.category)], cache[key])
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
