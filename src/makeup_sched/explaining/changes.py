"""Changes to a case that could help an item, one at a time, each as an edited case."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.explaining.edits import home_of, with_category, with_cell, with_policy
from makeup_sched.explaining.half_hours import half_hours
from makeup_sched.explaining.seats import regular_sessions_to_join
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.task import Task
from makeup_sched.plain_words import long_date
from makeup_sched.reasons.common_time import shared_time
from makeup_sched.reasons.reach import Reach
from makeup_sched.reasons.unmet import PLAIN_CATEGORY
from makeup_sched.replanning.rows import with_rows, with_table
from makeup_sched.tables.clock import DAY
from makeup_sched.tables.rendering import time_text
from makeup_sched.vocabulary import SCHOOL_DAY_TYPES, WEEKDAYS

MORE_MINUTES = 30
"""By how much limits on minutes a day or a week are raised."""
_TO_OPEN = ("specials", "intervention", "resource", "homeroom", "study_hall", "independent",
            "best_time")  # fmt: skip
"""Protected by some policies; never proposed: lunch, recess, core instruction, other services."""
_AGREED = {
    "after_school": "the student may stay after or come before school",
    "esy": "make-ups in the ESY window are agreed for the student",
    "tele": "tele is agreed for the student",
    "extend": "the student's regular sessions may be made longer",
}


@dataclass(frozen=True)
class Change:
    """A change: its kind, words that follow an "if", and the case with it.

    `whose` is the student or item that it is made for alone; blank where it is the same change
    whichever item it is tried for.
    """

    kind: str
    words: str
    case: Case
    whose: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same change to a case."""
        return self.kind, self.words, self.whose


def changes(task: Task, number: int) -> Iterator[Change]:
    """Yield the changes that could help an item, those nearest to it first."""
    case, item = task.case, task.items[number]
    providers = Reach(task).providers_of(number)
    if not providers:
        yield _somebody(task, item)
    yield from _agreements(case, item)
    yield from _half_hours(task, number, providers)
    yield from _of_the_item(task, number, providers)
    yield from _group(task, number, providers)
    yield from _minutes(case, item, providers)
    yield from _of_the_policy(case)
    if not case.table("locked").empty:
        free = with_table(case, "locked", case.table("locked").head(0))
        yield Change("locked", "the sessions that are locked could move", free)


def _agreements(case: Case, item: OwedItem) -> Iterator[Change]:
    table = case.table("students")
    row = table[table["student_id"] == item.student_id].iloc[0]
    for column, words in _AGREED.items():
        if not bool(row[column]):
            yield _of_student(case, item, column, words, **{column: True})


def _somebody(task: Task, item: OwedItem) -> Change:
    """Return the change for an item that nobody could see: a provider where the student is."""
    student, name = task.students[item.student_id], _new_id(task.providers)
    provider = {"provider_id": name, "disciplines": (item.discipline,), "employment": "contract"}
    hours = [
        {
            "provider_id": name, "day_types": types, "weekday": tuple(range(7)), "start": 0,
            "end": DAY, "site": site, "kind": "work",
        }
        for types, site in (
            ((*SCHOOL_DAY_TYPES, "saturday"), student.school), (("esy",), student.esy_site)
        )
    ]  # fmt: skip
    where = student.school
    if student.esy_site != student.school:
        where += f" (in ESY {student.esy_site})"
    changed = with_rows(task.case, "providers", [provider])
    words = (
        f"somebody who gives {item.discipline}, such as a contractor, comes to {where} every day"
    )
    return Change("provider", words, with_rows(changed, "provider_hours", hours))


def _new_id(known: Container[str]) -> str:
    """Return an id that no provider has."""
    return next(name for number in count(1) if (name := f"new-{number}") not in known)


def _half_hours(task: Task, number: int, providers: list[str]) -> Iterator[Change]:
    for one in half_hours(task, number, providers):
        hours = {
            "provider_id": one.provider_id, "day_types": SCHOOL_DAY_TYPES,
            "weekday": (one.weekday,), "start": one.start, "end": one.end, "site": one.site,
            "kind": "work",
        }  # fmt: skip
        span = f"{time_text(one.start)}-{time_text(one.end)}"
        now = f" (now {one.now})" if one.now else ""
        words = f"{one.provider_id} has {span} on {WEEKDAYS[one.weekday]} at {one.site}{now}"
        yield Change("half_hour", words, with_rows(task.case, "provider_hours", [hours]))


