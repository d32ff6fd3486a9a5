"""Two threads draw one calendar: what is shown in the end is what stands in the end."""

import threading
from typing import Any

import pytest
from app_cases import small_planner

from makeup_sched.app import calendar as module
from makeup_sched.app.calendar import Calendar
from makeup_sched.app.calendar_view import calendar_view
from support.judge import SECONDS


def test_a_slow_drawing_does_not_take_the_place_of_a_later_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calendar = Calendar(small_planner(), names=True)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*given: Any, **how: Any) -> Any:
        drawn = calendar_view(*given, **how)
        if not begun.is_set():
            begun.set()
            go_on.wait(SECONDS)
        return drawn

    monkeypatch.setattr(module, "calendar_view", slow)
    planning = threading.Thread(target=calendar.refresh)
    planning.start()
    assert begun.wait(SECONDS)
    message = {"kind": "show", "shows": "month", "names": False}
    reader = threading.Thread(target=calendar.handle, args=(message,))
    reader.start()
    go_on.set()
    planning.join(SECONDS)
    reader.join(SECONDS)
    assert calendar.view["shows"] == "month"
    assert not calendar.view["names"]


@pytest.mark.parametrize("chosen", [{}, {"shows": "month"}, {"monday": "2026-03-09"}])
def test_the_first_plan_leaves_the_reader_where_they_went(chosen: dict[str, str]) -> None:
    calendar = Calendar(small_planner(), week="2026-03-09")
    calendar.handle({"kind": "show", **chosen})
    before = calendar.view["shows"], calendar.view["monday"]
    calendar.turn_to_first_week()
    after = calendar.view["shows"], calendar.view["monday"]
    assert after == (before if chosen else ("week", "2026-03-02"))
