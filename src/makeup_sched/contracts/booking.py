"""Books visits: gives each a date on which everybody in it is free, and its sessions a contractor.

Nobody is given a second make-up session on a day: the days are many, and so every visit fits that
students' own hours allow.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.bundles import Bundle
from makeup_sched.contracts.pool import Post, Visit, provider_id, with_visits
from makeup_sched.contracts.visits import lanes_of, touching_joined
from makeup_sched.places.day_places import EXTRA
from makeup_sched.places.task import Task, planning_task
from makeup_sched.plans.build import sessions_held
from makeup_sched.solve.held import HELD, Held


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


class Booking:
    """Finds dates for visits, one after the other."""

    def __init__(self, task: Task, diary: Diary) -> None:
        self._task, self._diary = task, diary

    def book(self, bundles: Iterable[Bundle]) -> list[Booked]:
        """Return the visits that have a date, each on the first one that suits.

        Those with few dates come first. Where there is no date for all who are seen in a visit, it
        is held for those who have one together.
        """
        found = []
        for bundle in sorted(bundles, key=lambda one: self._free(one).bit_count()):
            days = self._free(bundle)
            if not days:
                continue
            day = (days & -days).bit_length() - 1
            found.append(Booked(bundle, day))
            for item in bundle.items:
                self._diary.write(self._task.items[item].student_id, day)
        return found

    def _free(self, bundle: Bundle) -> int:
        """Return the days on which everybody may come, as bits."""
        seen = 0
        for item in bundle.items:
            seen |= self._diary.days[self._task.items[item].student_id]
        return bundle.days & ~seen


def booked_in(
    case: Case, posts: Sequence[Post], task: Task, booked: Sequence[Booked]
) -> tuple[list[Visit], pd.DataFrame]:
    """Return booked visits with their contractors, and their sessions.

    Parameters
    ----------
    case
        The case without the visits.
    posts
        Of the pools.
    task
        The task in whose numbers the visits are.
    booked
        The visits.

    Returns
    -------
        Visits, and a table of sessions with the columns of a plan's: those of the visits, and the
        locked ones of the case.
    """
    of_pool = {provider_id(post): post for post in posts}
    ordinal = task.available.days.ordinal
    plain = [
        Visit(dt.date.fromordinal(int(ordinal[one.day])), of_pool[one.bundle.pool],
              one.bundle.start, one.bundle.end)
        for one in booked
    ]  # fmt: skip
    visits = [replace(one, lane=lane) for one, lane in zip(plain, lanes_of(plain), strict=True)]
    joined = touching_joined(visits)
    held = _held(planning_task(with_visits(case, joined)), task, visits, booked)
    return joined, held


def _held(
    whole: Task, task: Task, visits: Sequence[Visit], booked: Sequence[Booked]
) -> pd.DataFrame:
    items = {item.owed_id: number for number, item in enumerate(whole.items)}
    providers = {name: number for number, name in enumerate(whole.providers)}
    sites = {name: number for number, name in enumerate(whole.available.sites)}
    days = {int(ordinal): day for day, ordinal in enumerate(whole.available.days.ordinal)}
    rows = []
    number = 0
    for visit, one in zip(visits, booked, strict=True):
        day, provider = days[visit.date.toordinal()], providers[visit.provider_id]
        for session in one.bundle.sessions:
            number += 1
            place = (provider, day, session.start, session.length, sites[visit.post.site])
            rows += [(items[task.items[item].owed_id], *place, 0, EXTRA, -1, number)
                     for item in session.items]  # fmt: skip
    held: Held = np.array(rows, dtype=HELD)
    return sessions_held(whole, held)
