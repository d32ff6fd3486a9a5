"""What holds whatever is edited and planned again, looked at over small random cases."""

import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st
from random_edits import CASES, SMALL, Edit, edited, edits, places

import makeup_sched as ms
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan
from support.brute_force import TooLargeError
from support.judge import SECONDS, few, planned, problems
from support.least_moved import least_moved
from support.tiny import Blueprint


def planned_again(planner: ms.Planner) -> Plan:
    return planner.replan(SECONDS, workers=1)


@few(12)
@given(CASES, st.lists(edits(), min_size=1, max_size=4), st.booleans())
def test_whatever_is_edited_the_plan_passes_and_says_what_moved(
    made: Blueprint, several: list[Edit], twice: bool
) -> None:
    planner = ms.Planner(made.case)
    for _ in range(2 if twice else 1):
        planned_again(planner)
        for edit in several:
            edited(planner, edit)
    stood = planner.sessions
    found = planned_again(planner)
    assert problems(planner.case, found, stood) == []
    kept = found.sessions[found.sessions["locked"]]
    pd.testing.assert_frame_equal(places(kept), places(stood[stood["locked"]]))
    changes = planner.changes()
    shifted = changes["change"].isin(["moved", "gone"]) & ~changes["edited"]
    assert int(shifted.sum()) == found.summary.objective["moved"].value
    assert changes["change"].ne("gone").sum() == found.sessions["owed_ids"].map(len).sum()


@few(8)
@given(CASES, st.lists(edits(), min_size=1, max_size=3))
def test_the_edited_case_written_and_read_gives_the_same_plan(
    made: Blueprint, several: list[Edit]
) -> None:
    first = planned(made.case)
    planner = ms.Planner(made.case, first, seed=1)
    assume([edit for edit in several if edited(planner, edit)])
    with tempfile.TemporaryDirectory() as folder:
        case = ms.read_case(ms.write_case(planner.case, Path(folder) / "case"))
    assert case.source_hash == planner.case.source_hash
    assert (case.start_date, case.end_date) == (made.case.start_date, made.case.end_date)
    again = plan(case, seconds=SECONDS, seed=1, workers=1, baseline=planner.sessions)
    pd.testing.assert_frame_equal(planned_again(planner).sessions, again.sessions)


@few(12)
@given(SMALL, edits(["put", "put", "put", "remove", "out", "more"]))
def test_no_more_moves_than_must(made: Blueprint, edit: Edit) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    assume(edited(planner, edit))
    try:
        least = least_moved(planner.case, planner.sessions)
    except TooLargeError:
        assume(False)
        raise
    terms = planned_again(planner).summary.objective
    assert (terms["unmet"].value, terms["moved"].value) == least


@few(8)
@given(CASES, st.lists(edits(), min_size=1, max_size=4))
def test_all_edits_taken_back_leave_the_case_and_the_plan(
    made: Blueprint, several: list[Edit]
) -> None:
    first = planned(made.case)
    planner = ms.Planner(made.case, first)
    case, before = planner.case, planner.sessions
    count = sum(edited(planner, edit) for edit in several)
    assert len(planner.edits) == count
    for _ in range(count):
        planner.undo()
    assert planner.case is case
    pd.testing.assert_frame_equal(planner.sessions, before)
    pd.testing.assert_frame_equal(before, first.sessions)
