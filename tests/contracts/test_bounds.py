"""Both bounds on contract time against every plan of tiny cases with a contractor at hand."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from makeup_sched.contracts.apart import apart
from makeup_sched.contracts.hours_bound import nothing_proven, raise_bound
from makeup_sched.contracts.pool import Post, Visit, posts_of, staff_alone, with_pool, with_visits
from makeup_sched.contracts.posts_bound import bound_of_posts
from makeup_sched.places.task import planning_task
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.clock import DAY
from support.brute_force import TooLargeError, best_plan
from support.judge import few
from support.random_cases import mostly
from support.tiny import (
    MONDAY,
    Blueprint,
    Row,
    bells,
    blueprint,
    day,
    hours,
    owes,
    provider,
    student,
)

Proven = Iterator[tuple[int, int]]
"""What an unmet minute weighs, and what paid minutes and weighed unmet ones are at least."""


@st.composite
def tiny(draw: st.DrawFn) -> Blueprint:
    """Draw few students with debts of all kinds, and staff who are short of time."""
    ids = "ABC"[: draw(st.integers(1, 3))]
    rows: list[Row] = [day(offset) for offset in range(draw(st.integers(1, 2)))]
    for who in ids:
        apart = draw(mostly("", *ids))
        rows.append(
            student(who, grade=draw(st.sampled_from(["1", "2", "4", ""])),
                    keep_apart="" if apart == who else apart,
                    max_makeup_minutes_per_day=draw(mostly("", "15", "30")))
        )  # fmt: skip
        for number in range(draw(st.sampled_from([1, 1, 1, 2]))):
            rows += owes(
                who, 15 * draw(st.integers(1, 3)), f"{who}{number}",
                setting=draw(mostly("group", "individual")),
                max_group=draw(mostly("", "2", "1")),
                min_session=draw(st.sampled_from(["", "30", "45"])),
                max_session="45",
            )  # fmt: skip
    rows += [bells("08:00-08:45", "resource"), provider(max_group=draw(mostly("2", "1")))]
    rows.append(hours(draw(st.sampled_from(["08:00-08:15", "08:15-08:45", "08:00-08:30"])),
                      weekday="Mon"))  # fmt: skip
    return blueprint(
        *rows,
        contract={"lead_days": 0, "min_visit_minutes": 15},
        objective={"order": ["unmet", "contract"]},
        group_cap=draw(st.sampled_from([4, 3, 2, 1])),
        sessions_per_day_per_item=draw(st.sampled_from([1, 1, 2])),
    )


def proven(made: Blueprint) -> Proven:
    case = staff_alone(made.case)
    alone = planning_task(case)
    posts = posts_of(alone)
    pooled = with_pool(case, posts, MONDAY)
    of_posts = bound_of_posts(alone, pooled, posts, Clock(2.0))
    yield of_posts.weight, of_posts.bound
    by_hour = nothing_proven(pooled, apart(alone))
    raise_bound(by_hour, pooled, posts, Clock(1.0))
    yield by_hour.weight, by_hour.bound


@few(10)
@given(tiny())
def test_no_plan_breaks_a_bound(made: Blueprint) -> None:
    case = staff_alone(made.case)
    days = case.table("calendar")["start_date"]
    always = [
        Visit(MONDAY + dt.timedelta(days=offset), Post("SLP", "Oak"), 0, DAY)
        for offset in (0, 1)
        if (days == MONDAY + dt.timedelta(days=offset)).any()
    ]
    try:
        unmet, paid = best_plan(with_visits(case, always)).vector
    except TooLargeError:
        assume(False)
    for weight, bound in proven(made):
        assert bound <= paid + weight * unmet


@pytest.mark.parametrize("number", [0, 1])
def test_a_debt_may_be_given_in_the_short_session_of_another(number: int) -> None:
    long = {"setting": "group", "min_session": "30", "max_session": "45"}
    rows = [day(0), day(1), student("A"), student("B"), *owes("A", 45, **long)]
    rows += owes("B", 15, setting="group", min_session="30")
    rows += [provider(max_group="1"), hours("08:00-08:30", weekday="Mon")]
    made = blueprint(*rows, contract={"lead_days": 0, "min_visit_minutes": 15})
    _, bound = list(proven(made))[number]
    # staff give A 30 minutes, a contractor 15 to A and B
    assert 0 < bound <= 15
