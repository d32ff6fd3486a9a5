"""Which items could be given by a provider on a day, and at which minutes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import TELE_CODE
from makeup_sched.availability.patterns import MINUTES
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import CATEGORIES, DAY_TYPES

_OUTSIDE = tuple(CATEGORIES.index(name) for name in ("before_school", "after_school"))


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
    tele
        Whether each item's student may be served by tele.
    """

    task: Task
    day: int
    site: IntArray
    tele: BoolArray

    @cached_property
    def day_type(self) -> str:
        """Day type of the date."""
        return DAY_TYPES[int(self.task.available.days.day_type[self.day])]

    def items_for(self, discipline: str, site: int) -> IntArray:
        """Return the items of a discipline, still owed, whose student can be served at a site."""
        items = self.task.items_of_discipline.get(discipline, np.zeros(0, dtype=np.int64))
        reachable = self.tele[items] if site == TELE_CODE else self.site[items] == site
        return items[reachable]

    def codes(self, items: IntArray) -> npt.NDArray[np.int16]:
        """Return the category codes of the items' students, one row per item."""
        students = self.task.available.students
        rows = [students[self.task.items[number].student_id].on(self.day) for number in items]
        return np.array(rows, dtype=np.int16).reshape(-1, MINUTES)


@dataclass(frozen=True)
class Rules:
    """The policy's categories as lookups by category code; the last entry is "not there"."""

    allowed: BoolArray
    avoid: IntArray
    outside: BoolArray


def category_rules(task: Task) -> Rules:
    """Return lookups for: may be used, counts for `avoid`, lies outside the school day."""
    chosen = [task.case.policy.categories[name] for name in CATEGORIES]  # type: ignore[index]
    weight = {"avoid": 1, "prefer": -1}
    codes = np.arange(len(CATEGORIES) + 1)
    return Rules(
        allowed=np.array([*(rule != "never" for rule in chosen), False]),
        avoid=np.array([*(weight.get(rule, 0) for rule in chosen), 0], dtype=np.int64),
        outside=np.isin(codes, _OUTSIDE),
    )


def day_items(task: Task, day: int) -> DayItems:
    """Return where each item's student is on a day: at the ESY site on ESY days, else at school."""
    esy = DAY_TYPES[int(task.available.days.day_type[day])] == "esy"
    return DayItems(task=task, day=day, site=task.item_sites[esy], tele=task.item_tele)
