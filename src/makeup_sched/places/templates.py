"""Places found once for each different day of a provider (a *template*), not once per date."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE, TELE_CODE, serves
from makeup_sched.availability.patterns import ABSENT
from makeup_sched.places.day_places import Builder, DayPlaces, places_kept
from makeup_sched.places.eligible import day_items
from makeup_sched.places.extras import add_extras
from makeup_sched.places.looks import Looks, students_looks
from makeup_sched.places.narrowing import Narrow
from makeup_sched.places.regular_places import add_extensions, add_joins
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import SCHOOL_DAY_TYPES


@dataclass(frozen=True)
class Templates:
    """The different days of all providers.

    Attributes
    ----------
    task
        The task.
    providers
        Ids of the providers, in the order of the rows of `of_day`.
    places
        The templates.
    of_day
        Template of each provider (rows) on each planning date (columns).
    """

    task: Task
    providers: tuple[str, ...]
    places: tuple[DayPlaces, ...]
    of_day: IntArray

    @cached_property
    def class_of_day(self) -> IntArray:
        """Class of each planning date: dates with the same templates for all providers.

        Locked sessions use up the same of everybody's caps on all dates of a class.
        """
        if not len(self.providers):
            return np.zeros(self.of_day.shape[1], dtype=np.int64)
        rows = np.concatenate([self.of_day, [used_on_days(self.task)]])
        _, inverse = np.unique(rows, axis=1, return_inverse=True)
        return np.asarray(inverse, dtype=np.int64).reshape(-1)

    @cached_property
    def first_origin(self) -> IntArray:
        """Number of each template's first attendance and opening, for `Columns`."""
        sizes = [len(p.attendance_place) + len(p.opening_place) for p in self.places]
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def used_on_days(task: Task) -> IntArray:
    """Return a number per date: equal where locked sessions use up the same of the daily caps."""
    use = task.locked
    on_day: dict[int, set[object]] = {}
    for name, sums in (
        ("provider", use.provider_minutes),
        ("student", use.student_minutes),
        ("item", use.item_sessions),
    ):
        for (who, day), amount in sums.items():
            on_day.setdefault(day, set()).add((name, who, amount))
    numbers: dict[frozenset[object], int] = {frozenset(): 0}
    found = np.zeros(len(task.available.days), dtype=np.int64)
    for day, used in sorted(on_day.items()):
        found[day] = numbers.setdefault(frozenset(used), len(numbers))
    return found


def find_templates(task: Task) -> Templates:
    """Find where sessions could go, for every different day of every provider."""
    chosen = tuple(
        provider_id
        for provider_id, provider in task.providers.items()
        if any(discipline in task.items_of_discipline for discipline in provider.disciplines)
    )
    looks = students_looks(task)
    of_day = np.zeros((len(chosen), len(task.available.days)), dtype=np.int64)
    found: list[DayPlaces] = []
    for row, provider_id in enumerate(chosen):
        keys: dict[tuple[object, ...], int] = {}
        for day, key in enumerate(_day_keys(task, provider_id, looks)):
            if key not in keys:
                keys[key] = len(found)
                found.append(_places(task, provider_id, day, looks))
            of_day[row, day] = keys[key]
    return Templates(task, chosen, tuple(found), of_day)


def templates_within(templates: Templates, narrow: Narrow) -> Templates:
    """Return the templates of a smaller task: its providers' places for its own items."""
    task = templates.task
    numbers = {provider_id: row for row, provider_id in enumerate(templates.providers)}
    chosen = tuple(name for name in narrow.task.providers if name in numbers)
    of_day = templates.of_day[[numbers[name] for name in chosen]]
    kept, inverse = np.unique(of_day, return_inverse=True)
    item = _new_numbers(narrow.items, len(task.items))
    # the last number stands for places of no regular session, whose number is -1
    regular = _new_numbers(narrow.regular, len(task.available.regular) + 1)
    places = tuple(_renumbered(templates.places[number], item, regular) for number in kept.tolist())
    return Templates(narrow.task, chosen, places, inverse.reshape(of_day.shape).astype(np.int64))


