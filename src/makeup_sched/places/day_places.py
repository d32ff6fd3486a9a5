"""Arrays that hold the places of one provider on one day, and a builder that collects them."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray

EXTRA, JOIN, EXTEND = 0, 1, 2
"""Codes of the three modes, in the order of `MODES`."""

LOWEST_GRADE, HIGHEST_GRADE = -99, 99


@dataclass(frozen=True)
class DayPlaces:
    """Where sessions of one provider could go on one day.

    A *place* is a session that could be held: a start, a length, a site, a discipline, a mode. An
    *opening* says that it is held, for students of a range of grades; a place in which only one
    student can take part (`solo`) needs none. An *attendance* says that an item takes part.

    Attributes
    ----------
    start, length
        Of each place, in minutes after midnight and in minutes.
    site, discipline, mode, regular
        Of each place: site code, index of the discipline, mode code, index of the regular session
        (-1 for an `extra`).
    extended
        Whether the place counts as `extended_day`.
    cap
        The most attendees, from the provider's and the regular session's limits.
    solo
        Whether each attendance of the place is a session of its own for one student.
    opening_place, opening_low, opening_high
        Place, lowest and highest grade of each opening.
    attendance_place, attendance_item
        Place and item of each attendance.
    attendance_avoid
        Its minutes in `avoid` categories less those in `prefer` categories.
    """

    start: IntArray
    length: IntArray
    site: IntArray
    discipline: IntArray
    mode: IntArray
    regular: IntArray
    extended: BoolArray
    cap: IntArray
    solo: BoolArray
    opening_place: IntArray
    opening_low: IntArray
    opening_high: IntArray
    attendance_place: IntArray
    attendance_item: IntArray
    attendance_avoid: IntArray


_PLACE_FIELDS = tuple(field.name for field in fields(DayPlaces))[:9]


@dataclass(frozen=True)
class Kind:
    """What a batch of places has in common."""

    site: int
    discipline: int
    mode: int
    regular: int
    cap: int


class Builder:
    """Collects batches of places with their openings and attendances."""

    def __init__(self) -> None:
        self._parts: dict[str, list[npt.NDArray[np.int64]]] = {
            field.name: [] for field in fields(DayPlaces)
        }
        self._count = 0

    def add_places(
        self,
        kind: Kind,
        start: IntArray,
        length: IntArray,
        extended: BoolArray,
        solo: bool,
    ) -> int:
        """Add places and return the number of the first."""
        size = len(start)
        first = self._count
        shared = (kind.site, kind.discipline, kind.mode, kind.regular)
        columns = [np.full(size, value) for value in shared]
        last = [extended, np.full(size, kind.cap), np.full(size, solo)]
        for name, column in zip(_PLACE_FIELDS, [start, length, *columns, *last], strict=True):
            self._parts[name].append(np.asarray(column, dtype=np.int64))
        self._count += size
        return first

    def add_openings(self, place: IntArray, low: int, high: int) -> None:
        """Add an opening for grades from `low` to `high` to each given place."""
        self._parts["opening_place"].append(np.asarray(place, dtype=np.int64))
        self._parts["opening_low"].append(np.full(len(place), low))
        self._parts["opening_high"].append(np.full(len(place), high))

    def add_attendances(self, place: IntArray, item: IntArray, avoid: IntArray) -> None:
        """Add attendances of items in places."""
        self._parts["attendance_place"].append(np.asarray(place, dtype=np.int64))
        self._parts["attendance_item"].append(np.asarray(item, dtype=np.int64))
        self._parts["attendance_avoid"].append(np.asarray(avoid, dtype=np.int64))

    def build(self) -> DayPlaces:
        """Return everything collected."""
        whole: dict[str, Any] = {
            name: np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
            for name, parts in self._parts.items()
        }
        for name in ("extended", "solo"):
            whole[name] = whole[name].astype(bool)
        return DayPlaces(**whole)


_SHIFTED = ("opening_place", "attendance_place")
"""Fields that hold numbers of places."""


def joined_places(parts: list[DayPlaces]) -> DayPlaces:
    """Put the places of several days behind each other."""
    sizes = np.array([len(part.start) for part in parts], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if len(sizes) else sizes
    whole: dict[str, Any] = {}
    for field in fields(DayPlaces):
        arrays = [getattr(part, field.name) for part in parts]
        if field.name in _SHIFTED:
            arrays = [array + offset for array, offset in zip(arrays, offsets, strict=True)]
        whole[field.name] = np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
    for name in ("extended", "solo"):
        whole[name] = whole[name].astype(bool)
    return DayPlaces(**whole)


def places_kept(places: DayPlaces, kept: BoolArray) -> tuple[DayPlaces, BoolArray, BoolArray]:
    """Return only the marked attendances and the places that still have any.

    Beside them come marks of the places and of the openings that are left.
    """
    used = np.zeros(len(places.start), dtype=bool)
    used[places.attendance_place[kept]] = True
    opened = np.asarray(used[places.opening_place], dtype=bool)
    number = np.cumsum(used) - 1
    found: dict[str, Any] = {}
    for field in fields(DayPlaces):
        mask = used
        if field.name.startswith("attendance"):
            mask = kept
        elif field.name.startswith("opening"):
            mask = opened
        values = getattr(places, field.name)[mask]
        found[field.name] = number[values] if field.name in _SHIFTED else values
    return DayPlaces(**found), used, opened
