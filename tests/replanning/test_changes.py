"""What planning again changed, and what it leaves as it is."""

import pandas as pd
from replan_cases import MON, TUE, WED, planned_again, session, small_case, small_planner

import makeup_sched as ms
from makeup_sched.replanning.changes import COLUMNS, changes_table
from makeup_sched.replanning.rows import typed


def test_a_first_plan_is_all_new_and_the_same_as_without_a_planner() -> None:
    case = small_case()
    planner = ms.Planner(case, seed=3)
    assert planner.sessions.empty
    assert planner.plan is None
    made = planned_again(planner)
    alone = ms.plan(case, seconds=20, seed=3, workers=1, progress=False)
    pd.testing.assert_frame_equal(made.sessions, alone.sessions)
    assert planner.plan is made
    assert set(planner.changes()["change"]) == {"new"}
    assert "moved" not in made.summary.objective


def test_an_optimal_plan_that_nobody_edits_stays() -> None:
    case = small_case()
    first = ms.plan(case, seconds=20, workers=1, progress=False)
    planner = ms.Planner(case, first)
    assert planner.plan is first
    again = planned_again(planner)
    pd.testing.assert_frame_equal(again.sessions, first.sessions)
    assert set(planner.changes()["change"]) == {"kept"}


def test_a_plan_with_an_item_the_case_no_longer_has_counts_without_it() -> None:
    known = small_case()
    old = [session("X1", MON, "08:00-08:30", "Z"), session("X2", "2026-02-27", "08:00-08:30", "A")]
    planner = ms.Planner(known, typed("sessions", [*old, session("X3", WED, "08:00-08:30", "A")]))
    assert planner.sessions["session_id"].tolist() == ["X3"]


def test_rows_say_where_each_student_was_and_is() -> None:
    stood = typed("sessions", [
        session("1", MON, "08:00-08:30", "AB"),
        session("2", TUE, "08:00-08:30", "A"),
        session("3", TUE, "09:30-09:45", "C"),
    ])  # fmt: skip
    taken = typed("sessions", [session("4", WED, "09:30-09:45", "C")])
    now = typed("sessions", [
        session("1", MON, "08:00-08:30", "A"),
        session("2", WED, "08:15-08:45", "AB", provider_id="Q"),
        session("5", WED, "11:00-11:30", "B"),
    ])  # fmt: skip
    found = changes_table(stood, taken, now)
    assert found.dtypes.astype(str).to_dict() == COLUMNS
    rows = [
        (row.change, row.student_id, row.provider_before, row.date_before, row.start_before,
         row.provider_after, row.date_after, row.start_after, row.edited)
        for row in found.astype(object).where(found.notna(), None).itertuples()
    ]  # fmt: skip
    mon, tue, wed = (pd.Timestamp(day) for day in (MON, TUE, WED))
    assert rows == [
        ("kept", "A", "P", mon, 480, "P", mon, 480, False),
        ("moved", "A", "P", tue, 480, "Q", wed, 495, False),
        ("moved", "B", "P", mon, 480, "Q", wed, 495, False),
        ("new", "B", "", None, None, "P", wed, 660, False),
        ("gone", "C", "P", tue, 570, "", None, None, False),
        ("gone", "C", "P", wed, 570, "", None, None, True),
    ]


def test_what_fell_out_is_shown_with_its_new_place() -> None:
    planner = small_planner()
    planner.day_out("P", MON)
    planned_again(planner)
    found = planner.changes()
    fell = found[found["edited"]]
    assert sorted(fell["student_id"]) == ["A", "B", "B"]
    assert (fell["date_before"] == MON).all()
    assert (found.loc[~found["edited"], "change"].isin(["kept", "new"])).all()
    planned_again(planner)
    assert not planner.changes()["edited"].any()


def test_a_session_moved_by_hand_is_kept_where_it_was_put() -> None:
    planner = small_planner()
    planner.move("M2", date=WED, start="11:00")
    planned_again(planner)
    found = planner.changes()
    (put,) = found[(found["date_after"] == WED) & (found["start_after"] == 660)].to_dict("records")
    assert (put["change"], put["edited"]) == ("kept", False)
