"""The panels of a coordinator's page."""

from pathlib import Path

import pytest
from app_cases import NAMES, small_case

from makeup_sched.app import Office, contracting_panel, what_if
from makeup_sched.app.contracting_panel import ANSWER
from makeup_sched.app.overview import BY_DISCIPLINE, BY_MONTH, BY_SCHOOL
from makeup_sched.app.table import Table
from makeup_sched.app.what_if import COMPARE, FILE
from makeup_sched.app.work_table import STOP
from makeup_sched.case.write import write_case
from support.judge import SECONDS

DATA = Path(__file__).parents[2] / "data"
SCENARIOS = """
[[scenario]]
name = "No groups"
policy = { group_cap = 1 }
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with the small case, planned."""
    folder = write_case(small_case(), tmp_path / "small")
    (folder / FILE).write_text(SCENARIOS)
    opened = Office(folder, first_seconds=3)
    assert opened.planning.wait(SECONDS)
    return opened


def _press(panel: object, button: str) -> None:
    assert panel.handle({"kind": "press", "button": button})["ok"]  # type: ignore[attr-defined]


def test_totals_add_up_however_they_are_grouped(office: Office) -> None:
    assert office.plan is not None
    for button, group in ((BY_DISCIPLINE, "SLP"), (BY_SCHOOL, "Oak"), (BY_MONTH, "2026-02")):
        _press(office.overview, button)
        content = office.overview.content
        named = [dict(zip(content.columns, row, strict=True)) for row in content.rows]
        assert [row[content.columns[0]] for row in named] == [group]
        assert sum(int(row["Owed"]) for row in named) == 180
        planned = sum(int(row["Planned"]) for row in named)
        assert planned == office.plan.summary.planned
        assert sum(int(row["Unmet"]) for row in named) == office.plan.summary.unmet


def test_scenarios_beside_the_case_are_compared(office: Office) -> None:
    assert FILE in office.what_if.content.note
    _press(office.what_if, COMPARE)
    assert office.what_if.wait(120)
    assert office.what_if.content.ok, office.what_if.content.said
    assert [row[0] for row in office.what_if.content.rows] == ["as it is", "No groups"]
    assert office.what_if.content.picture is not None
    assert "No groups" in office.what_if.content.picture.alt


def test_whether_to_contract_is_answered_and_handed_out_as_a_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contracting_panel, "SECONDS", 8.0)
    office = Office(DATA / "ten-minutes-a-day", first_seconds=0)
    assert not office.report.view["ready"]
    assert not office.report.handle({"kind": "file", "key": "pdf"})["ok"]
    _press(office.contracting, ANSWER)
    assert office.contracting.wait(120)
    content = office.contracting.content
    assert content.answer.startswith("Yes. Staff can place at most 130 of 1,650 owed minutes")
    assert any(text.head == "How it is proven, what was tried" for text in content.texts)
    assert office.report.view["ready"]
    assert office.report.handle({"kind": "file", "key": "pdf"})["content"].startswith(b"%PDF")
    assert office.report.handle({"kind": "file", "key": "book"})["content"].startswith(b"PK")


def test_another_case_makes_the_answers_of_the_one_before_go(office: Office) -> None:
    office.opening.handle({"kind": "open", "path": str(DATA / "ten-minutes-a-day")})
    assert office.planning.wait(60)
    assert not office.report.view["ready"]
    assert office.what_if.content.rows == ()
    assert "1,650 minutes owed" in office.overview.content.note


def test_nobody_is_named(office: Office) -> None:
    panels = (office.opening, office.problems, office.overview, office.pressing, office.planning,
              office.unmet, office.contracting, office.report, office.what_if)  # fmt: skip
    shown = repr([panel.view for panel in panels])
    assert not any(name in shown for name in NAMES)


def test_errors_in_scenarios_are_said_in_words(office: Office, tmp_path: Path) -> None:
    (tmp_path / "small" / FILE).write_text("[[scenario]]\nname = 'x'\nmagic = 1\n")
    answer = office.what_if.handle({"kind": "press", "button": COMPARE})
    assert not answer["ok"]
    assert "magic" in answer["text"]


def test_what_if_is_stopped_and_says_what_is_left_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "SECONDS_EACH", 120.0)
    stop = {"kind": "press", "button": STOP}
    assert not _enabled(office.what_if, STOP)
    _press(office.what_if, COMPARE)
    assert _enabled(office.what_if, STOP)
    assert not _enabled(office.what_if, COMPARE)
    assert office.what_if.handle(stop)["ok"]
    assert office.what_if.wait(60)
    said = office.what_if.content.said
    assert said.startswith("Stopped")
    assert not _enabled(office.what_if, STOP)
    assert _enabled(office.what_if, COMPARE)


def test_a_coordinators_page_offers_nothing_that_asks_for_a_calendar(office: Office) -> None:
    assert not office.planning.view["edits"]
    shown = {each["words"]: each["pressed"] for each in office.overview.view["buttons"]}
    assert shown == {BY_DISCIPLINE: True, BY_SCHOOL: False, BY_MONTH: False}


def _enabled(panel: Table, words: str) -> bool:
    (found,) = [each for each in panel.view["buttons"] if each["words"] == words]
    return not found["disabled"]
