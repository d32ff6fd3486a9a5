"""Taking edits back, one by one."""

from collections.abc import Callable

import pandas as pd
import pytest
from replan_cases import MON, TUE, WED, planned_again, small_planner, where

import makeup_sched as ms

EDITS: tuple[Callable[[ms.Planner], object], ...] = (
    lambda planner: planner.lock("M1"),
    lambda planner: planner.move("M2", date=WED, start="08:15"),
    lambda planner: planner.unlock("M1"),
    lambda planner: planner.remove("M1"),
    lambda planner: planner.remove("M3"),
    lambda planner: planner.add_hours("Q", WED, "08:00", "09:00", "Oak"),
    lambda planner: planner.day_out("P", TUE),
    lambda planner: planner.day_in("P", TUE),
)


def test_every_edit_can_be_taken_back_in_turn() -> None:
    planner = small_planner()
    kept = []
    for edit in EDITS:
        kept.append((planner.case, planner.sessions))
        edit(planner)
    assert planner.edits == (
        "lock M1", "move M2", "unlock M1", "remove M1", "remove M3", "Q at work on 2026-03-04",
        "P out on 2026-03-03", "P back on 2026-03-03",
    )  # fmt: skip
    for words, (case, sessions) in zip(reversed(planner.edits), reversed(kept), strict=True):
        assert planner.undo() == words
        assert planner.case is case
        pd.testing.assert_frame_equal(planner.sessions, sessions)
    with pytest.raises(ms.EditError, match="no edit"):
        planner.undo()


def test_an_edit_taken_back_takes_the_planning_since_along() -> None:
    planner = small_planner()
    before = where(planner)
    planner.day_out("P", MON)
    planned_again(planner)
    assert planner.plan is not None
    planner.undo()
    assert where(planner) == before
    assert planner.plan is None
    assert planner.changes().empty


def test_a_plan_is_of_what_stands_until_the_case_is_edited_though_no_session_changes() -> None:
    planner = small_planner()
    assert not planner.is_planned
    planned_again(planner)
    assert planner.is_planned
    planner.add_hours("Q", WED, "08:00", "09:00", "Oak")
    assert not planner.is_planned
    planner.undo()
    assert planner.is_planned
    session_id = str(planner.sessions["session_id"].iloc[0])
    planner.lock(session_id)
    assert not planner.is_planned
    planner.unlock(session_id)
    assert planner.is_planned  # the case is as it was


def test_a_refused_edit_changes_nothing_and_is_not_kept() -> None:
    planner = small_planner()
    case, before = planner.case, where(planner)
    with pytest.raises(ms.EditError):
        planner.move("M1", start="10:30")
    assert planner.case is case
    assert where(planner) == before
    assert planner.edits == ()


def test_sessions_handed_out_are_a_copy() -> None:
    planner = small_planner()
    handed_out = planner.sessions
    handed_out.loc[:, "locked"] = True
    assert not planner.sessions["locked"].any()
    assert repr(planner) == "Planner(4 sessions, 0 of them locked, 0 edits)"


def test_edits_are_refused_while_planning() -> None:
    planner = small_planner()
    refused: list[str] = []

    def edit(_: object) -> None:
        for change in (lambda: planner.lock("M1"), planner.undo, planner.replan):
            try:
                change()
            except ms.EditError as error:
                refused.append(str(error))

    planner.replan(5, workers=1, watch=edit)
    assert refused
    assert set(refused) == {"planning is under way; stop it, or wait for its plan"}
    assert planner.edits == ()
    planner.lock(planner.sessions["session_id"].iloc[0])


def test_an_edit_taken_back_can_be_made_again_with_its_planning() -> None:
    planner = small_planner()
    planner.day_out("P", MON)
    planned_again(planner)
    case, after, plan = planner.case, where(planner), planner.plan
    planner.lock(planner.sessions["session_id"].iloc[0])
    planner.undo()
    assert planner.undo() == "P out on 2026-03-02"
    assert planner.edits_taken_back[-1] == "P out on 2026-03-02"
    assert planner.redo() == "P out on 2026-03-02"
    assert planner.case is case
    assert planner.plan is plan
    assert where(planner) == after
    assert planner.undo() == "P out on 2026-03-02"


def test_nothing_can_be_made_again_after_another_edit() -> None:
    planner = small_planner()
    planner.lock("M1")
    planner.undo()
    planner.lock("M2")
    assert planner.edits_taken_back == ()
    with pytest.raises(ms.EditError, match="no edit to make again"):
        planner.redo()
