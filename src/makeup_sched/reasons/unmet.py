"""One reason and one sentence for every item with unmet minutes."""

import numpy as np
import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.places.task import Task
from makeup_sched.reasons.common_time import SharedTime, shared_time
from makeup_sched.solve.alone import Limits, most_minutes_alone
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

    Reason codes: `no_provider`, `past_due`, `no_common_time`, `student_cap`, `provider_full`,
    `competes`. All but the last two are proofs about the case: they hold in every plan.
    """
    task = solution.model.variables.columns.task
    number = {item.owed_id: place for place, item in enumerate(task.items)}
    reasons, sentences = [], []
    for row in rows_of(items):
        if int(row.unmet) <= 0:
            reasons.append("")
            sentences.append("")
            continue
        code, sentence = _reason(solution, task, number[str(row.owed_id)], int(row.unmet))
        reasons.append(code)
        sentences.append(sentence)
    return items.assign(
        reason=pd.Series(reasons, index=items.index, dtype="str"),
        explanation=pd.Series(sentences, index=items.index, dtype="str"),
    )


def _reason(solution: Solution, task: Task, item: int, unmet: int) -> tuple[str, str]:
    facts = task.items[item]
    variables = solution.model.variables
    named = [p for p in task.providers.values() if facts.discipline in p.disciplines]
    if not named:
        return "no_provider", f"Nobody among the providers gives {facts.discipline}."
    last = facts.due_date
    if last is not None and last < max(task.case.start_date, facts.earliest_date):
        return "past_due", f"It was due on {last:%Y-%m-%d}, before the first date to plan on."
    shared = shared_time(task, item)
    if not shared.served:
        return "no_provider", (
            f"No provider of {facts.discipline} has free time at the student's site"
            f"{_until(task, item)}."
        )
    alone = most_minutes_alone(variables, item)
    out_of_reach = int(task.left[item]) - alone
    if out_of_reach > 0:
        return _proved(solution, task, item, unmet, out_of_reach, shared)
    return _in_this_plan(solution, item, unmet)


def _proved(
    solution: Solution, task: Task, item: int, unmet: int, out_of_reach: int, shared: SharedTime
) -> tuple[str, str]:
    """Explain minutes that are out of reach even with every provider to oneself."""
    variables = solution.model.variables
    alone = int(task.left[item]) - out_of_reach
    rest = unmet - out_of_reach
    more = f" Another {rest} minutes are taken by other students." if rest > 0 else ""
    free_of_cap = most_minutes_alone(variables, item, Limits(student_cap=False))
    if free_of_cap > alone:
        cap = task.students[task.items[item].student_id].minutes_per_day
        return "student_cap", (
            f"At most {alone} minutes fit in any plan{_until(task, item)}, because the student may "
            f"have only {cap} make-up minutes a day.{more}"
        )
    most = "No session fits" if alone == 0 else f"At most {alone} minutes fit in any plan"
    return (
        "no_common_time",
        f"{most}{_until(task, item)}: {_why_no_time(task, item, shared, alone)}.{more}",
    )


def _why_no_time(task: Task, item: int, shared: SharedTime, alone: int) -> str:
    shortest = min(task.items[item].min_session, task.items[item].owed)
    protected = ", ".join(
        f"{PLAIN_CATEGORY.get(name, name)} ({minutes} minutes)"
        for name, minutes in list(shared.by_category.items())[:3]
    )
    if shared.open == 0:
        start = "whenever a provider is free, the student is not available"
    else:
        start = (
            f"the student and a provider share only {shared.open} usable minutes in all, "
            + ("in pieces too short for" if alone == 0 else "which hold too few sessions of")
            + f" {shortest} minutes"
        )
    return f"{start}; their other shared time is {protected}" if protected else start


def _in_this_plan(solution: Solution, item: int, unmet: int) -> tuple[str, str]:
    """Explain minutes for which places exist that this plan gives to others."""
    if _all_capped(solution, item):
        return "provider_full", (
            f"The providers who could give these {unmet} minutes have reached the make-up minutes "
            "they may give in a day or week."
        )
    rivals = _rivals(solution, item)
    whose = f" of {rivals} other students" if rivals > 1 else " of another student"
    return "competes", (
        f"There is free time for this student, but this plan needs it for owed minutes"
        f"{whose if rivals else ' of other students'}; {unmet} minutes are left over."
    )


def _rivals(solution: Solution, item: int) -> int:
    """Count the students who are given sessions at times at which this item could be seen."""
    v = solution.model.variables
    c = v.columns
    held = solution.values[: v.attendance_count] > 0
    key = c.provider[v.place] * len(c.slots) + v.slot
    mine = np.unique(key[v.item == item])
    others = np.unique(v.student[v.item[held & np.isin(key, mine)]])
    return int((others != v.student[item]).sum())


def _all_capped(solution: Solution, item: int) -> bool:
    """Say whether every place for the item would break a provider's own cap."""
    v = solution.model.variables
    c = v.columns
    mine = np.flatnonzero((v.item == item) & (solution.values[: v.attendance_count] == 0))
    if not len(mine):
        return False
    used_day: dict[tuple[int, int], int] = {}
    used_week: dict[tuple[int, int], int] = {}
    weeks = c.task.available.days.week
    for variable, place in zip(v.session.tolist(), v.session_place.tolist(), strict=True):
        if solution.values[variable] and c.takes_provider_time[place]:
            day, length = int(c.slots[c.slot[place]][0]), int(c.places.length[place])
            provider = int(c.provider[place])
            used_day[provider, day] = used_day.get((provider, day), 0) + length
            week = int(weeks[day])
            used_week[provider, week] = used_week.get((provider, week), 0) + length
    for place in np.unique(v.place[mine]).tolist():
        provider, day = int(c.provider[place]), int(c.slots[c.slot[place]][0])
        facts = c.task.providers[c.templates.providers[provider]]
        length = int(c.places.length[place])
        in_day = used_day.get((provider, day), 0) + length
        in_week = used_week.get((provider, int(weeks[day])), 0) + length
        over_day = facts.minutes_per_day is not None and in_day > facts.minutes_per_day
        over_week = facts.minutes_per_week is not None and in_week > facts.minutes_per_week
        if not (over_day or over_week):
            return False
    return True


def _until(task: Task, item: int) -> str:
    due = task.items[item].due_date
    if due is not None and due < task.case.end_date:
        return f" by the due date {due:%Y-%m-%d}"
    return f" until {task.case.end_date:%Y-%m-%d}"
