"""What a task takes from that of a case that differs little is what it would work out itself."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given

from makeup_sched.availability.patterns import DayPatterns
from makeup_sched.case.case import Case
from makeup_sched.explaining.changes import changes
from makeup_sched.explaining.edits import with_category, with_policy
from makeup_sched.places.task import Task, planning_task
from makeup_sched.replanning.rows import with_table
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint


@few(6)
@given(blueprints())
def test_of_every_change_that_explaining_thinks_of(blue: Blueprint) -> None:
    task = planning_task(blue.case)
    for number, item in enumerate(task.items[:2]):
        edited = [change.case for change in changes(task, number)]
        for case in (*edited, *_as_proofs_edit(blue.case)):
            _same(planning_task(case, task), planning_task(case))
            only = (item.owed_id,)
            _same(planning_task(case, task, only), planning_task(case, only=only))


def _as_proofs_edit(case: Case) -> Iterator[Case]:
    """Yield the case with every item in a group of any size, nobody apart, core open, all free."""
    for table in ("services", "awards"):
        frame = case.table(table)
        yield with_table(case, table, frame.assign(setting="group", max_group=9))
    students = case.table("students")
    nobody = students["keep_apart"].map(lambda _: ())
    yield with_table(case, "students", students.assign(keep_apart=nobody))
    hours = case.table("provider_hours")
    yield with_table(case, "provider_hours", hours.assign(end=hours["end"] - 15))
    yield with_category(case, "core")
    yield with_table(case, "locked", case.table("locked").head(0))
    regular = case.table("regular_sessions")
    yield with_policy(
        with_table(case, "regular_sessions", regular.assign(max_group=9)), group_cap=9
    )


def _same(found: Task, alone: Task) -> None:
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
