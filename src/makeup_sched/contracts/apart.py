"""A task in parts that no provider connects: disciplines that nobody has together.

Students connect them still (the minutes of a day, other sessions at the same time), so what is
proven of the parts holds of the whole, and what is found for them has yet to be planned together.
"""

from dataclasses import replace

import numpy as np

from makeup_sched.places.task import Task


def apart(task: Task) -> list[frozenset[str]]:
    """Return the disciplines in which anything is owed, those together that a provider has."""
    left = {item.discipline for item, minutes in zip(task.items, task.left, strict=True) if minutes}
    found = [frozenset({discipline}) for discipline in sorted(left)]
    for provider in task.providers.values():
        mine = [group for group in found if group & set(provider.disciplines)]
        if len(mine) > 1:
            found = [group for group in found if group not in mine]
            found.append(frozenset[str]().union(*mine))
    return sorted(found, key=min)


def only(task: Task, disciplines: frozenset[str]) -> Task:
    """Return a task in which nothing is left of other disciplines."""
    kept = np.array([item.discipline in disciplines for item in task.items], dtype=bool)
    return replace(task, left=np.where(kept, task.left, 0))
