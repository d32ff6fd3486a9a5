"""Windows: stretches in which a provider is free at a site, and who could come when.

For the peers that choose a start and a length themselves. Times are grid cells after midnight.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.hours import EVERY_SITE_CODE, TELE_CODE, serves
from makeup_sched.availability.patterns import ABSENT, MINUTES
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import CATEGORIES, DAY_TYPES

Stretch = tuple[int, int]
"""First cell and the cell after the last one."""


@dataclass(frozen=True)
class Guest:
    """An item that could be given in a window, and the stretches in which its student can come."""

    item: int
    pieces: tuple[Stretch, ...]


@dataclass(frozen=True)
class Window:
    """A stretch of a provider's free time at one site on one day, for one discipline."""

    provider_id: str
    day: int
    site: str
    start: int
    end: int
    guests: tuple[Guest, ...]


@dataclass(frozen=True)
class Lengths:
    """Cells that a session of an item alone may last; `small`: it owes less than its least."""

    least: int
    most: int
    small: bool


def lengths(task: Task) -> list[Lengths]:
    """Return for each item how long its sessions may be."""
    found = []
    for item, left in zip(task.items, task.left.tolist(), strict=True):
        most = min(item.max_session, left) // task.grid
        least = -(-item.min_session // task.grid)
        small = item.owed < item.min_session and item.owed == left
        found.append(Lengths(item.owed // task.grid if small else least, most, small))
    return found


class Finder:
    """Finds the windows of a task, day by day; equal days of a person are looked at once."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._lengths = lengths(task)
        rules = [task.case.policy.categories[name] for name in CATEGORIES]  # type: ignore[index]
        # the last entry is for "not there", whose code is -1
        self._allowed = np.array([*(rule != "never" for rule in rules), False], dtype=bool)
        self._student_runs: dict[tuple[str, int], list[Stretch]] = {}

    def all(self) -> Iterator[Window]:
        """Yield all windows in which somebody could come."""
        for day in range(len(self._task.available.days)):
            yield from self.on(day)

    def on(self, day: int) -> Iterator[Window]:
        """Yield the windows of one day."""
        for provider_id, provider in self._task.providers.items():
            free = self._task.available.free[provider_id].on(day)
            for site in self._sites(free):
                runs = _runs(serves(free, site), self._task.grid)
                for discipline in provider.disciplines:
                    wanted = self._wanted(discipline, site, day)
                    for start, end in runs if wanted else []:
                        guests = tuple(self._guests(wanted, day, start, end))
                        if guests:
                            name = self._task.available.sites[site]
                            yield Window(provider_id, day, name, start, end, guests)

    def student_runs(self, student_id: str, day: int) -> list[Stretch]:
        """Return when a student can come on a day."""
        pattern = self._task.available.students[student_id]
        key = (student_id, int(pattern.of_day[day]))
        if key not in self._student_runs:
            self._student_runs[key] = _runs(self._allowed[pattern.on(day)], self._task.grid)
        return self._student_runs[key]

    def _sites(self, free: npt.NDArray[np.int16]) -> list[int]:
        sites: set[int] = set(np.unique(free[free != ABSENT]).tolist())
        if EVERY_SITE_CODE in sites:
            sites |= {int(site) for site in np.concatenate(self._task.item_sites)}
        return sorted(sites - {EVERY_SITE_CODE})

    def _wanted(self, discipline: str, site: int, day: int) -> list[int]:
        task = self._task
        on = task.available.days.dates[day]
        esy = DAY_TYPES[int(task.available.days.day_type[day])] == "esy"
        found = []
        for number in task.items_of_discipline.get(discipline, np.zeros(0, np.int64)).tolist():
            item = task.items[number]
            there = task.item_tele[number] if site == TELE_CODE else (
                task.item_sites[esy][number] == site
            )  # fmt: skip
            in_time = item.earliest_date <= on and (item.due_date is None or on <= item.due_date)
            if there and in_time:
                found.append(number)
        return found

    def _guests(self, wanted: list[int], day: int, start: int, end: int) -> Iterator[Guest]:
        shortest = min((self._lengths[number].least for number in wanted), default=1)
        for number in wanted:
            runs = self.student_runs(self._task.items[number].student_id, day)
            cut = [(max(first, start), min(last, end)) for first, last in runs]
            pieces = tuple(piece for piece in cut if piece[1] - piece[0] >= shortest)
            if pieces:
                yield Guest(number, pieces)


def _runs(marked: npt.NDArray[np.bool_], grid: int) -> list[Stretch]:
    """Return the stretches of whole marked cells."""
    count = MINUTES // grid
    cells = np.asarray(marked[: count * grid]).reshape(count, grid).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], cells, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def outside(runs: list[Stretch], grid: int) -> list[Stretch]:
    """Return the rest of the day."""
    found, reached = [], 0
    for start, end in sorted(runs):
        if reached < start:
            found.append((reached, start))
        reached = max(reached, end)
    last = MINUTES // grid
    return [*found, (reached, last)] if reached < last else found
