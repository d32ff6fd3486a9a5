"""What stands between a student and the providers: shared free time by category."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import TELE_CODE, serves
from makeup_sched.availability.patterns import DayPatterns
from makeup_sched.places.item_places import allowed_dates
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


def shared_time(task: Task, item: int, providers: list[str]) -> SharedTime:
    """Add up the shared time of an item's student and the providers who could see the item.

    Providers of another discipline or of other sites must not, or need not, be among them.
    """
    rules = category_rules(task.case.policy)
    student = task.available.students[task.items[item].student_id]
    counts = np.zeros(len(CATEGORIES) + 1, dtype=np.int64)
    longest, dates = 0, allowed_dates(task, item)
    for day, times in _different_days(task, student, providers, dates):
        each = [_free(task, item, name, day) for name in providers]
        codes = student.on(day)
        anyone = np.logical_or.reduce([np.zeros(len(codes), dtype=bool), *each])
        usable = rules.allowed[codes]
        for one in each:
            # only a provider with more minutes than the longest stretch so far can have a longer
            if np.count_nonzero(one & usable) > longest:
                longest = max(longest, _longest_run(one & usable))
        counts += times * np.bincount(codes[anyone] % len(counts), minlength=len(counts))
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


def _different_days(
    task: Task, student: DayPatterns, providers: list[str], dates: IntArray
) -> list[tuple[int, int]]:
    """Return one date of each kind that looks different to them, and how many there are of it."""
    rows = [task.available.days.day_type, student.of_day]
    rows += [task.available.free[name].of_day for name in providers]
    found: dict[tuple[int, ...], list[int]] = {}
    columns = (row[dates].tolist() for row in rows)
    for day, key in zip(dates.tolist(), zip(*columns, strict=True), strict=True):
        found.setdefault(key, []).append(day)
    return [(days[0], len(days)) for days in found.values()]


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
