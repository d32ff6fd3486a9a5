"""A smaller task cut out of a task: some providers, the items they could give, what is used up.

It carries only what planning it needs, so that it can be sent to another process.
"""

from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE, TELE_CODE
from makeup_sched.availability.patterns import ABSENT, Brush, paint
from makeup_sched.places.locked import LockedUse, Stretch
from makeup_sched.places.task import Task


@dataclass(frozen=True)
class Narrow:
    """A smaller task, with the numbers that its items, providers and sessions have in the whole.

    Attributes
    ----------
    task
        The smaller task; its case has no tables.
    items, providers, regular
        Number in the whole task of each item, provider and regular session of the smaller one.
    """

    task: Task
    items: IntArray
    providers: IntArray
    regular: IntArray


def items_met(task: Task, provider_id: str, tele: bool = True) -> BoolArray:
    """Mark the items with minutes left that a provider could ever give: discipline and site.

    Without `tele`, time for tele does not count.
    """
    work = task.available.work[provider_id].minutes
    sites = np.unique(work[work != ABSENT])
    met = np.isin(task.item_sites[0], sites) | np.isin(task.item_sites[1], sites)
    if EVERY_SITE_CODE in sites:
        met |= True
    if tele and TELE_CODE in sites:
        met |= task.item_tele
    mine = np.zeros(len(task.items), dtype=bool)
    for discipline in task.providers[provider_id].disciplines:
        mine[task.items_of_discipline.get(discipline, np.zeros(0, dtype=np.int64))] = True
    return np.asarray(met & mine)


def narrowed(task: Task, providers: IntArray, items: IntArray, use: LockedUse) -> Narrow:
    """Return the task of these providers and items (numbers), with `use` gone from every cap.

    `use` is in the numbers of the whole task and holds what the locked sessions use, too.
    """
    names = list(task.providers)
    chosen = [names[number] for number in providers.tolist()]
    kept = np.array(
        [n for name in chosen for n in task.regular_of_provider.get(name, [])], dtype=np.int64
    )
    students = {task.items[number].student_id for number in items.tolist()}
    whole = task.available
    available = replace(
        whole,
        work={name: whole.work[name] for name in chosen},
        free={name: whole.free[name] for name in chosen},
        regular=tuple(whole.regular[number] for number in kept.tolist()),
        students={name: whole.students[name] for name in sorted(students)},
    )
    known = students.union(*(session.student_ids for session in available.regular), set())
    small = Task(
        case=replace(task.case, tables={}),
        items=tuple(task.items[number] for number in items.tolist()),
        left=np.maximum(0, task.left + task.locked.item_minutes - use.item_minutes)[items],
        available=available,
        open_time=available,
        students={name: task.students[name] for name in sorted(known) if name in task.students},
        providers={name: task.providers[name] for name in chosen},
        locked=_renumbered(use, items, kept),
        beside=task.beside,
    )
    return Narrow(small, items, providers, kept)


def _renumbered(use: LockedUse, items: IntArray, kept: IntArray) -> LockedUse:
    number = {old: new for new, old in enumerate(kept.tolist())}
    return replace(
        use,
        item_minutes=use.item_minutes[items],
        joined={(number[old], day) for old, day in use.joined if old in number},
        extended={
            (number[old], day): minutes
            for (old, day), minutes in use.extended.items()
            if old in number
        },
    )


def without_time(task: Task, taken: dict[str, list[Stretch]]) -> Task:
    """Return the task with students' time taken away: by student, (day index, start, end)."""
    count = len(task.available.days)
    students = dict(task.available.students)
    for name, stretches in taken.items():
        brushes = [Brush(start, end, ABSENT, np.arange(count) == day)
                   for day, start, end in stretches]  # fmt: skip
        students[name] = paint(brushes, count, base=students[name])
    return replace(task, available=replace(task.available, students=students))
