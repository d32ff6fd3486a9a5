"""Planning again on a review date: what stands is kept, and minutes without a place get one.

Nothing that stands and still keeps the rules is moved. Time that it leaves is filled in two ways,
with the most students at a time first and with the oldest debt first, and the better one is taken.
That takes hundredths of a second and is the same on every machine.
"""

from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import BoolArray
from makeup_sched.availability.patterns import ABSENT, Brush, DayPatterns, paint
from makeup_sched.ledger.items import OwedItem
from makeup_sched.model.model import build_model
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.day_places import EXTRA, JOIN
from makeup_sched.places.locked import LockedUse
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.first_plan import first_plan
from makeup_sched.solve.greedy import greedy_plan
from makeup_sched.solve.held import Held, given_in, held_in, sessions_of, together
from makeup_sched.solve.parts.cutting import Cutter, in_whole


def from_day(task: Task, first: int) -> Task:
    """Return the task without anybody at work before a day (index): no places are sought there."""
    past = np.arange(len(task.available.days)) < first
    whole = task.available
    available = replace(
        whole,
        work={name: _absent(patterns, past) for name, patterns in whole.work.items()},
        free={name: _absent(patterns, past) for name, patterns in whole.free.items()},
        regular=tuple(replace(session, takes_place=session.takes_place & ~past)
                      for session in whole.regular),
    )  # fmt: skip
    return replace(task, available=available)


def _absent(patterns: DayPatterns, past: BoolArray) -> DayPatterns:
    nobody = np.full((1, patterns.minutes.shape[1]), ABSENT, dtype=patterns.minutes.dtype)
    of_day = np.where(past, len(patterns.minutes), patterns.of_day)
    return DayPatterns(of_day, np.concatenate([patterns.minutes, nobody]))


def with_items(task: Task, items: list[OwedItem], standing: Held) -> tuple[Task, Held]:
    """Return the task with other items, and what stands in the numbers of these items.

    What stands of an item that is no longer owed is left out.
    """
    left = np.array([item.owed for item in items], dtype=np.int64)
    nothing = LockedUse(item_minutes=np.zeros(len(items), dtype=np.int64))
    found = replace(task, items=tuple(items), left=left, locked=nothing)
    number = {item.owed_id: place for place, item in enumerate(items)}
    of_old = np.array([number.get(item.owed_id, -1) for item in task.items], dtype=np.int64)
    kept = standing.copy()
    kept["item"] = of_old[standing["item"]] if len(standing) else standing["item"]
    return found, kept[kept["item"] >= 0]


def still_allowed(task: Task, standing: Held) -> Held:
    """Return the sessions that stand and are not too short for what is owed by now.

    A session may be shorter than usual where it gives all that an item owes. When more is missed
    that no longer holds.
    """
    kept = [rows for rows in sessions_of(standing) if _long_enough(task, rows)]
    return together(kept)


def _long_enough(task: Task, session: Held) -> bool:
    length = int(session["length"][0])
    items = [task.items[number] for number in session["item"].tolist()]
    if int(session["mode"][0]) != EXTRA or all(length >= item.min_session for item in items):
        return True
    return any(item.owed == length < item.min_session for item in items)


def filled_in(task: Task, standing: Held) -> Held:
    """Return what stands and what finds a place beside it."""
    lacking = task.left - given_in(standing, len(task.items))
    items = np.flatnonzero(lacking > 0)
    if not len(items):
        return standing
    cutter = Cutter(task, None)
    providers = np.flatnonzero(cutter.met[:, items].any(axis=1))
    if not len(providers):
        return standing
    narrow = cutter.around(standing, providers, items)
    templates = find_templates(_less_sessions(narrow.task, task, standing))
    found = first_plan(templates)
    model = build_model(dated_columns(templates))
    careful = held_in(model.variables, greedy_plan(model))
    best = max(found, careful, key=lambda held: int(held["length"].sum()))
    return together([standing, in_whole(narrow, best)])


def _less_sessions(small: Task, whole: Task, standing: Held) -> Task:
    """Return a smaller task without the providers' time that standing sessions take."""
    names = list(whole.providers)
    free = dict(small.available.free)
    count = len(small.available.days)
    brushes: dict[str, list[Brush]] = {}
    for row in standing[standing["mode"] != JOIN]:
        start, active = int(row["start"]), np.arange(count) == row["day"]
        brush = Brush(start, start + int(row["length"]), ABSENT, active)
        brushes.setdefault(names[int(row["provider"])], []).append(brush)
    for name in brushes.keys() & free.keys():
        free[name] = paint(brushes[name], count, base=free[name])
    return replace(small, available=replace(small.available, free=free))
