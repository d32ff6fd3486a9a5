"""How many minutes an item could get if it had every provider's free time to itself.

What is out of reach even then is out of reach in every plan: a proof, not a guess.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from makeup_sched.availability.days import BoolArray
from makeup_sched.places.day_places import EXTRA
from makeup_sched.places.item_places import ItemPlaces
from makeup_sched.places.task import Task


@dataclass(frozen=True)
class Limits:
    """Which limits to count: the student's minutes per day, the providers' caps."""

    student_cap: bool = True
    provider_caps: bool = True


def most_minutes_alone(task: Task, places: ItemPlaces, limits: Limits | None = None) -> int:
    """Return the most minutes of an item that any plan can place, from the item's own view.

    These are minutes beside its locked ones. Per date the item may take sessions of the lengths
    that exist on it, as many as the policy allows beside locked ones, within the student's cap;
    over the dates every reachable total is kept as one bit of a number (subset sums). The answer
    is never below what a plan places.
    """
    limits = limits or Limits()
    left = int(task.left[places.item]) // task.grid
    reach = 1
    keep = (1 << (left + 1)) - 1
    for day, lengths in _lengths_by_day(task, places, limits).items():
        cap = _day_cap(task, places.item, day) if limits.student_cap else left
        times = sessions_left(task, places.item, day)
        total = 0
        for cells in _reached_in_a_day(tuple(lengths), times, cap):
            total |= reach << cells
        reach = total & keep
        if reach >> left:
            break  # nothing is left to reach
    return (reach.bit_length() - 1) * task.grid


def sessions_left(task: Task, item: int, day: int) -> int:
    """Return how many sessions the item may have on a day beside those that are locked."""
    locked = task.locked.item_sessions.get((task.items[item].owed_id, day), 0)
    return max(0, task.case.policy.sessions_per_day_per_item - locked)


def longest_by_day(task: Task, places: ItemPlaces) -> dict[int, int]:
    """Return the minutes of the longest place on each day on which the item may have a session."""
    days, of_day = np.unique(places.day, return_inverse=True)
    longest = np.zeros(len(days), dtype=np.int64)
    np.maximum.at(longest, of_day, places.length)
    return {
        day: minutes
        for day, minutes in zip(days.tolist(), longest.tolist(), strict=True)
        if sessions_left(task, places.item, day)
    }


def long_enough(task: Task, places: ItemPlaces) -> bool:
    """Say whether the longest sessions of all dates would come to what is left of an item."""
    longest = longest_by_day(task, places)
    most = sum(minutes * sessions_left(task, places.item, day) for day, minutes in longest.items())
    return most >= int(task.left[places.item])


@lru_cache(maxsize=4096)
def _reached_in_a_day(lengths: tuple[int, ...], times: int, cap: int) -> tuple[int, ...]:
    """Return the totals (cells) that sessions of these lengths can come to on one day."""
    day = 1
    for _ in range(times):
        longer = day
        for length in lengths:
            longer |= day << length
        day = longer
    day &= (1 << (cap + 1)) - 1
    return tuple(cells for cells in range(day.bit_length()) if day >> cells & 1)


def _lengths_by_day(task: Task, places: ItemPlaces, limits: Limits) -> dict[int, list[int]]:
    """Return the lengths in cells of the places on each date that has any."""
    kept = np.ones(len(places.day), dtype=bool)
    if limits.provider_caps:
        kept = _within_provider_cap(task, places)
    cells = places.length[kept] // task.grid
    most = int(cells.max(initial=0)) + 1
    found: dict[int, list[int]] = {}
    for pair in np.unique(places.day[kept] * most + cells).tolist():
        found.setdefault(pair // most, []).append(pair % most)
    return found


def _within_provider_cap(task: Task, places: ItemPlaces) -> BoolArray:
    """Leave out sessions that alone are longer than the provider may give in a day or week."""
    facts = list(task.providers.values())
    present, row = np.unique(places.provider, return_inverse=True)
    most = []
    for number in present.tolist():
        caps = (facts[number].minutes_per_day, facts[number].minutes_per_week)
        most.append(min((cap for cap in caps if cap is not None), default=10**6))
    limit = np.array(most, dtype=np.int64)[row]
    return np.asarray((places.mode != EXTRA) | (places.length <= limit), dtype=bool)


def _day_cap(task: Task, item: int, day: int) -> int:
    student = task.students[task.items[item].student_id]
    used = task.locked.student_minutes.get((student.student_id, day), 0)
    return max(0, student.minutes_per_day - used) // task.grid
