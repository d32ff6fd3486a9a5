"""Bundles: sessions of contractors, found over classes of dates, put together into visits.

A search over classes of dates only counts how many contractors are present at each hour of a class.
Which sessions belong to one visit is settled here: each session goes where it costs least, in an
order and at prices shaken a little, again and again, and the cheapest lot is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.booked import Bundle, GroupSession
from makeup_sched.contracts.common_days import CommonDays
from makeup_sched.contracts.lengths import who_may_sit
from makeup_sched.contracts.rules import ContractTime
from makeup_sched.places.task import Task
from makeup_sched.tables.clock import DAY

_TRIES = 300
"""Times that the sessions of a class are put together anew."""
_SHAKE = 0.5
"""Share of the shortest visit by which prices are shaken."""


def bundles_of(time: ContractTime, values: IntArray, seed: int = 0) -> list[Bundle]:
    """Return visits that hold the sessions of the pools in counts that were found.

    Parameters
    ----------
    time
        The variables of contract time.
    values
        Their values.
    seed
        Of the order and the prices that are tried.
    """
    random = np.random.default_rng(seed)
    columns = time.variables.columns
    paid = _paid(time, values)
    found: list[Bundle] = []
    for (pool, slot), sessions in sorted(_sessions(time, values).items()):
        name = columns.templates.providers[pool]
        packing = _Packing(columns.task, name, time.visit_minutes)
        found += packing.cheapest(sessions, paid.get((pool, slot), 0), random)
    return found


def days_with_staff(time: ContractTime, values: IntArray) -> dict[str, int]:
    """Return on which dates (bits by index) staff may see each student in counts that were found.

    Of a class of dates all: on which of them it is is not settled yet.
    """
    v = time.variables
    c = v.columns
    found: dict[str, int] = defaultdict(int)
    mine = np.flatnonzero((values[: v.attendance_count] > 0) & ~time.pool[c.provider[v.place]])
    for number in mine.tolist():
        student = c.task.items[int(v.item[number])].student_id
        for day in c.slots[int(c.slot[v.place[number]])].tolist():
            found[student] |= 1 << day
    return dict(found)


class _Packing:
    """Puts the sessions of a pool in a class of dates together."""

    def __init__(self, task: Task, pool: str, least: int) -> None:
        self._task, self._pool, self._least = task, pool, least

    def cheapest(
        self, sessions: Sequence[GroupSession], paid: int, random: np.random.Generator
    ) -> list[Bundle]:
        """Return the cheapest visits of all tries; as many minutes as `paid` need no further."""
        best = self._packed(sessions, None)
        for _ in range(_TRIES):
            if _minutes(best) <= paid:
                break
            other = self._packed(sessions, random)
            if _minutes(other) < _minutes(best):
                best = other
        return best

    def _packed(
        self, sessions: Sequence[GroupSession], random: np.random.Generator | None
    ) -> list[Bundle]:
        made: list[Bundle] = []
        for session in sorted(sessions, key=lambda one: (one.start, -one.length)):
            alone = self._visit((session,))
            costs = [(float(alone.end - alone.start), len(made))]
            for number, visit in enumerate(made):
                if self._takes(visit, session):
                    longer = self._visit((*visit.sessions, session))
                    more = (longer.end - longer.start) - (visit.end - visit.start)
                    costs.append((float(more), number))
            if random is not None:
                shaken = random.random(len(costs)) * _SHAKE * self._least
                costs = [
                    (cost + more, number)
                    for (cost, number), more in zip(costs, shaken.tolist(), strict=True)
                ]
            number = min(costs)[1]
            if number == len(made):
                made.append(alone)
            else:
                made[number] = self._visit((*made[number].sessions, session))
        return made

    def _takes(self, visit: Bundle, session: GroupSession) -> bool:
        """Say whether a session can follow in a visit (rule 5 holds within it)."""
        if visit.sessions[-1].end > session.start or not visit.days & session.days:
            return False
        seen = visit.items
        if any(item in seen for item in session.items):
            return False
        minutes = Counter({self._task.items[item].student_id: session.length
                           for item in session.items})  # fmt: skip
        for one in visit.sessions:
            minutes.update({self._task.items[item].student_id: one.length for item in one.items})
        return all(
            minutes[self._task.items[item].student_id]
            <= self._task.students[self._task.items[item].student_id].minutes_per_day
            for item in session.items
        )

    def _visit(self, sessions: tuple[GroupSession, ...]) -> Bundle:
        end = sessions[-1].end
        # where too little of the day is left for a whole visit it begins before its sessions
        start = min(sessions[0].start, DAY - self._least)
        end = max(end, start + self._least)
        return Bundle(self._pool, start, end, sessions)


def _minutes(visits: Sequence[Bundle]) -> int:
    return sum(one.end - one.start for one in visits)


def _paid(time: ContractTime, values: IntArray) -> dict[tuple[int, int], int]:
    """Return the paid minutes of each pool (row of the templates) in each slot."""
    slots = len(time.variables.columns.slots)
    if not len(time.key):
        return {}
    present = np.add.reduceat(values[time.presence], time.offset[:-1])
    return {
        divmod(key, slots): cells * time.grid
        for key, cells in zip(time.key.tolist(), present.tolist(), strict=True)
    }


def _sessions(time: ContractTime, values: IntArray) -> dict[tuple[int, int], list[GroupSession]]:
    """Return the sessions of the pools, each as often as it is held, by pool and slot."""
    v = time.variables
    c = v.columns
    mine = np.flatnonzero((values[: v.attendance_count] > 0) & time.pool[c.provider[v.place]])
    attending: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number in mine.tolist():
        attending[int(v.place[number])].append((int(v.item[number]), int(values[number])))
    rooms = _rooms(time, values)
    slots = {place: (int(c.provider[place]), int(c.places.start[place]),
                     int(c.places.length[place])) for place in attending}  # fmt: skip
    common = CommonDays(c.templates, slots.values())
    found: dict[tuple[int, int], list[GroupSession]] = defaultdict(list)
    for place, who in attending.items():
        slot = slots[place]
        days = {item: common.of(slot, item) for item, _ in who}
        alone = bool(c.places.solo[place])
        groups = _alone(who) if alone else _seated(c.task, rooms.get(place, []), who, days)
        fitting = (who_may_sit(c.task, items, slot[2]) for items in groups)
        found[slot[0], int(c.slot[place])] += [
            GroupSession(*slot[1:], items, reduce(and_, (days[item] for item in items)))
            for items in fitting
            if items
        ]
    return found


def _alone(who: list[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    for item, times in who:
        yield from [(item,)] * times


@dataclass
class _Room:
    """A session that is held, for students of a range of grades."""

    low: int
    high: int
    items: list[int]
    days: int = -1


def _rooms(time: ContractTime, values: IntArray) -> dict[int, list[_Room]]:
    """Return the sessions held in each place that students share."""
    v = time.variables
    places = v.columns.places
    found: dict[int, list[_Room]] = defaultdict(list)
    for opening in np.flatnonzero(values[v.opening] > 0).tolist():
        low, high = int(places.opening_low[opening]), int(places.opening_high[opening])
        for _ in range(int(values[v.opening[opening]])):
            found[int(places.opening_place[opening])].append(_Room(low, high, []))
    return found


def _seated(
    task: Task, rooms: list[_Room], who: list[tuple[int, int]], days: Mapping[int, int]
) -> Iterator[tuple[int, ...]]:
    """Seat everybody as often as they attend, the least filled room first.

    Who fits none has a room alone.
    """
    rooms = [replace(room, items=[]) for room in rooms]
    for item, times in sorted(who, key=lambda one: (-one[1], one[0])):
        fitting = [room for room in rooms if room.days & days[item] and _may_sit(task, room, item)]
        chosen = sorted(fitting, key=lambda one: len(one.items))[:times]
        for room in chosen:
            room.items.append(item)
            room.days &= days[item]
        yield from [(item,)] * (times - len(chosen))
    yield from (tuple(room.items) for room in rooms if room.items)


def _may_sit(task: Task, room: _Room, item: int) -> bool:
    facts = [task.items[one] for one in (*room.items, item)]
    student = task.students[facts[-1].student_id]
    if student.grade is not None and not room.low <= student.grade <= room.high:
        return False
    seats = min((one.max_group or len(facts) if one.group else 1) for one in facts)
    others = {one.student_id for one in facts[:-1]}
    apart = others & {student.student_id, *student.keep_apart}
    return len(facts) <= min(seats, task.case.policy.group_cap) and not apart
