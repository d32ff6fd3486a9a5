"""A provider out on some dates, or at work for longer."""

import pandas as pd
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
    where,
)

import makeup_sched as ms
from makeup_sched.checker import check
from makeup_sched.replanning.rows import added_rows, below, typed
from support.tiny import hours, on


def test_sessions_of_a_day_out_fall_out_and_are_told() -> None:
    planner = small_planner()
    planner.lock("M1")
    fallen = planner.day_out("P", MON)
    assert fallen["session_id"].tolist() == ["M1", "M3"]
    assert fallen["locked"].tolist() == [True, False]
    assert list(where(planner)) == ["M2", "M4"]
    assert edited_tables(planner, small_case()) == {"provider_hours"}
    assert planner.case.table("locked").empty


def test_nothing_is_planned_on_a_day_out_and_the_rest_stays() -> None:
    planner = small_planner()
    planner.day_out("P", MON)
    made = planned_again(planner)
    assert (made.sessions["date"] != MON).all()
    assert made.summary.objective["moved"].value == 0
    assert check(planner.case, made.sessions) == []


def test_a_stretch_of_dates_on_whatever_kind_of_day() -> None:
    planner = small_planner()
    planner.add_hours("P", SAT, "08:00", "10:00", "Oak")
    planner.day_out("P", TUE, SAT)
    made = planned_again(planner)
    assert set(made.sessions.loc[made.sessions["provider_id"] == "P", "date"]) <= {
        planner.case.table("calendar")["start_date"].iloc[1]
    }
    assert list(where(small_planner())) == ["M1", "M3", "M2", "M4"]


def test_days_out_that_cannot_be() -> None:
    planner = small_planner()
    with pytest.raises(ms.EditError, match='no provider "Z"'):
        planner.day_out("Z", MON)
    with pytest.raises(ms.EditError, match="before the first"):
        planner.day_out("P", WED, TUE)
    with pytest.raises(ms.EditError, match="planning runs from 2026-03-02 to 2026-03-07"):
        planner.day_out("P", on(30), on(33))
    assert planner.day_out("P", on(-30), on(33)) is not None


def test_a_day_out_is_taken_back_after_other_edits() -> None:
    planner = small_planner()
    before = planner.case.table("provider_hours")
    planner.day_out("P", MON)
    planned_again(planner)
    planner.add_hours("Q", WED, "08:00", "09:00", "Oak")
    planner.day_in("P", MON)
    hours = planner.case.table("provider_hours")
    assert hours.head(len(before)).equals(before)
    assert hours.iloc[len(before):]["provider_id"].tolist() == ["Q"]  # fmt: skip
    made = planned_again(planner)
    assert made.summary.planned == 180
    assert check(planner.case, made.sessions) == []
    assert [edit.words for edit in planner._undone][-1] == f"P back on {MON}"


def test_of_several_days_out_one_is_taken_back_and_the_others_stay() -> None:
    planner = small_planner()
    planner.day_out("P", MON, THU)
    planner.add_hours("P", THU, "11:00", "12:00", "Oak")
    planner.day_in("P", WED)
    hours = planner.case.table("provider_hours")
    leave = hours[hours["kind"] == "leave"]
    days = leave[["start_date", "end_date"]].astype(str).to_numpy().tolist()
    assert days == [[MON, TUE], [THU, THU]]
    assert hours["kind"].tolist()[-1] == "work"  # the last row wins, as before
    made = planned_again(planner)
    own = made.sessions[made.sessions["provider_id"] == "P"]
    assert set(own["date"].astype(str)) <= {WED, THU}
    planner.day_in("P", MON)
    planner.day_in("P", TUE)
    planner.day_in("P", THU)
    assert (planner.case.table("provider_hours")["kind"] != "leave").all()


def test_a_day_that_is_not_out_cannot_be_taken_back() -> None:
    planner = small_planner()
    with pytest.raises(ms.EditError, match="P is not marked as out on 2026-03-02"):
        planner.day_in("P", MON)
    with pytest.raises(ms.EditError, match='no provider "Z"'):
        planner.day_in("Z", MON)


