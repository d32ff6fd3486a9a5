"""What a worker does with a part: finds its places, builds its model, plans it, forgets it."""

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.model import build_model
from makeup_sched.places.columns import Columns, dated_columns, keep_attendances
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort, solve_cpsat
from makeup_sched.solve.held import held_in, values_of
from makeup_sched.solve.parts.part import Part, PartAnswer, overlapping
from makeup_sched.solve.program import Program, with_budgets


def plan_part(part: Part) -> PartAnswer:
    """Plan a part anew; the answer is better in some term and worse in no earlier one."""
    columns = _open_columns(part)
    if not len(columns.places.attendance_place):
        return PartAnswer(None)
    model = build_model(columns, part.baseline)
    start = values_of(model.variables, part.held)
    clock = Clock.of_job(part.effort.seconds)
    values = start
    budgets: list[tuple[IntArray, int]] = []
    for name in part.terms:
        weights = model.weights[name]
        program = with_budgets(Program(model.rows, model.upper, weights), budgets)
        if (weights != 0).any():
            values = _better(part, program, values, clock)
        budgets.append((weights, program.value(values)))
    gained = {
        name: int(model.weights[name] @ start) - int(model.weights[name] @ values)
        for name in part.terms
    }
    if not any(gained.values()):
        return PartAnswer(None)
    return PartAnswer(held_in(model.variables, values), gained)


def _better(part: Part, program: Program, values: IntArray, clock: Clock) -> IntArray:
    effort = Effort(clock.left, part.effort.work, seed=part.effort.seed)
    answer = solve_cpsat(program, clock, effort, hint=values)
    if answer.values is None or program.value(answer.values) >= program.value(values):
        return values
    return answer.values


def _open_columns(part: Part) -> Columns:
    """Return the columns on the open dates that nothing of the rest is in the way of."""
    templates = find_templates(part.task)
    numbers = {name: number for number, name in enumerate(part.task.providers)}
    of_row = np.array([numbers[name] for name in templates.providers], dtype=np.int64)
    columns = dated_columns(templates, np.flatnonzero(part.open.any(axis=0)))
    place = columns.places.attendance_place
    if not len(place):
        return columns
    day = np.array([days[0] for days in columns.slots], dtype=np.int64)[columns.slot[place]]
    provider = of_row[columns.provider[place]]
    item = columns.places.attendance_item
    start, end = columns.places.start[place], columns.end[place]
    now = _held(part, columns, provider, day)
    kept = part.open[provider, day] & ~overlapping(item, day, start, end, part.busy)
    kept &= ~part.foreign[item] | now
    return keep_attendances(columns, kept)


def _held(part: Part, columns: Columns, provider: IntArray, day: IntArray) -> BoolArray:
    """Mark the attendances that the plan holds now."""
    places, place = columns.places, columns.places.attendance_place
    held = part.held

    mine = _key(provider, day, places.start[place], places.length[place], places.attendance_item)
    theirs = _key(*(held[name].astype(np.int64) for name in _NAMES))
    return np.isin(mine, theirs)


_NAMES = ("provider", "day", "start", "length", "item")


def _key(
    provider: IntArray, day: IntArray, start: IntArray, length: IntArray, item: IntArray
) -> IntArray:
    return (((provider * 1024 + day) * 1440 + start) * 1440 + length) * 2**20 + item
