"""One reason and one sentence for every item with unmet minutes."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from makeup_sched.places.item_places import ItemPlaces, PlacesOf, places_by_item
from makeup_sched.places.locked import LockedUse
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plain_words import long_date
from makeup_sched.reasons.common_time import SharedTime, shared_time
from makeup_sched.reasons.plan_times import PlanTimes
from makeup_sched.reasons.reach import Reach
from makeup_sched.solve.alone import Limits, long_enough, longest_by_day, most_minutes_alone

PLAIN_CATEGORY = {
    "core": "core instruction",
    "specials": "specials",
    "lunch": "lunch",
    "recess": "recess",
    "related_service": "another regular session",
    "unavailable": "time marked unavailable",
    "before_school": "time before school",
    "after_school": "time after school",
    "esy": "ESY time",
}


@dataclass(frozen=True)
class Reason:
    """Why minutes of an item are unmet.

    Attributes
    ----------
    code
        The reason code.
    sentence
        The reason in words: a proof about the case, but for `competes` and for a `provider_full`
        that begins with "In this plan".
    remark
        What is besides so in this plan; empty for nothing.
    in_short
        The reason in a few words, where the code does not say it.
    """

    code: str
    sentence: str
    remark: str = ""
    in_short: str = ""

    @property
    def words(self) -> str:
        """The sentence with its remark."""
        return f"{self.sentence} {self.remark}".strip()


_NONE = Reason("", "")
NO_SUM = "no number of the sessions that can be given adds up to all of the minutes"


def with_reasons(
    task: Task, sessions: pd.DataFrame, items: pd.DataFrame, places_of: PlacesOf, *, proven: bool
) -> pd.DataFrame:
    """Return the items with `reason` and `explanation` filled in where minutes are unmet.

    Reason codes: `no_provider`, `past_due`, `locked`, `student_cap`, `no_common_time`,
    `provider_full`, `competes`. All but the last two are proofs about the case: they hold in every
    plan (that of `locked` in every plan that keeps the locked sessions).

    Parameters
    ----------
    task
        What had to be placed, locked sessions taken out.
    sessions, items
        The plan in the contract's columns, its locked sessions among them.
    places_of
        Gives the places of an item by its number in the task, such as `places_by_item(templates)`;
        asked one by one for the items with unmet minutes.
    proven
        Whether no plan leaves fewer minutes unmet.
    """
    left_over = zip(items["owed_id"].tolist(), items["unmet"].tolist(), strict=True)
    unmet = {str(name): int(minutes) for name, minutes in left_over if minutes > 0}
    reasons = reasons_of(task, sessions, unmet, places_of, proven=proven)
    found = [reasons.get(name, _NONE) for name in items["owed_id"].tolist()]
    return items.assign(
        reason=pd.Series([one.code for one in found], index=items.index, dtype="str"),
        explanation=pd.Series([one.words for one in found], index=items.index, dtype="str"),
    )


def reasons_of(
    task: Task,
    sessions: pd.DataFrame,
    unmet: dict[str, int],
    places_of: PlacesOf,
    *,
    proven: bool,
) -> dict[str, Reason]:
    """Return the reason of each item, given its unmet minutes by `owed_id`; see `with_reasons`."""
    number = {item.owed_id: number for number, item in enumerate(task.items)}
    explainer = _Explainer(task, PlanTimes(task, sessions), places_of, proven)
    found = explainer.reasons({number[name]: minutes for name, minutes in unmet.items()})
    return {task.items[item].owed_id: reason for item, reason in found.items()}


@dataclass(frozen=True)
class _Alone:
    """An item that no plan could serve whole: its places, and the minutes that could be had."""

    task: Task
    places: ItemPlaces
    minutes: int

    @property
    def item(self) -> int:
        """Number of the item."""
        return self.places.item


class _Explainer:
    """Finds the reasons for one plan."""

    def __init__(self, task: Task, plan: PlanTimes, places_of: PlacesOf, proven: bool) -> None:
        self._task = task
        self._plan = plan
        self._places_of = places_of
        self._proven = proven
        self._reach = Reach(task)

    def reasons(self, unmet: dict[int, int]) -> dict[int, Reason]:
        """Return code and sentence for each item, given the unmet minutes of each."""
        found: dict[int, Reason] = {}
        short: dict[int, int] = {}
        for item, minutes in unmet.items():
            places = self._places_of(item)
            alone = most_minutes_alone(self._task, places)
            if alone >= int(self._task.left[item]):
                found[item] = self._in_this_plan(places, minutes)
            else:
                short[item] = alone
        unlocked = self._without_locked(list(short))
        for item, alone in short.items():
            mine = _Alone(self._task, self._places_of(item), alone)
            found[item] = self._out_of_reach(mine, unmet[item], unlocked)
        return found

    def _without_locked(self, items: list[int]) -> tuple[Task, PlacesOf] | None:
        """Return the places items would have without locked sessions; None where none are locked.

        Only providers who could see these items are looked at.
        """
        case = self._task.case
        if case.table("locked").empty or not items:
            return None
        task = _unlocked(self._task)
        near = {name for item in items for name in self._reach.providers_of(item)}
        providers = {name: facts for name, facts in task.providers.items() if name in near}
        task = replace(task, providers=providers)
        return task, places_by_item(find_templates(task))

    def _out_of_reach(
        self, mine: _Alone, unmet: int, unlocked: tuple[Task, PlacesOf] | None
    ) -> Reason:
        """Explain minutes of which some are out of reach in every plan."""
        task, item = self._task, mine.item
        facts = task.items[item]
        if not any(facts.discipline in p.disciplines for p in task.providers.values()):
            return Reason("no_provider", f"Nobody among the providers gives {facts.discipline}.")
        shared = shared_time(task, item, self._reach.providers_of(item))
        if (sentence := _wrong_dates(task, item, shared)) is not None:
            return Reason("past_due", sentence)
        if unlocked is not None and (sentence := _locked(mine, *unlocked)) is not None:
            return Reason("locked", sentence)
        if not shared.served and mine.minutes == 0:
            words = f"No provider of {facts.discipline} has free time at the student's site"
            return Reason("no_provider", f"{words}{_by_when(task, item)}.")
        code, sentence = _proved(mine, shared)
        no_sum = code == "no_common_time" and mine.minutes > 0 and long_enough(task, mine.places)
        rest = unmet - (int(task.left[item]) - mine.minutes)
        more = f"Another {rest} minutes have no place in this plan." if rest > 0 else ""
        return Reason(code, sentence, more, NO_SUM if no_sum else "")

    def _in_this_plan(self, places: ItemPlaces, unmet: int) -> Reason:
        """Explain minutes for which places exist, but none that this plan leaves open."""
        if self._plan.all_capped(places):
            return Reason(
                "provider_full",
                f"In this plan the providers who could give these {unmet} minutes have reached the "
                "make-up minutes they may give in a day or week.",
            )
        rivals = self._plan.rivals(places)
        others = f"{rivals} other students" if rivals > 1 else "another student"
        if not rivals:
            cause = "fit beside this student's own other make-up sessions and the daily limits"
            words = f"In this plan {unmet} minutes no longer {cause}."
        else:
            words = (
                f"There is time at which this student could be seen, but this plan gives it to "
                f"{others}; {unmet} minutes are left over."
            )
        searching = "" if self._proven else " A longer search may still place them."
        return Reason("competes", words + searching)


def _unlocked(task: Task) -> Task:
    """Return the task as it would be if nothing were locked."""
    case = task.case
    free = replace(case, tables={**case.tables, "locked": case.table("locked").head(0)})
    if case.policy.categories["related_service"] != "never":
        return planning_task(free)
    # nothing but what the locked sessions use has to be given back
    owed = np.array([item.owed for item in task.items], dtype=np.int64)
    none = LockedUse(item_minutes=np.zeros_like(owed))
    return replace(task, case=free, left=owed, available=task.open_time, locked=none)


def _locked(mine: _Alone, unlocked: Task, places_of: PlacesOf) -> str | None:
    """Say how many more minutes would fit if nothing were locked, where any would."""
    item, task = mine.item, mine.task
    kept = task.items[item].owed - int(task.left[item])
    more = most_minutes_alone(unlocked, places_of(item)) - kept - mine.minutes
    if more <= 0:
        return None
    most = f"At most {mine.minutes} more minutes fit" if mine.minutes else "Nothing more fits"
    return (
        f"{most}{_by_when(task, item)} beside the locked sessions; "
        f"without them up to {more} minutes more could."
    )


def _wrong_dates(task: Task, item: int, shared: SharedTime) -> str | None:
    """Say why an item has no date to be planned on, where that is so."""
    facts = task.items[item]
    if facts.due_date is not None and facts.due_date < task.case.start_date:
        return f"It was due on {long_date(facts.due_date)}, before the first date to plan on."
    if facts.earliest_date > task.case.end_date:
        return f"It counts from {long_date(facts.earliest_date)}, after the last date to plan on."
    if not shared.dates:
        return f"There is no school or ESY day left to plan on{_by_when(task, item)}."
    return None


def _proved(mine: _Alone, shared: SharedTime) -> tuple[str, str]:
    """Explain minutes that are out of reach even with every provider to oneself."""
    task, item, alone = mine.task, mine.item, mine.minutes
    most = "No session fits" if alone == 0 else f"At most {alone} minutes fit in any plan"
    start = f"{most}{_by_when(task, item)}{_beside_locked(task, item)}"
    if most_minutes_alone(task, mine.places, Limits(provider_caps=False)) > alone:
        return "provider_full", (
            f"{start}, because of the make-up minutes that the providers may give in a day or week."
        )
    if most_minutes_alone(task, mine.places, Limits(student_cap=False)) > alone:
        cap = task.students[task.items[item].student_id].minutes_per_day
        return "student_cap", (
            f"{start}, because the student may have only {cap} make-up minutes a day."
        )
    if most_minutes_alone(task, mine.places, Limits(False, False)) > alone:
        return "student_cap", (
            f"{start}, because of the make-up minutes that the student may have in a day together "
            "with those that the providers may give in a day or week."
        )
    if len(mine.places.day) and not longest_by_day(task, mine.places):
        why = "on every date on which one could be given, no more than those that are locked may be"
    else:
        why = _why_none(task, item, shared) if alone == 0 else _why_few(mine, shared)
    return "no_common_time", f"{start}: {why}."


def _beside_locked(task: Task, item: int) -> str:
    kept = task.items[item].owed - int(task.left[item])
    return f" beside the {kept} minutes that are locked" if kept else ""


def _why_none(task: Task, item: int, shared: SharedTime) -> str:
    """Say why there is no place at all."""
    shortest = min(task.items[item].min_session, task.items[item].owed)
    if shared.open == 0:
        start = "whenever a provider is free, the student is not available"
    elif shared.longest < shortest:
        start = (
            f"the longest time that the student and a provider share is {shared.longest} minutes, "
            f"too short for a session of {shortest}"
        )
    else:
        start = (
            f"the student and a provider share {shared.open} usable minutes, but no session of a "
            "length and kind that the policy allows fits into them"
        )
    return start + _protected(shared)


def _why_few(mine: _Alone, shared: SharedTime) -> str:
    """Say why the places there are do not add up to what is owed."""
    if long_enough(mine.task, mine.places):
        return _why_no_sum(mine)
    longest = longest_by_day(mine.task, mine.places)
    times = mine.task.case.policy.sessions_per_day_per_item
    often = "one session" if times == 1 else f"up to {times} sessions"
    on = "the one date" if len(longest) == 1 else f"each of the {len(longest)} dates"
    other = " other" if mine.task.locked.item_minutes[mine.item] else ""
    return (
        f"on {on.replace(' date', f'{other} date')} that the student and a provider share, {often} "
        f"of at most {max(longest.values(), default=0)} minutes can "
        f"be given" + _protected(shared)
    )


def _why_no_sum(mine: _Alone) -> str:
    """Say that the lengths which sessions can have do not add up to what is left."""
    lengths = np.unique(mine.places.length).tolist()
    last = " or ".join(filter(None, [", ".join(map(str, lengths[:-1])), str(lengths[-1])]))
    left = int(mine.task.left[mine.item])
    if _most_of(lengths, left) > mine.minutes:
        return (
            f"the sessions that can be given last {last} minutes, not each of them on every date, "
            f"and those of all dates add up to no more of the {left} minutes"
        )
    return (
        f"the sessions that can be given last {last} minutes, and no number of them adds up to "
        f"more of the {left} minutes"
    )


def _most_of(lengths: list[int], left: int) -> int:
    """Return the most of the minutes left that any number of sessions of these lengths gives."""
    reached = {0}
    for total in range(1, left + 1):
        if any(total - length in reached for length in lengths):
            reached.add(total)
    return max(reached)


def _protected(shared: SharedTime) -> str:
    named = ", ".join(
        f"{PLAIN_CATEGORY.get(name, name)} ({minutes:,} minutes)"
        for name, minutes in list(shared.by_category.items())[:3]
    )
    return f"; their other shared time is {named}" if named else ""


def _by_when(task: Task, item: int) -> str:
    due = task.items[item].due_date
    if due is not None and due < task.case.end_date:
        return f" by the due date {long_date(due)}"
    return f" by {long_date(task.case.end_date)}"
