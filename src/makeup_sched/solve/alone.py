"""How many minutes an item could get if it had every provider's free time to itself.

What is out of reach even then is out of reach in every plan: a proof, not a guess.
"""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.model.variables import Variables
from makeup_sched.places.day_places import EXTRA


@dataclass(frozen=True)
class Limits:
    """Which limits to count: the student's minutes per day, the providers' caps."""

    student_cap: bool = True
    provider_caps: bool = True


def most_minutes_alone(variables: Variables, item: int, limits: Limits | None = None) -> int:
    """Return the most minutes of an item that any plan can place, from the item's own view.

    Per date the item may take sessions of the lengths that exist on it, as many as the policy
    allows (locked ones apart), within the student's cap; over the dates every reachable total is
    kept as one bit of a number (subset sums). The answer is never below what a plan places.
    """
    limits = limits or Limits()
    task = variables.columns.task
    left = int(task.left[item]) // task.grid
    reach = 1
    keep = (1 << (left + 1)) - 1
    for slot, lengths in _lengths_by_slot(variables, item, limits).items():
        cap = _day_cap(variables, item, slot) if limits.student_cap else left
        times = task.case.policy.sessions_per_day_per_item
        reach = _with_day(reach, lengths, times, cap, keep)
    return (reach.bit_length() - 1) * task.grid


def dates_and_longest(variables: Variables, item: int) -> tuple[int, int]:
    """Return on how many dates the item has any place, and the minutes of its longest place."""
    mine = np.flatnonzero(variables.item == item)
    if not len(mine):
        return 0, 0
    lengths = variables.columns.places.length[variables.place[mine]]
    return len(np.unique(variables.slot[mine])), int(lengths.max())


def _with_day(reach: int, lengths: list[int], times: int, cap: int, keep: int) -> int:
    """Return the totals that can be reached with one more day."""
    day = 1
    for _ in range(times):
        longer = day
        for length in lengths:
            longer |= day << length
        day = longer
    day &= (1 << (cap + 1)) - 1
    total = 0
    for minutes in range(day.bit_length()):
        if day >> minutes & 1:
            total |= reach << minutes
    return total & keep


def _lengths_by_slot(variables: Variables, item: int, limits: Limits) -> dict[int, list[int]]:
    mine = np.flatnonzero(variables.item == item)
    if limits.provider_caps:
        mine = mine[_within_provider_cap(variables, mine)]
    pairs = np.unique(
        np.stack([variables.slot[mine], variables.cells[variables.place[mine]]], axis=1), axis=0
    )
    found: dict[int, list[int]] = {}
    for slot, length in pairs.tolist():
        found.setdefault(slot, []).append(length)
    return found


def _within_provider_cap(variables: Variables, attendances: IntArray) -> IntArray:
    """Leave out sessions that alone are longer than the provider may give in a day or week."""
    c = variables.columns
    most = []
    for name in c.templates.providers:
        facts = c.task.providers[name]
        caps = [cap for cap in (facts.minutes_per_day, facts.minutes_per_week) if cap is not None]
        most.append(min(caps, default=10**6))
    place = variables.place[attendances]
    timed = c.places.mode[place] == EXTRA
    limit = np.array(most, dtype=np.int64)[c.provider[place]]
    return np.flatnonzero(~timed | (c.places.length[place] <= limit))


def _day_cap(variables: Variables, item: int, slot: int) -> int:
    task = variables.columns.task
    student = task.students[task.items[item].student_id]
    used = task.locked.student_minutes.get((student.student_id, slot), 0)
    return max(0, student.minutes_per_day - used) // task.grid
