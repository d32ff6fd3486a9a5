"""What the calendar answers to its page: Python alone decides."""

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from app_cases import MON, NAMES, THU, TUE, WED, small_case, small_planner, standing, where

import makeup_sched as ms
from makeup_sched.app import Calendar
from makeup_sched.app.card import session_card
from makeup_sched.case.values import rows_of
from makeup_sched.checker.facts import Facts
from makeup_sched.replanning.planner import Planner
from makeup_sched.replanning.rows import typed
from support.tiny import bells, blueprint, day, hours, on, owes, provider, regular, student


def _blocks(calendar: Calendar) -> dict[str, dict[str, Any]]:
    return {block["id"]: block for day in calendar.view["days"] for block in day["blocks"]}


def test_a_week_shows_sessions_bands_and_closures() -> None:
    calendar = Calendar(small_planner())
    assert calendar.view["shows"] == "week"
    days = calendar.view["days"]
    assert [day["date"] for day in days][:2] == [MON, TUE]
    assert days[4]["closure"] == "No school"
    blocks = _blocks(calendar)
    assert {name for name, block in blocks.items() if block["makeup"]} == {"M1", "M2", "M3"}
    assert not blocks["R"]["makeup"]
    # a join stands beside the session that it joins
    assert blocks["M3"]["lanes"] == 2
    assert {band["kind"] for band in days[0]["bands"]} == {"free"}


def test_a_students_week_shows_what_is_off_limits() -> None:
    calendar = Calendar(small_planner(), who="A")
    assert set(_blocks(calendar)) == {"M1", "M2"}
    off = {band["words"] for day in calendar.view["days"] for band in day["bands"]
           if band["kind"] == "off"}  # fmt: skip
    assert off == {"lunch"}


def _planned_from_tuesday_to_wednesday() -> Planner:
    case = blueprint(
        *(day(offset) for offset in range(4)),
        bells("08:00-10:00", "study_hall"), bells("10:00-11:00", "resource"),
        bells("11:00-12:00", "lunch"),
        student("A"), provider(), hours("08:00-11:00"), regular("R", "08:00-08:30", "A"),
        owes("A", 60), start_date=TUE, end_date=WED,
    ).case  # fmt: skip
    return Planner(case, typed("sessions", []))


def test_only_days_of_planning_have_free_time_and_can_be_marked_out() -> None:
    calendar = Calendar(_planned_from_tuesday_to_wednesday())
    days = {day["date"]: day for day in calendar.view["days"]}
    assert [name for name, day in days.items() if day["out"]] == [TUE, WED]
    said = {name: {band["words"] for band in day["bands"]} for name, day in days.items()}
    assert said[MON] == {"before this plan begins"}
    assert said[TUE] == said[WED] == {"free"}
    assert said[THU] == {"after this plan ends"}
    # two days of three hours, of which half an hour is the regular session's
    assert "300 minutes still free" in calendar.view["subtitle"]


def test_a_day_without_sessions_can_be_marked_out_once() -> None:
    calendar = Calendar(small_planner())
    out = [day["date"] for day in calendar.view["days"] if day["out"]]
    assert out == [MON, TUE, WED, THU]
    assert calendar.handle({"kind": "day_out", "date": THU})["ok"]
    assert [day["date"] for day in calendar.view["days"] if day["out"]] == [MON, TUE, WED]


def test_a_students_days_outside_of_planning_are_off_limits_but_for_what_protects_them() -> None:
    calendar = Calendar(_planned_from_tuesday_to_wednesday(), who="A")
    monday, tuesday, *_ = calendar.view["days"]
    assert [(band["start"], band["words"], band["kind"]) for band in monday["bands"]] == [
        (480, "other service", "off"), (510, "before this plan begins", "off"),
        (660, "lunch", "off"),
    ]  # fmt: skip
    assert {band["kind"] for band in tuesday["bands"]} == {"free", "off"}


@pytest.mark.parametrize("shows", ["week", "month", "year"])
def test_names_are_shown_only_where_asked_for(shows: str) -> None:
    calendar = Calendar(small_planner())
    calendar.handle({"kind": "show", "shows": shows})
    assert not any(name in json.dumps(calendar.view) for name in NAMES)
    calendar.handle({"kind": "show", "names": True})
    assert "Pat Pine" in json.dumps(calendar.view)
    assert repr(calendar) == "Calendar()"


