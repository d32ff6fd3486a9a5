"""Puts plans of several parts together: session by session, whatever keeps the shared limits.

Parts that were planned side by side each keep all rules. Together they may give somebody more than
is owed, put somebody in two sessions at once, or pass a daily or weekly cap.
"""

from collections import defaultdict

import numpy as np

from makeup_sched.places.day_places import EXTEND, JOIN
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held, sessions_of, together

Unit = list[Held]
"""Sessions that are held together or not at all."""


def fitting(task: Task, held: Held, more: Held) -> Held:
    """Return what is held, and of `more` what fits beside it; most student minutes come first."""
    limits = _Limits(task)
    for unit in _units(held):
        limits.take(unit)
    kept = [held]
    for unit in sorted(_units(more), key=lambda unit: -sum(int(s["length"].sum()) for s in unit)):
        if limits.allow(unit):
            limits.take(unit)
            kept += unit
    return together(kept)


def _units(held: Held) -> list[Unit]:
    """Return the sessions; extensions of one regular session on a date, long enough only together,
    are one unit.
    """
    found: list[Unit] = []
    longer: dict[tuple[int, int], Unit] = {}
    for session in sessions_of(held):
        row = session[0]
        if int(row["mode"]) != EXTEND:
            found.append([session])
            continue
        key = (int(row["regular"]), int(row["day"]))
        if key not in longer:
            longer[key] = []
            found.append(longer[key])
        longer[key].append(session)
    return found


class _Limits:
    """What is used up of everything that parts share."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.names = list(task.providers)
        self.week = task.available.days.week
        self.left = task.left.copy()
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
            self.provider["week", name, int(self.week[day])] += minutes

    def allow(self, unit: Unit) -> bool:
        """Say whether all sessions of a unit fit beside what was taken so far."""
        return all(self._allows(session) for session in unit) and self._caps_allow(unit)

    @staticmethod
    def _of_regular(row: np.void) -> tuple[int, int, int]:
        return int(row["mode"]), int(row["regular"]), int(row["day"])

    def _allows(self, session: Held) -> bool:
        policy = self.task.case.policy
        for row in session:
            item, day, length = int(row["item"]), int(row["day"]), int(row["length"])
            facts = self.task.students[self.task.items[item].student_id]
            minutes = self.student[facts.student_id, day] + length
            if self.left[item] < length or minutes > facts.minutes_per_day:
                return False
            if self.items[item, day] >= policy.sessions_per_day_per_item:
                return False
            if self.busy[facts.student_id, day] & _stretch(row):
                return False
        row = session[0]
        # a regular session is joined in one row and extended by one plan
        if int(row["mode"]) in (JOIN, EXTEND) and self._of_regular(row) in self.regular:
            return False
        taken = self.busy[self.names[int(row["provider"])], -1 - int(row["day"])]
        return int(row["mode"]) == JOIN or not taken & _stretch(row)

    def _caps_allow(self, unit: Unit) -> bool:
        row = unit[0][0]
        name, day = self.names[int(row["provider"])], int(row["day"])
        minutes = sum(int(session[0]["length"]) for session in unit)
        if int(row["mode"]) == JOIN:
            return True
        facts = self.task.providers[name]
        caps = ((("day", name, day), facts.minutes_per_day),
                (("week", name, int(self.week[day])), facts.minutes_per_week))  # fmt: skip
        return all(cap is None or self.provider[key] + minutes <= cap for key, cap in caps)

    def take(self, unit: Unit) -> None:
        """Hold a unit."""
        for session in unit:
            for row in session:
                item, day, length = int(row["item"]), int(row["day"]), int(row["length"])
                student = self.task.items[item].student_id
                self.left[item] -= length
                self.items[item, day] += 1
                self.student[student, day] += length
                self.busy[student, day] |= _stretch(row)
            row = session[0]
            if int(row["mode"]) in (JOIN, EXTEND):
                self.regular.add(self._of_regular(row))
            if int(row["mode"]) == JOIN:
                continue
            name, day, length = self.names[int(row["provider"])], int(row["day"]), row["length"]
            # people's ids may be equal to students': their days count from -1 downwards
            self.busy[name, -1 - day] |= _stretch(row)
            self.provider["day", name, day] += int(length)
            self.provider["week", name, int(self.week[day])] += int(length)


def _stretch(row: np.void) -> int:
    """Return the minutes of a session as bits."""
    return ((1 << int(row["length"])) - 1) << int(row["start"])
