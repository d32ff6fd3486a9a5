"""The task of planning: items with the minutes still to place, and who is free for them.

Locked sessions are taken out here: their time, their minutes and their share of every cap are
gone from what the later steps see, so that nothing later needs to know them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from makeup_sched.availability.availability import Availability, availability
from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import TELE_CODE
from makeup_sched.availability.patterns import ABSENT, Brush, paint
from makeup_sched.availability.students import student_days
from makeup_sched.case.case import Case
from makeup_sched.ledger.items import OwedItem, owed_items, restated
from makeup_sched.places.locked import LockedUse, locked_use
from makeup_sched.places.people import Provider, Student, provider_facts, student_facts


@dataclass(frozen=True)
class Task:
    """What has to be placed, and into what.

    Attributes
    ----------
    case
        The case as it was read.
    items
        Everything that is owed or pending, in the order of `owed_id`.
    left
        Minutes of each item still to be placed, after locked sessions (a multiple of the grid).
    available
        Who is free when, the time of locked sessions taken out.
    open_time
        The same with the time of locked sessions still in.
    students, providers
        Facts about the people, by id.
    locked
        What the locked sessions use up of caps, by day.
    beside
        Minutes by discipline that somebody who is left out of the task owes, so that a group may
        meet for no longer than that. Empty in every task that is planned: for proofs alone.
    """

    case: Case
    items: tuple[OwedItem, ...]
    left: IntArray
    available: Availability
    open_time: Availability
    students: dict[str, Student]
    providers: dict[str, Provider]
    locked: LockedUse
    beside: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def grid(self) -> int:
        """Minutes of one grid cell."""
        return self.case.policy.grid_minutes

    @cached_property
    def items_of_discipline(self) -> dict[str, IntArray]:
        """Items with minutes left, by discipline."""
        found: dict[str, list[int]] = {}
        for number in np.flatnonzero(self.left > 0).tolist():
            found.setdefault(self.items[number].discipline, []).append(number)
        return {name: np.array(numbers, dtype=np.int64) for name, numbers in found.items()}

    @cached_property
    def item_sites(self) -> tuple[IntArray, IntArray]:
        """Site code of each item's student on school days and on ESY days."""
        codes = {site: number for number, site in enumerate(self.available.sites)}
        students = [self.students[item.student_id] for item in self.items]
        return (
            np.array([codes[student.school] for student in students], dtype=np.int64),
            np.array([codes[student.esy_site] for student in students], dtype=np.int64),
        )

    @cached_property
    def item_tele(self) -> BoolArray:
        """Mark the items whose student may be served by tele."""
        return np.array([self.students[item.student_id].tele for item in self.items], dtype=bool)

    @cached_property
    def items_of_student(self) -> dict[str, list[int]]:
        """Numbers of each student's items."""
        found: dict[str, list[int]] = {}
        for number, item in enumerate(self.items):
            found.setdefault(item.student_id, []).append(number)
        return found

    @cached_property
    def items_at(self) -> tuple[dict[tuple[str, int], IntArray], dict[tuple[str, int], IntArray]]:
        """Items with minutes left by discipline and site code, on school days and on ESY days.

        With the code of tele: those whose student may be served by tele, on any day.
        """
        return self._items_at(self.item_sites[0]), self._items_at(self.item_sites[1])

    def _items_at(self, site: IntArray) -> dict[tuple[str, int], IntArray]:
        found: dict[tuple[str, int], IntArray] = {}
        for discipline, items in self.items_of_discipline.items():
            there = site[items]
            for code in np.unique(there).tolist():
                found[discipline, code] = items[there == code]
            found[discipline, TELE_CODE] = items[self.item_tele[items]]
        return found

    @cached_property
    def regular_of_provider(self) -> dict[str, list[int]]:
        """Numbers of each provider's regular sessions."""
        found: dict[str, list[int]] = {provider: [] for provider in self.providers}
        for number, session in enumerate(self.available.regular):
            found.setdefault(session.provider_id, []).append(number)
        return found


def planning_task(
    case: Case, like: Task | None = None, only: Collection[str] | None = None
) -> Task:
    """Work out the task of planning a case.

    Parameters
    ----------
    case
        The case.
    like
        The task, of all items, of a case that differs little: what follows from tables and keys of
        the policy that are the same is taken from it.
    only
        The items (`owed_id`) to leave in, beside those that locked sessions give; by default all.
    """
    items = _items(case, like, only)
    open_time = _open_time(case, like, sorted({item.student_id for item in items}))
    use = locked_use(case, items, open_time)
    left = np.array([item.owed for item in items], dtype=np.int64) - use.item_minutes
    return Task(
        case=case,
        items=items,
        left=np.maximum(left, 0),
        available=_without_locked(_without_regular(case, open_time), use),
        open_time=open_time,
        students=student_facts(case),
        providers=provider_facts(case),
        locked=use,
    )