@pytest.mark.parametrize("shows", ["week", "month", "year"])
def test_names_in_letters_that_the_pictures_lack_are_shown_on_the_page(shows: str) -> None:
    case = small_case()
    named = {"students": "\u674e\u5c0f\u9f8d", "providers": "\u738b\u82b3"}
    tables = {name: case.table(name).assign(name=who) for name, who in named.items()}
    planner = Planner(replace(case, tables={**case.tables, **tables}), standing())
    calendar = Calendar(planner, names=True)
    calendar.handle({"kind": "show", "shows": shows})
    assert named["providers"] in calendar.view["title"]
    labels = [each["label"] for each in calendar.view["people"]]
    assert f"{named['providers']} (P)" in labels
    assert f"{named['students']} (A)" in labels
    if shows == "week":
        assert named["students"] in _blocks(calendar)["M2"]["head"]
    removed = calendar.handle({"kind": "remove", "id": "M2"})
    assert f"Speech with {named['students']} on" in removed["text"]


def test_the_places_that_light_up_are_those_that_the_planner_allows() -> None:
    planner = small_planner()
    answer = Calendar(planner).handle({"kind": "pick", "id": "M2"})
    allowed = {
        (row.date.date().isoformat(), int(row.start)) for row in rows_of(planner.allowed("M2"))
    }
    assert {(day, start) for day, start, _, _ in answer["places"]} == allowed
    crowded = {(day, start) for day, start, _, others in answer["places"] if others}
    assert (MON, 8 * 60) in crowded
    assert answer["text"] == f"It may begin at {len(allowed) - 1} other times of this week."


def test_the_place_where_a_session_stands_is_no_other_place() -> None:
    case = blueprint(
        ("calendar", {"start_date": "2025-12-01", "day_type": "school"}), day(0), day(1),
        student("A"), provider(), hours("08:00-08:30", weekday="Tue"),
        owes("A", 30, on_date="2025-12-01"), start_date=MON, end_date=TUE,
    ).case  # fmt: skip
    planner = Planner(case, standing().query("session_id == 'M2'"))
    answer = Calendar(planner).handle({"kind": "pick", "id": "M2"})
    assert len(answer["places"]) == 1
    assert answer["text"] == "There is no other place in this week."
    # and what was missed in another year says which
    card = Calendar(planner).handle({"kind": "card", "id": "M2"})["card"]
    assert "the oldest since Mon Dec 1, 2025, due Tue Mar 3" in card["people"][0]["what"]
    assert not card["people"][0]["what"].endswith("2026")


def test_students_of_a_session_are_told_apart_by_commas() -> None:
    calendar = Calendar(small_planner())
    assert _blocks(calendar)["M1"]["head"] == "A, B"
    calendar.handle({"kind": "show", "shows": "month"})
    assert calendar.view["days"][0]["sessions"][0]["head"] == "SLP A, B"


def test_a_move_to_an_allowed_place_stands_and_is_told() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    told: list[str] = []
    calendar.listen(told.append)
    answer = calendar.handle({"kind": "move", "id": "M2", "date": WED, "start": 8 * 60})
    assert answer["ok"]
    assert where(planner, "M2") == "Wed 08:00 locked"
    assert _blocks(calendar)["M2"]["locked"]
    assert len(told) == 1
    assert "Wed Mar 4" in told[0]


def test_a_move_elsewhere_is_refused_with_rule_and_reason_and_nothing_changes() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    before = calendar.view
    answer = calendar.handle({"kind": "move", "id": "M2", "date": TUE, "start": 10 * 60 + 30})
    assert not answer["ok"]
    assert "10:30\u00a0AM" in answer["text"]
    (rule,) = answer["rules"]
    assert rule["rule"] == "2"
    assert "protected" in rule["asks"]
    assert (
        "A is in lunch, which is protected, on Tue Mar 3 10:30\u201311:00\u00a0AM" in rule["reason"]
    )
    assert where(planner, "M2") == "Tue 08:00"
    assert calendar.view == before


def test_refusals_say_names_only_where_asked_for() -> None:
    calendar = Calendar(small_planner(), names=True)
    answer = calendar.handle({"kind": "move", "id": "M1", "date": MON, "start": 10 * 60 + 30})
    assert "and Bo Birch are in lunch, which is protected," in json.dumps(answer["rules"])


def test_what_is_locked_is_unlocked_before_it_moves() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    assert calendar.handle({"kind": "lock", "id": "M2"})["ok"]
    for kind in ("pick", "move"):
        answer = calendar.handle({"kind": kind, "id": "M2", "date": WED, "start": 480})
        assert not answer["ok"]
        assert "unlock it first" in answer["text"]
    assert calendar.handle({"kind": "unlock", "id": "M2"})["ok"]
    assert calendar.handle({"kind": "move", "id": "M2", "date": WED, "start": 480})["ok"]


