"""Changes to a case that could help an item, one at a time, as edited cases."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.availability.patterns import ABSENT
from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.item_places import allowed_dates
from makeup_sched.places.looks import category_rules
from makeup_sched.places.task import Task
from makeup_sched.reasons.reach import Reach
from makeup_sched.reasons.unmet import PLAIN_CATEGORY
from makeup_sched.replanning.rows import with_rows
from makeup_sched.tables.rendering import time_text
from makeup_sched.vocabulary import WEEKDAYS

HALF_HOUR = 30


@dataclass(frozen=True)
class Change:
    """A change in words, and the case with it."""

    words: str
    case: Case


def changes(task: Task, number: int, reach: Reach) -> Iterator[Change]:
    """Yield the changes that could help an item."""
    case, item = task.case, task.items[number]
    yield from _for_the_student(case, item)
    yield from _of_the_policy(case, item)
    yield from _of_the_item(case, item)
    yield from _of_providers(task, number, reach)
    if not case.table("locked").empty:
        yield Change(
            "the locked sessions could move", _with(case, "locked", case.table("locked").head(0))
        )


def _for_the_student(case: Case, item: OwedItem) -> Iterator[Change]:
    table = case.table("students")
    row = table.index[table["student_id"] == item.student_id]
    agreed = {
        "after_school": "the student may stay after or come before school",
        "esy": "make-up in the ESY window is agreed",
        "tele": "tele is agreed for the student",
    }
    for column, words in agreed.items():
        if not bool(table.loc[row[0], column]):
            yield Change(words, _cell(case, "students", row, column, True))
    own = table.loc[row[0], "max_makeup_minutes_per_day"]
    cap = case.policy.makeup_minutes_per_day if pd.isna(own) else int(own)
    words = f"the student may have {cap + HALF_HOUR} make-up minutes a day instead of {cap}"
    more = _cell(case, "students", row, "max_makeup_minutes_per_day", cap + HALF_HOUR)
    yield Change(words, more)


def _of_the_policy(case: Case, item: OwedItem) -> Iterator[Change]:
    for name in ("specials", "intervention", "resource"):
        if case.policy.categories[name] == "never":
            rules = {**case.policy.categories, name: "allow"}
            plain = PLAIN_CATEGORY.get(name, name)
            yield Change(f"make-ups may use {plain}", _policy(case, categories=rules))
    more = case.policy.sessions_per_day_per_item + 1
    words = f"{more} sessions of the item may be on one day"
    yield Change(words, _policy(case, sessions_per_day_per_item=more))
    if item.group:
        cap = case.policy.group_cap + 1
        yield Change(f"groups may be of {cap}", _policy(case, group_cap=cap))


def _of_the_item(case: Case, item: OwedItem) -> Iterator[Change]:
    award = item.kind == "award"
    name, key = ("awards", "award_id") if award else ("services", "service_id")
    row = case.table(name).index[case.table(name)[key] == item.owed_id]
    if item.due_date is not None and item.due_date < case.end_date:
        later = pd.Timestamp(item.due_date) + pd.Timedelta(days=7)
        days = case.policy.due_within_days + 7
        changed = _cell(case, name, row, "due_on", later) if award else _due(case, days)
        yield Change("it is due a week later", changed)
    if not item.group:
        changed = _cell(case, name, row, "setting", "group")
        yield Change("the item may be given in a group", changed)
    elif item.max_group is not None:
        changed = _cell(case, name, row, "max_group", item.max_group + 1)
        yield Change(f"its group may be of {item.max_group + 1}", changed)


def _due(case: Case, days: int) -> Case:
    return _policy(case, due_within_days=days)


def _of_providers(task: Task, number: int, reach: Reach) -> Iterator[Change]:
    case = task.case
    table = case.table("providers")
    for name in reach.providers_of(number):
        row = table.index[table["provider_id"] == name]
        for column, period in (("makeup_minutes_per_day", "day"),
                               ("makeup_minutes_per_week", "week")):  # fmt: skip
            cap = table.loc[row[0], column]
            if not pd.isna(cap):
                words = f"{name} may give {int(cap) + HALF_HOUR} make-up minutes a {period}"
                yield Change(words, _cell(case, "providers", row, column, int(cap) + HALF_HOUR))
        for weekday, start, site in _half_hours(task, number, name):
            hours = {
                "provider_id": name, "day_types": ("school", "early_release", "delayed_start"),
                "weekday": (weekday,), "start": start, "end": start + HALF_HOUR, "site": site,
                "kind": "work",
            }  # fmt: skip
            span = f"{time_text(start)}-{time_text(start + HALF_HOUR)}"
            words = f"{name} has {span} free on {WEEKDAYS[weekday]} at {site}"
            yield Change(words, with_rows(case, "provider_hours", [hours]))


def _half_hours(task: Task, number: int, provider: str) -> list[tuple[int, int, str]]:
    """Return the weekday, start and site of the half hours that suit the student on most dates.

    Times at which the provider has no time at all: not at work, or kept for something else.
    """
    item, days = task.items[number], task.available.days
    rules = category_rules(task.case.policy)
    student, free = task.available.students[item.student_id], task.available.free[provider]
    school = days.school
    busy = [
        (session.start, session.end, session.takes_place)
        for session in task.available.regular
        if session.provider_id == provider
    ]
    counts = np.zeros((7, 24 * 60), dtype=np.int64)
    for day in allowed_dates(task, number).tolist():
        if not school[day]:
            continue
        codes = free.on(day)
        usable = rules.allowed[student.on(day)] & (codes == ABSENT)
        for start, end, takes_place in busy:
            if takes_place[day]:
                usable[start:end] = False
        run = np.convolve(usable.astype(np.int64), np.ones(HALF_HOUR, dtype=np.int64))
        counts[int(days.weekday[day])] += run[HALF_HOUR - 1 :][: 24 * 60] == HALF_HOUR
    grid = task.grid
    starts = np.arange(0, 24 * 60, grid)
    on_grid = counts[:, starts]
    weekday, best = np.unravel_index(int(np.argmax(on_grid)), on_grid.shape)
    if not on_grid[weekday, best]:
        return []
    site = task.students[item.student_id].school
    return [(int(weekday), int(starts[best]), site)]


def _cell(case: Case, table: str, row: Any, column: str, value: Any) -> Case:
    frame = case.table(table).copy()
    frame.loc[row, column] = value
    return _with(case, table, frame)


def _with(case: Case, table: str, frame: pd.DataFrame) -> Case:
    return replace(case, tables={**case.tables, table: frame}, source_hash="")


def _policy(case: Case, **keys: Any) -> Case:
    policy: Policy = case.policy.model_copy(update=keys)
    return replace(case, policy=policy, source_hash="")
