"""What staff cannot give an item by itself, and what contractors then give at least."""

import pytest

from makeup_sched.contracts.alone import least_contracted, short_of_staff
from makeup_sched.contracts.pool import posts_of, provider_id, with_pool
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from support.tiny import Row, award, blueprint, day, hours, owes, provider, students


def short_and_least(*rows: Row | list[Row], **policy: object) -> tuple[dict[str, int], ...]:
    task = planning_task(blueprint(*rows, **policy).case)
    short = short_of_staff(task, find_templates(task))
    return named(task, short.tolist()), named(task, least_contracted(task, short).tolist())


def named(task: Task, minutes: list[int]) -> dict[str, int]:
    return {item.owed_id: each for item, each in zip(task.items, minutes, strict=True)}


def test_staff_are_short_of_what_has_no_place_and_contractors_give_a_whole_session() -> None:
    rows = [day(), *students("AB"), *owes("A", 45, min_session="30"), *owes("B", 15)]
    short, least = short_and_least(rows, provider(), hours("08:00-08:30"))
    assert short == {"A-SLP": 15, "B-SLP": 0}
    assert least == {"A-SLP": 30, "B-SLP": 0}


def test_contractors_give_all_that_staff_are_short_of_where_that_is_more() -> None:
    rows = [day(), *students("A"), *owes("A", 90)]
    assert short_and_least(rows, provider(), hours("08:00-08:15")) == (
        {"A-SLP": 75}, {"A-SLP": 75}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "discipline", "least"),
    [("group", "SLP", 15), ("individual", "SLP", 30), ("group", "OT", 30)],
)
def test_a_session_may_be_as_short_as_a_small_debt_that_shares_it(
    setting: str, discipline: str, least: int
) -> None:
    rows = [day(), *students("AB"), *owes("A", 45, setting=setting, min_session="30")]
    rows += owes("B", 15, setting="group", min_session="30", discipline=discipline)
    found = short_and_least(rows, provider(), hours("08:00-08:30"))[1]
    assert found["A-SLP"] == least


def test_what_an_award_asks_for_is_no_longer_than_it_is() -> None:
    rows = [day(), *students("A"), award("A", 15, min_session="30"), *owes("A", 30)]
    short, least = short_and_least(rows, provider(), hours("08:00-08:15", weekday="Sun"))
    assert (short["A-award"], least["A-award"]) == (15, 15)


def test_contractors_are_no_staff() -> None:
    rows = [day(), *students("A"), *owes("A", 45), provider(), hours("08:00-08:30")]
    case = blueprint(*rows).case
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    templates = find_templates(task)
    assert short_of_staff(task, templates).tolist() == [0]
    names = frozenset(provider_id(post) for post in posts)
    assert short_of_staff(task, templates, names).tolist() == [15]
