"""What stands between a student and the providers: shared free time by category."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.hours import TELE_CODE, serves
from makeup_sched.places.eligible import category_rules, day_items
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import CATEGORIES


@dataclass(frozen=True)
class SharedTime:
    """Minutes over the planning dates at which a provider is free at the student's site.

    `by_category` splits those that the policy protects by what the student does then, the largest
    first; `absent` are minutes at which the student is not there; `open` are minutes that may be
    used. `served` says whether any provider of the discipline is ever free at the student's site.
    """

    served: bool
    open: int
    absent: int
    by_category: dict[str, int]


def shared_time(task: Task, item: int) -> SharedTime:
    """Add up the shared time of an item's student and all providers of its discipline."""
    facts = task.items[item]
    rules = category_rules(task)
    providers = [p for p in task.providers.values() if facts.discipline in p.disciplines]
    counts = np.zeros(len(CATEGORIES) + 1, dtype=np.int64)
    seen: dict[tuple[int, ...], np.ndarray[tuple[int], np.dtype[np.int64]]] = {}
    days = task.available.days
    for day in range(len(days)):
        ordinal = int(days.ordinal[day])
        if ordinal < facts.earliest_date.toordinal():
            continue
        if facts.due_date is not None and ordinal > facts.due_date.toordinal():
            continue
        student = task.available.students[facts.student_id]
        key = (
            int(days.day_type[day]),
            int(student.of_day[day]),
            *(int(task.available.free[p.provider_id].of_day[day]) for p in providers),
        )
        if key not in seen:
            at = day_items(task, day)
            free = np.zeros(student.minutes.shape[1], dtype=bool)
            for provider in providers:
                codes = task.available.free[provider.provider_id].on(day)
                free |= serves(codes, int(at.site[item]))
                if at.tele[item]:
                    free |= serves(codes, TELE_CODE)
            seen[key] = np.bincount(student.on(day)[free] % len(counts), minlength=len(counts))
        counts += seen[key]
    protected = {
        name: int(counts[code])
        for code, name in enumerate(CATEGORIES)
        if not rules.allowed[code] and counts[code]
    }
    ranked = dict(sorted(protected.items(), key=lambda pair: -pair[1]))
    usable = sum(int(counts[code]) for code in range(len(CATEGORIES)) if rules.allowed[code])
    return SharedTime(bool(counts.sum()), usable, int(counts[-1]), ranked)
