"""What stays unmet in spite of contractors: what no contract clears, and why, and what is open.

No contract clears what an item cannot get with as many contractors as one likes, at any hour from
their first date on, and nobody else served. That is arithmetic; the rest was not found a visit for.
"""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.pool import posts_of, staff_alone, with_pool
from makeup_sched.places.item_places import PlacesOf, places_by_item
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plans.plan import Plan
from makeup_sched.reasons.unmet import reasons_of
from makeup_sched.solve.alone import most_minutes_alone

COLUMNS = ("owed_id", "student_id", "discipline", "unmet", "beyond_any", "due_date", "reason",
           "explanation")  # fmt: skip
_NOT_FOUND, _TOO_LATE = "not_found", "too_late"


def uncleared_items(case: Case, least: LeastContract, *, stopped: bool = False) -> pd.DataFrame:
    """Return the items with minutes that stay unmet in spite of the contract, and why.

    `stopped` says that what was not found in time was not for a stop.

    Columns: `owed_id`, `student_id`, `discipline`, `unmet` (minutes), `beyond_any` (of these,
    proven: no contract clears them), `due_date`, `reason`, `explanation`. The reason is that of
    the minutes beyond any contract; `not_found` where there are none.
    """
    items = least.plan.items
    short = items[items["unmet"] > 0].reset_index(drop=True)
    unmet = dict(zip(short["owed_id"].tolist(), short["unmet"].astype(int).tolist(), strict=True))
    found = _beyond(case, least, unmet)
    lines = [found.get(name, (0, _NOT_FOUND, _open(least, stopped))) for name in short["owed_id"]]
    beyond, reason, words = zip(*lines, strict=True) if lines else ((), (), ())
    return short.assign(
        beyond_any=pd.Series(beyond, dtype="int64"),
        reason=pd.Series(reason, dtype="str"),
        explanation=pd.Series(words, dtype="str"),
    )[list(COLUMNS)]


def items_too_late(plan: Plan, decided: dt.date) -> pd.DataFrame:
    """Return the unmet items where a contract gives nothing any more, as `uncleared_items` does.

    All their minutes are beyond any contract that is decided on that day.
    """
    items = plan.items
    short = items[items["unmet"] > 0].reset_index(drop=True)
    return short.assign(
        beyond_any=short["unmet"].astype("int64"),
        reason=_TOO_LATE,
        explanation=f"A contract decided on {decided} is too late for it.",
    )[list(COLUMNS)]


def _open(least: LeastContract, stopped: bool) -> str:
    if least.in_time:
        return (
            "A contractor could see the student, but no visit that gives these minutes was found."
        )
    return f"Not settled: {'it was stopped' if stopped else 'the time was up'}."


def _beyond(
    case: Case, least: LeastContract, unmet: dict[str, int]
) -> dict[str, tuple[int, str, str]]:
    """Return minutes that no contract clears, with reason and words, by item."""
    case = staff_alone(case)
    whole, places_of, beyond = _alone(case, least.first_date, unmet)
    if not beyond:
        return {}
    # what is said of these holds in every plan: none is looked at
    none = least.plan.sessions.head(0)
    reasons = reasons_of(whole, none, beyond, places_of, proven=False)
    found = {
        name: (minutes, reasons[name].code, reasons[name].sentence)
        for name, minutes in beyond.items()
    }
    for name, minutes in _late(case, least, beyond).items():
        code, sentence = (_TOO_LATE, "") if minutes == beyond[name] else found[name][1:]
        late = (
            f"Decided too late for {minutes:,} minutes: with a decision on "
            f"{case.start_date} they would have a place, from {least.first_date} on they have none."
        )
        found[name] = (beyond[name], code, f"{late} {sentence}".strip())
    return found


def _late(case: Case, least: LeastContract, beyond: dict[str, int]) -> dict[str, int]:
    """Return, of the minutes beyond the contract, those for which it was decided too late."""
    first = case.start_date + dt.timedelta(days=case.policy.contract.lead_days)
    if least.first_date <= first:
        return {}
    at_once = _alone(case, first, beyond)[2]
    late = {name: minutes - at_once.get(name, 0) for name, minutes in beyond.items()}
    return {name: minutes for name, minutes in late.items() if minutes > 0}


def _alone(
    case: Case, first: dt.date, wanted: dict[str, int]
) -> tuple[Task, PlacesOf, dict[str, int]]:
    """Return what the wanted items cannot get if each had everybody to itself from a date on.

    Before it, the task with contractors from that date on, and the places of its items.
    """
    task = planning_task(case)
    mine = [item.owed_id in wanted for item in task.items]
    whole = with_pool(case, posts_of(task), first)
    whole = replace(whole, left=np.where(mine, whole.left, 0))
    places_of = places_by_item(find_templates(whole))
    beyond = {}
    for number in np.flatnonzero(whole.left).tolist():
        minutes = int(whole.left[number]) - most_minutes_alone(whole, places_of(number))
        if minutes > 0:
            beyond[whole.items[number].owed_id] = minutes
    return whole, places_of, beyond