def test_undo_and_redo_go_back_and_forth_without_planning() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    told: list[str] = []
    calendar.handle({"kind": "remove", "id": "M2"})
    calendar.listen(told.append)
    assert where(planner, "M2") == "nowhere"
    assert calendar.view["undo"] == (
        "Take back: the removal of speech with A on Tue Mar 3, 8:00\u00a0AM (M2)"
    )
    assert calendar.handle({"kind": "undo"})["ok"]
    assert where(planner, "M2") == "Tue 08:00"
    assert calendar.view["redo"] == (
        "Make again: the removal of speech with A on Tue Mar 3, 8:00\u00a0AM (M2)"
    )
    assert calendar.handle({"kind": "redo"})["ok"]
    assert where(planner, "M2") == "nowhere"
    assert told == []
    assert not calendar.handle({"kind": "redo"})["ok"]


def test_what_is_said_of_a_session_says_who_and_when_before_its_id() -> None:
    calendar = Calendar(small_planner())
    said = []
    for message in (
        {"kind": "move", "id": "M1", "date": TUE, "start": 11 * 60},
        {"kind": "move", "id": "M1", "date": WED, "start": 10 * 60 + 30},
        {"kind": "unlock", "id": "M1"}, {"kind": "undo"}, {"kind": "lock", "id": "M1"},
        {"kind": "show", "names": True}, {"kind": "day_out", "date": TUE},
    ):  # fmt: skip
        said.append(str(calendar.handle(message)["text"]).replace("\u00a0", " "))
    assert said[0].startswith("Speech with A and B on Mon Mar 2, 8:00 AM (M1) moved to Tue Mar 3")
    assert said[1] == (
        "Speech with A and B on Tue Mar 3, 11:00 AM (M1) is locked; unlock it first to move it."
    )
    assert said[3].startswith("Taken back: the unlocking of speech with A and B on Tue Mar 3")
    assert "locked" in said[4]
    assert said[6].startswith(
        "Pat Pine (P) is out on Tue Mar 3: 2 make-up sessions (1 locked) and 1 regular session out"
    )


def test_a_rule_that_stands_against_several_students_is_said_once() -> None:
    calendar = Calendar(small_planner())
    answer = calendar.handle({"kind": "move", "id": "M1", "date": WED, "start": 10 * 60 + 30})
    assert answer["text"].replace("\u00a0", " ") == (
        "Speech with A and B on Mon Mar 2, 8:00 AM (M1) cannot be moved to Wed Mar 4, 10:30 AM."
    )
    (rule,) = answer["rules"]
    assert rule["reason"].replace("\u00a0", " ") == (
        "students A and B are in lunch, which is protected, on Wed Mar 4 10:30\u201311:00 AM"
    )


def test_a_day_out_takes_its_sessions_along() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    answer = calendar.handle({"kind": "day_out", "date": MON})
    assert "2 make-up sessions and 1 regular session out, too." in answer["text"]
    assert "not added to what is owed: enter them as missed." in answer["text"]
    assert set(planner.sessions["session_id"]) == {"M2"}


def test_a_card_says_who_attends_why_here_and_where_else() -> None:
    planner = small_planner()
    (session,) = rows_of(planner.sessions[planner.sessions["session_id"] == "M1"])
    card = session_card(planner, Facts(small_case()), session, names=False)
    assert [each["who"] for each in card["people"]] == ["A", "B"]
    assert "90 minutes owed" in card["people"][0]["what"]
    assert card["people"][0]["why"] == "During resource room."
    assert card["places"]
    for place in card["places"]:
        assert planner.why_not("M1", date=place["date"], start=place["start"]) == []


def test_a_card_says_in_words_which_regular_session_is_joined() -> None:
    planner = small_planner()
    (session,) = rows_of(planner.sessions[planner.sessions["session_id"] == "M3"])
    said = session_card(planner, Facts(small_case()), session, names=False)["facts"][1]
    assert said.startswith("Joins a regular session: the one with C, 9:00\u20139:30\u00a0AM (R)")
    named = session_card(planner, Facts(small_case()), session, names=True)["facts"][1]
    assert "with Cy Cedar" in named


