"""Which items could be given by a provider on a day, and at which minutes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import IntArray
from makeup_sched.places.looks import Looks
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import DAY_TYPES

_NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class DayItems:
    """The items of a task as they stand on one day.

    Attributes
    ----------
    task
        The task.
    day
        Index of the planning date.
    site
        Site code of each item's student on this day.
    looks
        The students' days.
    """

    task: Task
    day: int
    site: IntArray
    looks: Looks

    @cached_property
    def day_type(self) -> str:
        """Day type of the date."""
        return DAY_TYPES[int(self.task.available.days.day_type[self.day])]

    def items_for(self, discipline: str, site: int) -> IntArray:
        """Return the items of a discipline, still owed, whose student can be served at a site."""
        at = self.task.items_at[self.day_type == "esy"]
        return at.get((discipline, site), _NOBODY)

    def kinds(self, items: IntArray, start: int, end: int) -> npt.NDArray[np.int8]:
        """Return the kinds of the items' students' minutes from start to end, a row per item."""
        return self.looks.kinds[self.looks.row[items, self.day], start:end]


def day_items(task: Task, day: int, looks: Looks) -> DayItems:
    """Return where each item's student is on a day: at the ESY site on ESY days, else at school."""
    esy = DAY_TYPES[int(task.available.days.day_type[day])] == "esy"
    return DayItems(task=task, day=day, site=task.item_sites[esy], looks=looks)
