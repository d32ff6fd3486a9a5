"""All places of one item, looked up in the templates on demand."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates


@dataclass(frozen=True)
class ItemPlaces:
    """Where one item could be given: an entry per place and date.

    Attributes
    ----------
    item
        Number of the item in its task.
    day
        Index of the planning date.
    provider
        Number of the provider, in the order of `Task.providers`.
    start, length
        In minutes after midnight and in minutes.
    mode
        `EXTRA`, `JOIN` or `EXTEND`.
    """

    item: int
    day: IntArray
    provider: IntArray
    start: IntArray
    length: IntArray
    mode: IntArray


PlacesOf = Callable[[int], ItemPlaces]
"""Gives the places of an item by its number."""


def places_by_item(templates: Templates) -> PlacesOf:
    """Return a look-up of the places of single items; nothing is spread over dates beforehand."""
    return _Index(templates).places_of


def allowed_dates(task: Task, item: int) -> IntArray:
    """Return the planning dates (indexes) on which an item may be planned (rule 7)."""
    facts = task.items[item]
    ordinal = task.available.days.ordinal
    allowed = ordinal >= facts.earliest_date.toordinal()
    if facts.due_date is not None:
        allowed &= ordinal <= facts.due_date.toordinal()
    return np.flatnonzero(allowed)


class _Index:
    """The attendances of all templates by item, and the dates of each template."""

    def __init__(self, templates: Templates) -> None:
        task, places = templates.task, templates.places
        self._task = task
        self._days = templates.of_day.shape[1]
        numbers = {name: number for number, name in enumerate(task.providers)}
        self._provider = np.array([numbers[name] for name in templates.providers], dtype=np.int64)
        cells = templates.of_day.reshape(-1)
        self._cell = np.argsort(cells, kind="stable")
        self._first_cell = np.searchsorted(cells[self._cell], np.arange(len(places) + 1))
        items = _joined([part.attendance_item for part in places], np.dtype(np.int32))
        order = np.argsort(items, kind="stable")
        self._first = np.searchsorted(items[order], np.arange(len(task.items) + 1))
        sizes = [len(part.attendance_item) for part in places]
        # small whole numbers: there may be many millions
        self._template = np.repeat(np.arange(len(places), dtype=np.int32), sizes)[order]
        self._start, self._length, self._mode = (
            _joined([getattr(part, name)[part.attendance_place] for part in places], kind)[order]
            for name, kind in (
                ("start", np.dtype(np.int16)),
                ("length", np.dtype(np.int16)),
                ("mode", np.dtype(np.int8)),
            )
        )

    def places_of(self, item: int) -> ItemPlaces:
        """Return the places of an item on all dates on which it may be planned."""
        mine = slice(int(self._first[item]), int(self._first[item + 1]))
        template = self._template[mine]
        count = self._first_cell[template + 1] - self._first_cell[template]
        which = np.repeat(np.arange(len(template)), count)
        # the n-th repetition of an attendance is on the n-th cell of its template
        turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        cell = self._cell[self._first_cell[template][which] + turn]
        row, day = np.divmod(cell, self._days)
        allowed = np.zeros(self._days, dtype=bool)
        allowed[allowed_dates(self._task, item)] = True
        kept = allowed[day]
        which = which[kept]
        return ItemPlaces(
            item=item,
            day=day[kept],
            provider=self._provider[row[kept]],
            start=self._start[mine][which].astype(np.int64),
            length=self._length[mine][which].astype(np.int64),
            mode=self._mode[mine][which].astype(np.int64),
        )


def _joined(parts: list[IntArray], kind: "np.dtype[np.signedinteger]") -> IntArray:
    small = [part.astype(kind) for part in parts]
    return np.concatenate(small) if small else np.zeros(0, dtype=kind)
