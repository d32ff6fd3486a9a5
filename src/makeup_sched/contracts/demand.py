"""What visits are bought for, as a program: what is owed, and what staff could give of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.open_places import OpenPlaces
from makeup_sched.contracts.staff_at_most import StaffAtMost, staff_give_at_most
from makeup_sched.model.rows import Rows, stacked
from makeup_sched.model.variables import Variables
from makeup_sched.solve.program import Program
from makeup_sched.solve.relaxed import unmet_program


@dataclass(frozen=True)
class Demand:
    """A program to which visits are added.

    Attributes
    ----------
    program
        Minimises what unmet cells weigh, in paid minutes.
    row
        For each of `OpenPlaces.numbers` its row, in which all cells that are given or unmet come to
        what is left.
    """

    program: Program
    row: IntArray

    @property
    def nothing_given(self) -> IntArray:
        """The values of the variables where everything stays unmet."""
        values = np.zeros(len(self.program.upper), dtype=np.int64)
        unmet = np.flatnonzero(self.program.weights)
        values[unmet] = self.program.upper[unmet]
        return values


def beside_nobody(places: OpenPlaces, weight: int) -> Demand:
    """Return the demand that contractors alone meet; `weight` is that of an unmet minute."""
    left = places.task.left[places.numbers] // places.grid
    items = np.arange(len(left))
    rows = Rows(items, items, np.ones_like(items), left, left)
    return Demand(Program(rows, left, np.full(len(left), weight * places.grid)), items)


def beside_staff(
    places: OpenPlaces, staff: Variables, weight: int, known: Sequence[StaffAtMost] = ()
) -> Demand:
    """Return the demand of which staff (same items, over merged days) give what they like.

    What is `known` of staff they keep to.
    """
    worth = np.full(len(staff.unmet), weight * places.grid)
    program, _ = unmet_program(staff, worth)
    rows = program.rows
    item = np.full(len(program.upper), -1)
    item[staff.unmet] = np.arange(len(staff.unmet))
    # what is given and what is unmet comes to what is left, in one row of each item
    whole = (rows.lower == rows.upper)[rows.row] & (item[rows.variable] >= 0)
    row = np.full(len(staff.unmet), -1)
    row[item[rows.variable[whole]]] = rows.row[whole]
    kept = staff_give_at_most(staff, np.full(staff.attendance_count, True), known)
    program = replace(program, rows=stacked([rows, kept]))
    return Demand(program, row[places.numbers])
