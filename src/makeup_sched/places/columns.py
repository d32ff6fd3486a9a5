"""All places of a task as columns of the model: on every date, or once per kind of day.

Dates that look the same for everybody form a *class*. The model can be built over dates, or over
classes with the number of dates as multiplicity, which is smaller and bounds the real problem
from below.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.places.day_places import EXTRA, JOIN, DayPlaces, joined_places, places_kept
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates


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
    def at_once(self) -> IntArray:
        """Sessions that each row of `Templates.providers` can hold at the same time."""
        providers = self.task.providers
        return np.array([providers[name].at_once for name in self.templates.providers], np.int64)

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


def dated_columns(templates: Templates, days: IntArray | None = None) -> Columns:
    """Return the columns over single dates: all, or those with the given indexes."""
    chosen = np.arange(templates.of_day.shape[1]) if days is None else days
    return _columns(templates, tuple(np.array([day]) for day in chosen.tolist()))


def class_columns(templates: Templates) -> Columns:
    """Return the columns over classes of dates."""
    classes = templates.class_of_day
    count = int(classes.max()) + 1 if len(classes) else 0
    return _columns(templates, tuple(np.flatnonzero(classes == number) for number in range(count)))


def _columns(templates: Templates, slots: tuple[IntArray, ...]) -> Columns:
    """Return the columns over slots that are the same for all providers."""
    parts: list[DayPlaces] = []
    mosts: list[IntArray] = []
    origins: tuple[list[IntArray], list[IntArray]] = ([], [])
    first = templates.first_origin
    allowed = allowed_days(templates.task)
    for days in slots:
        most_in_slot = allowed[:, days].sum(axis=1)
        for row in range(len(templates.providers)):
            template = int(templates.of_day[row, days[0]])
            places = templates.places[template]
            parts.append(places)
            mosts.append(most_in_slot[places.attendance_item])
            origins[0].append(first[template] + np.arange(len(places.attendance_place)))
            origins[1].append(first[template] + np.arange(len(places.opening_place)))
    rows = np.arange(len(templates.providers))
    whole = _joined(
        templates,
        slots,
        parts,
        (np.tile(rows, len(slots)), np.repeat(np.arange(len(slots)), len(rows))),
        mosts,
    )
    return keep_attendances(
        replace(
            whole,
            attendance_origin=_concatenate(origins[0]),
            opening_origin=_concatenate(origins[1]),
        ),
        _possible(whole),
    )


def columns_of_parts(
    templates: Templates,
    slots: tuple[IntArray, ...],
    parts: list[DayPlaces],
    rows: IntArray,
    mosts: list[IntArray],
) -> Columns:
    """Return the columns over slots of single providers: one part and one provider row each."""
    whole = _joined(templates, slots, parts, (rows, np.arange(len(slots))), mosts)
    return keep_attendances(whole, _possible(whole))


def _joined(
    templates: Templates,
    slots: tuple[IntArray, ...],
    parts: list[DayPlaces],
    where: tuple[IntArray, IntArray],
    mosts: list[IntArray],
) -> Columns:
    """Join parts; `where` holds provider row and slot of each part."""
    everything = joined_places(parts)
    sizes = [len(part.start) for part in parts]
    return Columns(
        templates,
        slots,
        everything,
        np.repeat(where[0], sizes),
        np.repeat(where[1], sizes),
        _concatenate(mosts),
        np.zeros(len(everything.attendance_place), dtype=np.int64),
        np.zeros(len(everything.opening_place), dtype=np.int64),
    )


def split(columns: Columns, slot: int, parts: list[IntArray]) -> Columns:
    """Return the columns of one class of dates, once for each of these parts of its dates."""
    alone = keep_attendances(columns, columns.slot[columns.places.attendance_place] == slot)
    many = len(parts)
    allowed = allowed_days(columns.task)
    item = alone.places.attendance_item
    divided = Columns(
        alone.templates,
        tuple(parts),
        joined_places([alone.places] * many),
        np.tile(alone.provider, many),
        np.repeat(np.arange(many), len(alone.provider)),
        np.concatenate([allowed[:, days].sum(axis=1)[item] for days in parts]),
        np.tile(alone.attendance_origin, many),
        np.tile(alone.opening_origin, many),
    )
    return keep_attendances(divided, divided.most > 0)


def for_task(columns: Columns, task: Task) -> Columns:
    """Return the same columns for a task that differs in minutes left or in what is used up."""
    return replace(columns, templates=replace(columns.templates, task=task))


def _possible(columns: Columns) -> BoolArray:
    """Mark the attendances on allowed dates that alone are within the student's day (rule 5)."""
    task = columns.task
    caps = [task.students[item.student_id].minutes_per_day for item in task.items]
    length = columns.places.length[columns.places.attendance_place]
    within = length <= np.array(caps, dtype=np.int64)[columns.places.attendance_item]
    return np.asarray(within & (columns.most > 0), dtype=bool)


def allowed_days(task: Task) -> BoolArray:
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


def keep_attendances(columns: Columns, kept: BoolArray) -> Columns:
    """Return the columns with only the marked attendances, and the places that still have any."""
    places, used, opened = places_kept(columns.places, kept)
    return Columns(
        columns.templates,
        columns.slots,
        places,
        columns.provider[used],
        columns.slot[used],
        columns.most[kept],
        columns.attendance_origin[kept],
        columns.opening_origin[opened],
    )
