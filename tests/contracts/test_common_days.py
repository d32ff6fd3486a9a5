"""Dates on which an item has a place with a contractor, as bits."""

from makeup_sched.contracts.common_days import CommonDays
from makeup_sched.contracts.pool import posts_of, provider_id, with_pool
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from support.tiny import (
    Row,
    award,
    block,
    blueprint,
    day,
    hours,
    on,
    owes,
    provider,
    students,
)

ALWAYS = 0b111


def days_of(item: str, start: int, length: int, *rows: Row | list[Row], asked: bool = True) -> int:
    case = blueprint(
        *(day(offset) for offset in range(3)), students("A"), provider(),
        hours("08:00-08:15", weekday="Sun"), *rows,
    ).case  # fmt: skip
    posts = posts_of(planning_task(case))
    templates = find_templates(with_pool(case, posts, case.start_date))
    number = next(one for one, each in enumerate(templates.task.items) if each.owed_id == item)
    row = templates.providers.index(provider_id(posts[0]))
    slot = (row, start, length)
    return CommonDays(templates, [slot] if asked else []).of(slot, number)


def test_whoever_is_free_every_day_has_a_place_on_every_day() -> None:
    assert days_of("A-SLP", 480, 30, owes("A", 30)) == ALWAYS


def test_a_day_on_which_the_student_is_busy_is_none_of_them() -> None:
    busy = block("A", "08:15-09:00", "unavailable", weekday="Tue")
    assert days_of("A-SLP", 480, 30, owes("A", 30), busy) == 0b101
    assert days_of("A-SLP", 480, 15, owes("A", 30), busy) == ALWAYS


def test_after_the_due_date_there_is_no_day() -> None:
    due = award("A", 30, due_on=on(1))
    assert days_of("A-award", 480, 30, due, owes("A", 30)) == 0b011


def test_a_session_that_is_no_place_of_the_item_has_no_day() -> None:
    assert days_of("A-SLP", 480, 45, owes("A", 30)) == 0
    assert days_of("A-SLP", 480, 30, owes("A", 30), asked=False) == 0
