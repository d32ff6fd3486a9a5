"""All places of a task as columns of the model: on every date, or once per kind of day.

Places are found once for each different day of a provider (a *template*); dates that look the
same for everybody form a *class*. The model can be built over dates, or over classes with the
number of dates as multiplicity, which is smaller and bounds the real problem from below.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE, TELE_CODE
from makeup_sched.availability.patterns import ABSENT
from makeup_sched.places.day_places import EXTRA, JOIN, Builder, DayPlaces
from makeup_sched.places.eligible import category_rules, day_items
from makeup_sched.places.extras import add_extras
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
        """Class of each planning date: dates with the same templates for all providers."""
        if not len(self.providers):
            return np.zeros(self.of_day.shape[1], dtype=np.int64)
        _, inverse = np.unique(self.of_day, axis=1, return_inverse=True)
        return np.asarray(inverse, dtype=np.int64).reshape(-1)

    @cached_property
    def first_origin(self) -> IntArray:
        """Number of each template's first attendance and opening, for `Columns`."""
        sizes = [len(p.attendance_place) + len(p.opening_place) for p in self.places]
        return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def find_templates(task: Task) -> Templates:
    """Find where sessions could go, for every different day of every provider."""
    chosen = tuple(
        provider_id
        for provider_id, provider in task.providers.items()
        if any(item.discipline in provider.disciplines for item in task.items)
    )
    count = len(task.available.days)
    of_day = np.zeros((len(chosen), count), dtype=np.int64)
    found: list[DayPlaces] = []
    for row, provider_id in enumerate(chosen):
        keys: dict[bytes, int] = {}
        for day, key in enumerate(_day_keys(task, provider_id)):
            if key not in keys:
                keys[key] = len(found)
                found.append(_places(task, provider_id, day))
            of_day[row, day] = keys[key]
    return Templates(task, chosen, tuple(found), of_day)


def _day_keys(task: Task, provider_id: str) -> list[bytes]:
    """Return a key per date: dates with equal keys have the same places for this provider."""
    days = task.available.days
    tier = np.where(days.of_type(SCHOOL_DAY_TYPES), 0, days.day_type + 1)
    locked = np.array([day + 1 if day in task.locked.days else 0 for day in range(len(days))])
    rows = [tier, locked, task.available.free[provider_id].of_day]
    rows += [task.available.students[student].of_day for student in _reached(task, provider_id)]
    rows += [
        task.available.regular[number].takes_place.astype(np.int64)
        for number in task.regular_of_provider[provider_id]
    ]
    table = np.ascontiguousarray(np.array(rows, dtype=np.int64).T)
    return [row.tobytes() for row in table]


def _reached(task: Task, provider_id: str) -> list[str]:
    """Return the students whom the provider could ever see: same discipline, same site or tele."""
    work = task.available.work[provider_id].minutes
    sites = np.unique(work[work != ABSENT])
    numbers = [
        task.items_of_discipline[discipline]
        for discipline in task.providers[provider_id].disciplines
        if discipline in task.items_of_discipline
    ]
    items = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int64)
    if EVERY_SITE_CODE not in sites:
        met = np.isin(task.item_sites[0][items], sites) | np.isin(task.item_sites[1][items], sites)
        items = items[met | (task.item_tele[items] & (TELE_CODE in sites))]
    return sorted({task.items[number].student_id for number in items.tolist()})


def _places(task: Task, provider_id: str, day: int) -> DayPlaces:
    builder = Builder()
    provider = task.providers[provider_id]
    rules = category_rules(task)
    items = day_items(task, day)
    if "extra" in task.case.policy.modes:
        add_extras(builder, items, provider, rules)
    if "join" in task.case.policy.modes:
        add_joins(builder, items, provider, rules)
    if "extend" in task.case.policy.modes:
        add_extensions(builder, items, provider, rules)
    return builder.build()


@dataclass(frozen=True)
class Columns:
    """Places, openings and attendances of a task, ready to become variables.

    The arrays of `DayPlaces` over all providers and slots, with, for each place, its provider
    (row of `Templates.providers`) and its *slot*: a date, or a class of dates.

    Attributes
    ----------
    templates
        What the columns were made from.
    slots
        The planning dates (indexes) that each slot stands for.
    provider, slot
        Of each place.
    most
        The most times that each attendance can happen: 1 on a date; in a class the number of its
        dates on which the item may be planned.
    attendance_origin, opening_origin
        Where each one comes from: a number that is the same on all dates with the same template.
    """

    templates: Templates
    slots: tuple[IntArray, ...]
    places: DayPlaces
    provider: IntArray
    slot: IntArray
    most: IntArray
    attendance_origin: IntArray
    opening_origin: IntArray

    @property
    def task(self) -> Task:
        """The task that the columns belong to."""
        return self.templates.task

    @cached_property
    def multiplicity(self) -> IntArray:
        """Number of dates in each slot."""
        return np.array([len(days) for days in self.slots], dtype=np.int64)

    @cached_property
    def end(self) -> IntArray:
        """End of each place in minutes after midnight."""
        return self.places.start + self.places.length

    @cached_property
    def takes_provider_time(self) -> BoolArray:
        """Mark the places that need time of their own from the provider (all but joins)."""
        return np.asarray(self.places.mode != JOIN)

    @cached_property
    def is_extra(self) -> BoolArray:
        """Mark the places that are sessions of their own."""
        return np.asarray(self.places.mode == EXTRA)


