"""What items that a task leaves out change for those in it: one who owes little may sit beside.

A session may be shorter than an item's `min_session` where somebody in it owes just that (rule 3).
A task of some items only, made to prove what they can't be given, has to know of such others.
"""

from collections.abc import Iterable

import numpy as np

from makeup_sched.availability.days import BoolArray
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.task import Task


def short_debts(items: Iterable[OwedItem]) -> dict[str, tuple[int, ...]]:
    """Return the minutes owed by items that may share a session shorter than their shortest."""
    found: dict[str, set[int]] = {}
    for item in items:
        if item.group and 0 < item.owed < item.min_session:
            found.setdefault(item.discipline, set()).add(item.owed)
    return {discipline: tuple(sorted(minutes)) for discipline, minutes in found.items()}


def could_join(task: Task, among: BoolArray) -> list[OwedItem]:
    """Return the other items whose students may be where those of the marked ones are."""
    (school, esy), tele = task.item_sites, task.item_tele
    near = np.isin(school, school[among]) | np.isin(esy, esy[among])
    near |= tele & tele[among].any()
    return [task.items[number] for number in np.flatnonzero(near & ~among).tolist()]
