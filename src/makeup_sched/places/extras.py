"""Places for sessions of their own (mode `extra`)."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE, serves
from makeup_sched.availability.patterns import ABSENT, MINUTES
from makeup_sched.places.day_places import EXTRA, Builder, Kind
from makeup_sched.places.eligible import DayItems
from makeup_sched.places.grades import grade_windows
from makeup_sched.places.people import Provider
from makeup_sched.places.task import Task


@dataclass(frozen=True)
class _Batch:
    """Items of one discipline at one site, with the stretches in which each could be seen.

    `first` is the first grid cell that is looked at; `runs` holds for each item and cell from there
    how many cells in a row could be used, `avoid_before` and `outside_before` minutes up to a cell.
    `beside` holds minutes that somebody left out of the task owes; see `Task`.
    """

    task: Task
    items: IntArray
    first: int
    runs: IntArray
    avoid_before: IntArray
    outside_before: IntArray
    saturday: bool
    esy: bool
    beside: IntArray

    def start(self, cells: IntArray) -> IntArray:
        """Return minutes after midnight of cells counted from the first."""
        return (self.first + cells) * self.task.grid

    def avoid(self, rows: IntArray, cells: IntArray, length: IntArray) -> IntArray:
        """Return minutes to avoid less minutes preferred, for `length` cells."""
        before = self.avoid_before[rows, cells]
        return np.asarray(self.avoid_before[rows, cells + length] - before, dtype=np.int64)

    def extended(self, rows: IntArray, cells: IntArray, length: IntArray) -> BoolArray:
        """Mark sessions with any minute before or after school, or on a Saturday."""
        if self.esy or self.saturday:
            return np.full(len(rows), self.saturday)
        after = self.outside_before[rows, cells + length]
        return np.asarray(after > self.outside_before[rows, cells], dtype=bool)


def add_extras(builder: Builder, day: DayItems, provider: Provider) -> None:
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
            open_minutes = serves(free, site)
            if len(items) and open_minutes.any():
                kind = Kind(site, number, EXTRA, -1, cap)
                beside = np.array(task.beside.get(discipline, ()), dtype=np.int64)
                _add_batch(builder, _batch(day, items, open_minutes, beside), kind)


def _batch(day: DayItems, items: IntArray, open_minutes: BoolArray, beside: IntArray) -> _Batch:
    grid = day.task.grid
    minutes = np.flatnonzero(open_minutes)
    first = int(minutes[0]) // grid
    last = min(int(minutes[-1]) // grid + 1, MINUTES // grid)
    start, end = first * grid, last * grid
    kinds = day.kinds(items, start, end)
    rules, cells = day.looks.rules, last - first
    usable = rules.allowed[kinds] & open_minutes[start:end]
    whole = np.asarray(usable.reshape(len(items), cells, grid).all(axis=2))
    reachable = whole.any(axis=1)
    whole, kinds = whole[reachable], kinds[reachable]
    runs = np.zeros((len(whole), cells + 1), dtype=np.int64)
    for cell in range(cells - 1, -1, -1):
        runs[:, cell] = np.where(whole[:, cell], runs[:, cell + 1] + 1, 0)
    return _Batch(
        task=day.task,
        items=items[reachable],
        first=first,
        runs=runs[:, :cells],
        avoid_before=_before(rules.avoid[kinds], grid),
        outside_before=_before(rules.outside[kinds], grid),
        saturday=day.day_type == "saturday",
        esy=day.day_type == "esy",
        beside=beside,
    )


def _before(values: IntArray | BoolArray, grid: int) -> IntArray:
    """Return sums over the minutes before each cell."""
    cells = values.shape[1] // grid
    sums = np.zeros((len(values), cells + 1), dtype=np.int64)
    np.cumsum(values.reshape(len(values), cells, grid).sum(axis=2), axis=1, out=sums[:, 1:])
    return sums


def _add_batch(builder: Builder, batch: _Batch, kind: Kind) -> None:
    if not len(batch.items):
        return
    sizes = _sizes(batch.task, batch.items, kind.cap)
    grid = batch.task.grid
    # axes: length in cells (from 1), item, cell
    longest = min(int(sizes.most.max()) // grid, int(batch.runs.max()))
    length = np.arange(1, longest + 1)
    minutes = (length * grid)[:, None]
    fits = batch.runs[None, :, :] >= length[:, None, None]
    within = minutes <= sizes.most
    own = within & ((minutes >= sizes.least) | (minutes == sizes.owed))
    small = np.union1d(sizes.owed[sizes.short], batch.beside)
    joining = (own | (within & np.isin(minutes, small))) & sizes.shares
    together = fits & joining[:, :, None]
    # too short for some: then somebody must be there who owes just that
    anchor = together & (sizes.short & (sizes.owed == minutes))[:, :, None]
    left_out = np.isin(minutes, batch.beside)[:, :, None]
    together &= own[:, :, None] | anchor.any(axis=1)[:, None, :] | left_out
    count = together.sum(axis=1)[:, None, :]
    alone = fits & (own & ~sizes.shares)[:, :, None] | (together & (count == 1))
    _add_solo(builder, batch, kind, alone)
    _add_shared(builder, batch, kind, together & (count > 1))


@dataclass(frozen=True)
class _Sizes:
    """Minutes per session that each item of a batch allows.

    `least` and `most` minutes, `owed` in all; `short` marks items that owe less than their least
    and share, `shares` those that may sit in a group.
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
    shares = (seats > 1) & (cap > 1)
    return _Sizes(
        least=least,
        most=np.minimum(most, task.left[items]),
        owed=owed,
        short=(owed < least) & shares,
        shares=shares,
    )


