"""The templates of a component are those that would be found for it alone."""

from hypothesis import given, settings

from makeup_sched.places.components import components
from makeup_sched.places.day_places import DayPlaces
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates, templates_within
from support.random_cases import blueprints
from support.tiny import Blueprint


def _said(places: DayPlaces) -> list[list[object]]:
    return [value.tolist() for value in vars(places).values()]


@settings(max_examples=40, deadline=None)
@given(blueprints())
def test_templates_of_components_are_those_of_the_whole(blueprint: Blueprint) -> None:
    task = planning_task(blueprint.case)
    whole = find_templates(task)
    for narrow in components(task):
        within, alone = templates_within(whole, narrow), find_templates(narrow.task)
        assert within.providers == alone.providers
        for mine, theirs in zip(within.of_day.ravel(), alone.of_day.ravel(), strict=True):
            assert _said(within.places[mine]) == _said(alone.places[theirs])


@settings(max_examples=40, deadline=None)
@given(blueprints())
def test_nothing_of_a_component_without_tele_is_lost(blueprint: Blueprint) -> None:
    task = planning_task(blueprint.case)
    whole = find_templates(task)
    for narrow in components(task, tele=False):
        within, alone = templates_within(whole, narrow), find_templates(narrow.task)
        assert within.providers == alone.providers
        for mine, theirs in zip(within.of_day.ravel(), alone.of_day.ravel(), strict=True):
            assert _attendances(alone.places[theirs]) <= _attendances(within.places[mine])


def _attendances(places: DayPlaces) -> set[tuple[int, int, int]]:
    at = places.attendance_place
    parts = (places.start[at], places.length[at], places.attendance_item)
    return set(zip(*(part.tolist() for part in parts), strict=True))
