"""Whether a contract is in vain: decided too late to give anything, or of no use at any time."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.availability.days import planning_days
from makeup_sched.case.case import Case
from makeup_sched.contracts.always import with_contractors_always
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.contracts.lost import Lost, lacking
from makeup_sched.contracts.pool import only_unmet, posts_of, provider_id, with_pool
from makeup_sched.contracts.use_of_visits import unmet_in
from makeup_sched.places.item_places import places_by_item
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plain_words import long_date
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.solving import How, solve

_FEW = 10
"""Open days up to which every place on them is looked at: before, time for a session is left."""
_FOR_LAST_DAY, _OF_A_LOOK = 0.5, 0.2
"""Shares of the time left for the day by which it had to be decided, and for a single search."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class InVain:
    """That a contract decided on a day clears nothing.

    Attributes
    ----------
    first_session
        The date on which a contractor's first session could take place.
    last_day
        The last day on which deciding leaves contractors a date to clear any of what staff leave
        unmet; that no later day does is proven. None where no such day is, which is proven, too.
    shown
        Whether a plan that has passed the checker shows that something could be cleared from that
        day on; else it is not settled whether an earlier day is the last one.
    staff_best
        Whether it is proven that no plan, not even one with contractors from some date on, leaves
        fewer minutes unmet than the plan of staff.
    """

    first_session: dt.date
    last_day: dt.date | None
    shown: bool = False
    staff_best: bool = False

    def is_late(self, case: Case) -> bool:
        """Say whether it is for the day; else no contract clears anything, however early."""
        return self.last_day is not None or self.first_session > case.end_date


def last_use(case: Case, first: dt.date) -> dt.date | None:
    """Return the last date on which contractors could give any of what is owed.

    The day before the first date to plan on where there is no such date. None where so many open
    days are left from `first` on that it is not looked for. `case` is that of the staff alone, see
    `staff_alone`.
    """
    if int((planning_days(case).ordinal >= first.toordinal()).sum()) > _FEW:
        return None
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    pools = {provider_id(post) for post in posts}
    of_pool = np.array([name in pools for name in task.providers], dtype=bool)
    last = -1
    if of_pool.any():
        places_of = places_by_item(find_templates(task))
        for item in np.flatnonzero(task.left > 0).tolist():
            places = places_of(item)
            last = max(last, int(places.day[of_pool[places.provider]].max(initial=-1)))
    return case.start_date - _DAY if last < 0 else task.available.days.dates[last]


class Help:
    """Whether contractors who come from a date on could clear any of what staff leave unmet.

    Asked for are arithmetic for each student alone, then a search that ends with a proof or says
    that they might. `case` is that of the staff alone, `staff` what they place.

    Attributes
    ----------
    staff_best
        Whether any of that has proven that no plan leaves fewer minutes unmet than that of staff.
    """

    def __init__(self, case: Case, staff: Certificate, how: How | None) -> None:
        self._case, self._staff, self._how = only_unmet(case), staff, how
        self._posts = posts_of(planning_task(case))
        everybody = with_pool(case, self._posts, case.start_date)
        pools = {provider_id(post) for post in self._posts}
        self._lost = Lost(lacking(everybody, staff), pools)
        self.staff_best = False

    def within_reach(self, firsts: list[dt.date]) -> list[bool]:
        """Say by arithmetic for each date whether it is possible; no is proven."""
        found = [minutes < self._staff.unmet for minutes in self._lost.minutes(firsts)]
        self.staff_best |= not all(found)
        return found

    def possible(self, first: dt.date, clock: Clock) -> bool:
        """Say whether it is possible; no is proven."""
        return self.within_reach([first])[0] and self._look(first, clock) is not False

    def last_day(self, until: dt.date, clock: Clock) -> tuple[dt.date | None, bool]:
        """Return the last date up to `until` from which on they could, and whether a plan shows it.

        None where there is none.
        """
        days = [one.date() for one in pd.date_range(self._case.start_date, until)]
        if not days:
            return None, False
        good, bad, found = -1, sum(self.within_reach(days)), False
        middle = bad - 1  # more often than not arithmetic has said all
        while bad - good > 1:
            seen = self._look(days[middle], clock.part(_OF_A_LOOK))
            if seen is False:
                bad = middle
            else:
                good, found = middle, seen is True
            middle = (good + bad) // 2
        if good < 0:
            return None, False
        return days[good], found and self._shown(days[good], clock.part(_OF_A_LOOK))

    def _look(self, first: dt.date, clock: Clock) -> bool | None:
        """Say whether a search finds that they could, or proves that not; None: neither."""
        if self._how is None or clock.over:
            return None
        task = with_pool(self._case, self._posts, first)
        found = solve(task, None, clock, lambda _: None, self._how).terms["unmet"]
        if found.bound is not None and found.bound >= self._staff.unmet:
            self.staff_best = True
            return False
        return True if found.value < self._staff.unmet else None

    def _shown(self, first: dt.date, clock: Clock) -> bool:
        """Say whether a plan with contractors that has passed the checker clears any of it."""
        if self._how is None or clock.over:
            return False
        case = with_contractors_always(self._case, self._posts, first)
        made = plan(case, clock=clock, seed=self._how.seed, workers=self._how.workers)
        return unmet_in(made) < self._staff.unmet


def in_vain(
    case: Case,
    first: dt.date,
    staff: Certificate,
    latest: dt.date | None,
    clock: Clock,
    how: How | None,
) -> InVain | None:
    """Return that contractors who come from `first` on clear nothing, and up to when they could.

    None where they might.

    Parameters
    ----------
    case
        That of the staff alone, see `staff_alone`.
    staff
        What they place.
    latest
        What `last_use` says. Where it was not looked for, it is left at arithmetic whether they
        might.
    clock
        Limits the searches.
    how
        How they go; None leaves it at arithmetic, as a large case does.
    """
    help_from = Help(case, staff, how)
    if latest is None:
        latest = case.end_date
        if help_from.within_reach([first])[0]:
            return None
    elif first <= latest and help_from.possible(first, clock.part(_OF_A_LOOK)):
        return None
    before = min(latest, case.end_date, first - _DAY)
    last, shown = help_from.last_day(before, clock.part(_FOR_LAST_DAY))
    if last is not None:
        last -= dt.timedelta(days=case.policy.contract.lead_days)
    return InVain(first, last, shown, help_from.staff_best)


def too_late_words(late: InVain, case: Case, decided: dt.date, unmet: int | None) -> str:
    """Return in words that it is too late, what stays unmet (if told), by when it was not yet."""
    end = long_date(case.end_date)
    why = f"the plan ends on {end}"
    if late.first_session <= case.end_date:
        why = f"from then to the end of the plan on {end} no more can be given than staff give"
    words = [
        f"Too late: no contract decided on {long_date(decided)} can give anything any more.",
        f"A contractor's first session could take place on {long_date(late.first_session)} "
        f"({case.policy.contract.lead_days} days after the decision), but {why}.",
    ]
    if unmet is not None:
        words.append(
            f"No contract clears any of the {unmet:,} minutes that the plan of staff leaves."
        )
    if late.last_day is not None and late.shown:
        words.append(
            "The last day on which deciding could still clear something is "
            f"{long_date(late.last_day)}."
        )
    elif late.last_day is not None:
        words.append(
            f"Deciding on any day after {long_date(late.last_day)} would clear nothing either; "
            "whether on that day or only before it is not settled."
        )
    return " ".join(words)
