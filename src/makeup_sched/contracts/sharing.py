"""Who could share a contractor's time at a post: the largest sets of items, by hour and grade."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.pool import Post, provider_id
from makeup_sched.places.columns import Columns, class_columns
from makeup_sched.places.narrowing import narrowed
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.tables.clock import DAY
from makeup_sched.vocabulary import TELE


@dataclass(frozen=True)
class Sharing:
    """The items (numbers in the task) that could be given at a post, and who could sit together.

    Attributes
    ----------
    items
        All who have a place there.
    sets
        Sets of items, each as large as it gets.
    seats
        Of each set how many can sit in a session at most; everybody in it allows as many.
    """

    items: IntArray
    sets: tuple[IntArray, ...]
    seats: IntArray


def sharing_at(task: Task, post: Post) -> Sharing:
    """Return who could share the time of contractors at a post; nobody where it has no pool."""
    name = provider_id(post)
    pool = np.flatnonzero([one == name for one in task.providers])
    coming = np.flatnonzero(_come(task, post) * task.left)
    small = narrowed(task, pool, coming, task.locked).task
    columns = class_columns(find_templates(small))
    places = OpenPlaces(columns)
    at_once = _at_once(columns)
    cap = task.case.policy.group_cap
    sets: list[IntArray] = []
    seats: list[int] = []
    windows = {who & places.may_share & window for who in at_once for window in places.windows}
    for who in _largest(windows):
        room = {bit: min(cap, places.seats[places.number(bit)]) for bit in bits_of(who)}
        for most in sorted(set(room.values()) - {1}):
            members = [places.number(bit) for bit, own in room.items() if own >= most]
            if len(members) > 1:
                sets.append(coming[members])
                seats.append(most)
    items = coming[np.unique(columns.places.attendance_item)]
    return Sharing(items, tuple(sets), np.array(seats, dtype=np.int64))


def _come(task: Task, post: Post) -> IntArray:
    """Mark the items of the discipline whose students could be at the site."""
    students = [task.students[item.student_id] for item in task.items]
    return np.array(
        [
            item.discipline == post.discipline
            and (post.site in (student.school, student.esy_site)
                 or (post.site == TELE and student.tele))
            for item, student in zip(task.items, students, strict=True)
        ],
        dtype=np.int64,
    )  # fmt: skip


def _at_once(c: Columns) -> set[int]:
    """Return the sets of items (bits as in `OpenPlaces`) that have a place from the same minute on.

    Whatever its length: who sits in a session begins with the others.
    """
    place = c.places.attendance_place
    number = np.cumsum(c.task.left > 0) - 1
    when = (c.slot[place] * DAY + c.places.start[place]).astype(np.int64)
    width = len(c.task.left)
    found: dict[int, int] = {}
    for pair in np.unique(when * width + number[c.places.attendance_item]).tolist():
        found[pair // width] = found.get(pair // width, 0) | 1 << pair % width
    return set(found.values())


def _largest(sets: set[int]) -> list[int]:
    """Return the sets that lie in no other one."""
    found: list[int] = []
    for one in sorted(sets - {0}, key=lambda who: (-who.bit_count(), who)):
        if all(one & ~other for other in found):
            found.append(one)
    return found
