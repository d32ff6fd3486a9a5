"""Who could share a contractor's time: grades, seats, hours and places."""

import pytest

from makeup_sched.contracts.pool import Post, posts_of, with_pool
from makeup_sched.contracts.sharing import Sharing, sharing_at
from makeup_sched.places.task import Task, planning_task
from support.tiny import Row, block, blueprint, day, hours, owes, provider, student

NEVER = hours("08:00-08:15", weekday="Sun")


def shared(*rows: Row | list[Row], site: str = "Oak", **policy: object) -> set[tuple[str, int]]:
    """Return the sets, as one text of the students each, with their seats."""
    found, task = sharing(*rows, site=site, **policy)
    return {
        ("".join(sorted(task.items[one].student_id for one in members.tolist())), int(seats))
        for members, seats in zip(found.sets, found.seats, strict=True)
    }


def sharing(*rows: Row | list[Row], site: str, **policy: object) -> tuple[Sharing, Task]:
    case = blueprint(day(), provider(), NEVER, *rows, **policy).case
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    return sharing_at(task, next(one for one in posts if one == Post("SLP", site))), task


def group(who: str, grade: str = "2", **cells: str) -> list[Row]:
    return [student(who, grade=grade), *owes(who, 30, setting="group", **cells)]


def test_grades_near_enough_share_and_who_has_none_sits_with_all() -> None:
    rows = [*group("A", "1"), *group("B", "3"), *group("C", "5"), *group("D", "")]
    assert shared(*rows, group_grade_span=2) == {("ABD", 4), ("BCD", 4)}


def test_whoever_allows_fewer_is_in_the_sets_of_fewer_seats_alone() -> None:
    rows = [*group("A"), *group("B", max_group="2"), *group("C"), *group("D", max_group="1")]
    assert shared(*rows, group_cap=3) == {("AC", 3), ("ABC", 2)}


def test_who_is_never_there_at_the_same_time_shares_nothing() -> None:
    rows = [*group("A"), *group("B"), *group("C")]
    rows += [block("A", "08:00-10:00", "unavailable"), block("B", "10:00-12:00", "unavailable")]
    assert shared(*rows) == {("AC", 4), ("BC", 4)}


def test_one_to_one_is_at_the_post_but_in_no_set() -> None:
    rows = [*group("A"), student("B"), *owes("B", 30)]
    found, task = sharing(*rows, site="Oak")
    assert [task.items[one].student_id for one in found.items.tolist()] == ["A", "B"]
    assert found.sets == ()


@pytest.mark.parametrize(("site", "who"), [("Oak", "AC"), ("Elm", "B"), ("tele", "C")])
def test_a_post_has_those_who_can_be_there(site: str, who: str) -> None:
    rows = [student("A"), student("B", school="Elm"), student("C", tele="yes")]
    rows += [row for each in "ABC" for row in owes(each, 30)]
    found, task = sharing(*rows, site=site)
    assert "".join(task.items[one].student_id for one in found.items.tolist()) == who
