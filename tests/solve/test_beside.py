"""What is left out of a search after an edit could not be part of its plans."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.case.case import Case
from makeup_sched.model.model import Model, build_model
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.beside import in_the_way, room_beside
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.greedy import greedy_plan
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Program, restricted
from support.judge import SECONDS, few
from support.random_cases import beside_regular, blueprints
from support.tiny import Blueprint

CASES = st.one_of(blueprints(), beside_regular())


def model_of(case: Case) -> Model:
    return build_model(dated_columns(find_templates(planning_task(case))))


def most_of(model: Model, values: IntArray, free: BoolArray, among: BoolArray) -> int:
    """Return how many of some attendances plans that keep the rest fixed hold at most."""
    program = Program(model.rows, model.upper, -among.astype(np.int64))
    part, chosen = restricted(program, np.where(free, 0, values), free)
    found = solve_whole(part, Clock(SECONDS), SECONDS, values[chosen])
    assert found.values is not None
    assert found.bound == part.value(found.values)
    return -part.value(found.values)


@few(40)
@given(CASES, st.randoms(use_true_random=False))
def test_what_there_is_no_room_for_is_held_by_no_plan(made: Blueprint, random: Random) -> None:
    model = model_of(made.case)
    values = greedy_plan(model)
    free = np.ones(len(values), dtype=bool)
    for held in np.flatnonzero(values[: model.variables.attendance_count]).tolist():
        free[held] = random.random() < 0.3
    program = Program(model.rows, model.upper, np.zeros_like(model.upper))
    left = room_beside(program, model.variables, values, free)
    gone = free & ~left
    gone[model.variables.attendance_count :] = False
    assert most_of(model, values, free, gone) == 0


@few(40)
@given(CASES, st.integers(0, 10))
def test_those_in_the_way_are_found(made: Blueprint, number: int) -> None:
    model = model_of(made.case)
    v, c = model.variables, model.variables.columns
    values = greedy_plan(model)
    items = np.arange(len(v.unmet)) == number % max(1, len(v.unmet))
    wanted = [
        (c.provider[place], c.slot[place], c.places.start[place], c.end[place])
        for place in v.place[items[v.item]].tolist()
    ]
    expected = {int(item) for item in np.flatnonzero(np.isin(v.student, v.student[items]))}
    for held in np.flatnonzero(values[: v.attendance_count]).tolist():
        place = int(v.place[held])
        if any(
            (provider, slot) == (c.provider[place], c.slot[place])
            and start < c.end[place]
            and c.places.start[place] < end
            for provider, slot, start, end in wanted
        ):
            expected.add(int(v.item[held]))
    assert set(np.flatnonzero(in_the_way(v, values, items)).tolist()) == expected
