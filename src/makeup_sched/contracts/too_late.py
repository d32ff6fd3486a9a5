"""Whether it is too late for a contract: one that is decided then can give nothing any more."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import planning_days
from makeup_sched.case.case import Case
from makeup_sched.contracts.pool import posts_of, provider_id, with_pool
from makeup_sched.places.item_places import places_by_item
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plain_words import long_date

_FEW = 10
"""Open days up to which every place on them is looked at: before, time for a session is left."""


@dataclass(frozen=True)
class TooLate:
    """That a contract can give nothing any more.

    Attributes
    ----------
    first_session
        The date on which a contractor's first session could take place.
    last_day
        The last day on which deciding leaves a date on which a contractor could give any of what
        is owed; None where no such day is.
    """

    first_session: dt.date
    last_day: dt.date | None


def gives_nothing(case: Case, first: dt.date) -> bool:
    """Say whether contractors who come from `first` on surely can give nothing.

    `case` is that of the staff alone, see `staff_alone`.
    """
    open_days = int((planning_days(case).ordinal >= first.toordinal()).sum())
    return open_days <= _FEW and _last_use(case, first) is None


def too_late(case: Case, first: dt.date) -> TooLate | None:
    """Return by when it had to be decided; None where a contract never could give anything.

    After the end of the plan it is too late whatever a contract could have given.
    """
    last = _last_use(case, case.start_date)
    if last is None:
        return TooLate(first, None) if first > case.end_date else None
    return TooLate(first, last - dt.timedelta(days=case.policy.contract.lead_days))


def too_late_words(late: TooLate, case: Case, decided: dt.date, unmet: int | None) -> str:
    """Return in words that it is too late, what stays unmet (if told), by when it was not yet."""
    why = f"the plan ends on {long_date(case.end_date)}"
    if late.first_session <= case.end_date:
        why += " and no day until then has time for any of what is owed"
    words = [
        f"Too late: no contract decided on {long_date(decided)} can give anything any more.",
        f"A contractor's first session could take place on {long_date(late.first_session)} "
        f"({case.policy.contract.lead_days} days after the decision), but {why}.",
    ]
    if unmet is not None:
        words.append(f"All {unmet:,} minutes that the plan of staff leaves stay unmet.")
    if late.last_day is not None:
        words.append(
            "The last day on which deciding could still clear something is "
            f"{long_date(late.last_day)}."
        )
    return " ".join(words)


def _last_use(case: Case, first: dt.date) -> dt.date | None:
    """Return the last date on which contractors who come from `first` on could give anything."""
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, first)
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
