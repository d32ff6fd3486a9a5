"""The half hours a week of a provider that would do most for an item."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE
from makeup_sched.availability.patterns import ABSENT, MINUTES
from makeup_sched.case.values import rows_of
from makeup_sched.places.item_places import allowed_dates
from makeup_sched.places.looks import category_rules
from makeup_sched.places.task import Task

LENGTH = 30
"""Minutes."""
_TO_TRY = 3
"""Half hours that are tried for one item, each on another weekday or of another provider."""
_KEPT = ("lunch", "leave", "travel")
"""What a provider is never asked to give up."""
_NOW = {
    "planning": "planning time",
    "meeting": "a meeting",
    "evaluation": "evaluations",
    "other": "kept free",
}


@dataclass(frozen=True)
class HalfHour:
    """A half hour on a weekday; times in minutes after midnight.

    `dates` says on how many dates the student could be seen then; `now` what the provider does then
    by the table `provider_hours`, blank where the provider is not at work.
    """

    provider_id: str
    weekday: int
    start: int
    site: str
    dates: int
    now: str

    @property
    def end(self) -> int:
        """The end."""
        return self.start + LENGTH


def half_hours(task: Task, number: int, providers: list[str]) -> list[HalfHour]:
    """Return the half hours that suit an item's student on most dates, the best first.

    Of each provider and weekday the one that suits most dates; of equal ones first those that touch
    time which the provider already has free at the site, then the earliest.
    """
    found = [one for name in providers for one in _of_provider(task, number, name)]
    found.sort(key=lambda one: (-one.dates, bool(one.now), one.provider_id, one.weekday))
    return found[:_TO_TRY]


def _of_provider(task: Task, number: int, provider: str) -> list[HalfHour]:
    days, site = task.available.days, task.students[task.items[number].student_id].school
    code = task.available.sites.index(site)
    fits = np.zeros((7, MINUTES), dtype=np.int64)
    near = np.zeros((7, MINUTES), dtype=np.int64)
    usable_on = _Usable(task, number, provider, code)
    for day in allowed_dates(task, number).tolist():
        if not days.school[day]:
            continue
        usable, free = usable_on(day)
        starts = _runs(usable)
        weekday = int(days.weekday[day])
        fits[weekday] += starts
        near[weekday] += starts & (np.roll(free, 1) | np.roll(free, -LENGTH))
    grid = np.arange(0, MINUTES, task.grid)
    found = []
    for weekday in range(7):
        most = int(fits[weekday, grid].max())
        if most:
            best = grid[np.lexsort((grid, -near[weekday, grid], -fits[weekday, grid]))[0]]
            now = _now(task, provider, weekday, int(best))
            found.append(HalfHour(provider, weekday, int(best), site, most, now))
    return found


class _Usable:
    """Marks when a provider could be asked for time at which an item's student could come."""

    def __init__(self, task: Task, number: int, provider: str, site: int) -> None:
        self._site, self._available = site, task.available
        self._rules = category_rules(task.case.policy)
        self._student = task.available.students[task.items[number].student_id]
        self._free, self._work = task.available.free[provider], task.available.work[provider]
        self._regular = [each for each in task.available.regular if each.provider_id == provider]
        self._rows = [row for row in rows_of(task.case.table("provider_hours"))
                      if row.provider_id == provider and row.kind in _KEPT]  # fmt: skip
        self._active = [_active(task, row) for row in self._rows]
        self._locked = [(day, start, end) for day, start, end
                        in task.locked.provider_time.get(provider, [])]  # fmt: skip

    def __call__(self, day: int) -> tuple[BoolArray, BoolArray]:
        """Return the usable minutes of a date, and those the provider has free at the site."""
        work, free = self._work.on(day), self._free.on(day)
        # not while at work elsewhere, and not in lunch, leave, travel or any session
        usable = self._rules.allowed[self._student.on(day)] & (free == ABSENT)
        usable &= (work == ABSENT) | (work == self._site)
        taken = [(row.start, row.end) for row, active in zip(self._rows, self._active, strict=True)
                 if active[day]]  # fmt: skip
        taken += [(each.start, each.end) for each in self._regular if each.takes_place[day]]
        taken += [(start, end) for on, start, end in self._locked if on == day]
        for start, end in taken:
            usable[int(start) : int(end)] = False
        return usable, np.asarray((free == self._site) | (free == EVERY_SITE_CODE), dtype=bool)


def _active(task: Task, row: object) -> BoolArray:
    days = task.available.days
    active = days.active(row.weekday, str(row.rotation), row.start_date, row.end_date)  # type: ignore[attr-defined]
    return np.asarray(active & days.of_type(row.day_types))  # type: ignore[attr-defined]


def _runs(usable: BoolArray) -> IntArray:
    """Mark the minutes from which on a half hour is usable."""
    sums = np.concatenate([[0], np.cumsum(usable)])
    found = np.zeros(MINUTES, dtype=np.int64)
    found[: MINUTES - LENGTH + 1] = sums[LENGTH:] - sums[:-LENGTH] == LENGTH
    return found


def _now(task: Task, provider: str, weekday: int, start: int) -> str:
    """Return what the provider does then, in words; blank for nothing."""
    kinds = [
        str(row.kind)
        for row in rows_of(task.case.table("provider_hours"))
        if row.provider_id == provider and weekday in row.weekday and row.kind in _NOW
        and row.start < start + LENGTH and start < row.end
    ]  # fmt: skip
    return _NOW[kinds[-1]] if kinds else ""
