"""The variables of the model and their numbering: attendances, openings, unmet minutes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.columns import Columns
from makeup_sched.places.day_places import JOIN

NO_CAP = 10**6
"""Seats of an item that sets no limit of its own."""


@dataclass(frozen=True)
class Variables:
    """Numbers of the variables over a set of columns.

    First come the attendances, then the openings, then one variable per item with its unmet
    cells (minutes divided by the grid). All are whole numbers.
    """

    columns: Columns

    @cached_property
    def attendance_count(self) -> int:
        """Number of attendances."""
        return len(self.columns.places.attendance_place)

    @cached_property
    def opening_count(self) -> int:
        """Number of openings."""
        return len(self.columns.places.opening_place)

    @cached_property
    def count(self) -> int:
        """Number of all variables."""
        return self.attendance_count + self.opening_count + len(self.columns.task.items)

    @cached_property
    def opening(self) -> IntArray:
        """Variable of each opening."""
        return self.attendance_count + np.arange(self.opening_count)

    @cached_property
    def unmet(self) -> IntArray:
        """Variable of each item's unmet cells."""
        first = self.attendance_count + self.opening_count
        return first + np.arange(len(self.columns.task.items))

    @cached_property
    def upper(self) -> IntArray:
        """Upper bound of each variable (the lower one is 0)."""
        columns = self.columns
        of_opening = columns.places.opening_place
        openings = columns.multiplicity[columns.slot[of_opening]]
        openings = openings * columns.at_once[columns.provider[of_opening]]
        return np.concatenate([columns.most, openings, columns.task.left // columns.task.grid])

    # -- attendances, seen through their place ------------------------------------------------

    @cached_property
    def place(self) -> IntArray:
        """Place of each attendance."""
        return self.columns.places.attendance_place

    @cached_property
    def item(self) -> IntArray:
        """Item of each attendance."""
        return self.columns.places.attendance_item

    @cached_property
    def slot(self) -> IntArray:
        """Slot of each attendance."""
        return self.columns.slot[self.place]

    @cached_property
    def student(self) -> IntArray:
        """Student of each item, as a number."""
        names = [item.student_id for item in self.columns.task.items]
        _, number = np.unique(np.array(names, dtype=str), return_inverse=True)
        return np.asarray(number, dtype=np.int64)

    @cached_property
    def student_day_cells(self) -> IntArray:
        """Cells of make-up that each student may have on a day, locked sessions left out."""
        facts = self.columns.task.students
        names = np.unique(np.array([item.student_id for item in self.columns.task.items], str))
        grid = self.columns.task.grid
        return np.array([facts[name].minutes_per_day // grid for name in names], dtype=np.int64)

    @cached_property
    def cells(self) -> IntArray:
        """Length of each place in cells."""
        return self.columns.places.length // self.columns.task.grid

    # -- sessions: what is held, an opening or a solo attendance -------------------------------

    @cached_property
    def session(self) -> IntArray:
        """Variables of which each one that is 1 is a session held: solo attendances, openings."""
        solo = np.flatnonzero(self.columns.places.solo[self.place])
        return np.concatenate([solo, self.opening])

    @cached_property
    def session_place(self) -> IntArray:
        """Place of each variable of `session`."""
        solo = self.place[self.columns.places.solo[self.place]]
        return np.concatenate([solo, self.columns.places.opening_place])

    @cached_property
    def shared(self) -> BoolArray:
        """Mark the attendances in places that several students can share."""
        return ~self.columns.places.solo[self.place]

    @cached_property
    def seats(self) -> IntArray:
        """Most attendees that each attendance's item allows beside it, itself counted.

        At a `join` those who attend the regular session take seats.
        """
        c = self.columns
        attending = np.array([len(s.student_ids) for s in c.task.available.regular] + [0])
        allowed = np.array([_seats(item) for item in c.task.items], dtype=np.int64)
        beside = np.where(c.places.mode == JOIN, attending[c.places.regular], 0)
        return np.asarray(allowed[self.item] - beside[self.place], dtype=np.int64)


def _seats(item: OwedItem) -> int:
    if not item.group:
        return 1
    return NO_CAP if item.max_group is None else item.max_group
