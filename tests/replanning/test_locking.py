"""Locking and unlocking: rows of the table `locked`, and nothing else."""

import pytest
from replan_cases import (
    MON,
    TUE,
    edited_tables,
    planned_again,
    session,
    small,
    small_case,
    small_planner,
    standing,
    where,
)

import makeup_sched as ms
from makeup_sched.replanning.rows import typed
from makeup_sched.tables.schemas import empty_table
from support.tiny import locked


def test_a_locked_session_is_a_row_of_the_table_with_every_cell_given() -> None:
    planner = small_planner()
    planner.lock("M1")
    table = planner.case.table("locked")
    assert table.dtypes.to_dict() == empty_table("locked").dtypes.to_dict()
    (row,) = table.to_dict("records")
    assert row | {"locked": False} == planner.sessions.iloc[0].to_dict() | {"locked": False}
    assert edited_tables(planner, small_case()) == {"locked"}


def test_locking_marks_only_what_is_locked() -> None:
    planner = small_planner()
    before = where(planner)
    planner.lock("M1", "M4")
    changed = {name: f"{before[name]} locked" for name in ("M1", "M4")}
    assert where(planner) == {**before, **changed}


def test_what_is_locked_stays_under_its_id_when_planned_again() -> None:
    planner = small_planner()
    planner.lock("M2")
    planned_again(planner)
    assert where(planner)["M2"] == "A P Oak Tue 08:00 extra locked"


def test_unlocking_leaves_the_case_as_it_was() -> None:
    planner = small_planner()
    before = where(planner)
    planner.lock("M1", "M2")
    planner.unlock("M2")
    planner.unlock("M1")
    assert where(planner) == before
    assert edited_tables(planner, small_case()) == set()


def test_a_row_of_the_case_without_an_id_can_be_unlocked() -> None:
    _, cells = locked(standing().tail(1))[0]
    case = small().plus(("locked", {**cells, "session_id": "", "tier": "", "minutes": ""})).case
    planner = ms.Planner(case)
    assert list(where(planner)) == ["M0001"]
    planner.unlock("M0001")
    assert planner.case.table("locked").empty
    assert where(planner) == {"M0001": "C P Oak Tue 09:30 extend"}


def test_a_locked_row_and_the_same_session_of_the_plan_are_one() -> None:
    _, cells = locked(standing().head(1))[0]
    case = small().plus(("locked", {**cells, "session_id": ""})).case
    planner = ms.Planner(case, standing())
    assert where(planner)["M1"].endswith("locked")
    assert len(planner.sessions) == 4


def test_another_session_of_the_plan_with_the_id_of_a_locked_one_is_renamed() -> None:
    _, cells = locked(standing().head(1))[0]
    case = small().plus(("locked", {**cells, "session_id": "M2"})).case
    planner = ms.Planner(case, standing().tail(3))
    assert where(planner)["M2"] == "AB P Oak Mon 08:00 extra locked"
    assert where(planner)["M0001"] == "A P Oak Tue 08:00 extra"


def test_locked_twice_unlocked_twice_and_unknown_sessions_are_refused() -> None:
    planner = small_planner()
    planner.lock("M1")
    with pytest.raises(ms.EditError, match="M1 is locked already"):
        planner.lock("M2", "M1")
    with pytest.raises(ms.EditError, match="M3, M2 are not locked"):
        planner.unlock("M1", "M2", "M3")
    with pytest.raises(ms.EditError, match='no session "M9" stands'):
        planner.lock("M9")
    with pytest.raises(ms.EditError, match="at least one"):
        planner.unlock()
    assert planner.edits == ("lock M1",)


def test_a_session_in_the_way_of_a_locked_one_cannot_be_locked() -> None:
    planner = small_planner()
    planner.move("M2", date=MON, start="08:15")
    with pytest.raises(ms.EditError, match="M1 cannot be locked") as refused:
        planner.lock("M1")
    assert {violation.rule for violation in refused.value.violations} == {1, 2}


def test_halves_of_an_extension_are_locked_and_unlocked_together() -> None:
    case = small(min_extension=30, max_extension=30).case
    halves = [
        session(name, TUE, time, "C", mode="extend", regular_session_id="R")
        for name, time in (("H1", "08:45-09:00"), ("H2", "09:30-09:45"))
    ]
    planner = ms.Planner(case, typed("sessions", halves))
    with pytest.raises(ms.EditError, match="extended by 15 min"):
        planner.lock("H1")
    planner.lock("H1", "H2")
    with pytest.raises(ms.EditError, match="H2 cannot be unlocked"):
        planner.unlock("H2")
    with pytest.raises(ms.EditError, match="H2 cannot be removed"):
        planner.remove("H2")
    planner.unlock("H1", "H2")


def test_a_case_whose_locked_sessions_break_a_rule_is_refused() -> None:
    _, cells = locked(standing().head(1))[0]
    with pytest.raises(ms.LockedError, match="rule 2"):
        ms.Planner(small().plus(("locked", {**cells, "start": "10:30", "end": "11:00"})).case)
