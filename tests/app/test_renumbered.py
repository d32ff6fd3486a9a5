"""Sessions that the page names while a planning numbers them anew."""

import threading
from typing import Any

import pytest
from app_cases import TUE, WED, renumbering_planner, where

from makeup_sched.app import Calendar
from makeup_sched.replanning.planner import Planner
from support.judge import SECONDS

EIGHT = 8 * 60


def _alone(calendar: Calendar) -> dict[str, Any]:
    """Return the session that A has alone on Tuesday."""
    day = next(day for day in calendar.view["days"] if day["date"] == TUE)
    (block,) = [block for block in day["blocks"] if block["start"] == EIGHT]
    return dict(block)


def _planned_again() -> tuple[Planner, Calendar, dict[str, Any]]:
    """Return a session as the page has it, of which a planning has given the number away."""
    planner = renumbering_planner()
    calendar = Calendar(planner)
    block = _alone(calendar)
    planner.replan(5, workers=1)
    calendar.mark_changes()
    assert where(planner, block["id"]).startswith("Mon")
    return planner, calendar, block


@pytest.mark.parametrize("kind", ["pick", "card", "move", "lock", "remove"])
def test_what_is_asked_for_is_done_to_the_session_that_was_meant(kind: str) -> None:
    planner, calendar, block = _planned_again()
    now = _alone(calendar)
    others = planner.sessions[planner.sessions["session_id"] != now["id"]]
    answer = calendar.handle({"kind": kind, "what": block["what"], "date": WED, "start": EIGHT})
    assert answer["ok"]
    after = {
        "move": "Wed 08:00 locked",
        "lock": "Tue 08:00 locked",
        "remove": "nowhere",
    }
    assert where(planner, now["id"]) == after.get(kind, "Tue 08:00")
    stand = planner.sessions[planner.sessions["session_id"] != now["id"]]
    assert stand.reset_index(drop=True).equals(others.reset_index(drop=True))
    if kind == "card":
        assert [each["who"] for each in answer["card"]["people"]] == ["A"]


def test_an_edit_says_what_the_session_is_now() -> None:
    _, calendar, block = _planned_again()
    answer = calendar.handle({"kind": "move", "what": block["what"], "date": WED, "start": EIGHT})
    assert calendar.handle({"kind": "unlock", "what": answer["what"]})["ok"]


@pytest.mark.parametrize("kind", ["pick", "card", "move", "lock", "unlock", "remove"])
def test_a_session_that_a_planning_has_taken_elsewhere_is_left_alone(kind: str) -> None:
    planner = renumbering_planner()
    calendar = Calendar(planner)
    block = _alone(calendar)
    planner.remove(block["id"])
    planner.replan(5, workers=1)
    before = planner.sessions
    assert where(planner, block["id"]) != "nowhere"
    answer = calendar.handle({"kind": kind, "what": block["what"], "date": WED, "start": EIGHT})
    assert not answer["ok"]
    assert "plan has changed" in answer["text"]
    assert planner.sessions.equals(before)
    assert len(planner.edits) == 1


@pytest.mark.parametrize("what", ["", "nonsense", "2026-03-03 ", None])
def test_what_means_nothing_is_refused(what: object) -> None:
    answer = Calendar(renumbering_planner()).handle({"kind": "lock", "what": what})
    assert not answer["ok"]


def test_no_planning_begins_between_looking_a_session_up_and_editing_it() -> None:
    planner = renumbering_planner()
    with planner.idle():
        thread = threading.Thread(target=planner.replan, kwargs={"workers": 1})
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        planner.lock("M0001")
    thread.join(SECONDS)
    assert not thread.is_alive()
    assert planner.plan is not None
    assert where(planner, "M0001") == "Tue 08:00 locked"


def test_what_can_be_taken_back_is_told_of_the_session_that_was_edited() -> None:
    planner = renumbering_planner()
    calendar = Calendar(planner)
    calendar.handle({"kind": "lock", "what": _alone(calendar)["what"]})
    calendar.handle({"kind": "unlock", "what": _alone(calendar)["what"]})
    planner.replan(5, workers=1)
    calendar.mark_changes()
    assert "speech with A on Tue" in calendar.view["undo"]
    calendar.handle({"kind": "undo"})
    assert "speech with A on Tue" in calendar.view["redo"]
    assert "speech with A on Tue" in calendar.handle({"kind": "redo"})["text"]
