"""A first plan for a whole district within seconds, built day by day from the templates.

For each provider and date, from morning to evening: whatever serves most student minutes per minute
of the provider is taken, oldest debts first.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.columns import allowed_days
from makeup_sched.places.day_places import EXTEND, EXTRA, JOIN, DayPlaces
from makeup_sched.places.templates import Templates
from makeup_sched.solve.held import HELD, Held


@dataclass(frozen=True)
class _Place:
    """One place of a template; `windows` are the ranges of grades it may be opened for."""

    number: int
    start: int
    length: int
    mode: int
    regular: int
    cap: int
    solo: bool
    windows: tuple[tuple[int, int], ...]
    members: tuple[int, ...]


def first_plan(templates: Templates) -> Held:
    """Return a plan that keeps every rule; the best of each moment, never looked at again."""
    return _FirstPlan(templates).run()


class _FirstPlan:
    def __init__(self, templates: Templates) -> None:
        task = templates.task
        self.task, self.templates = task, templates
        self.items: tuple[OwedItem, ...] = task.items
        self.left: list[int] = task.left.tolist()
        urgency = sorted(
            range(len(task.items)),
            key=lambda i: (
                -task.items[i].priority,
                task.items[i].due_shown,
                task.items[i].oldest_date,
            ),
        )
        self.rank = {item: place for place, item in enumerate(urgency)}
        self.grade = [task.students[item.student_id].grade for item in task.items]
        self.apart = [task.students[item.student_id].keep_apart for item in task.items]
        self.day_cap = [task.students[item.student_id].minutes_per_day for item in task.items]
        self.allowed = allowed_days(task)
        locked = task.locked
        self.sessions: dict[tuple[str, int], int] = defaultdict(int, locked.item_sessions)
        self.minutes: dict[tuple[str, int], int] = defaultdict(int, locked.student_minutes)
        self.given: dict[tuple[str, int], int] = defaultdict(int, locked.provider_minutes)
        self.extended: dict[tuple[int, int], int] = defaultdict(int, locked.extended)
        self.busy: dict[tuple[str, int], int] = defaultdict(int)
        self.weekly: dict[tuple[str, int], int] = defaultdict(int)
        for (name, day), amount in locked.provider_minutes.items():
            self.weekly[name, self._week(day)] += amount
        self.rows: list[tuple[int, ...]] = []
        self.count = 0

    def _week(self, day: int) -> int:
        return int(self.task.available.days.week[day])

    def run(self) -> Held:
        """Fill the dates of each provider, one provider after the other."""
        numbers = {name: number for number, name in enumerate(self.task.providers)}
        for row, name in enumerate(self.templates.providers):
            known: dict[int, list[_Place]] = {}
            for day, template in enumerate(self.templates.of_day[row].tolist()):
                if template not in known:
                    known[template] = self._places(self.templates.places[template])
                if known[template]:
                    parts = self.templates.places[template]
                    self._fill(name, numbers[name], day, known[template], parts)
        return np.array(self.rows, dtype=HELD) if self.rows else np.zeros(0, dtype=HELD)

    def _places(self, found: DayPlaces) -> list[_Place]:
        """Return joins first, then the places of the day from morning to evening."""
        members: dict[int, list[int]] = defaultdict(list)
        pairs = zip(found.attendance_place.tolist(), found.attendance_item.tolist(), strict=True)
        for place, item in pairs:
            members[place].append(item)
        windows: dict[int, list[tuple[int, int]]] = defaultdict(list)
        opened = (found.opening_place, found.opening_low, found.opening_high)
        for place, low, high in zip(*(part.tolist() for part in opened), strict=True):
            windows[place].append((low, high))
        facts = (found.start, found.length, found.mode, found.regular, found.cap, found.solo)
        places = [
            _place(
                number,
                each,
                tuple(windows[number]),
                tuple(sorted(members[number], key=self.rank.__getitem__)),
            )
            for number, each in enumerate(zip(*(part.tolist() for part in facts), strict=True))
        ]
        return sorted(places, key=lambda place: (place.mode != JOIN, place.start))

    def _fill(
        self, name: str, number: int, day: int, places: list[_Place], found: DayPlaces
    ) -> None:
        """Fill one date of one provider."""
        taken, at = 0, 0
        joined: set[int] = set()
        while at < len(places):
            best: _Place | None = None
            who: list[int] = []
            end = at
            while end < len(places) and self._together(places[at], places[end]):
                members = self._members(name, day, places[end], taken, joined)
                if members and self._better(places[end], members, best, who):
                    best, who = places[end], members
                end += 1
            if best is not None:
                taken |= self._hold(name, number, day, best, who, found)
                joined.add(best.regular if best.mode == JOIN else -1)
            at = end

    def _better(
        self, place: _Place, who: list[int], best: _Place | None, before: list[int]
    ) -> bool:
        """Say whether a place serves more at a time than the best so far, or longer.

        A student counts as often as the priority of what is owed says.
        """
        if best is None:
            return True
        return (self._worth(who), place.length) > (self._worth(before), best.length)

    def _worth(self, who: list[int]) -> int:
        return sum(self.items[item].priority for item in who)

    @staticmethod
    def _together(one: _Place, other: _Place) -> bool:
        """Say whether two places begin at the same moment (joins are a matter of their own)."""
        return one.start == other.start and (one.mode == JOIN) == (other.mode == JOIN)

    def _members(
        self, name: str, day: int, place: _Place, taken: int, joined: set[int]
    ) -> list[int]:
        """Return who could sit in a place now, as many as fit, oldest debts first."""
        stretch = ((1 << place.length) - 1) << place.start
        if place.mode == JOIN:
            if place.regular in joined:
                return []
        elif stretch & taken or not self._provider_may(name, day, place):
            return []
        wanted = [item for item in place.members if self._may(item, day, place, stretch)]
        if not wanted or place.solo:
            return wanted[:1]
        return max((self._group(wanted, place, window) for window in place.windows), key=len)

    def _provider_may(self, name: str, day: int, place: _Place) -> bool:
        facts, length = self.task.providers[name], place.length
        in_day = self.given[name, day] + length
        in_week = self.weekly[name, self._week(day)] + length
        if facts.minutes_per_day is not None and in_day > facts.minutes_per_day:
            return False
        if facts.minutes_per_week is not None and in_week > facts.minutes_per_week:
            return False
        if place.mode != EXTEND:
            return True
        longer = self.extended[place.regular, day] + length
        policy = self.task.case.policy
        return policy.min_extension <= longer <= policy.max_extension

    def _may(self, item: int, day: int, place: _Place, stretch: int) -> bool:
        facts, length, left = self.items[item], place.length, self.left[item]
        if length > left or not self.allowed[item, day]:
            return False
        if self.busy[facts.student_id, day] & stretch:
            return False
        if self.sessions[facts.owed_id, day] >= self.task.case.policy.sessions_per_day_per_item:
            return False
        if self.minutes[facts.student_id, day] + length > self.day_cap[item]:
            return False
        if place.mode != EXTRA:
            return True
        rest = left - length
        if 0 < rest < facts.min_session <= length:
            return False
        return length >= facts.min_session or not place.solo or length == facts.owed

    def _without_short(self, wanted: list[int], place: _Place) -> list[int]:
        """Leave out who needs longer, unless somebody owes just this length in all."""
        own = [item for item in wanted if place.length >= self.items[item].min_session]
        small = [item for item in wanted if self.items[item].owed == place.length]
        small = [item for item in small if self.items[item].min_session > place.length]
        return [*small[:1], *(item for item in wanted if item not in small[:1])] if small else own

    def _group(self, wanted: list[int], place: _Place, window: tuple[int, int]) -> list[int]:
        """Return who of these could sit together in a place opened for a range of grades."""
        grades = [(item, self.grade[item]) for item in wanted]
        fitting = [item for item, grade in grades if grade is None or _within(grade, window)]
        if place.mode == EXTRA:
            fitting = self._without_short(fitting, place)
        chosen: list[int] = []
        students: set[str] = set()
        seats = place.cap
        for item in fitting:
            facts = self.items[item]
            most = min(seats, self._seats(item, place))
            fits = facts.student_id not in students and self.apart[item].isdisjoint(students)
            if fits and len(chosen) < most:
                chosen.append(item)
                students.add(facts.student_id)
                seats = most
        return chosen

    def _seats(self, item: int, place: _Place) -> int:
        facts = self.items[item]
        allowed = 1 if not facts.group else facts.max_group or 10**6
        if place.mode == JOIN:
            allowed -= len(self.task.available.regular[place.regular].student_ids)
        return allowed

    def _hold(
        self, name: str, number: int, day: int, place: _Place, who: list[int], found: DayPlaces
    ) -> int:
        """Hold a session and return the provider's time that it takes."""
        stretch = ((1 << place.length) - 1) << place.start
        site, discipline = int(found.site[place.number]), int(found.discipline[place.number])
        for item in who:
            facts = self.items[item]
            self.left[item] -= place.length
            self.sessions[facts.owed_id, day] += 1
            self.minutes[facts.student_id, day] += place.length
            self.busy[facts.student_id, day] |= stretch
            where = (day, place.start, place.length, site, discipline, place.mode, place.regular)
            self.rows.append((item, number, *where, self.count))
        self.count += 1
        if place.mode == JOIN:
            return 0
        if place.mode == EXTEND:
            self.extended[place.regular, day] += place.length
        self.given[name, day] += place.length
        self.weekly[name, self._week(day)] += place.length
        return stretch


def _place(
    number: int,
    facts: tuple[Any, ...],
    windows: tuple[tuple[int, int], ...],
    members: tuple[int, ...],
) -> _Place:
    start, length, mode, regular, cap, solo = facts
    return _Place(number, start, length, mode, regular, cap, solo, windows, members)


def _within(grade: int, window: tuple[int, int]) -> bool:
    return window[0] <= grade <= window[1]
