"""What stays unmet in spite of contractors: what no contract clears, and why, and what is open.

No contract clears what an item cannot get with as many contractors as one likes, at any hour from
their first date on, and nobody else served. That is arithmetic; the rest was not found a visit for.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.pool import posts_of, provider_id, staff_alone, with_pool
from makeup_sched.contracts.too_late import InVain
from makeup_sched.places.beside import short_debts
from makeup_sched.places.item_places import PlacesOf, places_by_item
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plain_words import long_date
from makeup_sched.plans.plan import Plan
from makeup_sched.reasons.unmet import reasons_of
from makeup_sched.solve.alone import most_minutes_alone

COLUMNS = ("owed_id", "student_id", "discipline", "unmet", "beyond_any", "due_date", "reason",
           "explanation")  # fmt: skip
_NOT_FOUND, _TOO_LATE, _OTHERS_LOSE = "not_found", "too_late", "competes"
_Line = tuple[int, str, str]
"""Of an item the minutes that no contract clears, with reason and words."""


def uncleared_items(case: Case, least: LeastContract, *, stopped: bool = False) -> pd.DataFrame:
    """Return the items with minutes that stay unmet in spite of the contract, and why.

    `stopped` says that what was not found in time was not for a stop.

    Columns: `owed_id`, `student_id`, `discipline`, `unmet` (minutes), `beyond_any` (of these,
    proven: no contract clears them), `due_date`, `reason`, `explanation`. The reason is that of
    the minutes beyond any contract; `not_found` where there are none.
    """
    alone, unmet = staff_alone(case), _unmet(least.plan)
    lead = dt.timedelta(days=case.policy.contract.lead_days)
    sooner = f"a decision on {long_date(case.start_date)}"
    found = _beyond(alone, least.first_date, case.start_date + lead, unmet, sooner)
    still_open = (0, _NOT_FOUND, _open(least, stopped))
    return _table(least.plan, {name: found.get(name, still_open) for name in unmet})


def items_in_vain(case: Case, plan: Plan, vain: InVain) -> pd.DataFrame:
    """Return what a plan of staff leaves where no contract clears any, as `uncleared_items` does.

    That none does is proven of all minutes together; each item gets what is so of it alone.
    """
    alone, unmet = staff_alone(case), _unmet(plan)
    first = vain.first_session if vain.is_late(case) else case.start_date
    found = _beyond(alone, first, case.start_date, unmet, "an earlier decision")
    rest = {name: minutes for name, minutes in unmet.items() if name not in found}
    if rest:
        found |= _within_reach(alone, first, rest)
    if first > case.end_date:  # whoever cannot come any more clears nothing of any item
        found = {name: (unmet[name], code, words) for name, (_, code, words) in found.items()}
    return _table(plan, found)


def _unmet(plan: Plan) -> dict[str, int]:
    short = plan.items[plan.items["unmet"] > 0]
    return dict(zip(short["owed_id"].tolist(), short["unmet"].astype(int).tolist(), strict=True))


def _table(plan: Plan, found: Mapping[str, _Line]) -> pd.DataFrame:
    """Return the items that a plan leaves unmet with what was found of each."""
    short = plan.items[plan.items["unmet"] > 0].reset_index(drop=True)
    lines = [found[name] for name in short["owed_id"]]
    beyond, reason, words = zip(*lines, strict=True) if lines else ((), (), ())
    return short.assign(
        beyond_any=pd.Series(beyond, dtype="int64"),
        reason=pd.Series(reason, dtype="str"),
        explanation=pd.Series(words, dtype="str"),
    )[list(COLUMNS)]


def _open(least: LeastContract, stopped: bool) -> str:
    if least.in_time:
        return (
            "A contractor could see the student, but no visit that gives these minutes was found."
        )
    return f"Not settled: {'it was stopped' if stopped else 'the time was up'}."


def _beyond(
    case: Case, first: dt.date, earliest: dt.date, unmet: dict[str, int], sooner: str
) -> dict[str, _Line]:
    """Return minutes that no contract from `first` on clears, with reason and words, by item.

    `earliest` is the date from which contractors could have come with the decision that `sooner`
    names. `case` is that of the staff alone.
    """
    whole, places_of, beyond = _alone(case, first, unmet)
    if not beyond:
        return {}
    never, since = beyond, min(first, earliest)
    if since < first:
        whole, places_of, never = _alone(case, since, beyond)
    # what is said of these holds in every plan: none is looked at
    none = case.table("locked").head(0)
    reasons = reasons_of(whole, none, never, places_of, proven=False)
    found = {}
    for name, minutes in beyond.items():
        late = minutes - never.get(name, 0)
        code = reasons[name].code if name in never else _TOO_LATE
        words = [_late(late, sooner, first)] if late else []
        if name in never:
            words.append(_since(since, case, reasons[name].sentence))
        found[name] = (minutes, code, " ".join(words))
    return found


def _since(first: dt.date, case: Case, sentence: str) -> str:
    """Say from when on contractors were counted, where an earlier date could make a difference."""
    if first <= case.start_date:
        return sentence
    return f"With contractors from {long_date(first)} on: {sentence[:1].lower()}{sentence[1:]}"


def _late(minutes: int, sooner: str, first: dt.date) -> str:
    # with the earlier decision each item alone is not shown to be out of reach: no more is known
    return (
        f"Decided too late for {minutes:,} minutes: with {sooner} they could have a place, from "
        f"{long_date(first)} on they have none."
    )


def _within_reach(case: Case, first: dt.date, unmet: dict[str, int]) -> dict[str, _Line]:
    """Return why items stay unmet that could be served if each had everybody to itself.

    That contractors from `first` on clear no more in all is known.
    """
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    pools = {provider_id(post) for post in posts}
    of_pool = np.array([name in pools for name in task.providers], dtype=bool)
    places_of, ordinal = places_by_item(find_templates(task)), task.available.days.ordinal
    found = {}
    for number, item in enumerate(task.items):
        if item.owed_id in unmet:
            places = places_of(number)
            days = ordinal[places.day[of_pool[places.provider]]]
            found[item.owed_id] = (0, *_why_in_vain(int(days.max(initial=0)), first))
    return found


def _why_in_vain(last: int, first: dt.date) -> tuple[str, str]:
    """Return reason and words, given the last day on which a contractor could see the student."""
    if last >= first.toordinal():
        return _OTHERS_LOSE, (
            "In all no more can be given than staff give: a contractor could give these minutes "
            "only if others lost as many."
        )
    if last:
        return _TOO_LATE, (
            "Decided too late: with an earlier decision a contractor could see the student, from "
            f"{long_date(first)} on none can."
        )
    return _NOT_FOUND, "No contractor can see the student, whenever it is decided."


def _alone(
    case: Case, first: dt.date, wanted: dict[str, int]
) -> tuple[Task, PlacesOf, dict[str, int]]:
    """Return what the wanted items cannot get if each had everybody to itself from a date on.

    Before it, the task with contractors from that date on, and the places of its items.
    """
    task = planning_task(case)
    mine = [item.owed_id in wanted for item in task.items]
    whole = with_pool(case, posts_of(task), first)
    whole = replace(whole, left=np.where(mine, whole.left, 0), beside=short_debts(task.items))
    places_of = places_by_item(find_templates(whole))
    beyond = {}
    for number in np.flatnonzero(whole.left).tolist():
        minutes = int(whole.left[number]) - most_minutes_alone(whole, places_of(number))
        if minutes > 0:
            beyond[whole.items[number].owed_id] = minutes
    return whole, places_of, beyond