def _renumbered(places: DayPlaces, item: IntArray, regular: IntArray) -> DayPlaces:
    """Return places by the new numbers of items (-1: left out) and of regular sessions."""
    inside = item[places.attendance_item] >= 0
    if not inside.all():
        places = places_kept(places, inside)[0]
    return replace(
        places,
        regular=regular[places.regular],
        attendance_item=item[places.attendance_item],
    )


def _new_numbers(chosen: IntArray, count: int) -> IntArray:
    found = np.full(count, -1, dtype=np.int64)
    found[chosen] = np.arange(len(chosen))
    return found


def _day_keys(task: Task, provider_id: str, looks: Looks) -> list[tuple[object, ...]]:
    """Return a key per date: dates with equal keys have the same places for this provider."""
    days = task.available.days
    tier = np.where(days.of_type(SCHOOL_DAY_TYPES), 0, days.day_type + 1)
    rows = [tier, task.available.free[provider_id].of_day]
    rows += [
        _seen(task, provider_id, items, site, looks) for site, items in _met(task, provider_id)
    ]
    for number in task.regular_of_provider[provider_id]:
        rows += [task.available.regular[number].takes_place.astype(np.int64)]
        rows += _used_by_locked(task, number)
    return list(zip(*(row.tolist() for row in rows), strict=True))


def _used_by_locked(task: Task, number: int) -> list[IntArray]:
    """Return what locked sessions use of a regular session on each date, where they use any."""
    count = len(task.available.days)
    joined = [day for session, day in task.locked.joined if session == number]
    longer = {
        day: more for (session, day), more in task.locked.extended.items() if session == number
    }
    found = []
    if joined:
        found.append(np.isin(np.arange(count), joined).astype(np.int64))
    if longer:
        found.append(np.array([longer.get(day, 0) for day in range(count)], dtype=np.int64))
    return found


def _seen(task: Task, provider_id: str, items: IntArray, site: int, looks: Looks) -> IntArray:
    """Return a number per date: equal where the students look the same while the provider is there.

    What students do while the provider is not at work at their site makes no difference.
    """
    work = task.available.work[provider_id]
    there = [np.flatnonzero(serves(codes, site)) for codes in work.minutes]
    rows = np.ascontiguousarray(looks.row[items].T)
    numbers: dict[object, int] = {}
    seen: dict[tuple[int, bytes], int] = {}
    found = np.zeros(len(rows), dtype=np.int64)
    for day, pattern in enumerate(work.of_day.tolist()):
        key = (pattern, rows[day].tobytes())
        if key not in seen:
            minutes = there[pattern]
            look = looks.kinds[rows[day]][:, minutes].tobytes() if len(minutes) else b""
            seen[key] = numbers.setdefault((pattern, look), len(numbers))
        found[day] = seen[key]
    return found


def _met(task: Task, provider_id: str) -> Iterator[tuple[int, IntArray]]:
    """Yield each site at which the provider works and the items that could be given there."""
    work = task.available.work[provider_id].minutes
    numbers = [
        task.items_of_discipline[discipline]
        for discipline in task.providers[provider_id].disciplines
        if discipline in task.items_of_discipline
    ]
    items = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64)
    school, esy = task.item_sites[0][items], task.item_sites[1][items]
    for site in np.unique(work[work != ABSENT]).tolist():
        met = items
        if site == TELE_CODE:
            met = items[task.item_tele[items]]
        elif site != EVERY_SITE_CODE:
            met = items[(school == site) | (esy == site)]
        if len(met):
            yield site, met


def _places(task: Task, provider_id: str, day: int, looks: Looks) -> DayPlaces:
    builder = Builder()
    provider = task.providers[provider_id]
    items = day_items(task, day, looks)
    if "extra" in task.case.policy.modes:
        add_extras(builder, items, provider)
    if "join" in task.case.policy.modes:
        add_joins(builder, items, provider)
    if "extend" in task.case.policy.modes:
        add_extensions(builder, items, provider)
    return builder.build()
