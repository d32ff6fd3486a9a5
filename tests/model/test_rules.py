"""Each rule of the model binds: a tiny case whose least unmet minutes differ without the rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from makeup_sched.model import rules
from makeup_sched.model.model import build_model
from makeup_sched.model.rows import Rows, stacked
from makeup_sched.model.rules import RULES
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Program
from support.tiny import (
    Blueprint,
    Row,
    blueprint,
    day,
    hours,
    owes,
    provider,
    regular,
    student,
    students,
)

Rule = Callable[[Variables], Rows]
HALF_HOUR: list[Row | list[Row]] = [provider(), hours("08:00-08:30")]
HOUR: list[Row | list[Row]] = [provider(), hours("08:00-09:00")]


@dataclass(frozen=True)
class Binding:
    """A case in which a rule binds, and one like it in which the rule allows everything.

    `held` and `free` are the least unmet minutes with and without the rule; `allowed` is the
    case in which nothing stays unmet although the rule holds.
    """

    rule: Rule
    case: Blueprint
    held: int
    free: int
    allowed: Blueprint


def groups(ids: str, **cells: str) -> list[Row]:
    """Return debts of half an hour each that may be given in a group."""
    return [row for each in ids for row in owes(each, 30, setting="group", **cells)]


def alone(ids: str, minutes: int = 30, **cells: str) -> list[Row]:
    """Return debts that are given one to one."""
    return [row for each in ids for row in owes(each, minutes, **cells)]


JOINED: list[Row | list[Row]] = [
    *HOUR,
    student("X"),
    regular("R", "08:00-08:30", "X", max_group="4"),
]
AROUND: list[Row | list[Row]] = [students("A"), *HOUR, regular("R", "08:15-08:45", "A")]
LONGER: dict[str, Any] = {"grid_minutes": 5, "modes": ["extend"], "sessions_per_day_per_item": 2}

BINDINGS = [
    # two students one to one, half an hour of the provider: one of them waits
    Binding(
        rules.provider_gives_one_session_at_a_time,
        blueprint(students("AB"), *HALF_HOUR, alone("AB")), 30, 0,
        blueprint(students("AB"), *HOUR, alone("AB")),
    ),
    # grades 1 and 5 could each join X, whose grade is unknown, but not in one row
    Binding(
        rules.regular_session_is_joined_in_one_row,
        blueprint(*JOINED, student("A", grade="1"), student("B", grade="5"), groups("AB"),
                  modes=["join"]), 30, 0,
        blueprint(*JOINED, student("A", grade="1"), student("B", grade="3"), groups("AB"),
                  modes=["join"]),
    ),
    # one student owed two services by two providers who are free in the same half hour only
    Binding(
        rules.student_is_in_one_session_at_a_time,
        blueprint(students("A"), *HALF_HOUR, provider("Q"), hours("08:00-08:30", provider_id="Q"),
                  owes("A", 30, "one"), owes("A", 30, "two")), 30, 0,
        blueprint(students("A"), *HALF_HOUR, provider("Q"), hours("08:30-09:00", provider_id="Q"),
                  owes("A", 30, "one"), owes("A", 30, "two")),
    ),
    # half of what is owed fits; without the rule nothing ties unmet minutes to what is given
    Binding(
        rules.nobody_is_credited_more_than_owed,
        blueprint(students("A"), *HALF_HOUR, alone("A", 60)), 30, 0,
        blueprint(students("A"), *HOUR, alone("A", 60)),
    ),
    # A owes 15 in all, so 15 minutes do; B owes 30 and must have 30, though B's count threefold
    # (15 given to A leaves 3 x 30, 15 given to B would leave 15 + 3 x 15)
    Binding(
        rules.shorter_only_for_a_small_debt,
        blueprint(student("A", keep_apart="B"), student("B", priority="3"), provider(),
                  hours("08:00-08:15"), owes("A", 15, setting="group"), groups("B"),
                  min_session=30), 90, 60,
        blueprint(student("A", keep_apart="B"), student("B", priority="3"), provider(),
                  hours("08:00-08:45"), owes("A", 15, setting="group"), groups("B"),
                  min_session=30),
    ),
    # three students, half an hour, two in a group
    Binding(
        rules.group_is_open_and_within_its_cap,
        blueprint(students("ABC"), *HALF_HOUR, groups("ABC"), group_cap=2), 30, 0,
        blueprint(students("ABC"), *HALF_HOUR, groups("ABC"), group_cap=3),
    ),
    # grades 1 and 5 are more than two apart
    Binding(
        rules.attendee_fits_the_grades,
        blueprint(student("A", grade="1"), student("B", grade="5"), *HALF_HOUR, groups("AB")),
        30, 0,
        blueprint(student("A", grade="1"), student("B", grade="3"), *HALF_HOUR, groups("AB")),
    ),
    # three students who each allow a group of two
    Binding(
        rules.item_sits_only_in_groups_it_allows,
        blueprint(students("ABC"), *HALF_HOUR, groups("ABC", max_group="2")), 30, 0,
        blueprint(students("ABC"), *HALF_HOUR, groups("ABC", max_group="3")),
    ),
    # A and B are kept apart, which B's row need not say again
    Binding(
        rules.nobody_sits_with_one_kept_apart,
        blueprint(student("A", keep_apart="B"), student("B"), *HALF_HOUR, groups("AB")), 30, 0,
        blueprint(students("AB"), *HALF_HOUR, groups("AB")),
    ),
    # ten minutes before and ten after, at most ten in all
    Binding(
        rules.regular_session_is_extended_within_limits,
        blueprint(*AROUND, alone("A", 20), **LONGER, max_extension=10), 10, 0,
        blueprint(*AROUND, alone("A", 20), **LONGER, max_extension=20),
    ),
    # five minutes owed, but an extension lasts ten at least
    Binding(
        rules.regular_session_is_extended_by_enough,
        blueprint(*AROUND, alone("A", 5), **LONGER, min_extension=10), 5, 0,
        blueprint(*AROUND, alone("A", 10), **LONGER, min_extension=10),
    ),
    # five minutes before for A, five after for nobody, would only seem to make ten
    Binding(
        rules.longer_only_for_somebody,
        blueprint(*AROUND, alone("A", 5), **LONGER, min_extension=10), 5, 0,
        blueprint(*AROUND, alone("A", 10), **LONGER, min_extension=10),
    ),
    # an hour is free for two sessions of half an hour, the student may have half an hour a day
    # (that no single session is longer holds by construction)
    Binding(
        rules.student_day_minutes,
        blueprint(student("A", max_makeup_minutes_per_day="30"), *HOUR, alone("A", 60),
                  max_session=30, sessions_per_day_per_item=2), 30, 0,
        blueprint(student("A", max_makeup_minutes_per_day="60"), *HOUR, alone("A", 60),
                  max_session=30, sessions_per_day_per_item=2),
    ),
    # an hour is free, but it takes two sessions of half an hour, and one a day is allowed
    Binding(
        rules.item_day_sessions,
        blueprint(students("A"), *HOUR, alone("A", 60), max_session=30), 30, 0,
        blueprint(students("A"), *HOUR, alone("A", 60), max_session=30,
                  sessions_per_day_per_item=2),
    ),
    # an hour of work, half an hour of it for make-ups
    Binding(
        rules.provider_day_minutes,
        blueprint(students("AB"), provider(makeup_minutes_per_day="30"), hours("08:00-09:00"),
                  alone("AB")), 30, 0,
        blueprint(students("AB"), provider(makeup_minutes_per_day="60"), hours("08:00-09:00"),
                  alone("AB")),
    ),
    # half an hour in a week of two days; the Monday after is another week
    Binding(
        rules.provider_week_minutes,
        blueprint(students("A"), provider(makeup_minutes_per_week="30"), hours("08:00-08:30"),
                  alone("A", 60), day(0), day(6, "school")), 30, 0,
        blueprint(students("A"), provider(makeup_minutes_per_week="30"), hours("08:00-08:30"),
                  alone("A", 60), day(6), day(7)),
    ),
]  # fmt: skip


def least_unmet(made: Blueprint, without: Rule | None = None) -> int:
    """Return the least unmet minutes of the model, on all dates, with one rule left out."""
    model = build_model(dated_columns(find_templates(planning_task(made.case))))
    rows = stacked([rule(model.variables) for rule in RULES if rule is not without])
    program = Program(rows, model.upper, model.weights["unmet"])
    answer = solve_whole(program, Clock(20.0), 20.0)
    assert answer.values is not None
    return program.value(answer.values)


def test_every_rule_has_a_case_in_which_it_binds() -> None:
    assert [binding.rule for binding in BINDINGS] == list(RULES)


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda binding: binding.rule.__name__)
def test_rule_forbids_what_it_should_and_nothing_more(binding: Binding) -> None:
    assert least_unmet(binding.case) == binding.held
    assert least_unmet(binding.case, without=binding.rule) == binding.free
    assert least_unmet(binding.allowed) == 0