def test_only_days_out_that_were_marked_are_taken_back() -> None:
    leave = hours("00:00-24:00", "leave", start_date=MON, end_date=THU, weekday="Wed")
    planner = small_planner(small().plus(leave).case)
    for day in (MON, WED):  # a leave of the tables, which counts on Wednesdays alone
        with pytest.raises(ms.EditError, match="not marked as out"):
            planner.day_in("P", day)
    with pytest.raises(ms.EditError, match="nothing is planned on 2026-02-"):
        planner.day_in("P", on(-10))


def test_what_is_added_after_a_row_was_taken_back_is_known_to_be_added() -> None:
    first = small_planner()
    first.day_out("P", MON)
    planner = ms.Planner(first.case)
    planner.day_in("P", MON)
    planner.day_out("P", TUE)  # under the row number that has become free
    [row] = added_rows(first.case, planner.draft)["provider_hours"]
    assert row["start_date"] == pd.Timestamp(TUE)


def test_added_hours_win_over_a_day_out_and_are_planned_in() -> None:
    planner = small_planner()
    planner.day_out("P", MON, THU)
    assert planned_again(planner).summary.planned < 180
    planner.add_hours("P", THU, "11:00", "12:00", "Oak")
    made = planned_again(planner)
    late = made.sessions[(made.sessions["provider_id"] == "P")]
    assert len(late) > 0
    assert (late["date"] == THU).all()
    assert (late["start"] >= 660).all()
    assert check(planner.case, made.sessions) == []


def test_added_hours_count_on_that_date_only_and_change_nothing_that_stands() -> None:
    planner = small_planner()
    before = where(planner)
    planner.add_hours("P", WED, "11:30", "12:00", "*")
    assert where(planner) == before
    assert edited_tables(planner, small_case()) == {"provider_hours"}
    assert planner.why_not("M2", date=WED, start="11:30") == []
    assert planner.why_not("M2", date=THU, start="11:30") != []


def test_hours_that_cannot_be() -> None:
    planner = small_planner()
    for cells, reason in (
        (("Z", MON, "11:30", "12:00", "Oak"), 'no provider "Z"'),
        (("P", MON, "12:00", "11:30", "Oak"), "not after the start"),
        (("P", FRI, "11:30", "12:00", "Oak"), "without school"),
        (("P", on(30), "11:30", "12:00", "Oak"), "planning runs from"),
        (("P", MON, "11:30", "12:00", "Aok"), '"Aok" is no site'),
        (("P", MON, "11:30", "12:00", ""), "no site"),
        (("P", MON, "late", "12:00", "Oak"), "not a time"),
    ):
        with pytest.raises(ms.EditError, match=reason):
            planner.add_hours(*cells)
    assert planner.edits == ()


def test_work_at_another_site_does_not_pull_a_locked_session_away() -> None:
    planner = small_planner()
    planner.lock("M1")
    with pytest.raises(ms.EditError, match="P cannot be at work there then") as refused:
        planner.add_hours("P", MON, "08:15", "08:45", "tele")
    assert {violation.session_id for violation in refused.value.violations} == {"M1"}
    planner.unlock("M1")
    planner.add_hours("P", MON, "08:15", "08:45", "tele")
    assert check(planner.case, planned_again(planner).sessions) == []


def test_a_regular_session_that_comes_back_does_not_cut_into_a_locked_one() -> None:
    planner = small_planner()
    planner.day_out("P", TUE)
    stands = planner.sessions
    own = session("C1", TUE, "09:00-09:30", "C", provider_id="Q")
    again = ms.Planner(planner.case, below(
        stands, typed("sessions", [own])))  # fmt: skip
    again.lock("C1")
    with pytest.raises(ms.EditError, match="related_service"):
        again.add_hours("P", TUE, "09:00", "09:30", "Oak")
