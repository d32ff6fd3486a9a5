"""What staff can place at most: never below a plan, never lower with more time."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from makeup_sched.case.case import Case
from makeup_sched.case.read import case_from_tables
from makeup_sched.contracts import certificate as certificates
from makeup_sched.contracts.certificate import ALL, certificate
from makeup_sched.contracts.pool import staff_alone
from makeup_sched.generate import PRESETS, build_case
from makeup_sched.generate.build import GeneratedCase
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.relaxed import outlook
from makeup_sched.solve.solving import How, solve
from makeup_sched.solve.stages import Solution
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, owes, provider, student


def test_each_school_has_its_own_proof() -> None:
    rows = [day(), student("A"), student("B", school="Elm"), *owes("A", 30), *owes("B", 45)]
    rows += [provider(), hours("08:00-08:15"), hours("09:00-09:30", site="Elm")]
    found = certificate(staff_alone(blueprint(*rows).case), Clock(10.0), workers=1)
    lines = found.table.set_index(["discipline", "school"])
    assert lines.loc[("SLP", "Oak"), "unmet_at_least"] == 15
    assert lines.loc[("SLP", "Elm"), "unmet_at_least"] == 15
    assert lines.loc[("SLP", ALL), "unmet_at_least"] == 30
    assert (found.owed, found.placeable_at_most, found.unmet) == (75, 45, 30)


def test_one_hour_cannot_be_given_at_two_schools() -> None:
    rows = [day(), student("A"), student("B", school="Elm"), *owes("A", 30), *owes("B", 30)]
    case = blueprint(*rows, provider(), hours("08:00-08:30", site="*")).case
    found = certificate(staff_alone(case), Clock(10.0), workers=1)
    lines = found.table.set_index(["discipline", "school"])["unmet_at_least"]
    assert (lines[("SLP", "Oak")], lines[("SLP", "Elm")], lines[("SLP", ALL)]) == (0, 0, 30)


@few(15)
@given(blueprints())
def test_the_line_of_an_only_school_is_the_disciplines(made: Blueprint) -> None:
    case = staff_alone(made.case)
    table = certificate(case, Clock(1.0), workers=1).table
    schools = table[table["school"] != ALL].groupby("discipline")["unmet_at_least"].agg(list)
    of_all = table[table["school"] == ALL].set_index("discipline")["unmet_at_least"].to_dict()
    for discipline, found in schools.items():
        assert sum(found) == of_all[discipline] or (sum(found) < of_all[discipline] and found[1:])


def test_more_of_all_than_of_each_is_told() -> None:
    """One student, one hour, two disciplines at the same time: each alone has a place."""
    rows = [day(), student("A"), *owes("A", 30), *owes("A", 30, "A-OT", discipline="OT")]
    rows += [provider(), hours("08:00-08:30")]
    rows += [provider("Q", disciplines="OT"), hours("08:00-08:30", provider_id="Q")]
    found = certificate(staff_alone(blueprint(*rows).case), Clock(10.0), workers=1)
    assert (found.unmet_at_least, found.more_together) == (30, True)


def test_lines_are_proven_where_the_caller_says_and_told_before_the_plan() -> None:
    rows = [day(), student("A"), student("B", school="Elm"), *owes("A", 30), *owes("B", 45)]
    case = staff_alone(blueprint(*rows, provider(), hours("08:00-08:15")).case)
    said: list[str] = []
    with ThreadPoolExecutor(2) as workers:
        found = certificate(case, Clock(10.0), workers=1, executor=workers, step=said.append)
    pd.testing.assert_frame_equal(found.table, certificate(case, Clock(10.0), workers=1).table)
    assert ["60 min" in words for words in said] == [True]


def test_what_needs_no_search_is_proven_even_without_time() -> None:
    rows = [day(), student("A"), student("B", school="Elm"), *owes("A", 30), *owes("B", 45)]
    case = staff_alone(blueprint(*rows, provider(), hours("08:00-08:15")).case)
    clock = Clock(10.0)
    clock.stop()
    found = certificate(case, clock, workers=1)
    lines = found.table.set_index(["discipline", "school"])["unmet_at_least"]
    assert (lines[("SLP", "Oak")], lines[("SLP", "Elm")], found.unmet_at_least) == (15, 45, 60)


def test_the_plan_is_given_what_the_relaxations_of_the_disciplines_say() -> None:
    small = replace(PRESETS["therapist"], students=12)
    case = read_tables(build_case(small, (5,)))
    own = outlook(find_templates(planning_task(case)), Clock(30.0), lambda _: None)
    given: list[How] = []

    def noted(*args: Any) -> Solution:
        given.append(args[-1])
        return solve(*args)

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as workers:
        patch.setattr(certificates, "solve", noted)
        certificate(case, Clock(30.0), workers=1, executor=workers)
    seen = given[0].seen
    assert own is not None
    assert seen is not None
    assert own.esy_cells.sum() > 0
    assert seen.prices == pytest.approx(own.prices)
    assert seen.esy_cells.sum() == pytest.approx(own.esy_cells.sum())
    assert seen.tele_cells.sum() == pytest.approx(own.tele_cells.sum())


def read_tables(made: GeneratedCase) -> Case:
    """Return a generated case, of the staff alone."""
    return staff_alone(case_from_tables(made.tables, tomllib.loads(made.policy)))


@few(15)
@given(blueprints())
def test_no_plan_places_more_and_more_time_never_less(made: Blueprint) -> None:
    case = staff_alone(made.case)
    found = certificate(case, Clock(10.0), workers=1)
    assert found.unmet_at_least <= found.unmet
    assert (found.table["unmet_at_least"] <= found.table["unmet"]).iloc[-1]
    more = made.plus(hours("07:00-15:00", provider_id="Z", site="*"), provider("Z"))
    longer = certificate(staff_alone(more.case), Clock(10.0), workers=1)
    assert longer.unmet_at_least <= found.unmet
