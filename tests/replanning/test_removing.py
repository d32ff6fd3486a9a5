"""Removing a session: it goes, and its time is kept free where that is wanted."""

import pytest
from replan_cases import (
    MON,
    TUE,
    WED,
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
from makeup_sched.checker import check
from makeup_sched.replanning.rows import below, typed


def test_a_removed_session_goes_and_its_time_stays_free() -> None:
    planner = small_planner()
    before = where(planner)
    planner.remove("M1")
    assert where(planner) == {name: words for name, words in before.items() if name != "M1"}
    assert edited_tables(planner, small_case()) == {"provider_hours"}
    made = planned_again(planner)
    on_monday = made.sessions[made.sessions["date"] == MON]
    assert (on_monday["start"] >= 8 * 60 + 30).all()
    assert check(planner.case, made.sessions) == []


def test_only_that_date_and_that_stretch_are_taken_out() -> None:
    planner = small_planner()
    planner.remove("M1")
    (row,) = planner.case.table("provider_hours").tail(1).to_dict("records")
    assert (row["kind"], row["start"], row["end"]) == ("other", 480, 510)
    assert f"{row['start_date']:%Y-%m-%d}" == f"{row['end_date']:%Y-%m-%d}" == MON
    assert planner.why_not("M2", date=WED, start="08:00") == []
    assert {broken.rule for broken in planner.why_not("M2", date=MON, start="08:15")} == {1}
    assert planner.why_not("M2", date=MON, start="08:30") == []


def test_the_time_may_be_used_again_where_it_need_not_be_free() -> None:
    planner = small_planner()
    planner.remove("M1", "M2", keep_free=False)
    assert list(where(planner)) == ["M3", "M4"]
    assert edited_tables(planner, small_case()) == set()
    assert planned_again(planner).summary.unmet == 0


def test_a_locked_session_can_be_removed() -> None:
    planner = small_planner()
    planner.lock("M1", "M2")
    planner.remove("M1")
    assert planner.case.table("locked")["session_id"].tolist() == ["M2"]


def test_who_left_a_regular_session_does_not_join_it_again_that_day() -> None:
    planner = small_planner()
    planner.remove("M3")
    assert edited_tables(planner, small_case()) == {"student_blocks"}
    assert {v.rule for v in planner.why_not("M1", date=MON, start="09:00")} == {1, 2}
    made = planned_again(planner)
    joins = made.sessions[(made.sessions["mode"] == "join") & (made.sessions["date"] == MON)]
    assert not any("B" in who for who in joins["student_ids"])


def test_a_join_cannot_be_kept_away_where_unavailable_time_may_be_used() -> None:
    planner = small_planner(small(categories={"unavailable": "allow"}).case)
    with pytest.raises(ms.EditError, match="keep_free=False"):
        planner.remove("M3")
    planner.remove("M3", keep_free=False)


def test_an_extension_is_kept_free_without_ending_its_session() -> None:
    planner = small_planner()
    planner.remove("M4")
    planner.move("M3", date=TUE)  # the regular session still takes place
    made = planned_again(planner)
    that_day = made.sessions[made.sessions["date"] == TUE]
    assert not ((that_day["start"] < 585) & (that_day["end"] > 570)).any()


def test_time_in_which_another_session_is_locked_cannot_be_kept_free() -> None:
    planner = small_planner()
    planner.move("M2", date=MON, start="08:15")
    with pytest.raises(ms.EditError, match="M1 cannot be removed") as refused:
        planner.remove("M1")
    assert {violation.session_id for violation in refused.value.violations} == {"M2"}
    planner.remove("M1", keep_free=False)
    assert list(where(planner)) == ["M2", "M3", "M4"]


def test_keeping_free_does_not_end_a_regular_session_under_one_that_can_no_longer_stand() -> None:
    stale = session("X", MON, "08:45-09:15", "A")
    planner = ms.Planner(small_case(), below(standing(), typed("sessions", [stale])))
    planner.remove("X")
    row = planner.case.table("provider_hours").iloc[-1]
    assert (row["start"], row["end"]) == (525, 540)
    assert planner.why_not("M3", date=MON) == []
