"""Greedy visits: nobody twice a day, groups as the rules allow, longer before a new one."""

from collections import Counter

from contract_cases import columns_of
from hypothesis import given

from makeup_sched.contracts.dense import dense_visits
from makeup_sched.contracts.pool import Visit, posts_of
from makeup_sched.contracts.visits import visits_of
from makeup_sched.places.task import planning_task
from makeup_sched.solve.clock import Clock
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, owes, provider, student, students

NEVER = hours("08:00-08:15", weekday="Sun")
CONTRACT = {"lead_days": 0, "min_visit_minutes": 30}


def bought(made: Blueprint, standing: tuple[Visit, ...] = ()) -> tuple[list[Visit], int, int]:
    """Return visits, minutes that they give, and minutes owed."""
    columns = columns_of(made)
    task, posts = columns.task, posts_of(planning_task(made.case))
    booked, given_ = dense_visits(columns, 30, Clock(1.0), standing=standing)
    visits = visits_of(task, posts, booked)
    assert (given_ <= task.left).all()
    return visits, int(given_.sum()), int(task.left.sum())


def test_students_who_may_share_a_session_share_the_paid_time() -> None:
    rows = [day(), *students("ABC"), provider(), NEVER]
    rows += [row for who in "ABC" for row in owes(who, 30, setting="group")]
    visits, minutes, owed = bought(blueprint(*rows, contract=CONTRACT))
    assert (sum(one.minutes for one in visits), minutes, owed) == (30, 90, 90)


def test_students_to_be_kept_apart_come_one_after_the_other() -> None:
    rows = [day(), student("A", keep_apart="B"), student("B"), provider(), NEVER]
    rows += [row for who in "AB" for row in owes(who, 30, setting="group")]
    visits, minutes, _ = bought(blueprint(*rows, contract=CONTRACT))
    assert (sum(one.minutes for one in visits), minutes) == (60, 60)


def test_nobody_is_seen_twice_a_day() -> None:
    rows = [day(0), day(1), student("A"), provider(), NEVER, *owes("A", 60)]
    visits, minutes, _ = bought(blueprint(*rows, contract=CONTRACT, max_session=30))
    assert minutes == 60
    assert len({one.date for one in visits}) == 2


def test_a_visit_that_stands_is_made_longer_before_another_one_is_bought() -> None:
    rows = [day(0), day(1), *students("AB"), provider(), NEVER, *owes("A", 15), *owes("B", 15)]
    made = blueprint(*rows, contract=CONTRACT)
    [post] = posts_of(planning_task(made.case))
    there = Visit(made.case.start_date, post, 480, 510)
    visits, minutes, _ = bought(made, (there,))
    assert minutes == 30
    assert sum(one.minutes for one in visits) == 60
    assert len(visits) == 1


@few(20)
@given(blueprints())
def test_visits_are_long_enough_and_no_longer_than_a_day(made: Blueprint) -> None:
    visits, minutes, owed = bought(made)
    assert all(one.minutes >= 30 and 0 <= one.start < one.end <= 24 * 60 for one in visits)
    assert 0 <= minutes <= owed
    assert bool(visits) == (minutes > 0)
    assert max(Counter((one.date, one.post, one.start) for one in visits).values(), default=0) < 20


def test_a_visit_that_ends_between_two_cells_is_made_longer_all_the_same() -> None:
    rows = [day(0), day(1), student("A"), provider(), NEVER, *owes("A", 15)]
    made = blueprint(*rows, contract=CONTRACT)
    [post] = posts_of(planning_task(made.case))
    visits, minutes, _ = bought(made, (Visit(made.case.start_date, post, 480, 530),))
    assert minutes == 15
    assert [(one.start, one.end) for one in visits] == [(480, 555)]


def test_what_no_session_can_come_to_keeps_nobody_from_the_rest() -> None:
    rows = [day(0), day(1), student("A"), provider(), NEVER, *owes("A", 60)]
    made = blueprint(*rows, contract=CONTRACT, min_session=45, max_session=45)
    _, minutes, owed = bought(made)
    assert (minutes, owed) == (45, 60)
