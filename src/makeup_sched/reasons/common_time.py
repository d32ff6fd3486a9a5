"""What stands between a student and the providers: shared free time by category."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import TELE_CODE, serves
from makeup_sched.places.looks import category_rules
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import CATEGORIES, DAY_TYPES


@dataclass(frozen=True)
class SharedTime:
    """Minutes over the planning dates at which a provider is free at the student's site.

    `by_category` splits those that the policy protects by what the student does then, the largest
    first; `absent` are minutes at which the student is not there; `open` are minutes that may be
    used, `longest` the longest stretch of them with one provider. `dates` counts the dates on which
    the item may be planned; `served` says whether any provider of the discipline is ever free at
    the student's site on one of them.
    """

    dates: int
    served: bool
    open: int
    longest: int
    absent: int
    by_category: dict[str, int]


def shared_time(task: Task, item: int) -> SharedTime:
    """Add up the shared time of an item's student and all providers of its discipline."""
    facts = task.items[item]
    rules = category_rules(task.case.policy)
    providers = [
        p.provider_id for p in task.providers.values() if facts.discipline in p.disciplines
    ]
    student = task.available.students[facts.student_id]
    counts = np.zeros(len(CATEGORIES) + 1, dtype=np.int64)
    seen: dict[tuple[int, ...], tuple[IntArray, int]] = {}
    longest, dates = 0, _allowed_dates(task, item)
    for day in dates.tolist():
        free = [int(task.available.free[name].of_day[day]) for name in providers]
        key = (int(task.available.days.day_type[day]), int(student.of_day[day]), *free)
        if key not in seen:
            each = [_free(task, item, name, day) for name in providers]
            codes = student.on(day)
            anyone = np.logical_or.reduce([np.zeros(len(codes), dtype=bool), *each])
            usable = rules.allowed[codes]
            runs = [_longest_run(one & usable) for one in each]
            total = np.bincount(codes[anyone] % len(counts), minlength=len(counts))
            seen[key] = (total, max(runs, default=0))
        counts += seen[key][0]
        longest = max(longest, seen[key][1])
    protected = {
        name: int(counts[code])
        for code, name in enumerate(CATEGORIES)
        if not rules.allowed[code] and counts[code]
    }
    return SharedTime(
        dates=len(dates),
        served=bool(counts.sum()),
        open=int(counts[:-1][rules.allowed[:-1]].sum()),
        longest=longest,
        absent=int(counts[-1]),
        by_category=dict(sorted(protected.items(), key=lambda pair: -pair[1])),
    )


def _allowed_dates(task: Task, item: int) -> IntArray:
    facts = task.items[item]
    ordinal = task.available.days.ordinal
    allowed = ordinal >= facts.earliest_date.toordinal()
    if facts.due_date is not None:
        allowed &= ordinal <= facts.due_date.toordinal()
    return np.flatnonzero(allowed)


def _free(task: Task, item: int, provider: str, day: int) -> BoolArray:
    """Mark the minutes at which a provider is free where the item's student is."""
    esy = DAY_TYPES[int(task.available.days.day_type[day])] == "esy"
    codes = task.available.free[provider].on(day)
    free = serves(codes, int(task.item_sites[esy][item]))
    return free | serves(codes, TELE_CODE) if task.item_tele[item] else free


def _longest_run(marked: BoolArray) -> int:
    """Return the length of the longest stretch of marked minutes."""
    edges = np.diff(np.concatenate([[0], marked.astype(np.int64), [0]]))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return int((ends - starts).max(initial=0))
