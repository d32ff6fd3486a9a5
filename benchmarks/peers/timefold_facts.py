"""Hands a case to Timefold: its places, items and people as facts, a session as an entity."""

from collections import defaultdict
from typing import Any

import numpy as np

from benchmarks.peers.timefold_model import (
    Attendance,
    Item,
    Place,
    Provider,
    Schedule,
    Student,
)
from makeup_sched.places.columns import Columns
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import MODES

_NO_CAP = 10**6
_JOIN, _EXTEND = MODES.index("join"), MODES.index("extend")


class Facts:
    """A schedule without any session yet, and what each place stands for in the columns."""

    def __init__(self, columns: Columns) -> None:
        self.columns, self.task = columns, columns.task
        self._weeks, self._week_of_day = np.unique(
            self.task.available.days.week, return_inverse=True
        )
        self._providers = {name: self._provider(name) for name in columns.templates.providers}
        owing = {item.student_id for item in self.task.items}
        self._students = {student: self._student(student) for student in sorted(owing)}
        self._items = [self._item(number) for number in range(len(self.task.items))]
        self.place_column: list[int] = []
        self.schedule = Schedule(self._items, self._attendances(self._places_of_items()))

    def _provider(self, name: str) -> Provider:
        facts, locked = self.task.providers[name], self.task.locked.provider_minutes
        days = range(len(self.task.available.days))
        used = [locked.get((name, day), 0) for day in days]
        of_week = np.bincount(self._week_of_day, weights=used, minlength=len(self._weeks))
        day_cap = _NO_CAP if facts.minutes_per_day is None else facts.minutes_per_day
        week_cap = _NO_CAP if facts.minutes_per_week is None else facts.minutes_per_week
        return Provider(
            provider_id=name,
            day_left=[max(0, day_cap - minutes) // self.task.grid for minutes in used],
            week_left=[max(0, week_cap - int(minutes)) // self.task.grid for minutes in of_week],
        )

    def _student(self, student_id: str) -> Student:
        cap, locked = self.task.students[student_id].minutes_per_day, self.task.locked
        used = [
            locked.student_minutes.get((student_id, day), 0)
            for day in range(len(self.task.available.days))
        ]
        return Student(student_id, [max(0, cap - minutes) // self.task.grid for minutes in used])

    def _item(self, number: int) -> Item:
        item, grid = self.task.items[number], self.task.grid
        student = self.task.students[item.student_id]
        times = self.task.case.policy.sessions_per_day_per_item
        used = self.task.locked.item_sessions
        days = range(len(self.task.available.days))
        return Item(
            number=number,
            student=self._students[item.student_id],
            cells=int(self.task.left[number]) // grid,
            priority=item.priority,
            least=-(-item.min_session // grid),
            exact=item.owed // grid if item.owed < item.min_session else -1,
            seats=(item.max_group or _NO_CAP) if item.group else 1,
            grade=student.grade or 0,
            knows_grade=student.grade is not None,
            apart=sorted(student.keep_apart),
            times=[max(0, times - used.get((item.owed_id, day), 0)) for day in days],
        )

    def _places_of_items(self) -> dict[int, list[Place]]:
        """Return each item's places, long ones first; places that differ only in tier are one."""
        c = self.columns
        p = c.places
        keys = np.stack(
            [c.provider, c.slot, p.start, p.length, p.site, p.discipline, p.mode, p.regular]
        )
        _, first, merged = np.unique(keys, axis=1, return_index=True, return_inverse=True)
        merged = merged.reshape(-1)
        self.place_column = first.tolist()
        places = [self._place(number, column) for number, column in enumerate(self.place_column)]
        pairs = np.unique(np.stack([p.attendance_item, merged[p.attendance_place]]), axis=1)
        found: dict[int, list[Place]] = defaultdict(list)
        for item, place in pairs.T.tolist():
            found[item].append(places[place])
        for own in found.values():
            own.sort(key=lambda place: (-place.cells, place.day, place.start))
        return found

    def _place(self, number: int, column: int) -> Place:
        c, grid = self.columns, self.task.grid
        day = int(c.slots[c.slot[column]][0])
        provider = c.templates.providers[c.provider[column]]
        mode, regular = int(c.places.mode[column]), int(c.places.regular[column])
        start, length = int(c.places.start[column]), int(c.places.length[column])
        policy = self.task.case.policy
        done = self.task.locked.extended.get((regular, day), 0)
        beside = len(self.task.available.regular[regular].student_ids) if mode == _JOIN else 0
        return Place(
            number=number,
            provider=self._providers[provider],
            line=f"regular {regular} {day}" if mode == _JOIN else f"provider {provider} {day}",
            day=day,
            week=int(self._week_of_day[day]),
            start=start,
            end=start + length,
            cells=length // grid,
            mode=mode,
            cap=int(c.places.cap[column]),
            beside=beside,
            span=policy.group_grade_span,
            regular_day=f"{regular} {day}" if mode == _EXTEND else "",
            least_extension=-(-(policy.min_extension - done) // grid),
            most_extension=(policy.max_extension - done) // grid,
        )

    def _attendances(self, places: dict[int, list[Place]]) -> list[Any]:
        """Return as many sessions of each item as it could need, oldest debts first."""
        items = self.task.items
        found: list[Any] = []
        for number in sorted(places, key=lambda n: (items[n].due_shown, items[n].oldest_date, n)):
            own = self._items[number].places = places[number]
            shortest = min(place.cells for place in own)
            days = len({place.day for place in own})
            times = self.task.case.policy.sessions_per_day_per_item
            for _ in range(min(self._items[number].cells // shortest, days * times)):
                found.append(Attendance(len(found), self._items[number]))
        return found


def total_cells(task: Task) -> int:
    """Return what is owed in weighted cells: unmet where nothing is given."""
    left = (task.left // task.grid).tolist()
    return sum(item.priority * cells for item, cells in zip(task.items, left, strict=True))
