"""What staff cannot give an item even if it had all of them to itself, and what that asks for."""

from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.places.item_places import ItemPlaces, places_by_item
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates
from makeup_sched.solve.alone import most_minutes_alone


def short_of_staff(
    task: Task, templates: Templates, contractors: frozenset[str] = frozenset()
) -> IntArray:
    """Return for each item the minutes that staff cannot give it in any plan.

    Providers who are `contractors` don't count as staff.
    """
    staff = np.array([name not in contractors for name in task.providers], dtype=bool)
    places_of = places_by_item(templates)
    short = np.zeros(len(task.items), dtype=np.int64)
    for item in np.flatnonzero(task.left).tolist():
        places = _of(staff, places_of(item))
        short[item] = int(task.left[item]) - most_minutes_alone(task, places)
    return short


def least_contracted(task: Task, short: IntArray) -> IntArray:
    """Return the minutes that contractors give at least to an item that staff cannot give in full.

    What staff are short of, or the shortest session where that is more; 0 for the other items.
    """
    shortest = np.array(_shortest_sessions(task), dtype=np.int64)
    whole = -(-shortest // task.grid) * task.grid
    return np.where(short > 0, np.maximum(short, whole), 0)


def _shortest_sessions(task: Task) -> list[int]:
    """Return the minutes of the shortest session in which each item may be given.

    It may share one that is shorter than its own with an item that owes just that in all.
    """
    small: dict[str, int] = {}
    for item in task.items:
        if item.group and 0 < item.owed < item.min_session:
            small[item.discipline] = min(small.get(item.discipline, item.owed), item.owed)
    own = [min(item.min_session, item.owed) for item in task.items]
    return [
        min(least, small.get(item.discipline, least)) if item.group else least
        for item, least in zip(task.items, own, strict=True)
    ]


def _of(staff: BoolArray, places: ItemPlaces) -> ItemPlaces:
    kept = staff[places.provider]
    if kept.all():
        return places
    names = ("day", "provider", "start", "length", "mode")
    return replace(places, **{name: getattr(places, name)[kept] for name in names})
