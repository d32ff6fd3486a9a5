"""Components cut at tele: each student in one of them, and all who could be served at all."""

import numpy as np
from hypothesis import given, settings

from makeup_sched.places.components import components
from makeup_sched.places.narrowing import items_met
from makeup_sched.places.task import planning_task
from support.random_cases import blueprints
from support.tiny import Blueprint


@settings(max_examples=40, deadline=None)
@given(blueprints())
def test_everybody_is_in_one_component_at_most(blueprint: Blueprint) -> None:
    task = planning_task(blueprint.case)
    met = [np.flatnonzero(items_met(task, name)).tolist() for name in task.providers]
    found = components(task, tele=False)
    providers = [number for narrow in found for number in narrow.providers.tolist()]
    students = [name for narrow in found for name in {i.student_id for i in narrow.task.items}]
    served = {task.items[number].student_id for items in met for number in items}
    assert sorted(providers) == [number for number, items in enumerate(met) if items]
    assert sorted(students) == sorted(served)


@settings(max_examples=40, deadline=None)
@given(blueprints())
def test_what_is_left_out_of_all_components_only_tele_could_give(blueprint: Blueprint) -> None:
    task = planning_task(blueprint.case)
    found = components(task, tele=False)
    inside = {number for narrow in found for number in narrow.items.tolist()}
    at_sites = {
        number
        for name in task.providers
        for number in np.flatnonzero(items_met(task, name, tele=False)).tolist()
    }
    assert at_sites <= inside
