"""By when to decide: what contracting can still clear, the later it is decided.

A contractor's first session is `contract.lead_days` after the decision. For each week of delay it
is proven how many minutes no plan can place any more, with as many contractors as one likes; a
plan shows up to which day nothing is lost.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.always import with_contractors_always
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.contracts.lost import Lost, lacking
from makeup_sched.contracts.pool import Post, only_unmet, posts_of, provider_id, with_pool
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock

_WEEK = 7


@dataclass(frozen=True)
class Deadline:
    """By when to decide.

    Attributes
    ----------
    weeks
        One line per week of delay. Columns: `decided_on`, `first_session` (dates),
        `lost_at_least` (minutes: proven to have no place in any plan, if it is decided then).
    last_day
        The last day found on which deciding still clears as much as deciding at once; a plan that
        has passed the checker shows it. None where no plan was made, or where the plan made here
        for deciding at once is worse than one that is known: days as good as that show nothing.
    settled
        Whether later days were looked at, too, and no plan for them cleared as much.
    """

    weeks: pd.DataFrame
    last_day: dt.date | None
    settled: bool


def deadline(
    case: Case,
    decided: dt.date,
    clock: Clock,
    *,
    plans: bool,
    unmet: int | None = None,
    staff: Certificate | None = None,
    seed: int = 0,
    workers: int = 2,
) -> Deadline:
    """Find by when contracting has to be decided.

    Parameters
    ----------
    case
        The case of the staff alone, see `staff_alone`.
    decided
        The first day on which it can be decided.
    clock
        Limits the search for the last day.
    plans
        Whether to make the plans that show the last day; for a district they take too long.
    unmet
        Minutes that the best plan known leaves unmet if it is decided at once.
    staff
        What staff alone can place, where that is known: what they cannot is lost once nobody else
        can come, and for whom their plan serves whole nobody has to.
    seed, workers
        As for planning.
    """
    lead = dt.timedelta(days=case.policy.contract.lead_days)
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, decided + lead)
    pools = {provider_id(post) for post in posts}
    left = Lost(task if staff is None else lacking(task, staff), pools)
    by_staff = 0 if staff is None else staff.unmet_at_least
    count = max(0, (case.end_date - decided - lead).days // _WEEK + 1)
    days = [decided + dt.timedelta(days=_WEEK * week) for week in range(count + 1)]
    weeks = pd.DataFrame(
        {
            "decided_on": pd.to_datetime(pd.Series(days)),
            "first_session": pd.to_datetime(pd.Series([day + lead for day in days])),
            "lost_at_least": [
                max(lost, by_staff if day + lead > case.end_date else 0)
                for day, lost in zip(days, left.minutes([day + lead for day in days]), strict=True)
            ],
        }
    )
    search = _LastDay(case, posts, decided, clock, seed, workers)
    last, settled = search.find(unmet) if plans else (None, False)
    return Deadline(weeks, last, settled)


class _LastDay:
    """Looks for the last day by halves, a plan for each day that is looked at."""

    def __init__(
        self,
        case: Case,
        posts: list[Post],
        decided: dt.date,
        clock: Clock,
        seed: int,
        workers: int,
    ) -> None:
        self._case, self._posts, self._decided = only_unmet(case), posts, decided
        self._clock, self._seed, self._workers = clock, seed, workers
        self._lead = dt.timedelta(days=case.policy.contract.lead_days)

    def find(self, known: int | None) -> tuple[dt.date | None, bool]:
        """Return the last day found, None without a plan, and whether later ones were looked at.

        `known` is what a plan that is at hand leaves unmet.
        """
        span = (self._case.end_date - self._decided - self._lead).days
        if span < 0 or self._clock.over:
            return None, span < 0
        at_once = self._unmet(self._decided)
        if known is not None and at_once > known:
            return None, False
        good, bad = 0, span + 1
        while bad - good > 1 and not self._clock.over:
            middle = (good + bad) // 2
            day = self._decided + dt.timedelta(days=middle)
            good, bad = (middle, bad) if self._unmet(day) <= at_once else (good, middle)
        return self._decided + dt.timedelta(days=good), bad - good <= 1

    def _unmet(self, decided: dt.date) -> int:
        """Plan with contractors who are there all day, every day, from the lead time on."""
        case = with_contractors_always(self._case, self._posts, decided + self._lead)
        made = plan(
            case,
            clock=self._clock.anew(max(2.0, self._clock.left / 4)),
            seed=self._seed,
            workers=self._workers,
        )
        return int(made.items["unmet"].sum())
