"""Sessions shorter than somebody's shortest one: only with an item that owes just that."""

import datetime as dt

import pytest

from makeup_sched.checker import check
from makeup_sched.contracts import least
from makeup_sched.contracts.lengths import who_may_sit
from makeup_sched.contracts.pool import staff_alone
from makeup_sched.places.task import planning_task
from makeup_sched.solve.clock import Clock
from support.tiny import MONDAY, Blueprint, blueprint, day, hours, owes, provider, student

LONG = {"setting": "group", "min_session": "30", "max_session": "30"}
CONTRACT = {"lead_days": 0, "min_visit_minutes": 15}


def short_beside_long(grade: str) -> Blueprint:
    """B owes 15 minutes in all, A more; without B no session of A's has 15 minutes."""
    rows = [*(day(offset) for offset in range(5)), student("A", grade="1")]
    rows += [student("B", grade=grade), *owes("A", 45, **LONG)]
    rows += owes("B", 15, setting="group", min_session="30")
    rows += [provider(), hours("08:00-08:15", weekday="Sun")]
    return blueprint(*rows, contract=CONTRACT, min_session=15)


def test_only_beside_a_small_debt_is_a_session_shorter_than_the_shortest() -> None:
    task = planning_task(short_beside_long("1").case)
    number = {item.owed_id: place for place, item in enumerate(task.items)}
    long, small = number["A-SLP"], number["B-SLP"]
    assert who_may_sit(task, (long, small), 15) == (long, small)
    assert who_may_sit(task, (long,), 15) == ()
    assert who_may_sit(task, (long, small), 30) == (long, small)


@pytest.mark.parametrize(("grade", "unmet"), [("1", 0), ("8", 15)])
@pytest.mark.parametrize("together", [60_000, -1])
def test_visits_hold_no_session_that_is_too_short(
    grade: str, unmet: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(least, "_TOGETHER", together)
    case = staff_alone(short_beside_long(grade).case)
    found = least.least_contract(case, MONDAY, Clock(2.0), workers=1)
    assert check(found.case, found.plan.sessions) == []
    assert found.unmet == unmet


def test_a_district_to_which_nobody_can_come_in_time_keeps_its_own_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(least, "_TOGETHER", -1)
    case = staff_alone(short_beside_long("1").case)
    found = least.least_contract(case, MONDAY + dt.timedelta(days=9), Clock(2.0), workers=1)
    assert (found.visits, found.least_minutes, found.unmet) == ((), 0, 60)
