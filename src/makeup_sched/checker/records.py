"""The rows of a case as plain records: what the checker reads of each table, nothing derived.

Times are minutes after midnight, lengths are minutes, weekdays are numbers with Monday = 0.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.case.grades import grade_number
from makeup_sched.checker import cells
from makeup_sched.checker.cells import EVERY_WEEKDAY, Row

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class When:
    """The dates on which a row counts, before the calendar's day types are looked at.

    A blank `first` or `last` is open, a blank `rotation` is any.
    """

    first: date | None
    last: date | None
    weekdays: tuple[int, ...]
    rotation: str


@dataclass(frozen=True)
class CalendarRow:
    """A row of `calendar`."""

    when: When
    day_type: str
    rotation: str


@dataclass(frozen=True)
class BellRow:
    """A row of `bell_schedules`."""

    bell_schedule: str
    day_type: str
    when: When
    start: int
    end: int
    category: str


@dataclass(frozen=True)
class Block:
    """A row of `student_blocks`."""

    student_id: str
    when: When
    start: int
    end: int
    category: str


@dataclass(frozen=True)
class Student:
    """A row of `students`; `grade` as a number (PK = -1, K = 0), None where unknown."""

    student_id: str
    grade: int | None
    school: str
    bell_schedule: str
    after_school: bool
    esy: bool
    esy_site: str
    tele: bool
    extend: bool
    keep_apart: frozenset[str]
    minutes_per_day: int | None
    priority: int


@dataclass(frozen=True)
class Provider:
    """A row of `providers`; caps and group size None where not given."""

    provider_id: str
    disciplines: frozenset[str]
    contract: bool
    max_group: int | None
    minutes_per_day: int | None
    minutes_per_week: int | None


@dataclass(frozen=True)
class HoursRow:
    """A row of `provider_hours`."""

    provider_id: str
    when: When
    day_types: tuple[str, ...]
    start: int
    end: int
    site: str
    kind: str


@dataclass(frozen=True)
class Regular:
    """A row of `regular_sessions`."""

    session_id: str
    provider_id: str
    discipline: str
    when: When
    start: int
    end: int
    site: str
    student_ids: tuple[str, ...]
    max_group: int | None


def word(row: Row, column: str) -> str:
    """Return the text of a cell, `""` where it is blank."""
    return cells.text(row.get(column)) or ""


def minute(row: Row, column: str) -> int:
    """Return a time or a number of minutes that a case always holds (0 should it not)."""
    return cells.whole(row.get(column)) or 0


def _when(row: Row) -> When:
    return When(
        first=cells.day(row.get("start_date")),
        last=cells.day(row.get("end_date")),
        weekdays=cells.weekdays(row.get("weekday")),
        rotation=word(row, "rotation"),
    )


def _calendar_row(row: Row) -> CalendarRow:
    first = cells.day(row.get("start_date"))
    last = cells.day(row.get("end_date")) or first
    given = row.get("weekdays")
    usual = EVERY_WEEKDAY if first == last else MONDAY_TO_FRIDAY
    when = When(first, last, cells.weekdays(given) if given else usual, rotation="")
    return CalendarRow(when, word(row, "day_type"), word(row, "rotation"))


def _bell_row(row: Row) -> BellRow:
    return BellRow(
        bell_schedule=word(row, "bell_schedule"),
        day_type=word(row, "day_type"),
        when=_when(row),
        start=minute(row, "start"),
        end=minute(row, "end"),
        category=word(row, "category"),
    )


def _block(row: Row) -> Block:
    return Block(
        student_id=word(row, "student_id"),
        when=_when(row),
        start=minute(row, "start"),
        end=minute(row, "end"),
        category=word(row, "category"),
    )


def _student(row: Row) -> Student:
    priority = cells.whole(row.get("priority"))
    return Student(
        student_id=word(row, "student_id"),
        grade=grade_number(word(row, "grade")),
        school=word(row, "school"),
        bell_schedule=word(row, "bell_schedule"),
        after_school=cells.yes_no(row.get("after_school")) is True,
        esy=cells.yes_no(row.get("esy")) is True,
        esy_site=word(row, "esy_site") or word(row, "school"),
        tele=cells.yes_no(row.get("tele")) is True,
        extend=cells.yes_no(row.get("extend")) is not False,
        keep_apart=frozenset(cells.words(row.get("keep_apart")) or ()),
        minutes_per_day=cells.whole(row.get("max_makeup_minutes_per_day")),
        priority=1 if priority is None else priority,
    )


def _provider(row: Row) -> Provider:
    return Provider(
        provider_id=word(row, "provider_id"),
        disciplines=frozenset(cells.words(row.get("disciplines")) or ()),
        contract=word(row, "employment") == "contract",
        max_group=cells.whole(row.get("max_group")),
        minutes_per_day=cells.whole(row.get("makeup_minutes_per_day")),
        minutes_per_week=cells.whole(row.get("makeup_minutes_per_week")),
    )


def _hours_row(row: Row) -> HoursRow:
    return HoursRow(
        provider_id=word(row, "provider_id"),
        when=_when(row),
        day_types=cells.words(row.get("day_types")) or (),
        start=minute(row, "start"),
        end=minute(row, "end"),
        site=word(row, "site"),
        kind=word(row, "kind"),
    )


def _regular(row: Row) -> Regular:
    return Regular(
        session_id=word(row, "session_id"),
        provider_id=word(row, "provider_id"),
        discipline=word(row, "discipline"),
        when=_when(row),
        start=minute(row, "start"),
        end=minute(row, "end"),
        site=word(row, "site"),
        student_ids=cells.words(row.get("student_ids")) or (),
        max_group=cells.whole(row.get("max_group")),
    )


_READ: dict[str, Callable[[Row], Any]] = {
    "calendar": _calendar_row,
    "bell_schedules": _bell_row,
    "student_blocks": _block,
    "provider_hours": _hours_row,
    "students": _student,
    "providers": _provider,
    "regular_sessions": _regular,
}
"""How a row of each table becomes a record."""


class Records:
    """The rows of the tables that say who is where and when, in table order."""

    def __init__(
        self, case: Case, like: "Records | None" = None, same: Collection[str] = ()
    ) -> None:
        """Read them; those of the tables in `same` are taken from `like`."""
        self._of: dict[str, list[Any]] = {}
        for table, read in _READ.items():
            if like is not None and table in same:
                self._of[table] = like._of[table]
            else:
                self._of[table] = list(map(read, cells.rows_of(case.table(table))))
        self.calendar: list[CalendarRow] = self._of["calendar"]
        self.bells: list[BellRow] = self._of["bell_schedules"]
        self.blocks: list[Block] = self._of["student_blocks"]
        self.hours: list[HoursRow] = self._of["provider_hours"]
        self.students: dict[str, Student] = {one.student_id: one for one in self._of["students"]}
        self.providers: dict[str, Provider] = {
            one.provider_id: one for one in self._of["providers"]
        }
        self.regulars: dict[str, Regular] = {
            one.session_id: one for one in self._of["regular_sessions"]
        }
