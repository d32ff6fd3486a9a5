"""Places for sessions of their own (mode `extra`)."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE, serves
from makeup_sched.availability.patterns import ABSENT, MINUTES
from makeup_sched.places.day_places import EXTRA, Builder, Kind
from makeup_sched.places.eligible import DayItems, Rules
from makeup_sched.places.grades import grade_windows
from makeup_sched.places.people import Provider
from makeup_sched.places.task import Task


@dataclass(frozen=True)
class _Batch:
    """Items of one discipline at one site, with the stretches in which each could be seen."""

    task: Task
    items: IntArray
    runs: IntArray
    avoid_before: IntArray
    outside_before: IntArray
    saturday: bool
    esy: bool

    def avoid(self, rows: IntArray, start: IntArray, length: int) -> IntArray:
        """Return minutes to avoid less minutes preferred from `start` on."""
        return self.avoid_before[rows, start + length] - self.avoid_before[rows, start]

    def extended(self, rows: IntArray, start: IntArray, length: int) -> BoolArray:
        """Mark sessions with any minute before or after school, or on a Saturday."""
        if self.esy or self.saturday:
            return np.full(len(rows), self.saturday)
        return self.outside_before[rows, start + length] > self.outside_before[rows, start]


def add_extras(builder: Builder, day: DayItems, provider: Provider, rules: Rules) -> None:
    """Add every place at which the provider could hold a session of its own on this day."""
    task = day.task
    free = task.available.free[provider.provider_id].on(day.day)
    sites = np.unique(free[free != ABSENT])
    if EVERY_SITE_CODE in sites:
        sites = np.union1d(sites, np.unique(day.site))
    cap = min(task.case.policy.group_cap, provider.max_group or 10**6)
    for number, discipline in enumerate(provider.disciplines):
        for site in sites.tolist():
            items = day.items_for(discipline, site)
            if len(items):
                kind = Kind(site, number, EXTRA, -1, cap)
                _add_batch(builder, _batch(day, items, serves(free, site), rules), kind)


def _batch(day: DayItems, items: IntArray, open_minutes: BoolArray, rules: Rules) -> _Batch:
    codes = day.codes(items)
    grid = day.task.grid
    cells = MINUTES // grid
    usable = (rules.allowed[codes] & open_minutes)[:, : cells * grid]
    whole = np.asarray(usable.reshape(len(items), cells, grid).all(axis=2))
    runs = np.zeros((len(items), cells + 1), dtype=np.int64)
    for cell in range(cells - 1, -1, -1):
        runs[:, cell] = np.where(whole[:, cell], runs[:, cell + 1] + 1, 0)
    return _Batch(
        task=day.task,
        items=items,
        runs=runs[:, :cells],
        avoid_before=_before(rules.avoid[codes]),
        outside_before=_before(rules.outside[codes]),
        saturday=day.day_type == "saturday",
        esy=day.day_type == "esy",
    )


def _before(values: IntArray | BoolArray) -> IntArray:
    """Return sums over the minutes before each minute of the day."""
    sums = np.zeros((values.shape[0], MINUTES + 1), dtype=np.int64)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    return sums


def _add_batch(builder: Builder, batch: _Batch, kind: Kind) -> None:
    sizes = _sizes(batch.task, batch.items, kind.cap)
    alone = np.flatnonzero(~sizes.shares)
    short = np.unique(sizes.owed[sizes.short & sizes.shares])
    for length in range(batch.task.grid, int(sizes.most.max()) + 1, batch.task.grid):
        own = (length <= sizes.most) & ((length >= sizes.least) | (length == sizes.owed))
        fits = batch.runs >= length // batch.task.grid
        _add_solo(builder, batch, kind, length, alone, fits & own[:, None])
        joining = (own | (length in short)) & (length <= sizes.most) & sizes.shares
        mask = fits & joining[:, None]
        # too short for some: then somebody must be there who owes just that
        anchor = sizes.short & (sizes.owed == length)
        has_anchor = (mask & anchor[:, None]).any(axis=0)
        _add_shared(builder, batch, kind, length, mask & (own[:, None] | has_anchor))


@dataclass(frozen=True)
class _Sizes:
    """Minutes per session that each item of a batch allows.

    `least` and `most` minutes, `owed` in all; `short` marks items that owe less than their least,
    `shares` those that may sit in a group.
    """

    least: IntArray
    most: IntArray
    owed: IntArray
    short: BoolArray
    shares: BoolArray


def _sizes(task: Task, items: IntArray, cap: int) -> _Sizes:
    facts = [task.items[item] for item in items.tolist()]
    least = np.array([item.min_session for item in facts], dtype=np.int64)
    most = np.array([item.max_session for item in facts], dtype=np.int64)
    owed = np.array([item.owed for item in facts], dtype=np.int64)
    seats = np.array([(item.max_group or cap) if item.group else 1 for item in facts])
    return _Sizes(
        least=least,
        most=np.minimum(most, task.left[items]),
        owed=owed,
        short=owed < least,
        shares=(seats > 1) & (cap > 1),
    )


def _add_solo(
    builder: Builder, batch: _Batch, kind: Kind, length: int, rows: IntArray, mask: BoolArray
) -> None:
    row, cell = np.nonzero(mask[rows])
    row, start = rows[row], cell * batch.task.grid
    if not len(row):
        return
    extended = batch.extended(row, start, length)
    first = builder.add_places(kind, start, np.full(len(row), length), extended, solo=True)
    place = first + np.arange(len(row))
    builder.add_attendances(place, batch.items[row], batch.avoid(row, start, length))


def _add_shared(builder: Builder, batch: _Batch, kind: Kind, length: int, mask: BoolArray) -> None:
    """Add places for groups; where only one item fits, a place for that item alone."""
    count = mask.sum(axis=0)
    _add_solo(builder, batch, kind, length, np.arange(len(mask)), mask & (count == 1))
    row, cell = np.nonzero(mask & (count > 1))
    if not len(row):
        return
    start = cell * batch.task.grid
    extended = batch.extended(row, start, length)
    for late in (False, True):
        # one student's minute after school makes the whole session extended_day, so where the
        # attendees differ the same place exists twice: with and without those students
        cells = np.unique(cell[extended]) if late else np.unique(cell[~extended])
        if not len(cells):
            continue
        chosen = np.isin(cell, cells) & (late | ~extended)
        size = len(cells)
        first = builder.add_places(
            kind, cells * batch.task.grid, np.full(size, length), np.full(size, late), solo=False
        )
        place = first + np.searchsorted(cells, cell[chosen])
        items, where = batch.items[row[chosen]], start[chosen]
        builder.add_attendances(place, items, batch.avoid(row[chosen], where, length))
        _add_openings(builder, batch.task, place, items)


def _add_openings(builder: Builder, task: Task, place: IntArray, items: IntArray) -> None:
    """Open each place once for every range of grades that its items make possible."""
    students = [task.students[task.items[int(item)].student_id] for item in items]
    grades = [student.grade for student in students]
    windows = grade_windows(grades, task.case.policy.group_grade_span)
    for low, high in windows:
        inside = np.array([grade is not None and low <= grade <= high for grade in grades])
        places = np.unique(place if len(windows) == 1 else place[inside])
        builder.add_openings(places, low, high)
    if len(windows) > 1:
        known = np.unique(place[np.array([grade is not None for grade in grades])])
        rest = np.setdiff1d(np.unique(place), known)
        builder.add_openings(rest, *windows[0])
