"""Planning by parts: against planning whole, against the rules, against its own bound."""

from hypothesis import given, settings
from parts_cases import made, school

from makeup_sched.checker import check
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plans.build import sessions_held
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.first_plan import first_plan
from makeup_sched.solve.held import held_in, values_of
from makeup_sched.solve.relaxed import outlook
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, hours, owes, provider, student


def test_parts_come_near_the_whole() -> None:
    case = school()
    by_parts, whole = made(case, 8), made(case, 8, whole=10**9)
    assert whole.bound is not None
    assert by_parts.bound is not None
    assert by_parts.bound <= whole.unmet
    assert whole.bound <= by_parts.unmet
    assert by_parts.unmet < by_parts.news[0].value
    assert by_parts.unmet - whole.unmet <= 0.05 * sum(planning_task(case).left)


def test_what_is_told_only_gets_better() -> None:
    news = made(school(), 4).news
    assert [n.value for n in news] == sorted((n.value for n in news), reverse=True)
    bounds = [n.bound for n in news if n.bound is not None]
    assert bounds == sorted(bounds)
    assert [n.parts for n in news] == sorted(n.parts for n in news)
    assert news[-1].parts > 0


def test_sessions_by_parts_keep_every_rule() -> None:
    case = school(8)
    assert check(case, made(case, 4).sessions) == []


@settings(max_examples=8, deadline=None)
@given(blueprints())
def test_random_cases_by_parts_keep_every_rule_and_their_bound(blueprint: Blueprint) -> None:
    case = blueprint.case
    found = made(case, 1.0)
    assert check(case, found.sessions) == []
    assert found.bound is None or found.bound <= found.unmet


@settings(max_examples=30, deadline=None)
@given(blueprints())
def test_the_first_plan_keeps_every_rule_and_the_relaxation_bounds_it(blueprint: Blueprint) -> None:
    task = planning_task(blueprint.case)
    templates = find_templates(task)
    held = first_plan(templates)
    variables = Variables(dated_columns(templates))
    again = held_in(variables, values_of(variables, held))
    assert len(again) == len(held)
    bounds: list[int] = []
    outlook(templates, Clock(10), bounds.append)
    given = sum(
        int(held["length"][held["item"] == i].sum()) * item.priority
        for i, item in enumerate(task.items)
    )
    owed = sum(int(left) * item.priority for left, item in zip(task.left, task.items, strict=True))
    assert all(bound <= owed - given for bound in bounds)


def test_a_small_debt_excuses_a_short_session_only_where_it_sits_in_it() -> None:
    young = [student("A", grade="1"), *owes("A", 5, setting="group")]
    older = [
        row for each in "BC" for row in (student(each, grade="6"), *owes(each, 30, setting="group"))
    ]
    case = blueprint(
        provider(), hours("08:00-08:05"), *young, *older, min_session=15, grid_minutes=5
    ).case
    task = planning_task(case)
    sessions = sessions_held(task, first_plan(find_templates(task)))
    assert check(case, sessions) == []
    assert sessions["student_ids"].tolist() == [("A",)]
