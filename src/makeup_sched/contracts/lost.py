"""Minutes that no plan can place, with as many contractors as one likes from a date on."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.places.beside import short_debts
from makeup_sched.places.item_places import ItemPlaces, places_by_item
from makeup_sched.places.narrowing import narrowed
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.alone import most_minutes_alone

_NEVER = 10**9
"""A date (ordinal) after all others."""


def lacking(task: Task, staff: Certificate) -> Task:
    """Return the task of the items that the plan of staff leaves unmet in part."""
    unmet = staff.plan.items[staff.plan.items["unmet"] > 0]
    ids = set(unmet["owed_id"])
    items = np.flatnonzero([item.owed_id in ids for item in task.items])
    narrow = narrowed(task, np.arange(len(task.providers)), items, task.locked).task
    return replace(narrow, beside=short_debts(task.items))


class Lost:
    """What each item cannot be given even if it had everybody to itself, contractors from a date.

    `pools` are the contractors among the task's providers.
    """

    def __init__(self, task: Task, pools: set[str]) -> None:
        self._task = task
        self._pool = np.array([name in pools for name in task.providers], dtype=bool)
        self._places_of = places_by_item(find_templates(task))
        # whom staff alone can serve whole, nobody has to come for
        self._short = [
            item
            for item in np.flatnonzero(task.left > 0).tolist()
            if self._alone(self._places_of(item), _NEVER) < int(task.left[item])
        ]

    def minutes(self, firsts: Sequence[dt.date]) -> list[int]:
        """Return the minutes without a place if contractors come from each date on, in order."""
        ordinals = [first.toordinal() for first in firsts]
        found = np.zeros(len(firsts), dtype=np.int64)
        for item in self._short:
            found += int(self._task.left[item]) - self._given(self._places_of(item), ordinals)
        return list(map(int, found))

    def _given(self, places: ItemPlaces, firsts: Sequence[int]) -> IntArray:
        return _falling(lambda number: self._alone(places, firsts[number]), len(firsts))

    def _alone(self, places: ItemPlaces, first: int) -> int:
        ordinal: IntArray = self._task.available.days.ordinal
        kept = ~self._pool[places.provider] | (ordinal[places.day] >= first)
        return most_minutes_alone(
            self._task,
            ItemPlaces(
                item=places.item,
                day=places.day[kept],
                provider=places.provider[kept],
                start=places.start[kept],
                length=places.length[kept],
                mode=places.mode[kept],
            ),
        )


def _falling(value: Callable[[int], int], count: int) -> IntArray:
    """Return the values of the first numbers, which never rise; equal ones are not all asked for.

    What lies between two equal values is the same.
    """
    found = np.zeros(count, dtype=np.int64)
    spans = [(0, count - 1)]
    found[[0, -1]] = value(0), value(count - 1)
    while spans:
        first, last = spans.pop()
        if found[first] == found[last]:
            found[first : last + 1] = found[first]
        elif last - first > 1:
            middle = (first + last) // 2
            found[middle] = value(middle)
            spans += [(first, middle), (middle, last)]
    return found