def dated_columns(templates: Templates) -> Columns:
    """Return the columns over single dates."""
    count = templates.of_day.shape[1]
    return _columns(templates, tuple(np.array([day]) for day in range(count)))


def class_columns(templates: Templates) -> Columns:
    """Return the columns over classes of dates."""
    classes = templates.class_of_day
    count = int(classes.max()) + 1 if len(classes) else 0
    return _columns(templates, tuple(np.flatnonzero(classes == number) for number in range(count)))


def _columns(templates: Templates, slots: tuple[IntArray, ...]) -> Columns:
    parts: list[DayPlaces] = []
    providers: list[IntArray] = []
    slot_of: list[IntArray] = []
    mosts: list[IntArray] = []
    origins: tuple[list[IntArray], list[IntArray]] = ([], [])
    first = templates.first_origin
    allowed = _allowed_days(templates.task)
    for slot, days in enumerate(slots):
        most_in_slot = allowed[:, days].sum(axis=1)
        for row in range(len(templates.providers)):
            template = int(templates.of_day[row, days[0]])
            places = templates.places[template]
            parts.append(places)
            providers.append(np.full(len(places.start), row))
            slot_of.append(np.full(len(places.start), slot))
            mosts.append(most_in_slot[places.attendance_item])
            origins[0].append(first[template] + np.arange(len(places.attendance_place)))
            origins[1].append(first[template] + np.arange(len(places.opening_place)))
    everything = _join_parts(parts)
    columns = Columns(
        templates,
        slots,
        everything,
        _concatenate(providers),
        _concatenate(slot_of),
        _concatenate(mosts),
        _concatenate(origins[0]),
        _concatenate(origins[1]),
    )
    return keep_attendances(columns, columns.most > 0)


def _allowed_days(task: Task) -> BoolArray:
    """Mark for each item (rows) the dates on which it may be planned (rule 7)."""
    ordinal = task.available.days.ordinal
    first = np.array([item.earliest_date.toordinal() for item in task.items], dtype=np.int64)
    last = np.array(
        [item.due_date.toordinal() if item.due_date else 10**9 for item in task.items],
        dtype=np.int64,
    )
    return (ordinal >= first[:, None]) & (ordinal <= last[:, None])


def _concatenate(parts: list[IntArray]) -> IntArray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


_SHIFTED = ("opening_place", "attendance_place")


def _join_parts(parts: list[DayPlaces]) -> DayPlaces:
    sizes = np.array([len(part.start) for part in parts], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if len(sizes) else sizes
    whole: dict[str, Any] = {}
    for field in fields(DayPlaces):
        arrays = [getattr(part, field.name) for part in parts]
        if field.name in _SHIFTED:
            arrays = [array + offset for array, offset in zip(arrays, offsets, strict=True)]
        whole[field.name] = _concatenate(arrays)
    for name in ("extended", "solo"):
        whole[name] = whole[name].astype(bool)
    return DayPlaces(**whole)


def keep_attendances(columns: Columns, kept: BoolArray) -> Columns:
    """Return the columns with only the marked attendances, and the places that still have any."""
    places = columns.places
    used = np.zeros(len(places.start), dtype=bool)
    used[places.attendance_place[kept]] = True
    number = np.cumsum(used) - 1
    open_kept = used[places.opening_place]
    narrowed: dict[str, Any] = {}
    for field in fields(DayPlaces):
        values = getattr(places, field.name)
        mask = used
        if field.name.startswith("attendance"):
            mask = kept
        elif field.name.startswith("opening"):
            mask = open_kept
        values = values[mask]
        narrowed[field.name] = number[values] if field.name in _SHIFTED else values
    return Columns(
        columns.templates,
        columns.slots,
        DayPlaces(**narrowed),
        columns.provider[used],
        columns.slot[used],
        columns.most[kept],
        columns.attendance_origin[kept],
        columns.opening_origin[open_kept],
    )
