"""Places merged over the dates on which a provider's own day is the same.

Students' days differ on those dates; a place counts as often as there are dates that have it. That
is less than the dates allow one by one, so a model over it bounds the real one from below, and it
is small enough for a whole district.
"""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.places.columns import Columns, allowed_days, columns_of_parts
from makeup_sched.places.day_places import DayPlaces, joined_places
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates, used_on_days
from makeup_sched.vocabulary import SCHOOL_DAY_TYPES


def kinds_of_days(task: Task, providers: tuple[str, ...]) -> IntArray:
    """Return a number per provider (rows) and date: equal where the provider's day is the same."""
    days = task.available.days
    tier = np.where(days.of_type(SCHOOL_DAY_TYPES), 0, days.day_type + 1)
    found = np.zeros((len(providers), len(days)), dtype=np.int64)
    used = used_on_days(task)
    for row, name in enumerate(providers):
        held = [
            task.available.regular[number].takes_place.astype(np.int64)
            for number in task.regular_of_provider.get(name, [])
        ]
        key = np.array([tier, task.available.free[name].of_day, used, *held])
        found[row] = np.unique(key, axis=1, return_inverse=True)[1].reshape(-1)
    return found


@dataclass(frozen=True)
class _Slot:
    places: DayPlaces
    most: IntArray


def merged_columns(templates: Templates) -> Columns:
    """Return the columns over the kinds of days of each provider."""
    kinds = kinds_of_days(templates.task, templates.providers)
    allowed = allowed_days(templates.task)
    slots: list[IntArray] = []
    parts: list[_Slot] = []
    rows: list[int] = []
    for row in range(len(templates.providers)):
        for kind in range(int(kinds[row].max(initial=-1)) + 1):
            days = np.flatnonzero(kinds[row] == kind)
            of_day = templates.of_day[row, days]
            chosen = np.unique(of_day)
            found = [templates.places[number] for number in chosen.tolist()]
            most = [
                allowed[:, days[of_day == number]].sum(axis=1)[places.attendance_item]
                for number, places in zip(chosen.tolist(), found, strict=True)
            ]
            if any(len(places.start) for places in found):
                parts.append(_merged(joined_places(found), np.concatenate(most)))
                slots.append(days)
                rows.append(row)
    return columns_of_parts(
        templates,
        tuple(slots),
        [part.places for part in parts],
        np.array(rows, dtype=np.int64),
        [part.most for part in parts],
    )


def _merged(places: DayPlaces, most: IntArray) -> _Slot:
    """Put equal places of several days into one; `most` adds up."""
    names = ("start", "length", "site", "discipline", "mode", "regular", "extended", "cap", "solo")
    table = np.stack([getattr(places, name).astype(np.int64) for name in names])
    found, at = np.unique(table, axis=1, return_inverse=True)
    at = at.reshape(-1)
    whole = dict(zip(names, found, strict=True))
    for name in ("extended", "solo"):
        whole[name] = whole[name].astype(bool)
    width = int(places.attendance_item.max(initial=0)) + 1
    key = at[places.attendance_place] * width + places.attendance_item
    keys, first, attendance = np.unique(key, return_index=True, return_inverse=True)
    opening = np.stack([at[places.opening_place], places.opening_low, places.opening_high])
    opening = np.unique(opening, axis=1)
    return _Slot(
        DayPlaces(
            **whole,
            opening_place=opening[0],
            opening_low=opening[1],
            opening_high=opening[2],
            attendance_place=keys // width,
            attendance_item=keys % width,
            attendance_avoid=places.attendance_avoid[first],
        ),
        np.bincount(attendance.reshape(-1), weights=most).astype(np.int64),
    )
