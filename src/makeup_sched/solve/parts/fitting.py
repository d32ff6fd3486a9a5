"""Puts plans of several parts together: session by session, whatever keeps the shared limits.

Parts that were planned side by side each keep all rules. Together they may give somebody more than
is owed, put somebody in two sessions at once, or pass a daily or weekly cap.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from makeup_sched.places.day_places import EXTEND, JOIN
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held, sessions_of, together


class _Row(NamedTuple):
    """An attendance, field by field as in `HELD`."""

    item: int
    provider: int
    day: int
    start: int
    length: int
    site: int
    discipline: int
    mode: int
    regular: int
    session: int

    @property
    def stretch(self) -> int:
        """The minutes of the session as bits."""
        return ((1 << self.length) - 1) << self.start

    @property
    def of_regular(self) -> tuple[int, int, int]:
        """How it is held at a regular session of a date."""
        return self.mode, self.regular, self.day


@dataclass
class _Unit:
    """Sessions that are held together or not at all: as they are held, and row by row."""

    held: list[Held]
    sessions: list[list[_Row]]

    @property
    def minutes(self) -> int:
        """Student minutes."""
        return sum(row.length for session in self.sessions for row in session)


def fitting(task: Task, held: Held, more: Held) -> Held:
    """Return what is held, and of `more` what fits beside it; most student minutes come first."""
    limits = _Limits(task)
    for unit in _units(held):
        limits.take(unit)
    kept = [held]
    for unit in sorted(_units(more), key=lambda unit: -unit.minutes):
        if limits.allow(unit):
            limits.take(unit)
            kept += unit.held
    return together(kept)


def _units(held: Held) -> list[_Unit]:
    """Return the sessions; extensions of one regular session on a date, long enough only together,
    are one unit.
    """
    found: list[_Unit] = []
    longer: dict[tuple[int, int, int], _Unit] = {}
    for session in sessions_of(held):
        rows = [_Row(*row) for row in session.tolist()]
        unit = longer.get(rows[0].of_regular)
        if unit is None:
            unit = _Unit([], [])
            found.append(unit)
            if rows[0].mode == EXTEND:
                longer[rows[0].of_regular] = unit
        unit.held.append(session)
        unit.sessions.append(rows)
    return found


class _Limits:
    """What is used up of everything that parts share."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.names = list(task.providers)
        self.week = task.available.days.week.tolist()
        self.left = task.left.tolist()
        self.items: dict[tuple[int, int], int] = defaultdict(int)
        self.busy: dict[tuple[str, int], int] = defaultdict(int)
        self.provider: dict[tuple[str, str, int], int] = defaultdict(int)
        self.student = defaultdict(int, task.locked.student_minutes)
        self.regular = {(JOIN, *key) for key in task.locked.joined}
        self.regular |= {(EXTEND, *key) for key in task.locked.extended}
        numbers = {item.owed_id: number for number, item in enumerate(task.items)}
        for (owed_id, day), count in task.locked.item_sessions.items():
            if owed_id in numbers:
                self.items[numbers[owed_id], day] += count
        for (name, day), minutes in task.locked.provider_minutes.items():
            self.provider["day", name, day] += minutes
            self.provider["week", name, self.week[day]] += minutes

    def allow(self, unit: _Unit) -> bool:
        """Say whether all sessions of a unit fit beside what was taken so far."""
        return all(self._allows(session) for session in unit.sessions) and self._caps_allow(unit)

    def _allows(self, session: list[_Row]) -> bool:
        policy = self.task.case.policy
        for row in session:
            facts = self.task.students[self.task.items[row.item].student_id]
            minutes = self.student[facts.student_id, row.day] + row.length
            if self.left[row.item] < row.length or minutes > facts.minutes_per_day:
                return False
            if self.items[row.item, row.day] >= policy.sessions_per_day_per_item:
                return False
            if self.busy[facts.student_id, row.day] & row.stretch:
                return False
        row = session[0]
        # a regular session is joined in one row and extended by one plan
        if row.mode in (JOIN, EXTEND) and row.of_regular in self.regular:
            return False
        return row.mode == JOIN or not self._taken(row) & row.stretch

    def _taken(self, row: _Row) -> int:
        # people's ids may be equal to students': their days count from -1 downwards
        return self.busy[self.names[row.provider], -1 - row.day]

    def _caps_allow(self, unit: _Unit) -> bool:
        row = unit.sessions[0][0]
        if row.mode == JOIN:
            return True
        name = self.names[row.provider]
        minutes = sum(session[0].length for session in unit.sessions)
        facts = self.task.providers[name]
        caps = ((("day", name, row.day), facts.minutes_per_day),
                (("week", name, self.week[row.day]), facts.minutes_per_week))  # fmt: skip
        return all(cap is None or self.provider[key] + minutes <= cap for key, cap in caps)

    def take(self, unit: _Unit) -> None:
        """Hold a unit."""
        for session in unit.sessions:
            for row in session:
                student = self.task.items[row.item].student_id
                self.left[row.item] -= row.length
                self.items[row.item, row.day] += 1
                self.student[student, row.day] += row.length
                self.busy[student, row.day] |= row.stretch
            row = session[0]
            if row.mode in (JOIN, EXTEND):
                self.regular.add(row.of_regular)
            if row.mode == JOIN:
                continue
            name = self.names[row.provider]
            self.busy[name, -1 - row.day] = self._taken(row) | row.stretch
            self.provider["day", name, row.day] += row.length
            self.provider["week", name, self.week[row.day]] += row.length
