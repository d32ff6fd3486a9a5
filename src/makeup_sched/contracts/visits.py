"""The visits in which contractors give certain minutes of certain items: at once, or by post."""

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
    placed: list[Visit] = []
    for visit in sorted(visits, key=lambda one: (one.date, one.post, one.start, one.end)):
        there = [one for one in placed if (one.date, one.post) == (visit.date, visit.post)]
        busy = {one.lane for one in there if one.start < visit.end and visit.start < one.end}
        lane = next(number for number in range(1, len(busy) + 2) if number not in busy)
        before = [one for one in there if one.lane == lane and one.end == visit.start]
        placed = [one for one in placed if one not in before]
        start = before[0].start if before else visit.start
        placed.append(replace(visit, start=start, lane=lane))
    return placed


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
