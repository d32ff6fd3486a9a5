"""The visits in which contractors give certain minutes of certain items: at once, or by post."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.dense import dense_visits
from makeup_sched.contracts.pool import Post, Visit, provider_id
from makeup_sched.places.columns import Columns, class_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.cpsat import Effort
from makeup_sched.solve.program import Clock

_AT_ONCE = 100
"""Items up to which all sites are looked at together."""


def visits_for(
    task: Task,
    posts: list[Post],
    wanted: IntArray,
    clock: Clock,
    effort: Effort,
    standing: Sequence[Visit] = (),
) -> list[Visit]:
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
        Visits that stand, and can be made longer; they come back with the others.
    """
    if np.count_nonzero(wanted) <= _AT_ONCE:
        columns = _columns(task, posts, wanted)
        return in_lanes(_dense(columns, posts, clock, effort, standing)[0])
    found, given = _at_schools(task, posts, wanted, clock.part(0.8), effort)
    found += standing
    rest = wanted - given
    for site in sorted({post.site for post in posts}):
        mine = [post for post in posts if post.site == site]
        visits, more = _dense(_columns(task, mine, rest), mine, clock.part(0.2), effort)
        found, rest = [*found, *visits], rest - more
    return in_lanes(found)


def _at_schools(
    task: Task, posts: list[Post], wanted: IntArray, clock: Clock, effort: Effort
) -> tuple[list[Visit], IntArray]:
    """Return visits for each student at the own school, and the minutes of each item given.

    Post by post: only a student who owes in several disciplines is in two of them, and the plan
    with the visits sees to that.
    """
    own = np.array([task.students[item.student_id].school for item in task.items], dtype=str)
    discipline = np.array([item.discipline for item in task.items], dtype=str)
    minutes = {
        post: np.where((own == post.site) & (discipline == post.discipline), wanted, 0)
        for post in posts
    }
    posts = [post for post in posts if minutes[post].any()]
    found: list[Visit] = []
    given = np.zeros(len(task.items), dtype=np.int64)
    for done, post in enumerate(posts):
        part = clock.part(1 / (len(posts) - done))
        visits, some = _dense(_columns(task, [post], minutes[post]), [post], part, effort)
        found, given = [*found, *visits], given + some
    return found, given


def in_lanes(visits: list[Visit]) -> list[Visit]:
    """Give visits that overlap at a post on a date to different contractors.

    Visits of one contractor that touch become one: a session may lie in both.
    """
    lanes = lanes_of(visits)
    return touching_joined([replace(one, lane=lane) for one, lane in
                            zip(visits, lanes, strict=True)])  # fmt: skip


def lanes_of(visits: Sequence[Visit]) -> list[int]:
    """Return for each visit the number of the contractor who makes it, the lowest that is free."""
    lanes = [0] * len(visits)
    there: dict[tuple[dt.date, Post], list[int]] = defaultdict(list)
    for number in sorted(range(len(visits)), key=lambda one: _when(visits[one])):
        visit = visits[number]
        others = there[visit.date, visit.post]
        busy = {
            lanes[one]
            for one in others
            if visits[one].start < visit.end and visit.start < visits[one].end
        }
        lanes[number] = next(lane for lane in range(1, len(busy) + 2) if lane not in busy)
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


def _only(task: Task, posts: list[Post], wanted: IntArray) -> Task:
    """Return the task with the pools of the posts and what is wanted of them."""
    names = {provider_id(post) for post in posts}
    providers = {name: one for name, one in task.providers.items() if name in names}
    return replace(task, left=wanted, providers=providers)


def _columns(task: Task, posts: list[Post], wanted: IntArray) -> Columns:
    return class_columns(find_templates(_only(task, posts, wanted)))


def _dense(
    columns: Columns,
    posts: list[Post],
    clock: Clock,
    effort: Effort,
    standing: Sequence[Visit] = (),
) -> tuple[list[Visit], IntArray]:
    least = columns.task.case.policy.contract.min_visit_minutes
    return dense_visits(columns, posts, least, clock, standing=standing, seed=effort.seed)
