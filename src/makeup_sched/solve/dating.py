"""Puts a sketch on dates: class by class, which sessions are held on which date of the class.

What a class cannot hold after all goes back to the classes that are still to come.
"""

from dataclasses import replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.model.model import build_model
from makeup_sched.places.columns import for_task, keep_attendances, split
from makeup_sched.places.day_places import JOIN
from makeup_sched.places.task import Task
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import Held, given_in, held_in, nothing_held, together
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Program
from makeup_sched.solve.sketch import BRIEF, Sketch, improved

_AT_ONCE = 5
"""Dates of a class that are planned at once."""
_NODES = 20
"""Branch-and-bound nodes for the dates of one class."""
_GAP = 0.001
"""Share of what a class is to give that may be missed."""


def put_on_dates(sketch: Sketch, clock: Clock) -> Held:
    """Return sessions on dates that keep every rule, as close to the sketch as can be."""
    task = sketch.columns.task
    order = np.argsort([-len(days) for days in sketch.columns.slots], kind="stable").tolist()
    found: list[Held] = []
    for place, slot in enumerate(order):
        if clock.over:
            break
        wanted = _minutes_wanted(sketch, slot, len(task.items))
        held = _dates_of_class(sketch, replace(task, left=wanted), slot, clock)
        given = given_in(held, len(task.items))
        task = _used_up(task, held, given)
        found.append(held)
        if (given < wanted).any() and place + 1 < len(order):
            sketch = _again(sketch, task, order[place + 1 :], clock)
    return together(found)


def _minutes_wanted(sketch: Sketch, slot: int, items: int) -> IntArray:
    c = sketch.columns
    place = c.places.attendance_place
    inside = c.slot[place] == slot
    minutes = sketch.counts[: len(place)] * c.places.length[place] * inside
    return np.bincount(c.places.attendance_item, weights=minutes, minlength=items).astype(np.int64)


def _dates_of_class(sketch: Sketch, task: Task, slot: int, clock: Clock) -> Held:
    """Give as much as possible of what the sketch wants in a class on its dates.

    Many dates are split in halves first: what each half gives is a smaller sketch of its own.
    """
    c = sketch.columns
    held = sketch.counts[: len(c.places.attendance_place)] > 0
    held &= c.slot[c.places.attendance_place] == slot
    if not held.any():
        return nothing_held()
    days = c.slots[slot]
    dated = len(days) <= _AT_ONCE
    parts = np.array_split(days, len(days) if dated else 2)
    columns = split(for_task(keep_attendances(c, held), task), slot, parts)
    model = build_model(columns)
    program = Program(model.rows, model.upper, model.weights["unmet"])
    gap = int(_GAP * float(program.weights @ program.upper))
    answer = solve_whole(program, clock, clock.left, nodes=_NODES, gap=gap)
    if answer.values is None:
        return nothing_held()
    if dated:
        return held_in(model.variables, answer.values)
    half = Sketch(columns, answer.values, sketch.worth)
    found = []
    missed = np.zeros(len(task.items), dtype=np.int64)
    for number in range(len(parts)):
        wanted = _minutes_wanted(half, number, len(task.items)) + missed
        found.append(_dates_of_class(half, replace(task, left=wanted), number, clock))
        given = given_in(found[-1], len(task.items))
        task, missed = _used_up(task, found[-1], given), wanted - given
    return together(found)


def _used_up(task: Task, held: Held, given: IntArray) -> Task:
    """Return the task without what is held: minutes owed, and providers' days and weeks."""
    minutes = dict(task.locked.provider_minutes)
    names = list(task.providers)
    first = np.unique(held["session"], return_index=True)[1]
    for row in held[first]:
        if int(row["mode"]) != JOIN:
            key = (names[int(row["provider"])], int(row["day"]))
            minutes[key] = minutes.get(key, 0) + int(row["length"])
    locked = replace(task.locked, provider_minutes=minutes)
    return replace(task, left=task.left - given, locked=locked)


def _again(sketch: Sketch, task: Task, slots: list[int], clock: Clock) -> Sketch:
    """Sketch the classes that are still to come anew, with what is left now."""
    c = sketch.columns
    place = c.places.attendance_place
    rest = keep_attendances(for_task(c, task), np.isin(c.slot[place], slots))
    better = improved(rest, sketch.worth, clock, BRIEF)
    return sketch if better is None else better
