"""Splits a task: parts that share no provider and no student can be planned one by one."""

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.places.narrowing import Narrow, items_met, narrowed
from makeup_sched.places.task import Task

_NONE = -1
"""The part of those who are in none yet."""


def components(task: Task, tele: bool = True) -> list[Narrow]:
    """Return the parts of a task of which no provider could ever give anything to another's items.

    A student's items are in one part; items that nobody could give are in none. Without `tele` only
    sites tie providers and students together: then somebody in one part could still be served by
    tele from another. Who works or is served by tele alone joins one of the parts; items of such a
    student that only another part could give are in none. Where nobody works at a site, tele ties
    after all.
    """
    students = np.unique([item.student_id for item in task.items], return_inverse=True)[1]
    label = np.arange(int(students.max(initial=-1)) + 1)
    at_sites = [np.flatnonzero(items_met(task, name, tele)) for name in task.providers]
    for items in at_sites:
        mine = np.unique(label[students[items]])
        if len(mine) > 1:
            label[np.isin(label, mine)] = mine[0]
    part_of = [int(label[students[items[0]]]) if len(items) else _NONE for items in at_sites]
    met = np.array([items_met(task, name) for name in task.providers], dtype=bool)
    met = met.reshape(len(task.providers), len(task.items))
    parts = sorted(set(part_of) - {_NONE})
    if not tele and not parts:
        return components(task)  # nobody works at a site
    if not tele:
        label[~np.isin(label, parts)] = _NONE
        _join_by_tele(task, met, students, part_of, label)
    found = []
    for part in parts:
        providers = np.flatnonzero(np.array(part_of) == part).astype(np.int64)
        items = np.flatnonzero(met[providers].any(axis=0) & (label[students] == part))
        found.append(narrowed(task, providers, items, task.locked))
    return found


def _join_by_tele(
    task: Task, met: BoolArray, students: IntArray, part_of: list[int], label: IntArray
) -> None:
    """Let who is in no part yet join one: providers by need, students where most time is for them.

    A provider joins the part that owes most of the minutes that it could give by tele, shared among
    those who joined it before, and one more; a student joins a part with providers who could serve
    it, the one where the fewest minutes of students who joined before come on each of them.
    """
    parts = sorted(set(part_of) - {_NONE})
    came = dict.fromkeys(parts, 1)
    for number in np.flatnonzero(np.array(part_of) == _NONE).tolist():
        items = np.flatnonzero(met[number])
        if not len(items):
            continue
        owed = {
            part: int(task.left[items[label[students[items]] == part]].sum()) / came[part]
            for part in parts
        }
        part_of[number] = max(parts, key=lambda part: (owed[part], -part))
        came[part_of[number]] += 1

    of_part = np.array(part_of)
    load = dict.fromkeys(parts, 0)
    loose = np.flatnonzero((label[students] == _NONE) & met.any(axis=0))
    for student in np.unique(students[loose]).tolist():
        items = np.flatnonzero(students == student)
        who = np.flatnonzero(met[:, items].any(axis=1))
        count = {part: int((of_part[who] == part).sum()) for part in parts}
        able = [part for part in parts if count[part]]
        label[student] = min(able, key=lambda part: (load[part] / count[part], part))
        load[int(label[student])] += int(task.left[items].sum())
