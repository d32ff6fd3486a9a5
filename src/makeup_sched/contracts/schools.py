"""Visits for a whole district: each school by a worker, then at all sites for what is left."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.contracts.booked import Booked, Diary
from makeup_sched.contracts.pool import Post, provider_id
from makeup_sched.contracts.visits import booked_at
from makeup_sched.places.narrowing import narrowed
from makeup_sched.places.task import Task
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort
from makeup_sched.solve.parts.crew import crew_of

_AT_SCHOOLS = 0.8
"""Share of the time for students at their own school."""


@dataclass(frozen=True)
class _School:
    """What a worker plans: the posts of a school, and the items that its students are owed.

    `items` are the items' numbers in the whole task.
    """

    task: Task
    posts: tuple[Post, ...]
    items: IntArray
    diary: Diary
    seconds: float
    effort: Effort


def booked_for(
    task: Task,
    posts: Sequence[Post],
    wanted: IntArray,
    diary: Diary,
    clock: Clock,
    effort: Effort,
    executor: Executor | None = None,
) -> list[Booked]:
    """Return visits in which contractors can give the wanted minutes, as far as they fit.

    Each student at the own school first, discipline by discipline; what is left then at every site.

    Parameters
    ----------
    task
        With a pool at each of the posts.
    posts
        Where contractors may come.
    wanted
        Minutes of each item.
    diary
        When students are seen already; what is booked is written into it.
    clock, effort, executor
        Limit the search; the executor looks at the schools.
    """
    jobs = _schools(task, posts, wanted, diary, clock.part(_AT_SCHOOLS), effort)
    found: list[Booked] = []
    with crew_of(executor, effort.workers) as crew:
        for answer in crew.run(
            _at_school, jobs, clock, max((one.seconds for one in jobs), default=0)
        ):
            found += answer or []
    _write(task, diary, found)
    rest = wanted - _given(task, found)
    sites = sorted({post.site for post in posts})
    for done, site in enumerate(sites):
        items = np.flatnonzero(rest > 0)
        if not len(items):
            break
        mine = [post for post in posts if post.site == site]
        small = _narrowed_to(replace(task, left=rest), mine, items)
        part = clock.part(1 / (len(sites) - done))
        more, given = booked_at(small, mine, small.left, part, effort, diary=diary)
        more = [_renumbered(one, items) for one in more]
        _write(task, diary, more)
        found = [*found, *more]
        rest[items] -= given
    return found


def _schools(
    task: Task,
    posts: Sequence[Post],
    wanted: IntArray,
    diary: Diary,
    clock: Clock,
    effort: Effort,
) -> list[_School]:
    own = np.array([task.students[item.student_id].school for item in task.items], dtype=str)
    whole = replace(task, left=wanted)
    sites = [site for site in sorted({post.site for post in posts})
             if (wanted[own == site] > 0).any()]  # fmt: skip
    seconds = clock.left * effort.workers / max(1, len(sites))
    found = []
    for site in sites:
        mine = tuple(post for post in posts if post.site == site)
        items = np.flatnonzero((own == site) & (wanted > 0))
        small = _narrowed_to(whole, mine, items)
        seen = Diary({student: diary.days[student] for student in small.students})
        found.append(_School(small, mine, items, seen, seconds, effort))
    return found


def _narrowed_to(task: Task, posts: Sequence[Post], items: IntArray) -> Task:
    """Return the task of the pools of some posts, and of some items (numbers)."""
    names = {provider_id(post) for post in posts}
    pools = np.flatnonzero([name in names for name in task.providers])
    return narrowed(task, pools, items, task.locked).task


def _at_school(job: _School) -> list[Booked]:
    """Book visits at a school, one discipline after the other."""
    clock = Clock.of_job(job.seconds)
    found: list[Booked] = []
    for done, post in enumerate(job.posts):
        here: BoolArray = np.array([item.discipline == post.discipline for item in job.task.items])
        if not here.any():
            continue
        part = clock.part(1 / (len(job.posts) - done))
        wanted = np.where(here, job.task.left, 0)
        more, _ = booked_at(job.task, [post], wanted, part, job.effort, diary=job.diary)
        _write(job.task, job.diary, more)
        found += more
    return [_renumbered(one, job.items) for one in found]


def _renumbered(booked: Booked, items: IntArray) -> Booked:
    sessions = tuple(
        replace(one, items=tuple(int(items[item]) for item in one.items))
        for one in booked.bundle.sessions
    )
    return replace(booked, bundle=replace(booked.bundle, sessions=sessions))


def _write(task: Task, diary: Diary, booked: Sequence[Booked]) -> None:
    for one in booked:
        for item in one.bundle.items:
            diary.write(task.items[item].student_id, one.day)


def _given(task: Task, booked: Sequence[Booked]) -> IntArray:
    given = np.zeros(len(task.items), dtype=np.int64)
    for one in booked:
        for session in one.bundle.sessions:
            given[list(session.items)] += session.length
    return given
