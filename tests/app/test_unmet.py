"""The panel of what has no place, in the words of the page."""

from makeup_sched.app.unmet import EXPLAIN, Unmet
from makeup_sched.app.words import when_in_words
from makeup_sched.planning import plan
from support.judge import SECONDS
from support.tiny import bells, blueprint, day, hours, on, owes, provider, student


def test_explanations_tell_the_time_as_the_calendar_does() -> None:
    case = blueprint(
        day(), bells("08:00-08:30", "lunch"), bells("08:30-09:00", "resource"), student("A"),
        provider(), hours("08:00-08:30"), owes("A", 30), end_date=on(0), max_session=30,
    ).case  # fmt: skip
    panel = Unmet()
    panel.use(case, plan(case, seconds=SECONDS))
    assert panel.handle({"kind": "press", "button": EXPLAIN})["ok"]
    assert panel.wait(SECONDS)
    (text,) = panel.content.texts
    assert "P has 8:30\u20139:00\u00a0AM on Mon at Oak" in text.lines[0]


def test_dates_and_times_are_said_in_words() -> None:
    assert when_in_words("07:30-13:00 or 14:15, from 2026-05-12 on") == (
        "7:30\u20131:00\u00a0PM or 2:15\u00a0PM, from Tue May 12 on"
    )
