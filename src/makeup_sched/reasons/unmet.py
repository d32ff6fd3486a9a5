"""One reason and one sentence for every item with unmet minutes."""

from dataclasses import replace
from functools import cached_property

import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.templates import find_templates
from makeup_sched.places.task import Task, planning_task
from makeup_sched.reasons.common_time import SharedTime, shared_time
from makeup_sched.reasons.plan_times import PlanTimes
from makeup_sched.solve.alone import Limits, dates_and_longest, most_minutes_alone
from makeup_sched.solve.stages import Solution

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


def with_reasons(solution: Solution, items: pd.DataFrame) -> pd.DataFrame:
    """Return the items with `reason` and `explanation` filled in where minutes are unmet.

    Reason codes: `no_provider`, `past_due`, `locked`, `student_cap`, `no_common_time`,
    `provider_full`, `competes`. All but the last two are proofs about the case: they hold in every
    plan (that of `locked` in every plan that keeps the locked sessions).
    """
    explainer = Explainer(solution)
    found = [
        explainer.reason(str(row.owed_id), int(row.unmet)) if row.unmet > 0 else ("", "")
        for row in rows_of(items)
    ]
    return items.assign(
        reason=pd.Series([code for code, _ in found], index=items.index, dtype="str"),
        explanation=pd.Series([words for _, words in found], index=items.index, dtype="str"),
    )


class Explainer:
    """Finds the reasons for one plan."""

    def __init__(self, solution: Solution) -> None:
        self._plan = PlanTimes(solution)
        self._variables = solution.model.variables
        self._task = self._variables.columns.task
        self._number = {item.owed_id: place for place, item in enumerate(self._task.items)}

    @cached_property
    def _without_locked(self) -> Variables | None:
        """The places there would be without locked sessions; None where none are locked."""
        case = self._task.case
        if case.table("locked").empty:
            return None
        tables = {**case.tables, "locked": case.table("locked").head(0)}
        return Variables(dated_columns(find_templates(planning_task(replace(case, tables=tables)))))

    def reason(self, owed_id: str, unmet: int) -> tuple[str, str]:
        """Return code and sentence for an item with unmet minutes."""
        task, item = self._task, self._number[owed_id]
        alone = most_minutes_alone(self._variables, item)
        if alone >= int(task.left[item]):
            return self._in_this_plan(item, unmet)
        facts = task.items[item]
        if not any(facts.discipline in p.disciplines for p in task.providers.values()):
            return "no_provider", f"Nobody among the providers gives {facts.discipline}."
        shared = shared_time(task, item)
        if (sentence := _wrong_dates(task, item, shared)) is not None:
            return "past_due", sentence
        if (sentence := self._locked(item, alone)) is not None:
            return "locked", sentence
        if not shared.served and alone == 0:
            return "no_provider", (
                f"No provider of {facts.discipline} has free time at the student's site"
                f"{_until(task, item)}."
            )
        code, sentence = _proved(self._variables, item, alone, shared)
        rest = unmet - (int(task.left[item]) - alone)
        more = f" Another {rest} minutes have no place in this plan." if rest > 0 else ""
        return code, sentence + more

    def _locked(self, item: int, alone: int) -> str | None:
        """Say how many more minutes would fit if nothing were locked, where any would."""
        if self._without_locked is None:
            return None
        kept = self._task.items[item].owed - int(self._task.left[item])
        more = most_minutes_alone(self._without_locked, item) - kept - alone
        if more <= 0:
            return None
        until = _until(self._task, item)
        return (
            f"At most {alone} more minutes fit beside the locked sessions{until}; without them up "
            f"to {more} minutes more could."
        )

    def _in_this_plan(self, item: int, unmet: int) -> tuple[str, str]:
        """Explain minutes for which places exist, but none that this plan leaves open."""
        if self._plan.all_capped(item):
            return "provider_full", (
                f"In this plan the providers who could give these {unmet} minutes have reached the "
                "make-up minutes they may give in a day or week."
            )
        rivals = self._plan.rivals(item)
        others = f"{rivals} other students" if rivals > 1 else "another student"
        if not rivals:
            cause = "fit beside this student's own other make-up sessions and the daily limits"
            words = f"In this plan {unmet} minutes no longer {cause}."
        else:
            words = (
                f"There is time at which this student could be seen, but this plan gives it to "
                f"{others}; {unmet} minutes are left over."
            )
        searching = "" if self._plan.is_proven else " A longer search may still place them."
        return "competes", words + searching


def _wrong_dates(task: Task, item: int, shared: SharedTime) -> str | None:
    """Say why an item has no date to be planned on, where that is so."""
    facts = task.items[item]
    if facts.due_date is not None and facts.due_date < task.case.start_date:
        return f"It was due on {facts.due_date:%Y-%m-%d}, before the first date to plan on."
    if facts.earliest_date > task.case.end_date:
        return f"It counts from {facts.earliest_date:%Y-%m-%d}, after the last date to plan on."
    if not shared.dates:
        return f"There is no school or ESY day left to plan on{_until(task, item)}."
    return None


def _proved(variables: Variables, item: int, alone: int, shared: SharedTime) -> tuple[str, str]:
    """Explain minutes that are out of reach even with every provider to oneself."""
    task = variables.columns.task
    most = "No session fits" if alone == 0 else f"At most {alone} minutes fit in any plan"
    start = f"{most}{_until(task, item)}"
    if most_minutes_alone(variables, item, Limits(provider_caps=False)) > alone:
        return "provider_full", (
            f"{start}, because of the make-up minutes that the providers may give in a day or week."
        )
    if most_minutes_alone(variables, item, Limits(student_cap=False)) > alone:
        cap = task.students[task.items[item].student_id].minutes_per_day
        return "student_cap", (
            f"{start}, because the student may have only {cap} make-up minutes a day."
        )
    why = _why_none(task, item, shared) if alone == 0 else _why_few(variables, item, shared)
    return "no_common_time", f"{start}: {why}."


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


def _why_few(variables: Variables, item: int, shared: SharedTime) -> str:
    """Say why the places there are do not add up to what is owed."""
    dates, longest = dates_and_longest(variables, item)
    times = variables.columns.task.case.policy.sessions_per_day_per_item
    often = "one session" if times == 1 else f"{times} sessions"
    on = "the one date" if dates == 1 else f"each of the {dates} dates"
    return (
        f"on {on} that the student and a provider share, {often} of at most {longest} minutes can "
        f"be given" + _protected(shared)
    )


def _protected(shared: SharedTime) -> str:
    named = ", ".join(
        f"{PLAIN_CATEGORY.get(name, name)} ({minutes} minutes)"
        for name, minutes in list(shared.by_category.items())[:3]
    )
    return f"; their other shared time is {named}" if named else ""


def _until(task: Task, item: int) -> str:
    due = task.items[item].due_date
    if due is not None and due < task.case.end_date:
        return f" by the due date {due:%Y-%m-%d}"
    return f" until {task.case.end_date:%Y-%m-%d}"
