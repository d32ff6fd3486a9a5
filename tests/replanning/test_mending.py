"""Planning again in a moment: no rule broken, nothing lost, and nothing said that isn't proven."""

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from random_edits import CASES, SMALL, Edit, edited, edits, places
from replan_cases import session

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.checker import check, recount
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.rows import typed
from makeup_sched.replanning.warm import plan_from
from makeup_sched.solve.clock import Clock
from support.brute_force import TooLargeError
from support.judge import SECONDS, few, planned, problems
from support.least_moved import least_moved
from support.tiny import Blueprint, block, day, hours, on, owes, provider, students, tiny_case

SEVERAL = st.lists(edits(), min_size=1, max_size=4)


def what_stands(case: Case, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the locked sessions and, one after the other, those that still may stand beside."""
    kept = sessions["locked"].copy()
    for row in sessions.index[~sessions["locked"]]:
        kept[row] = True
        kept[row] = check(case, sessions[kept]) == []
    return sessions[kept]


def mended(case: Case, standing: pd.DataFrame, seconds: float = SECONDS) -> Plan:
    """Mend what stands, with as much time as is given."""
    return plan_from(
        case,
        standing,
        Clock(seconds),
        mends=True,
        known=None,
        seed=0,
        workers=1,
        watch=None,
    )


def agree(quick: Plan, whole: Plan) -> None:
    """Hold what a plan says is proven against a plan in which every term is."""
    for name, best in whole.summary.objective.items():
        assert best.proven
        said = quick.summary.objective[name]
        assert said.bound is None or said.bound <= best.value
        if said.value != best.value:
            return  # later terms are bounded over other plans


@few(12)
@given(CASES, SEVERAL)
def test_whatever_is_edited_the_mended_plan_passes_and_keeps_what_is_locked(
    made: Blueprint, several: list[Edit]
) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    for edit in several:
        if edited(planner, edit):
            stood = planner.sessions
            found = planner.replan()
            assert problems(planner.case, found, stood) == []
            kept = found.sessions[found.sessions["locked"]]
            pd.testing.assert_frame_equal(places(kept), places(stood[stood["locked"]]))


@few(12)
@given(CASES, SEVERAL, st.sampled_from([0.0, SECONDS]))
def test_mending_leaves_no_more_unmet_than_what_still_stands(
    made: Blueprint, several: list[Edit], seconds: float
) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    assume([edit for edit in several if edited(planner, edit)])
    before = recount(planner.case, what_stands(planner.case, planner.sessions))
    found = mended(planner.case, planner.sessions, seconds)
    assert found.summary.objective["unmet"].value <= before.unmet


@few(12)
@given(SMALL, edits(["put", "put", "put", "remove", "out", "more"]))
def test_with_time_to_spare_mending_moves_no_more_than_must(made: Blueprint, edit: Edit) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    assume(edited(planner, edit))
    try:
        least = least_moved(planner.case, planner.sessions)
    except TooLargeError:
        assume(False)
        raise
    terms = mended(planner.case, planner.sessions).summary.objective
    assert (terms["unmet"].value, terms["moved"].value) == least
    assert terms["unmet"].proven
    assert terms["moved"].proven


@few(12)
@given(CASES, SEVERAL)
def test_what_mending_says_is_proven_agrees_with_the_best_plan(
    made: Blueprint, several: list[Edit]
) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    assume([edit for edit in several if edited(planner, edit)])
    best = planned(planner.case, planner.sessions)
    agree(mended(planner.case, planner.sessions), best)
    agree(mended(planner.case, planner.sessions, 0.0), best)


@pytest.mark.parametrize("avoids", ["A", "B"])
def test_who_has_to_move_is_left_open_by_what_is_proven(avoids: str) -> None:
    case = tiny_case(
        day(0), day(1), students("ABC"), provider("P", makeup_minutes_per_day="60"),
        hours("08:00-12:00"), *[owes(each, 30) for each in "ABC"],
        block(avoids, "08:00-12:00", "specials", start_date=on(1)),
        end_date=on(1), modes=["extra"], min_session=30,
    )  # fmt: skip
    stands = [
        session("M1", on(0), "08:00-08:30", "A"),
        session("M2", on(0), "09:00-09:30", "B"),
        session("M3", on(1), "08:00-08:30", "C"),
    ]
    planner = ms.Planner(case, typed("sessions", stands))
    planner.move("M3", date=on(0), start="10:00")
    best = planned(planner.case, planner.sessions)
    assert best.summary.objective["moved"].value == 1
    assert best.summary.objective["avoid"].value == 0
    found = mended(planner.case, planner.sessions)
    assert found.summary.objective["moved"].value == 1
    agree(found, best)


@few(8)
@given(CASES, SEVERAL)
def test_mending_says_what_moved(made: Blueprint, several: list[Edit]) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    assume([edit for edit in several if edited(planner, edit)])
    found = planner.replan()
    changes = planner.changes()
    shifted = changes["change"].isin(["moved", "gone"]) & ~changes["edited"]
    assert int(shifted.sum()) == found.summary.objective["moved"].value
