"""What a plan uses of its providers' time, looked up item by item."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.values import rows_of
from makeup_sched.places.day_places import JOIN
from makeup_sched.places.item_places import ItemPlaces
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import MODES

_LATEST = 24 * 60 + 1
"""More than any minute of a day: a provider's day and a minute of it fit into one number."""


@dataclass(frozen=True)
class _Held:
    """The attendances of a plan that are not locked, those of each provider together.

    `key` numbers provider and date, `mode` is as in `ItemPlaces`.
    """

    key: IntArray
    start: IntArray
    end: IntArray
    mode: IntArray
    student: IntArray
    item: IntArray


class PlanTimes:
    """Answers what stands in an item's way in one plan; sums are made once for all items."""

    def __init__(self, task: Task, sessions: pd.DataFrame) -> None:
        self._task = task
        self._sessions = sessions
        self._days = len(task.available.days)
        self._number = {name: number for number, name in enumerate(task.providers)}
        self._day = {date: day for day, date in enumerate(task.available.days.ordinal.tolist())}

    def rivals(self, places: ItemPlaces) -> int:
        """Count the other students who are seen at times at which the item could be."""
        held = self._held
        near = self._near(places)
        start, end, student = held.start[near], held.end[near], held.student[near]
        first = held.key[near] * _LATEST
        key = places.provider * self._days + places.day
        order = np.argsort(key * _LATEST + places.start, kind="stable")
        begins = (key * _LATEST + places.start)[order]
        # of the places that begin before a session ends, the one that lasts longest
        latest = np.maximum.accumulate((key * _LATEST + places.start + places.length)[order])
        before = np.searchsorted(begins, first + end) - 1
        met = (before >= 0) & (latest[np.maximum(before, 0)] > first + start)
        return len(set(student[met].tolist()) - {self._student_of_item[places.item]})

    def all_capped(self, places: ItemPlaces) -> bool:
        """Say whether every place left for the item would break a provider's own cap."""
        kept = self._not_held(places)
        provider, day, length = places.provider[kept], places.day[kept], places.length[kept]
        if not len(provider):
            return False
        in_day = self._used[0][provider, day] + length > self._caps[0][provider]
        in_week = self._used[1][provider, self._weeks[day]] + length > self._caps[1][provider]
        return bool(((places.mode[kept] != JOIN) & (in_day | in_week)).all())

    def _near(self, places: ItemPlaces) -> IntArray:
        """Return the attendances at the providers of an item's places."""
        providers = np.unique(places.provider)
        first = np.searchsorted(self._held.key, providers * self._days)
        last = np.searchsorted(self._held.key, (providers + 1) * self._days)
        parts = [np.arange(low, high) for low, high in zip(first, last, strict=True)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def _not_held(self, places: ItemPlaces) -> IntArray:
        """Return the places that the plan does not give to the item."""
        held = self._held
        left = np.ones(len(places.day), dtype=bool)
        for number in self._of_item.get(places.item, []):
            provider, day = divmod(int(held.key[number]), self._days)
            same = (places.provider == provider) & (places.day == day)
            same &= (places.start == held.start[number]) & (places.mode == held.mode[number])
            same &= places.start + places.length == held.end[number]
            # one place may stand for several kinds of attendees: one of them is taken
            left[np.flatnonzero(same & left)[:1]] = False
        return np.flatnonzero(left)

    @cached_property
    def _student_of_item(self) -> list[int]:
        """Student of each item, as a number."""
        numbers: dict[str, int] = {}
        items = self._task.items
        return [numbers.setdefault(item.student_id, len(numbers)) for item in items]

    @cached_property
    def _of_item(self) -> dict[int, list[int]]:
        """Attendances (numbers in `_held`) of each item that has any."""
        found: dict[int, list[int]] = {}
        for number, item in enumerate(self._held.item.tolist()):
            found.setdefault(item, []).append(number)
        return found

    @cached_property
    def _held(self) -> _Held:
        items = {item.owed_id: number for number, item in enumerate(self._task.items)}
        rows: list[tuple[int, ...]] = []
        for row in rows_of(self._sessions[~self._sessions["locked"]]):
            day = self._day[row.date.toordinal()]
            key = self._number[row.provider_id] * self._days + day
            for owed_id in row.owed_ids:
                item = items[owed_id]
                student = self._student_of_item[item]
                mode = MODES.index(row.mode)
                rows.append((key, int(row.start), int(row.end), mode, student, item))
        table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 6)
        return _Held(*table.T)

    @cached_property
    def _used(self) -> tuple[IntArray, IntArray]:
        """Minutes that each provider gives on each day and in each week, one row per provider."""
        day = np.zeros((len(self._number), self._days), dtype=np.int64)
        week = np.zeros((len(self._number), int(self._weeks.max(initial=0)) + 1), dtype=np.int64)
        for row in rows_of(self._sessions):
            if row.mode == "join":
                continue  # takes none of the provider's time
            number, date = self._number[row.provider_id], self._day[row.date.toordinal()]
            day[number, date] += int(row.end) - int(row.start)
            week[number, self._weeks[date]] += int(row.end) - int(row.start)
        return day, week

    @cached_property
    def _weeks(self) -> IntArray:
        """Number of the week of each date."""
        weeks = self._task.available.days.week
        return np.unique(weeks, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def _caps(self) -> tuple[IntArray, IntArray]:
        """Minutes that each provider may give in a day and in a week."""
        facts = self._task.providers.values()
        none = 10**9
        day = [none if fact.minutes_per_day is None else fact.minutes_per_day for fact in facts]
        week = [none if fact.minutes_per_week is None else fact.minutes_per_week for fact in facts]
        return np.array(day, dtype=np.int64), np.array(week, dtype=np.int64)
