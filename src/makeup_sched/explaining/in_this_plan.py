"""The reasons that hold in one plan: what stands in the way of minutes that could have a place.

Each is counted by leaving all else in the plan as it is and letting one kind of blocker go.
"""

from collections.abc import Iterable

import numpy as np

from makeup_sched.explaining import blocked
from makeup_sched.explaining.blocked import Place
from makeup_sched.explaining.explanation import Claim
from makeup_sched.places.item_places import ItemPlaces
from makeup_sched.places.task import Task
from makeup_sched.solve.alone import most_minutes_alone

_CODES = {
    "competes": (blocked.OTHERS, blocked.OWN_OTHER),
    "student_cap": (blocked.STUDENT_CAP,),
    "provider_full": (blocked.PROVIDER_CAP,),
    "group_only_with_incompatible": (blocked.GROUP,),
    "locked": (blocked.LOCKED,),
}
"""Which blockers each reason stands for."""
_WORDS = {
    "student_cap": "the student's make-up minutes a day are used up by other sessions",
    "provider_full": "the providers have reached the make-up minutes that they may give in a day "
    "or week",
    "group_only_with_incompatible": "the sessions then are groups that are full, or in which "
    "this student may not sit",
    "locked": "locked sessions stand there",
}
_FEW = 6


def claims_in_plan(
    task: Task, item: int, places: list[Place], planned: int, unmet: int
) -> list[Claim]:
    """Return the reasons for minutes that could have a place in some plan, but have none in this.

    Parameters
    ----------
    task, item
        The task, and the number of the item in it.
    places
        Its places in the plan.
    planned
        Minutes of it that the plan places, locked ones left out.
    unmet
        Minutes of it that are unmet and not proved to be out of reach.
    """
    if unmet <= 0:
        return []
    beside = _most(task, item, places, ())
    claims = []
    for code, blockers in _CODES.items():
        minutes = min(unmet, _most(task, item, places, blockers) - beside)
        if minutes > 0:
            claims.append(Claim(code, "in_this_plan", minutes, _said(code, minutes, places)))
    if not claims and beside <= planned:
        words = (
            f"In this plan {unmet} minutes have no place: more than one thing stands in the way, "
            "of other students, limits on minutes, and this student's other sessions."
        )
        claims.append(Claim("competes", "in_this_plan", unmet, words))
    return claims


def _most(task: Task, item: int, places: list[Place], gone: Iterable[str]) -> int:
    """Return the most minutes in the places that are open without some kinds of blockers."""
    kept = [place for place in places if place.blocked_by <= set(gone)]
    if not kept:
        return 0
    rows = [(one.day, one.provider, one.start, one.length, one.mode) for one in kept]
    return most_minutes_alone(task, ItemPlaces(item, *np.array(rows, dtype=np.int64).T))


def _said(code: str, minutes: int, places: list[Place]) -> str:
    if code != "competes":
        return f"In this plan up to {minutes} minutes have no place because {_WORDS[code]}."
    there = [one for one in places if one.blocked_by and one.blocked_by <= set(_CODES[code])]
    names = list(dict.fromkeys(owed_id for place in there for owed_id in place.owed_ids))
    named = ", ".join(names[:_FEW])
    more = f" and {len(names) - _FEW} other items" if len(names) > _FEW else ""
    return (
        f"In this plan the time in which up to {minutes} minutes could be given goes to "
        f"{named}{more}."
    )
