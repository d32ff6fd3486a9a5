"""The visits in which contractors give certain minutes of certain items, and who makes them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.booked import Booked, Diary
from makeup_sched.contracts.dense import dense_visits
from makeup_sched.contracts.pool import Post, Visit, provider_id
from makeup_sched.places.columns import class_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort


def booked_at(
    task: Task,
    posts: Sequence[Post],
    wanted: IntArray,
    clock: Clock,
    effort: Effort,
    *,
    standing: Sequence[Visit] = (),
    diary: Diary | None = None,
) -> tuple[list[Booked], IntArray]:
    """Return visits in which contractors can give the wanted minutes, as far as they fit.

    Parameters
    ----------
    task
        With a pool at each of the posts.
    posts
        Where contractors may come.
    wanted
        Minutes of each item.
    clock, effort
        Limit the search.
    standing
        Visits that stand, and can be made longer; they come first.
    diary
        When students are seen already: not a second time on these days.

    Returns
    -------
        The visits, and the minutes of each item that are given in them.
    """
    names = {provider_id(post) for post in posts}
    providers = {name: one for name, one in task.providers.items() if name in names}
    columns = class_columns(find_templates(replace(task, left=wanted, providers=providers)))
    least = task.case.policy.contract.min_visit_minutes
    return dense_visits(columns, least, clock, standing=standing, diary=diary, seed=effort.seed)


def visits_of(task: Task, posts: Sequence[Post], booked: Sequence[Booked]) -> list[Visit]:
    """Return booked visits as visits on dates, in the same order, no contractor named yet."""
    of_pool = {provider_id(post): post for post in posts}
    ordinal = task.available.days.ordinal
    return [
        Visit(dt.date.fromordinal(int(ordinal[one.day])), of_pool[one.bundle.pool],
              one.bundle.start, one.bundle.end)
        for one in booked
    ]  # fmt: skip


def in_lanes(visits: Sequence[Visit], standing: Sequence[Visit] = ()) -> list[Visit]:
    """Give visits that overlap at a post on a date to different contractors.

    Those that stand keep their contractor, unless they overlap with another one of the same.
    Visits of one contractor that touch become one: a session may lie in both.
    """
    every = [*standing, *visits]
    lanes = lanes_of(every, [one.lane for one in standing])
    return touching_joined([replace(one, lane=lane) for one, lane in
                            zip(every, lanes, strict=True)])  # fmt: skip


def lanes_of(visits: Sequence[Visit], wished: Sequence[int] = ()) -> list[int]:
    """Return for each visit the number of the contractor who makes it, the lowest that is free.

    The first visits have the wished one where that is free, and choose before the others.
    """
    lanes = [0] * len(visits)
    there: dict[tuple[dt.date, Post], list[int]] = defaultdict(list)
    first = len(wished)
    for number in sorted(range(len(visits)), key=lambda one: (one >= first, _when(visits[one]))):
        visit = visits[number]
        others = there[visit.date, visit.post]
        busy = {
            lanes[one]
            for one in others
            if visits[one].start < visit.end and visit.start < visits[one].end
        }
        choice = [*wished[number : number + 1], *range(1, len(busy) + 2)]
        lanes[number] = next(lane for lane in choice if lane not in busy)
        others.append(number)
    return lanes


def touching_joined(visits: Sequence[Visit]) -> list[Visit]:
    """Return the visits in order, those of one contractor that touch as one."""
    joined: dict[tuple[dt.date, Post, int], list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=_when):
        mine = joined[visit.date, visit.post, visit.lane]
        if mine and mine[-1].end == visit.start:
            visit = replace(mine.pop(), end=visit.end)
        mine.append(visit)
    return sorted((one for mine in joined.values() for one in mine), key=_when)


def _when(visit: Visit) -> tuple[dt.date, Post, int, int]:
    return visit.date, visit.post, visit.start, visit.end
