"""The careful person's plan: oldest debts first, earliest free time first, groups where they fit.

It exists within a moment, and nothing worse is ever returned.
"""

from dataclasses import dataclass, field

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.model.model import Model
from makeup_sched.model.variables import Variables
from makeup_sched.places.day_places import EXTEND, JOIN


@dataclass
class _Open:
    """A session held so far."""

    opening: int
    members: list[int] = field(default_factory=list)


class Greedy:
    """Builds one plan, item by item, over dated columns.

    `rank` orders the attendances (lower is tried first); after that come the date and the
    longer session.
    """

    def __init__(self, model: Model, rank: IntArray) -> None:
        v = model.variables
        self.v = v
        self.columns = v.columns
        self.task = v.columns.task
        self.left = self.task.left.copy()
        self.values = np.zeros(v.count, dtype=np.int64)
        self._busy: dict[tuple[str, int, int], int] = {}
        self._used: dict[tuple[str, object, int], int] = {}
        self._open: dict[int, _Open] = {}
        self._openings = _by_place(v.columns.places.opening_place)
        self._order = _ordered(v, rank)
        self._lists()

    def run(self) -> IntArray:
        """Return the plan as values of the model's variables."""
        items = self.task.items
        order = sorted(
            range(len(items)), key=lambda i: (items[i].due_shown, items[i].oldest_date, i)
        )
        for strict in (True, False):
            for item in order:
                self._serve(item, strict)
        self.values[self.v.unmet] = self.left // self.task.grid
        return self.values

    # -- one item ------------------------------------------------------------------------------

    def _serve(self, item: int, strict: bool) -> None:
        """Give the item sessions until nothing is left or nothing fits.

        `strict` leaves no remainder that is too small for a session of its own.
        """
        candidates = self._order.get(item, [])
        shared = [a for a in candidates if self._place[a] in self._open]
        for attendance in [*shared, *candidates]:
            if self.left[item] <= 0:
                return
            length = self._length[self._place[attendance]]
            rest = self.left[item] - length
            if rest < 0 or (strict and 0 < rest < self.task.items[item].min_session):
                continue
            if self._fits(attendance, item):
                self._take(attendance, item)

    def _fits(self, attendance: int, item: int) -> bool:
        place = self._place[attendance]
        slot, length = self._slot[place], self._length[place]
        facts = self.task.items[item]
        student = self.task.students[facts.student_id]
        if self.values[attendance] or self._mode_forbids(place, item):
            return False
        sessions = self._sum("item", facts.owed_id, slot)
        minutes = self._sum("student", facts.student_id, slot)
        if sessions >= self.task.case.policy.sessions_per_day_per_item:
            return False
        if minutes + length > student.minutes_per_day:
            return False
        if self._stretch(place) & self._busy.get(("student", self._student[item], slot), 0):
            return False
        if place in self._open:
            return self._seat_left(place, item)
        return self._provider_free(place) and self._opening_for(place, item) is not None

    def _mode_forbids(self, place: int, item: int) -> bool:
        length, mode = self._length[place], self._mode[place]
        facts, policy = self.task.items[item], self.task.case.policy
        if mode == JOIN:
            key = (self._regular[place], self._slot[place])
            return place not in self._open and self._used.get(("joined", *key), 0) > 0
        if mode == EXTEND:
            done = self._used.get(("extended", self._regular[place], self._slot[place]), 0)
            done += self.task.locked.extended.get((self._regular[place], self._slot[place]), 0)
            more = 0 if place in self._open else length
            return done + more > policy.max_extension or done + more < policy.min_extension
        return length < facts.min_session and not (
            facts.owed == length and facts.owed < facts.min_session
        )

    def _seat_left(self, place: int, item: int) -> bool:
        held = self._open[place]
        if not held.members or self._solo[place]:
            return False
        size = len(held.members) + 1
        if size > self._cap[place] or any(size > self._seats(i, place) for i in held.members):
            return False
        apart = self.task.students[self.task.items[item].student_id].keep_apart
        if any(self.task.items[i].student_id in apart for i in held.members):
            return False
        return size <= self._seats(item, place) and self._grade_fits(held.opening, item)

    def _seats(self, item: int, place: int) -> int:
        facts = self.task.items[item]
        allowed = 1 if not facts.group else facts.max_group or 10**6
        if self._mode[place] == JOIN:
            allowed -= len(self.task.available.regular[self._regular[place]].student_ids)
        return allowed

    def _grade_fits(self, opening: int, item: int) -> bool:
        grade = self.task.students[self.task.items[item].student_id].grade
        places = self.columns.places
        low, high = places.opening_low[opening], places.opening_high[opening]
        return grade is None or bool(low <= grade <= high)

    def _opening_for(self, place: int, item: int) -> int | None:
        if self._solo[place]:
            return -1
        fitting = [o for o in self._openings.get(place, []) if self._grade_fits(o, item)]
        return fitting[0] if fitting and self._seats(item, place) >= 1 else None

    def _provider_free(self, place: int) -> bool:
        if self._mode[place] == JOIN:
            return True
        provider, slot, length = self._provider[place], self._slot[place], self._length[place]
        if self._stretch(place) & self._busy.get(("provider", provider, slot), 0):
            return False
        facts = self.task.providers[self.columns.templates.providers[provider]]
        day = self._sum("provider", facts.provider_id, slot)
        week = self._used.get(("week", provider, self._week[slot]), 0)
        week += self._locked_week.get((facts.provider_id, self._week[slot]), 0)
        return (facts.minutes_per_day is None or day + length <= facts.minutes_per_day) and (
            facts.minutes_per_week is None or week + length <= facts.minutes_per_week
        )

    def _take(self, attendance: int, item: int) -> None:
        place = self._place[attendance]
        slot, length = self._slot[place], self._length[place]
        facts = self.task.items[item]
        self.values[attendance] = 1
        self.left[item] -= length
        self._count("item", facts.owed_id, slot, 1)
        self._count("student", facts.student_id, slot, length)
        self._fill("student", self._student[item], place)
        if place not in self._open:
            opening = self._opening_for(place, item)
            self._open[place] = _Open(-1 if opening is None else opening)
            self._hold(place, opening)
        self._open[place].members.append(item)

    def _hold(self, place: int, opening: int | None) -> None:
        slot, length, mode = self._slot[place], self._length[place], self._mode[place]
        if opening is not None and opening >= 0:
            self.values[self.v.opening[opening]] = 1
        if mode == JOIN:
            self._count("joined", self._regular[place], slot, 1)
            return
        if mode == EXTEND:
            self._count("extended", self._regular[place], slot, length)
        provider = self._provider[place]
        self._fill("provider", provider, place)
        self._count("provider", self.columns.templates.providers[provider], slot, length)
        self._count("week", provider, self._week[slot], length)

    # -- bookkeeping ---------------------------------------------------------------------------

    def _sum(self, kind: str, name: str, slot: int) -> int:
        locked = self.task.locked
        table: dict[tuple[str, int], int] = {
            "item": locked.item_sessions,
            "student": locked.student_minutes,
            "provider": locked.provider_minutes,
        }[kind]
        return self._used.get((kind, name, slot), 0) + table.get((name, slot), 0)

    def _count(self, kind: str, name: object, slot: int, amount: int) -> None:
        key = (kind, name, slot)
        self._used[key] = self._used.get(key, 0) + amount

    def _stretch(self, place: int) -> int:
        stretch: int = ((1 << self._length[place]) - 1) << self._start[place]
        return stretch

    def _fill(self, kind: str, who: int, place: int) -> None:
        key = (kind, who, self._slot[place])
        self._busy[key] = self._busy.get(key, 0) | self._stretch(place)

    def _lists(self) -> None:
        """Keep the arrays that are looked at one by one as lists, which is much faster."""
        c = self.columns
        self._place = self.v.place.tolist()
        self._slot = c.slot.tolist()
        self._provider = c.provider.tolist()
        self._start, self._length = c.places.start.tolist(), c.places.length.tolist()
        self._mode, self._regular = c.places.mode.tolist(), c.places.regular.tolist()
        self._solo, self._cap = c.places.solo.tolist(), c.places.cap.tolist()
        self._student = self.v.student.tolist()
        self._week = self.task.available.days.week.tolist()
        self._locked_week: dict[tuple[str, int], int] = {}
        for (provider, day), minutes in self.task.locked.provider_minutes.items():
            key = (provider, self._week[day])
            self._locked_week[key] = self._locked_week.get(key, 0) + minutes