def test_what_is_taken_back_is_told_as_it_stood_before() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    calendar.handle({"kind": "remove", "id": "M2"})
    calendar.handle({"kind": "remove", "id": "M1"})
    assert "speech with A and B on Mon" in calendar.view["undo"]
    calendar.handle({"kind": "undo"})
    assert "speech with A on Tue" in calendar.view["undo"]
    assert "speech with A and B on Mon" in calendar.view["redo"]
    calendar.handle({"kind": "undo"})
    assert calendar.view["undo"] == ""


def test_sessions_that_planning_numbers_anew_are_told_as_the_edit_was_made_on_them() -> None:
    planner = small_planner()
    planner.replan()
    calendar = Calendar(planner)
    made_on = planner.sessions.iloc[0]
    removed = f"on {made_on['date']:%a %b} {made_on['date'].day}"
    told: list[str] = []
    calendar.turned = told.append
    for _ in range(2):
        if not planner.edits:
            calendar.handle({"kind": "remove", "id": made_on["session_id"]})
        planner.replan()
        # another session has its id now
        assert made_on["session_id"] in planner.sessions["session_id"].tolist()
        calendar.refresh()
        words = calendar.view["undo"].removeprefix("Take back: ")
        assert removed in words
        assert calendar.handle({"kind": "undo"})["text"] == f"Taken back: {words}."
        planner.replan()
        calendar.refresh()
        assert calendar.view["redo"] == f"Make again: {words}"
        assert calendar.handle({"kind": "redo"})["text"] == f"Made again: {words}."
    assert told == [f"Taken back: {words}", f"Made again: {words}"] * 2


def test_good_places_come_before_those_where_others_would_have_to_move() -> None:
    planner = small_planner()
    (session,) = rows_of(planner.sessions[planner.sessions["session_id"] == "M1"])
    card = session_card(planner, Facts(small_case()), session, names=False)
    crowded = ["would move" in place["words"] for place in card["places"]]
    assert crowded == sorted(crowded)


def test_no_place_is_offered_where_a_session_of_the_same_student_would_have_to_move() -> None:
    case = blueprint(
        *map(day, range(3)), bells("08:00-09:00", "resource"), student("A"), student("B"),
        provider("P"), hours("08:00-08:30"), owes("A", 60), owes("B", 30),
        end_date=on(2), max_session=30,
    ).case  # fmt: skip
    plan = standing().iloc[[0, 0, 0]].reset_index(drop=True)
    plan = plan.assign(
        session_id=["M0", "M1", "M2"], date=pd.to_datetime([MON, TUE, WED]),
        student_ids=pd.Series([("A",), ("A",), ("B",)]),
        owed_ids=pd.Series([("A-SLP",), ("A-SLP",), ("B-SLP",)]),
    )  # fmt: skip
    planner = Planner(case, plan)
    (session,) = rows_of(planner.sessions[planner.sessions["session_id"] == "M0"])
    places = session_card(planner, Facts(case), session, names=False)["places"]
    assert [place["date"] for place in places] == [WED]


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "nothing"}, {}, {"kind": "move", "id": "M9", "date": MON, "start": 480},
        {"kind": "move", "id": "M2", "date": "soon", "start": 480},
        {"kind": "move", "id": "M2", "date": MON, "start": "late"}, {"kind": "lock", "id": "M9"},
        {"kind": "show", "who": "student:nobody"}, {"kind": "undo"}, {"kind": "day_out"},
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_answered_in_words(message: dict[str, Any]) -> None:
    planner = small_planner()
    answer = Calendar(planner).handle(message)
    assert not answer["ok"]
    assert answer["text"]
    assert planner.edits == ()


def test_a_calendar_without_a_case_says_so() -> None:
    calendar = Calendar()
    assert calendar.view["title"] == "No case is open"
    assert calendar.handle({"kind": "undo"}) == {"ok": False, "text": "No case is open."}
    calendar.use(small_planner(), who="Q", week=TUE)
    assert calendar.who == "Q"


def test_weeks_outside_of_planning_and_unknown_people() -> None:
    with pytest.raises(ms.MakeupSchedError, match="nobody in the case"):
        Calendar(small_planner(), who="nobody")
    calendar = Calendar(small_planner(), week="2026-06-01")
    assert calendar.view["shows"] == "week"


def test_changes_of_the_last_planning_are_marked() -> None:
    planner = small_planner()
    calendar = Calendar(planner)
    calendar.handle({"kind": "remove", "id": "M2"})
    planner.replan(5, workers=1)
    calendar.mark_changes()
    marks = {block["changed"] for block in _blocks(calendar).values()}
    assert "new" in marks