def _of_the_item(task: Task, number: int, providers: list[str]) -> Iterator[Change]:
    case, item = task.case, task.items[number]
    longest = shared_time(task, number, providers).longest // task.grid * task.grid
    if task.grid <= longest < min(item.min_session, item.owed):
        words = f"its sessions may be as short as {longest} minutes"
        yield _of_item(case, item, "shorter_sessions", words, min_session=longest)
    if item.due_date is None or item.due_date >= case.end_date:
        return
    if item.kind == "award":
        due = pd.Timestamp(item.due_date) + pd.Timedelta(days=7)
        yield _of_item(case, item, "due_later", "it is due a week later", due_on=due)
        if due.date() < case.end_date:
            words = f"it is due on {long_date(case.end_date)}, the last date to plan on"
            last = pd.Timestamp(case.end_date)
            yield _of_item(case, item, "due_later", words, due_on=last)
    else:
        days = case.policy.due_within_days + 7
        words = f"missed minutes are due {days} days after they were missed, a week later than now"
        yield Change("due_later", words, with_policy(case, due_within_days=days))


def _group(task: Task, number: int, providers: list[str]) -> Iterator[Change]:
    case, item = task.case, task.items[number]
    if not item.group:
        yield _of_item(case, item, "group", "it may be given in a group", setting="group")
        return
    if item.max_group is not None:
        size = item.max_group + 1
        words = f"its group may be of {size}"
        yield _of_item(case, item, "group_size", words, max_group=size)
    for session, seats in regular_sessions_to_join(task, number, providers):
        words = f"one more seat is made in the regular session {session} ({seats} in all)"
        changed = with_cell(case, "regular_sessions", "session_id", session, max_group=seats)
        yield Change("seat", words, changed)
    for name in providers:
        most = task.providers[name].max_group
        if most is not None and most < case.policy.group_cap:
            words = f"groups of {name} may be of {most + 1}"
            yield Change("group_size", words, _provider(case, name, max_group=most + 1))
    cap = case.policy.group_cap + 1
    words = f"the policy allows groups of {cap}"
    yield Change("group_size", words, with_policy(case, group_cap=cap))


def _minutes(case: Case, item: OwedItem, providers: list[str]) -> Iterator[Change]:
    """Yield raised limits on minutes: of the student's day, of the providers' days and weeks."""
    students, table = case.table("students"), case.table("providers")
    own = students.loc[students["student_id"] == item.student_id, "max_makeup_minutes_per_day"]
    cap = case.policy.makeup_minutes_per_day if pd.isna(own.iloc[0]) else int(own.iloc[0])
    words = f"the student may have {cap + MORE_MINUTES} make-up minutes a day instead of {cap}"
    raised = cap + MORE_MINUTES
    yield _of_student(case, item, "student_cap", words, max_makeup_minutes_per_day=raised)
    for name in providers:
        row = table[table["provider_id"] == name].iloc[0]
        for period in ("day", "week"):
            column = f"makeup_minutes_per_{period}"
            if pd.isna(row[column]):
                continue
            raised = int(row[column]) + MORE_MINUTES
            words = (
                f"{name} may give {raised} make-up minutes a {period} instead of {int(row[column])}"
            )
            yield Change("provider_cap", words, _provider(case, name, **{column: raised}))


def _of_the_policy(case: Case) -> Iterator[Change]:
    policy = case.policy
    for name in _TO_OPEN:
        if policy.categories[name] == "never":  # type: ignore[index]
            words = f"the policy lets make-ups use {PLAIN_CATEGORY.get(name, name)}"
            yield Change("category", words.replace("_", " "), with_category(case, name))
    more = policy.sessions_per_day_per_item + 1
    words = f"the policy allows {more} sessions of an item on one day"
    changed = with_policy(case, sessions_per_day_per_item=more)
    yield Change("sessions_per_day", words, changed)


def _of_student(case: Case, item: OwedItem, kind: str, words: str, **cells: Any) -> Change:
    changed = with_cell(case, "students", "student_id", item.student_id, **cells)
    return Change(kind, words, changed, item.student_id)


def _provider(case: Case, name: str, **cells: Any) -> Case:
    return with_cell(case, "providers", "provider_id", name, **cells)


def _of_item(case: Case, item: OwedItem, kind: str, words: str, **cells: Any) -> Change:
    table, key = home_of(item.kind)
    return Change(kind, words, with_cell(case, table, key, item.owed_id, **cells), item.owed_id)