def greedy_plan(model: Model) -> IntArray:
    """Return the careful person's plan over dated columns.

    Time that the policy's objective likes less (contract, ESY, extended day, avoid) comes later.
    """
    v = model.variables
    rank = np.zeros(v.attendance_count, dtype=np.int64)
    for name in ("contract", "esy", "extended_day", "moved"):
        if name in model.weights:
            rank = rank * 2 + _per_attendance(model, name)
    return Greedy(model, rank).run()


def _per_attendance(model: Model, name: str) -> IntArray:
    """Return 1 where the attendance (or its place) costs in a term, 0 else."""
    v = model.variables
    weights = model.weights[name]
    if name == "moved":
        return np.asarray(weights[: v.attendance_count] == 0, dtype=np.int64)
    costly = np.zeros(len(v.columns.places.start), dtype=bool)
    costly[v.session_place[weights[v.session] > 0]] = True
    costs = (weights[: v.attendance_count] > 0) | costly[v.place]
    return np.asarray(costs, dtype=np.int64)


def _ordered(v: Variables, rank: IntArray) -> dict[int, list[int]]:
    """Return each item's attendances in the order in which to try them."""
    c = v.columns
    order = np.lexsort((c.places.start[v.place], -c.places.length[v.place], v.slot, rank, v.item))
    items = v.item[order]
    bounds = np.flatnonzero(np.diff(items)) + 1
    parts = np.split(order, bounds)
    return {int(v.item[part[0]]): part.tolist() for part in parts if len(part)}


def _by_place(opening_place: IntArray) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, place in enumerate(opening_place.tolist()):
        found.setdefault(place, []).append(number)
    return found
