"""Visits within a moment: contractors take whoever is free, day by day, from the first date on.

Not the fewest hours, but a start where a search finds nothing in time.
"""

import datetime as dt
from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.pool import Post, Visit, provider_id
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.first_plan import first_plan

_GAP = 45
"""Idle minutes from which two visits cost less than one long one."""


def quick_visits(task: Task, posts: list[Post], least: int) -> tuple[list[Visit], IntArray]:
    """Return visits for what is left of a task with the pools of the posts, and minutes given.

    `least` is the shortest visit, in minutes. The second result holds minutes of each item.
    """
    providers = {name: replace(one, at_once=1) for name, one in task.providers.items()}
    held = first_plan(find_templates(replace(task, providers=providers)))
    given = np.bincount(held["item"], weights=held["length"], minlength=len(task.items))
    names = list(task.providers)
    of_pool = {provider_id(post): post for post in posts}
    visits: list[Visit] = []
    for provider, day in np.unique(held[["provider", "day"]]).tolist():
        mine = held[(held["provider"] == provider) & (held["day"] == day)]
        times = sorted({(int(row["start"]), int(row["start"] + row["length"])) for row in mine})
        date = dt.date.fromordinal(int(task.available.days.ordinal[day]))
        post = of_pool[names[provider]]
        visits += [Visit(date, post, start, end) for start, end in _merged(times, least)]
    return visits, given.astype(np.int64)


def _merged(times: list[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    """Return visits that hold all sessions of a day, each long enough."""
    found: list[list[int]] = []
    for start, end in times:
        near = found and (start - found[-1][1] < _GAP or start < found[-1][0] + least)
        if near:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return [(start, max(end, start + least)) for start, end in found]
