"""Places at regular sessions: joining one that has room, and making one longer."""

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.availability.hours import serves
from makeup_sched.availability.regular import RegularSession
from makeup_sched.places.day_places import (
    EXTEND,
    HIGHEST_GRADE,
    JOIN,
    LOWEST_GRADE,
    Builder,
    Kind,
)
from makeup_sched.places.eligible import DayItems
from makeup_sched.places.grades import grade_windows
from makeup_sched.places.people import Provider
from makeup_sched.places.task import Task


def add_joins(builder: Builder, day: DayItems, provider: Provider) -> None:
    """Add a place at each of the provider's regular sessions of the day that has room."""
    task = day.task
    for number, session in _held(task, day.day, provider):
        length = session.end - session.start
        if length % task.grid or (number, day.day) in task.locked.joined:
            continue
        cap = _join_cap(task, provider, session)
        room = cap - len(session.student_ids)
        low, high = _grade_range(task, session.student_ids)
        if low > high or room <= 0:
            continue
        items = _free(day, _items_there(day, session), session.start, session.end)
        fitting = [
            item
            for item in items.tolist()
            if _may_join(task, item, session, cap, length) and _in_range(task, item, low, high)
        ]
        if fitting:
            _add(builder, day, session, (number, JOIN, room), (session.start, length), fitting)


def add_extensions(builder: Builder, day: DayItems, provider: Provider) -> None:
    """Add places directly before and after each regular session of the provider on the day."""
    task = day.task
    policy = task.case.policy
    free = task.available.free[provider.provider_id].on(day.day)
    cap = min(policy.group_cap, provider.max_group or 10**6)
    for number, session in _held(task, day.day, provider):
        open_minutes = serves(free, task.available.sites.index(session.site))
        most = policy.max_extension - task.locked.extended.get((number, day.day), 0)
        own = np.intersect1d(_staying(task, session), _items_there(day, session))
        if not len(own):
            continue
        for length in range(task.grid, most + 1, task.grid):
            for start in (session.start - length, session.end):
                end = start + length
                if start < 0 or not open_minutes[start:end].all() or end > len(open_minutes):
                    continue
                items = _free(day, own, start, end)
                fitting = [item for item in items.tolist() if length <= task.left[item]]
                if fitting:
                    what = (number, EXTEND, cap)
                    _add(builder, day, session, what, (start, length), fitting)


def _held(task: Task, day: int, provider: Provider) -> list[tuple[int, RegularSession]]:
    regular = task.available.regular
    numbers = task.regular_of_provider[provider.provider_id]
    return [(number, regular[number]) for number in numbers if regular[number].takes_place[day]]


def _join_cap(task: Task, provider: Provider, session: RegularSession) -> int:
    """Return how many may sit in a regular session, those who attend it included."""
    own = session.max_group
    if own is None:
        own = 1 if len(session.student_ids) == 1 else 10**6
    return min(own, provider.max_group or 10**6, task.case.policy.group_cap)


def _may_join(task: Task, item: int, session: RegularSession, cap: int, length: int) -> bool:
    facts = task.items[item]
    seats = min(cap, facts.max_group or cap) if facts.group else 1
    apart = task.students[facts.student_id].keep_apart
    return (
        length <= task.left[item]
        and seats > len(session.student_ids)
        and facts.student_id not in session.student_ids
        and not apart.intersection(session.student_ids)
    )


def _staying(task: Task, session: RegularSession) -> list[int]:
    """Return the items of those who attend a session and may have it made longer."""
    who = [name for name in session.student_ids if name in task.items_of_student]
    return [
        item for name in who if task.students[name].extend for item in task.items_of_student[name]
    ]


def _grade_range(task: Task, student_ids: tuple[str, ...]) -> tuple[int, int]:
    """Return the grades that fit with everybody who attends."""
    span = task.case.policy.group_grade_span
    known = [task.students[student].grade for student in student_ids if student in task.students]
    grades = [grade for grade in known if grade is not None]
    if not grades:
        return LOWEST_GRADE, HIGHEST_GRADE
    if max(grades) - min(grades) > span:
        return HIGHEST_GRADE, LOWEST_GRADE  # they are too far apart themselves: nobody fits
    return max(grades) - span, min(grades) + span


def _in_range(task: Task, item: int, low: int, high: int) -> bool:
    grade = task.students[task.items[item].student_id].grade
    return grade is None or low <= grade <= high


def _items_there(day: DayItems, session: RegularSession) -> IntArray:
    """Return the items of the session's discipline whose student is at its site on the day."""
    return day.items_for(session.discipline, day.task.available.sites.index(session.site))


def _free(day: DayItems, items: IntArray, start: int, end: int) -> IntArray:
    """Return those of some items whose student is free all the time."""
    if not len(items):
        return items
    free = day.looks.rules.allowed[day.kinds(items, start, end)].all(axis=1)
    return items[free]


def _add(
    builder: Builder,
    day: DayItems,
    session: RegularSession,
    what: tuple[int, int, int],
    where: tuple[int, int],
    chosen: list[int],
) -> None:
    """Add a place at a regular session.

    `what` is its number, the mode and the cap, `where` the start and the length.
    """
    task, (start, length), (number, mode, cap) = day.task, where, what
    items = np.array(chosen, dtype=np.int64)
    kinds = day.kinds(items, start, start + length)
    outside = day.looks.rules.outside[kinds].any(axis=1)
    avoid = day.looks.rules.avoid[kinds].sum(axis=1)
    discipline = task.providers[session.provider_id].disciplines.index(session.discipline)
    kind = Kind(task.available.sites.index(session.site), discipline, mode, number, cap)
    for late in (False, True):
        if not (outside == late).any():
            continue
        part = items[late | ~outside]
        place = builder.add_places(
            kind, np.array([start]), np.array([length]), np.array([late]), solo=False
        )
        builder.add_attendances(np.full(len(part), place), part, avoid[late | ~outside])
        grades = [task.students[task.items[int(item)].student_id].grade for item in part]
        for low, high in grade_windows(grades, task.case.policy.group_grade_span):
            builder.add_openings(np.array([place]), low, high)
