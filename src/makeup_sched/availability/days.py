"""The dates on which anything can be planned, with their day type, rotation and week."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.vocabulary import DAY_TYPES, SCHOOL_DAY_TYPES

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Days:
    """Dates from the first to the last date of planning that are not `no_school`, in order.

    All arrays have one entry per date. `ordinal` is the proleptic day number of the date
    (`date.toordinal`), `weekday` is 0 for Monday, `day_type` an index into `DAY_TYPES`, `week`
    the ordinal of the Monday that begins the date's week.
    """

    ordinal: IntArray
    weekday: IntArray
    day_type: IntArray
    rotation: tuple[str, ...]

    # Tables have thousands of rows with few different limits: what each marks is kept.

    @cached_property
    def _of_type(self) -> dict[tuple[str, ...], BoolArray]:
        return {}

    @cached_property
    def _active(self) -> dict[tuple[object, ...], BoolArray]:
        return {}

    def __len__(self) -> int:
        return len(self.ordinal)

    @property
    def week(self) -> IntArray:
        """Ordinal of the Monday of each date's week (Monday to Sunday)."""
        return self.ordinal - self.weekday

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates themselves."""
        return tuple(date.fromordinal(number) for number in self.ordinal.tolist())

    def of_type(self, names: tuple[str, ...] | list[str]) -> BoolArray:
        """Mark the dates whose day type is one of `names`."""
        wanted = tuple(names)
        if wanted not in self._of_type:
            codes = [DAY_TYPES.index(name) for name in wanted if name in DAY_TYPES]
            self._of_type[wanted] = np.isin(self.day_type, codes)
        return self._of_type[wanted].copy()

    @property
    def school(self) -> BoolArray:
        """Mark the dates on which regular sessions take place."""
        return self.of_type(SCHOOL_DAY_TYPES)

    def active(
        self,
        weekdays: tuple[int, ...],
        rotation: str,
        first: pd.Timestamp | None = None,
        last: pd.Timestamp | None = None,
    ) -> BoolArray:
        """Mark the dates on which a row with these limits counts; blank limits do not limit."""
        limits = (weekdays, rotation, first, last)
        if limits not in self._active:
            self._active[limits] = self._within(*limits)
        return self._active[limits].copy()

    def _within(
        self,
        weekdays: tuple[int, ...],
        rotation: str,
        first: pd.Timestamp | None,
        last: pd.Timestamp | None,
    ) -> BoolArray:
        marked = np.isin(self.weekday, weekdays)
        if rotation:
            marked &= np.array([label == rotation for label in self.rotation], dtype=bool)
        if first is not None and not pd.isna(first):
            marked &= self.ordinal >= first.toordinal()
        if last is not None and not pd.isna(last):
            marked &= self.ordinal <= last.toordinal()
        return marked


def day_types(case: Case, first: date, last: date) -> tuple[list[str], list[str]]:
    """Return day type and rotation of every date from `first` to `last`.

    A date takes both from the last calendar row that covers it; a date that no row covers is
    `no_school`.
    """
    count = (last - first).days + 1
    types, rotations = ["no_school"] * count, [""] * count
    for row in rows_of(case.table("calendar")):
        begin = max(0, (row.start_date.date() - first).days)
        end = min(count - 1, (row.end_date.date() - first).days)
        for offset in range(begin, end + 1):
            if (first + timedelta(days=offset)).weekday() in row.weekdays:
                types[offset], rotations[offset] = str(row.day_type), str(row.rotation)
    return types, rotations


def planning_days(case: Case) -> Days:
    """Return the dates of the case on which something can be planned."""
    return days_between(case, case.start_date, case.end_date)


def days_between(case: Case, first: date, last: date) -> Days:
    """Return the dates from `first` to `last` that are not `no_school`."""
    types, rotations = day_types(case, first, last) if last >= first else ([], [])
    kept = [offset for offset, name in enumerate(types) if name != "no_school"]
    ordinal = np.array([first.toordinal() + offset for offset in kept], dtype=np.int64)
    return Days(
        ordinal=ordinal,
        weekday=(ordinal + 6) % 7,
        day_type=np.array([DAY_TYPES.index(types[offset]) for offset in kept], dtype=np.int64),
        rotation=tuple(rotations[offset] for offset in kept),
    )
