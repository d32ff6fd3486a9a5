"""Visits with the sessions held in them, without and with a date, and who is seen on which day."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

import pandas as pd

from makeup_sched.places.task import Task


@dataclass(frozen=True)
class GroupSession:
    """A contractor's session: `start` (minutes after midnight), minutes, and whose it is.

    `days` are the dates (bits by index) on which everybody in it has a place, all where
    that is not looked at.
    """

    start: int
    length: int
    items: tuple[int, ...]
    days: int = -1

    @property
    def end(self) -> int:
        """When it ends, in minutes after midnight."""
        return self.start + self.length


@dataclass(frozen=True)
class Bundle:
    """A visit of a pool that has no date yet, with its sessions.

    `start` and `end` are those of the paid time, in minutes after midnight; `days` are the dates
    (bits by index) on which everybody has a place.
    """

    pool: str
    start: int
    end: int
    sessions: tuple[GroupSession, ...]

    @property
    def days(self) -> int:
        """The dates on which all sessions can be held."""
        return reduce(and_, (one.days for one in self.sessions), -1)

    @property
    def items(self) -> list[int]:
        """The items of everybody who is seen."""
        return [item for one in self.sessions for item in one.items]


@dataclass(frozen=True)
class Booked:
    """A visit on a date (the index of a planning date)."""

    bundle: Bundle
    day: int


@dataclass
class Diary:
    """On which dates (bits by index) each student is seen, by id."""

    days: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, task: Task, sessions: pd.DataFrame) -> "Diary":
        """Return the diary of planned or locked sessions."""
        number = {int(ordinal): day for day, ordinal in enumerate(task.available.days.ordinal)}
        found = cls()
        for when, students in zip(sessions["date"], sessions["student_ids"], strict=True):
            day = number.get(when.toordinal())
            if day is not None:
                for student in students:
                    found.write(student, day)
        return found

    def write(self, student_id: str, day: int) -> None:
        """Note that a student is seen on a day (the index of a planning date)."""
        self.days[student_id] |= 1 << day
