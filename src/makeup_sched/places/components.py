"""Splits a task: parts that share no provider and no student can be planned one by one."""

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.places.narrowing import Narrow, items_met, narrowed
from makeup_sched.places.task import Task


def components(task: Task, tele: bool = True) -> list[Narrow]:
    """Return the parts of a task of which no provider could ever give anything to another's items.

    A student's items are in one part; items that nobody could give are in none. Without `tele` only
    sites tie providers and students together: then somebody in one part could still be served by
    tele from another.
    """
    students = np.unique([item.student_id for item in task.items], return_inverse=True)[1]
    label = np.arange(int(students.max(initial=-1)) + 1)
    met = [np.flatnonzero(items_met(task, name, tele)) for name in task.providers]
    for items in met:
        mine = np.unique(label[students[items]])
        if len(mine) > 1:
            label[np.isin(label, mine)] = mine[0]
    part_of = np.array([label[students[items[0]]] if len(items) else -1 for items in met])
    found = []
    for part in sorted(set(part_of.tolist()) - {-1}):
        providers = np.flatnonzero(part_of == part).astype(np.int64)
        found.append(narrowed(task, providers, _items(met, providers), task.locked))
    return found


def _items(met: list[IntArray], providers: IntArray) -> IntArray:
    return np.unique(np.concatenate([met[number] for number in providers.tolist()]))
