"""Books visits: gives each a date on which everybody in it is free, and its sessions a contractor.

Nobody is given a second make-up session on a day: the days are many, and so every visit fits that
students' own hours allow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.booked import Booked, Bundle, Diary
from makeup_sched.contracts.pool import Post, Visit, with_visits
from makeup_sched.contracts.visits import lanes_of, touching_joined, visits_of
from makeup_sched.places.day_places import EXTRA
from makeup_sched.places.task import Task, planning_task
from makeup_sched.plans.build import sessions_held
from makeup_sched.solve.held import HELD, Held


class Booking:
    """Finds dates for visits, one after the other."""

    def __init__(
        self, task: Task, diary: Diary, elsewhere: Mapping[str, int] | None = None
    ) -> None:
        """Take when students are seen, and (`elsewhere`) when they had better not be, by student.

        Both are dates as bits by index.
        """
        self._task, self._diary = task, diary
        self._elsewhere = elsewhere or {}

    def book(self, bundles: Iterable[Bundle]) -> list[Booked]:
        """Return the visits that have a date, each on the first one that suits.

        Those with few dates come first; one for which there is no date is left out.
        """
        found = []
        for bundle in sorted(bundles, key=lambda one: self._free(one).bit_count()):
            days = self._free(bundle)
            if not days:
                continue
            days = days & ~self._better_not(bundle) or days
            day = (days & -days).bit_length() - 1
            found.append(Booked(bundle, day))
            for item in bundle.items:
                self._diary.write(self._task.items[item].student_id, day)
        return found

    def _better_not(self, bundle: Bundle) -> int:
        """Return the days that somebody had better keep for others, as bits."""
        found = 0
        for item in bundle.items:
            found |= self._elsewhere.get(self._task.items[item].student_id, 0)
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
    plain = visits_of(task, posts, booked)
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
