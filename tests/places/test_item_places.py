"""The places of one item are those that the columns over dates hold for it."""

import numpy as np
from hypothesis import given

from makeup_sched.places.columns import dated_columns
from makeup_sched.places.item_places import places_by_item
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint


@few(60)
@given(blueprints())
def test_the_same_places_as_in_the_columns(made: Blueprint) -> None:
    task = planning_task(made.case)
    templates = find_templates(task)
    columns = dated_columns(templates)
    places_of = places_by_item(templates)
    numbers = [list(task.providers).index(name) for name in templates.providers]
    for item in range(len(task.items)):
        mine = columns.places.attendance_place[columns.places.attendance_item == item]
        wanted = sorted(
            (
                int(columns.slots[columns.slot[place]][0]),
                numbers[columns.provider[place]],
                int(columns.places.start[place]),
                int(columns.places.length[place]),
                int(columns.places.mode[place]),
            )
            for place in mine
        )
        found = places_of(item)
        arrays = (found.day, found.provider, found.start, found.length, found.mode)
        # the columns leave out what alone is longer than the student's day allows
        within = found.length <= task.students[task.items[item].student_id].minutes_per_day
        assert all(array.dtype == np.int64 for array in arrays)
        kept = [array[within].tolist() for array in arrays]
        assert sorted(zip(*kept, strict=True)) == wanted
        assert found.item == item
