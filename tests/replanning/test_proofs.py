"""Bounds of the unmet minutes that outlive edits: they hold as long as they are kept, no longer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_edits import CASES, Edit, edited, edits
from replan_cases import MON, small, small_planner

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.replanning.proofs import known_bound, with_plan
from support.judge import SECONDS, few, unmet
from support.tiny import Blueprint


def known(planner: ms.Planner) -> int | None:
    """Return the bound that a planner knows before it plans."""
    return known_bound(planner._state.proofs, planner.case)


def planned_planner(case: Case | None = None) -> ms.Planner:
    """Return a planner after its first plan."""
    planner = small_planner(case)
    planner.replan(SECONDS, workers=1)
    return planner


@few(25)
@given(CASES, st.lists(st.one_of(edits(), st.none()), min_size=2, max_size=6))
def test_a_bound_that_is_kept_holds_for_the_case_as_edited(
    made: Blueprint, several: list[Edit | None]
) -> None:
    planner = ms.Planner(made.case)
    planner.replan(SECONDS, workers=1)
    assert known(planner) == unmet(made.case)
    for edit in several:
        if edit is not None:
            edited(planner, edit)
        elif planner.edits:
            planner.undo()
        bound = known(planner)
        assert bound is None or bound <= unmet(planner.case)


def test_locking_and_unlocking_keep_the_bound() -> None:
    planner = planned_planner()
    bound = known(planner)
    assert bound is not None
    first, *_ = planner.sessions["session_id"]
    planner.lock(first)
    assert known(planner) == bound
    planner.unlock(first)
    assert known(planner) == bound


def test_a_bound_proven_beside_a_lock_goes_with_the_lock() -> None:
    planner = small_planner()
    planner.move("M1", date=MON, start="08:15")
    planner.replan(SECONDS, workers=1)
    assert known(planner) is not None
    planner.unlock(planner.sessions.loc[planner.sessions["locked"], "session_id"].item())
    assert known(planner) is None


def test_more_hours_end_the_bound() -> None:
    planner = planned_planner()
    planner.add_hours("P", MON, "11:30", "12:00", "Oak")
    assert known(planner) is None
    planner.undo()
    assert known(planner) is not None


@pytest.mark.parametrize("providers", [1, 2])
def test_a_day_out_ends_the_bound_where_another_provider_could_take_over(providers: int) -> None:
    made = small()
    if providers == 1:
        rows = [row for row in made.rows if row[1].get("provider_id") != "Q"]
        made = replace(made, rows=tuple(rows))
    planner = planned_planner(made.case)
    planner.day_out("P", MON)
    assert (known(planner) is None) == (providers == 2)


def test_a_plan_of_another_case_or_version_or_order_proves_nothing() -> None:
    planner = planned_planner()
    plan = planner.plan
    assert plan is not None
    assert len(with_plan((), planner.case, plan)) == 1
    other = replace(planner.case, source_hash="another")
    assert with_plan((), other, plan) == ()
    older = replace(plan, summary=replace(plan.summary, version="0.0.1"))
    assert with_plan((), planner.case, older) == ()
    order = ["lateness", "unmet"]
    policy = planner.case.policy.model_copy(
        update={"objective": planner.case.policy.objective.model_copy(update={"order": order})}
    )
    assert with_plan((), replace(planner.case, policy=policy), plan) == ()
