"""The bound by hour: what it sees of visits, and that its search ends with what runs beside it."""

import threading
import time

import pytest

from makeup_sched.contracts.apart import apart
from makeup_sched.contracts.hours_bound import nothing_proven, rising
from makeup_sched.contracts.pool import posts_of, staff_alone, with_pool
from makeup_sched.places.task import planning_task
from makeup_sched.solve.clock import Clock
from support.tiny import MONDAY, Blueprint, block, blueprint, day, hours, owes, provider, student

CONTRACT = {"lead_days": 0, "min_visit_minutes": 30}
NEVER = hours("08:00-08:15", weekday="Sun")


def bounded(
    made: Blueprint, seconds: float, enough: int = 0, error: Exception | None = None
) -> int:
    """Return the bound on contract minutes that clear everything, once it is `enough`."""
    case = staff_alone(made.case)
    alone = planning_task(case)
    posts = posts_of(alone)
    task, clock = with_pool(case, posts, MONDAY), Clock(seconds)
    found = nothing_proven(task, apart(alone))
    with rising(found, task, posts, clock):
        if error is not None:
            raise error
        # it is found in a moment
        until = time.monotonic() + seconds
        while found.least_minutes(0) < enough and time.monotonic() < until:
            time.sleep(0.01)
    return found.least_minutes(0)


def early_and_late() -> Blueprint:
    """Return two days on which A can be seen early, in two parts that touch, and B late."""
    rows = [day(0), day(1), student("A"), student("B"), provider(), NEVER]
    rows += [block("A", "08:30-12:00", "core"), block("B", "08:00-11:30", "core")]
    rows += [*owes("A", 30, max_session="15"), *owes("B", 60, max_session="30")]
    return blueprint(*rows, contract=CONTRACT)


def test_an_item_met_again_meets_another_visit() -> None:
    # two visits for A and two for B, whatever else is given in them
    assert bounded(early_and_late(), 5.0, 120) == 120


def test_nothing_runs_on_after_an_error() -> None:
    before = threading.active_count()
    made = early_and_late()
    with pytest.raises(ValueError, match="beside"):
        bounded(made, 60.0, error=ValueError("beside"))
    assert threading.active_count() == before


def test_without_time_nothing_is_proven() -> None:
    assert bounded(early_and_late(), 0.0) == 0
