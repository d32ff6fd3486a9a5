"""The most minutes of one item that any plan of a case can place: arithmetic, no search.

A case is cut down to the one item, so that many changed cases can be looked at in a moment.
"""

from dataclasses import replace

import numpy as np

from makeup_sched.case.case import Case
from makeup_sched.places.beside import short_debts
from makeup_sched.places.item_places import ItemPlaces, places_by_item
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.reasons.reach import Reach
from makeup_sched.solve.alone import Limits, most_minutes_alone


class OnItsOwn:
    """One item of a case as if nothing else were owed; locked sessions stand."""

    def __init__(self, case: Case, owed_id: str, like: Task, *, due: bool = True) -> None:
        """Take one item of a case, `like` the task of one that differs little.

        Without `due` the item has no due date.
        """
        task = planning_task(case, like, only=(owed_id,))
        number = next((n for n, item in enumerate(task.items) if item.owed_id == owed_id), None)
        self.kept = self.owed = 0
        self.task, self.places = task, _NOWHERE
        if number is None:
            return  # in the changed case nothing is owed
        if not due:
            items = list(task.items)
            items[number] = replace(items[number], due_date=None)
            task = replace(task, items=tuple(items))
        self.owed = task.items[number].owed
        self.kept = self.owed - int(task.left[number])
        self.task = _of_one(task, number, short_debts(like.items))
        self.places = places_by_item(find_templates(self.task))(number)

    def most(self, limits: Limits | None = None) -> int:
        """Return the most minutes of the item in any plan, locked ones included."""
        if not len(self.places.day):
            return self.kept
        return self.kept + most_minutes_alone(self.task, self.places, limits)


_NONE = np.zeros(0, dtype=np.int64)
_NOWHERE = ItemPlaces(0, _NONE, _NONE, _NONE, _NONE, _NONE)


def _of_one(task: Task, number: int, beside: dict[str, tuple[int, ...]]) -> Task:
    """Return the task in which only one item has minutes left, with the providers it could have."""
    left = np.zeros_like(task.left)
    left[number] = task.left[number]
    near = {name: task.providers[name] for name in Reach(task).providers_of(number)}
    return replace(task, left=left, providers=near, beside=beside)
