"""What a task takes from that of a case that differs little is what it would work out itself."""

import numpy as np
from hypothesis import given

from makeup_sched.availability.patterns import DayPatterns
from makeup_sched.case.case import Case
from makeup_sched.explaining.changes import changes
from makeup_sched.places.task import Task, planning_task
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint


@few(12)
@given(blueprints())
def test_of_every_change_that_explaining_thinks_of(blue: Blueprint) -> None:
    task = planning_task(blue.case)
    for number, item in enumerate(task.items[:2]):
        for change in changes(task, number):
            _same(change.case, planning_task(change.case, task))
            one = planning_task(change.case, task, only=(item.owed_id,))
            assert set(one.items) <= set(planning_task(change.case).items)


def _same(case: Case, found: Task) -> None:
    alone = planning_task(case)
    assert found.items == alone.items
    assert found.left.tolist() == alone.left.tolist()
    assert (found.students, found.providers) == (alone.students, alone.providers)
    for mine, theirs in ((found.available, alone.available), (found.open_time, alone.open_time)):
        assert mine.sites == theirs.sites
        assert _painted(mine.free) == _painted(theirs.free)
        assert _painted({name: mine.students[name] for name in theirs.students}) == _painted(
            theirs.students
        )
        assert [one.takes_place.tolist() for one in mine.regular] == [
            one.takes_place.tolist() for one in theirs.regular
        ]


def _painted(patterns: dict[str, DayPatterns]) -> dict[str, bytes]:
    """Return the codes of all dates, however few different days they are kept as."""
    return {
        name: np.asarray(each.minutes[each.of_day], dtype=np.int16).tobytes()
        for name, each in patterns.items()
    }
