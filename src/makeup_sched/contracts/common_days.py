"""On which dates an item has a place with a contractor: dates as the bits of a number."""

from collections.abc import Iterable

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.places.columns import allowed_days
from makeup_sched.places.templates import Templates
from makeup_sched.tables.clock import DAY

Slot = tuple[int, int, int]
"""Row of a provider in the templates, start (minutes after midnight) and length in minutes."""


class CommonDays:
    """Looks dates up for slots that are named beforehand."""

    def __init__(self, templates: Templates, slots: Iterable[Slot]) -> None:
        allowed = allowed_days(templates.task)
        self._allowed = [_bits(np.flatnonzero(row)) for row in allowed]
        self._days: dict[tuple[Slot, int], int] = {}
        wanted: dict[int, set[tuple[int, int]]] = {}
        for row, start, length in slots:
            wanted.setdefault(row, set()).add((start, length))
        for row, times in wanted.items():
            self._look(templates, row, times)

    def of(self, slot: Slot, item: int) -> int:
        """Return the dates on which an item may have this slot, by their indexes."""
        return self._days.get((slot, item), 0) & self._allowed[item]

    def _look(self, templates: Templates, row: int, times: set[tuple[int, int]]) -> None:
        keys = np.array([start * DAY + length for start, length in times], dtype=np.int64)
        for number in np.unique(templates.of_day[row]).tolist():
            days = _bits(np.flatnonzero(templates.of_day[row] == number))
            places = templates.places[number]
            key = places.start * DAY + places.length
            mine = np.flatnonzero(np.isin(key, keys)[places.attendance_place])
            for at in mine.tolist():
                place = places.attendance_place[at]
                slot = (row, int(places.start[place]), int(places.length[place]))
                entry = (slot, int(places.attendance_item[at]))
                self._days[entry] = self._days.get(entry, 0) | days


def _bits(numbers: IntArray) -> int:
    return sum(1 << number for number in numbers.tolist())