def _items(case: Case, like: Task | None, only: Collection[str] | None) -> tuple[OwedItem, ...]:
    """Return the items that are owed, of some only where so asked for."""
    kept = None if only is None else set(only).union(*case.table("locked")["owed_ids"])

    def those(items: Iterable[OwedItem]) -> tuple[OwedItem, ...]:
        return tuple(item for item in items if kept is None or item.owed_id in kept)

    if like is None or not _same_debts(case, like.case):
        return those(owed_items(case))
    if all(case.table(name) is like.case.table(name) for name in ("services", "awards")):
        return those(like.items)
    return tuple(restated(those(like.items), case))


def _open_time(case: Case, like: Task | None, student_ids: list[str]) -> Availability:
    """Return who is free when, with the time of locked sessions still in."""
    if like is None:
        return availability(case, student_ids)
    known, days = like.open_time, like.open_time.days
    same_students = _same_tables(case, like.case, _OF_STUDENTS_TIME)
    if _same_tables(case, like.case, _OF_PROVIDERS_TIME):
        if same_students:
            return known
        return replace(known, students=student_days(case, days, known.regular, student_ids))
    same_sessions = case.table("regular_sessions") is like.case.table("regular_sessions")
    if not (same_students and same_sessions and known.students.keys() >= {*student_ids}):
        return availability(case, student_ids)
    found = availability(case, [], days)
    # of students' days only those of whose regular sessions others take place
    moved = {
        student
        for mine, theirs in zip(found.regular, known.regular, strict=True)
        if not np.array_equal(mine.takes_place, theirs.takes_place)
        for student in mine.student_ids
    }
    anew = student_days(case, days, found.regular, sorted(moved.intersection(student_ids)))
    return replace(found, students={**known.students, **anew})


_OF_DEBTS: dict[str, tuple[str, ...]] = {
    "services": ("service_id", "student_id", "discipline", "provider_id"),
    "missed": (),
    "awards": ("award_id", "student_id", "discipline", "minutes", "decided_on", "due_on"),
    "delivered": (),
    "students": ("student_id", "priority"),
    "providers": ("provider_id",),
}
"""The tables and columns (none: all) from which follows what is owed, how it is given aside."""
_OF_PROVIDERS_TIME: dict[str, tuple[str, ...]] = {
    "calendar": (),
    "provider_hours": (),
    "regular_sessions": (),
    "locked": (),
    "students": ("school", "esy_site"),
    "providers": ("provider_id",),
}
"""The tables and columns (none: all) from which follows when and where providers have time."""
_OF_STUDENTS_TIME: dict[str, tuple[str, ...]] = {
    "calendar": (),
    "bell_schedules": (),
    "student_blocks": (),
    "students": ("student_id", "bell_schedule", "after_school", "esy"),
}
"""The tables and columns from which follows when students have time, beside providers' sessions."""
_NOT_OF_DEBTS = {"categories", "group_cap", "group_grade_span", "sessions_per_day_per_item"}
"""Keys of the policy, changed often, from which nothing follows for what is owed."""


def _same_debts(case: Case, other: Case) -> bool:
    """Say whether the same items are owed in two cases, judging by what they follow from."""
    same = case.policy is other.policy or (
        case.policy.model_dump(exclude=_NOT_OF_DEBTS)
        == other.policy.model_dump(exclude=_NOT_OF_DEBTS)
    )
    return same and _same_tables(case, other, _OF_DEBTS)


def _same_tables(case: Case, other: Case, wanted: dict[str, tuple[str, ...]]) -> bool:
    if (case.start_date, case.end_date) != (other.start_date, other.end_date):
        return False
    for name, columns in wanted.items():
        mine, theirs = case.table(name), other.table(name)
        same = mine is theirs or (
            bool(columns) and mine[list(columns)].equals(theirs[list(columns)])
        )
        if not same:
            return False
    return True


def _without_regular(case: Case, open_time: Availability) -> Availability:
    """Take students' regular sessions out where the policy would let make-ups touch them.

    A policy may use the category `related_service`, but nobody is in two sessions at once.
    """
    if case.policy.categories["related_service"] == "never":
        return open_time
    students = {}
    for student, patterns in open_time.students.items():
        brushes = [
            Brush(session.start, session.end, ABSENT, session.takes_place)
            for session in open_time.regular
            if student in session.student_ids
        ]
        students[student] = paint(brushes, len(open_time.days), base=patterns)
    return replace(open_time, students=students)


def _without_locked(open_time: Availability, use: LockedUse) -> Availability:
    count = len(open_time.days)

    def taken(person: str, stretches: dict[str, list[tuple[int, int, int]]]) -> list[Brush]:
        days = np.arange(count)
        return [Brush(start, end, ABSENT, days == day) for day, start, end in stretches[person]]

    free = dict(open_time.free)
    for provider in use.provider_time:
        brushes = taken(provider, use.provider_time)
        free[provider] = paint(brushes, count, base=free[provider])
    students = dict(open_time.students)
    for student in use.student_time:
        if student in students:
            brushes = taken(student, use.student_time)
            students[student] = paint(brushes, count, base=students[student])
    return replace(open_time, free=free, students=students)
