"""Moving a session: where it may go, how it stands there, and why it may not."""

import datetime as dt
from typing import Any

import pytest
from replan_cases import (
    FRI,
    MON,
    SAT,
    THU,
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
from support.tiny import hours


def rules(planner: ms.Planner, session_id: str, **place: str) -> set[object]:
    """Return the rules that a session breaks at a place, which moving it there says too."""
    found = planner.why_not(session_id, **place)
    if found:
        with pytest.raises(ms.EditError) as refused:
            planner.move(session_id, **place)
        assert list(refused.value.violations) == found
        assert planner.edits == ()
    return {violation.rule for violation in found}


def test_a_moved_session_is_locked_at_its_new_place_and_the_others_stay() -> None:
    planner = small_planner()
    before = where(planner)
    planner.move("M1", date=WED, start="11:00")
    assert where(planner) == {**before, "M1": "AB P Oak Wed 11:00 extra locked"}
    assert edited_tables(planner, small_case()) == {"locked"}
    made = planned_again(planner)
    assert where(planner)["M1"] == "AB P Oak Wed 11:00 extra locked"
    assert check(planner.case, made.sessions) == []


@pytest.mark.parametrize("start", ["8:15", "08:15", 495, dt.time(8, 15), "8:15 am"])
def test_dates_and_times_in_every_form(start: dt.time | str | int) -> None:
    planner = small_planner()
    planner.move("M2", date=dt.date(2026, 3, 4), start=start)
    assert where(planner)["M2"] == "A P Oak Wed 08:15 extra locked"


def test_what_the_planner_gives_out_it_takes() -> None:
    planner = small_planner()
    places = planner.allowed("M2", week=WED)
    place = places[places["date"] == WED].iloc[-1]
    assert planner.why_not("M2", date=place["date"].to_numpy(), start=place["start"]) == []
    planner.move("M2", date=place["date"], start=place["start"])
    assert planner.allowed("M2", week=place["date"]).columns.tolist() == places.columns.tolist()
    edits: list[Any] = [planner.lock, planner.unlock, planner.remove, planner.move]
    for edit in edits:
        with pytest.raises(TypeError, match="named by its id"):
            edit(["M2"])


def test_a_locked_session_may_be_moved_again() -> None:
    planner = small_planner()
    planner.lock("M2")
    planner.move("M2", start="08:15")
    planner.move("M2", start="08:30")
    assert where(planner)["M2"] == "A P Oak Tue 08:30 extra locked"
    assert len(planner.case.table("locked")) == 1


def test_another_provider_and_tele_where_that_is_all_there_is() -> None:
    planner = small_planner()
    planner.move("M2", provider="Q", start="08:00")
    assert where(planner)["M2"] == "A Q Oak Tue 08:00 extra locked"
    assert rules(small_planner(), "M1", date=TUE, provider="Q", start="11:30") == {1}
    alone = ms.Planner(small_case(), typed("sessions", [session("M1", MON, "08:00-08:30", "B")]))
    alone.move("M1", date=TUE, provider="Q", start="11:30")
    assert where(alone)["M1"] == "B Q tele Tue 11:30 extra locked"


def test_a_join_joins_on_another_date_and_stands_for_itself_elsewhere() -> None:
    planner = small_planner()
    planner.move("M3", date=WED)
    assert where(planner)["M3"] == "B P Oak Wed 09:00 join locked"
    planner.move("M3", start="08:00")
    assert where(planner)["M3"] == "B P Oak Wed 08:00 extra locked"
    assert planner.sessions.set_index("session_id").loc["M3", "regular_session_id"] == ""


def test_an_extension_moves_to_the_other_side_of_its_session() -> None:
    planner = small_planner()
    planner.move("M4", start="08:45")
    assert where(planner)["M4"] == "C P Oak Tue 08:45 extend locked"


def test_places_that_break_a_rule_by_themselves() -> None:
    planner = small_planner()
    assert rules(planner, "M1", start="10:30") == {2}  # lunch
    assert rules(planner, "M1", start="11:30") == {1}  # not at work
    assert rules(planner, "M1", start="09:00") == {1}  # the regular session
    assert rules(planner, "M1", start="08:05") == {3}  # not on the grid
    assert rules(planner, "M1", date=FRI) == {1, 2, 7}  # no school
    assert rules(planner, "M1", date="2026-03-09") >= {7}
    assert rules(planner, "M1", site="Elm") == {1, 2}


def test_other_sessions_are_in_the_way_only_where_locked() -> None:
    planner = small_planner()
    assert rules(planner, "M2", date=MON, start="08:15") == set()
    locked = small_planner()
    locked.lock("M1")
    with pytest.raises(ms.EditError, match="M2 cannot be moved to 2026-03-02 08:15") as refused:
        locked.move("M2", date=MON, start="08:15")
    assert {violation.rule for violation in refused.value.violations} == {1, 2}
    assert locked.edits == ("lock M1",)


def test_minutes_of_locked_sessions_on_other_dates_count_too() -> None:
    # C is owed 30 minutes, of which 15 are locked
    more = session("X", THU, "08:00-08:30", "C")
    planner = ms.Planner(small_case(), below(standing(), typed("sessions", [more])))
    assert rules(planner, "X", start="08:15") == set()
    planner.lock("M4")
    with pytest.raises(ms.EditError, match="45 min planned, 30 min owed"):
        planner.move("X", start="08:15")


def test_what_stands_in_the_way_is_planned_elsewhere() -> None:
    planner = small_planner()
    planner.move("M2", date=MON, start="08:00", provider="P")
    made = planned_again(planner)
    assert check(planner.case, made.sessions) == []
    assert where(planner)["M2"] == "A P Oak Mon 08:00 extra locked"


@pytest.mark.parametrize("edit", ["move", "remove"])
def test_a_session_put_exactly_onto_another_of_the_same_student_stays_locked(edit: str) -> None:
    more = session("X", WED, "08:00-08:30", "A")
    planner = ms.Planner(small_case(), below(standing(), typed("sessions", [more])))
    planner.move("M2", date=WED)
    if edit == "move":
        planner.move("X", date=THU)
    else:
        planner.remove("X", keep_free=False)
    assert where(planner)["M2"] == "A P Oak Wed 08:00 extra locked"
    assert "M2" in planner.case.table("locked")["session_id"].tolist()
    assert check(planner.case, planner.sessions[planner.sessions["locked"]]) == []


def test_unknown_people_and_dates_that_are_none_are_refused() -> None:
    planner = small_planner()
    with pytest.raises(ms.EditError, match='no provider "Z"'):
        planner.move("M1", provider="Z")
    with pytest.raises(ms.EditError, match='no session "M7"'):
        planner.why_not("M7", start="08:00")
    with pytest.raises(ms.EditError, match='"soon" is not a date'):
        planner.move("M1", date="soon")
    with pytest.raises(ms.EditError, match='"noon" is not a time'):
        planner.move("M1", start="noon")
    with pytest.raises(ms.EditError, match="no time of a day"):
        planner.move("M1", start=1441)


def test_allowed_places_are_those_to_which_it_may_be_moved() -> None:
    planner = small_planner()
    planner.lock("M2")
    for name, provider in (("M1", "P"), ("M1", "Q"), ("M3", "P"), ("M4", "P")):
        found = planner.allowed(name, provider=provider)
        tried = {
            (date, start)
            for date in (MON, TUE, WED, THU, FRI, SAT)
            for start in range(0, 1440, 15)
            if not planner.why_not(name, date=date, start=start, provider=provider)
        }
        assert {(f"{r.date:%Y-%m-%d}", r.start) for r in found.itertuples()} == tried
        assert len(found) == len(tried) > 0


def test_allowed_places_of_another_week_and_of_a_day_out() -> None:
    planner = small_planner(small().plus(hours("08:00-09:00", day_types="saturday")).case)
    assert planner.allowed("M1", "2026-03-10").empty
    found = planner.allowed("M1", SAT)
    assert set(found.loc[found["date"] == SAT, "tier"]) == {"extended_day"}
    planner.day_out("P", MON, SAT)
    assert planner.sessions.empty