def _add_solo(builder: Builder, batch: _Batch, kind: Kind, mask: BoolArray) -> None:
    """Add a place for each marked length, item and cell, for that item alone."""
    length, row, cell = np.nonzero(mask)
    if not len(row):
        return
    cells = length + 1
    extended = batch.extended(row, cell, cells)
    minutes = cells * batch.task.grid
    first = builder.add_places(kind, batch.start(cell), minutes, extended, solo=True)
    place = first + np.arange(len(row))
    builder.add_attendances(place, batch.items[row], batch.avoid(row, cell, cells))


def _add_shared(builder: Builder, batch: _Batch, kind: Kind, mask: BoolArray) -> None:
    """Add a place for groups at each length and cell where anything is marked."""
    length, row, cell = np.nonzero(mask)
    if not len(row):
        return
    cells, width = length + 1, mask.shape[2]
    extended = batch.extended(row, cell, cells)
    key = length * width + cell
    for late in (False, True):
        # one student's minute after school makes the whole session extended_day, so where the
        # attendees differ the same place exists twice: with and without those students
        keys = np.unique(key[extended == late])
        if not len(keys):
            continue
        chosen = np.isin(key, keys) & (late | ~extended)
        minutes = (keys // width + 1) * batch.task.grid
        start = batch.start(keys % width)
        first = builder.add_places(kind, start, minutes, np.full(len(keys), late), solo=False)
        place = first + np.searchsorted(keys, key[chosen])
        items = batch.items[row[chosen]]
        builder.add_attendances(place, items, batch.avoid(row[chosen], cell[chosen], cells[chosen]))
        _add_openings(builder, batch.task, place, items)


_UNKNOWN = -1000


def _add_openings(builder: Builder, task: Task, place: IntArray, items: IntArray) -> None:
    """Open each place once for every range of grades that its items make possible.

    A range that lets in nobody more than another one does is left out.
    """
    known = [task.students[task.items[item].student_id].grade for item in items.tolist()]
    grade = np.array([_UNKNOWN if each is None else each for each in known], dtype=np.int64)
    windows = grade_windows(known, task.case.policy.group_grade_span)
    places, at = np.unique(place, return_inverse=True)
    if len(windows) == 1:
        builder.add_openings(places, *windows[0])
        return
    reached = np.full(len(places), _UNKNOWN)
    opened = np.zeros(len(places), dtype=bool)
    for number, (low, high) in enumerate(windows):
        inside = (grade >= low) & (grade <= high)
        lowest = np.full(len(places), 10**6)
        highest = np.full(len(places), _UNKNOWN)
        np.minimum.at(lowest, at[inside], grade[inside])
        np.maximum.at(highest, at[inside], grade[inside])
        needed = highest > reached
        if number + 1 < len(windows):
            needed &= lowest < windows[number + 1][0]
        builder.add_openings(places[needed], low, high)
        reached[needed] = highest[needed]
        opened |= needed
    builder.add_openings(places[~opened], *windows[0])
