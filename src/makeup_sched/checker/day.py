"""A student's day: at which minutes the student is there, in which category, and where."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from makeup_sched.checker.calendar import Calendar
from makeup_sched.checker.hours import Hours
from makeup_sched.checker.records import BellRow, Block, Records, Regular, Student
from makeup_sched.checker.strip import Strip

OUTSIDE_SCHOOL = ("before_school", "after_school")


class Days:
    """The days of all students, worked out date by date."""

    def __init__(self, records: Records, calendar: Calendar, hours: Hours) -> None:
        self._calendar = calendar
        self._hours = hours
        self._bells: dict[str, list[BellRow]] = defaultdict(list)
        for bell in records.bells:
            self._bells[bell.bell_schedule].append(bell)
        self._blocks: dict[str, list[Block]] = defaultdict(list)
        for block in records.blocks:
            self._blocks[block.student_id].append(block)
        self._regulars: dict[str, list[Regular]] = defaultdict(list)
        for regular in records.regulars.values():
            for student_id in regular.student_ids:
                self._regulars[student_id].append(regular)
        self._bells_on: dict[tuple[str, date], list[BellRow]] = {}
        self._plain: dict[tuple[str, bool, date], Strip] = {}
        self._days: dict[tuple[str, date], Strip] = {}

    def categories(self, student: Student, on: date) -> Strip:
        """Return the category at each minute of a day, `""` where the student is not there.

        The bell-schedule rows of the date's day type and weekday, overlaid by the student's
        `student_blocks`, overlaid by the regular sessions that the student attends (category
        `related_service`).
        """
        key = (student.student_id, on)
        if key not in self._days:
            self._days[key] = self._paint(student, on)
        return self._days[key]

    def regular_sessions(self, student: Student, on: date) -> list[Regular]:
        """Return the regular sessions that take place on a date and that the student attends."""
        regulars = self._regulars.get(student.student_id, ())
        return [regular for regular in regulars if self._hours.takes_place(regular, on)]

    def site(self, student: Student, on: date) -> str:
        """Return where the student is: at `school`, on ESY days at `esy_site`."""
        return student.esy_site if self._calendar.day_type(on) == "esy" else student.school

    def _paint(self, student: Student, on: date) -> Strip:
        if self._calendar.day_type(on) == "esy" and not student.esy:
            return Strip()  # neither a bell-schedule row nor a block brings the student
        # students with the same bell schedule begin with the same day
        key = (student.bell_schedule, student.after_school, on)
        if key not in self._plain:
            self._plain[key] = _painted(Strip(), self._bell_rows(student, on), student)
        strip = _painted(self._plain[key].copy(), self._block_rows(student, on), student)
        for regular in self.regular_sessions(student, on):
            strip.paint(regular.start, regular.end, "related_service")
        return strip

    def _bell_rows(self, student: Student, on: date) -> list[BellRow]:
        key = (student.bell_schedule, on)
        if key not in self._bells_on:
            day_type = self._calendar.day_type(on)
            self._bells_on[key] = [
                row
                for row in self._bells.get(student.bell_schedule, ())
                if row.day_type == day_type and self._calendar.counts(row.when, on)
            ]
        return self._bells_on[key]

    def _block_rows(self, student: Student, on: date) -> list[Block]:
        blocks = self._blocks.get(student.student_id, ())
        return [block for block in blocks if self._calendar.counts(block.when, on)]


def _painted(strip: Strip, rows: Iterable[BellRow | Block], student: Student) -> Strip:
    """Paint the rows that count for a student who may, or may not, stay outside school hours."""
    for row in rows:
        if row.category not in OUTSIDE_SCHOOL or student.after_school:
            strip.paint(row.start, row.end, row.category)
    return strip
