"""Whether it is too late for a contract: one that is decided then can give nothing any more."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.availability.days import planning_days
from makeup_sched.case.case import Case
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.contracts.lost import Lost, lacking
from makeup_sched.contracts.pool import only_unmet, posts_of, provider_id, with_pool
from makeup_sched.places.item_places import places_by_item
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plain_words import long_date
from makeup_sched.solve.program import Clock
from makeup_sched.solve.solving import How, solve

_FEW = 10
"""Open days up to which every place on them is looked at: before, time for a session is left."""
_FOR_LAST_DAY, _OF_A_LOOK = 0.5, 0.2
"""Shares of the time left for the day by which it had to be decided, and for a single search."""


@dataclass(frozen=True)
class TooLate:
    """That a contract can give nothing any more.

    Attributes
    ----------
    first_session
        The date on which a contractor's first session could take place.
    last_day
        The last day on which deciding leaves contractors a date to clear any of what staff leave
        unmet; that no later day does is proven. None where no such day is.
    shown
        Whether a plan shows that something could be cleared from that day on; else it is not
        settled whether an earlier day is the last one.
    """

    first_session: dt.date
    last_day: dt.date | None
    shown: bool = False


def last_use(case: Case, first: dt.date) -> dt.date | None:
    """Return the last date on which contractors could give any of what is owed.

    None where there is no such date, and where so many open days are left from `first` on that it
    need not be known. `case` is that of the staff alone, see `staff_alone`.
    """
    if int((planning_days(case).ordinal >= first.toordinal()).sum()) > _FEW:
        return None
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    pools = {provider_id(post) for post in posts}
    of_pool = np.array([name in pools for name in task.providers], dtype=bool)
    if not of_pool.any():
        return None
    places_of = places_by_item(find_templates(task))
    last = -1
    for item in np.flatnonzero(task.left > 0).tolist():
        places = places_of(item)
        last = max(last, int(places.day[of_pool[places.provider]].max(initial=-1)))
    return None if last < 0 else task.available.days.dates[last]


class Help:
    """Whether contractors who come from a date on could clear any of what staff leave unmet.

    Asked for are arithmetic for each student alone, then a search that ends with a proof or says
    that they might. `case` is that of the staff alone, `staff` what they place.
    """

    def __init__(self, case: Case, staff: Certificate, how: How | None) -> None:
        self._case, self._staff, self._how = only_unmet(case), staff, how
        self._posts = posts_of(planning_task(case))
        everybody = with_pool(case, self._posts, case.start_date)
        pools = {provider_id(post) for post in self._posts}
        self._lost = Lost(lacking(everybody, staff), pools)

    def possible(self, first: dt.date, clock: Clock) -> bool:
        """Say whether it is possible; no is proven."""
        if self._lost.minutes([first])[0] >= self._staff.unmet:
            return False
        return self._look(first, clock) is not False

    def last_day(self, until: dt.date, clock: Clock) -> tuple[dt.date | None, bool]:
        """Return the last date up to `until` from which on they could, and whether a plan shows it.

        None where there is none.
        """
        days = [one.date() for one in pd.date_range(self._case.start_date, until)]
        if not days:
            return None, False
        lost = self._lost.minutes(days)
        good, bad, shown = -1, sum(minutes < self._staff.unmet for minutes in lost), False
        middle = bad - 1  # more often than not arithmetic has said all
        while bad - good > 1:
            seen = self._look(days[middle], clock.part(_OF_A_LOOK))
            if seen is False:
                bad = middle
            else:
                good, shown = middle, seen is True
            middle = (good + bad) // 2
        return (None, False) if good < 0 else (days[good], shown)

    def _look(self, first: dt.date, clock: Clock) -> bool | None:
        """Say whether a search shows that they could, or proves that not; None: neither."""
        if self._how is None or clock.over:
            return None
        task = with_pool(self._case, self._posts, first)
        found = solve(task, None, clock, lambda _: None, self._how).terms["unmet"]
        if found.bound is not None and found.bound >= self._staff.unmet:
            return False
        return True if found.value < self._staff.unmet else None


def too_late(
    case: Case,
    first: dt.date,
    staff: Certificate,
    latest: dt.date | None,
    clock: Clock,
    how: How | None,
) -> TooLate | None:
    """Return by when it had to be decided if contractors who come from `first` on clear nothing.

    None where they might, and where no contract, however early, could have cleared anything before
    the plan ends.

    Parameters
    ----------
    case
        That of the staff alone, see `staff_alone`.
    staff
        What they place.
    latest
        What `last_use` says.
    clock
        Limits the searches.
    how
        How they go; None leaves it at arithmetic, as a large case does.
    """
    ended = first > case.end_date
    if latest is None:
        return TooLate(first, None) if ended else None
    help_from = Help(case, staff, how)
    if not ended and first <= latest and help_from.possible(first, clock.part(_OF_A_LOOK)):
        return None
    before = min(latest, case.end_date, first - dt.timedelta(days=1))
    last, shown = help_from.last_day(before, clock.part(_FOR_LAST_DAY))
    if last is None:
        return TooLate(first, None) if ended else None
    return TooLate(first, last - dt.timedelta(days=case.policy.contract.lead_days), shown)


def too_late_words(late: TooLate, case: Case, decided: dt.date, unmet: int | None) -> str:
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
        words.append(f"All {unmet:,} minutes that the plan of staff leaves stay unmet.")
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
