"""Opening another case on the therapist's page: nothing is lost by trying."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_cases import MON, small_case, small_desk
from playwright.sync_api import Browser, Dialog, expect
from widget_page import WidgetPage

import makeup_sched as ms
from makeup_sched.app import Desk
from makeup_sched.app.opening import MOST_BYTES, Opening
from makeup_sched.app.serving import served
from makeup_sched.case.case import Case
from makeup_sched.case.write import write_case
from makeup_sched.cli.samples import sample_folder
from support.chromium import needs_chromium
from support.judge import SECONDS

SAMPLE = Path(str(sample_folder("one-therapist")))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the small case, planned."""
    return small_desk(tmp_path)


def _locked(desk: Desk) -> dict[str, Any]:
    """Lock the first session; return the answer."""
    assert desk.planner is not None
    return desk.calendar.handle({"kind": "lock", "id": desk.planner.sessions["session_id"].iloc[0]})


def _asked(shown: WidgetPage) -> list[str]:
    """Return a list to which each question of the browser comes, answered with yes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    shown.page.on("dialog", answer)
    return asked


@pytest.mark.parametrize("how", ["upload", "open"])
def test_what_cannot_be_read_leaves_plan_locks_and_undo_as_they_are(
    tmp_path: Path, desk: Desk, how: str
) -> None:
    source, planner = desk.opening.source, desk.planner
    assert planner is not None
    assert _locked(desk)["ok"]
    assert desk.planning.wait(SECONDS)
    plan = planner.plan
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    message = {"kind": how, "name": "broken.xlsx", "path": str(tmp_path / "broken.xlsx")}
    desk.opening.handle(message, [b"no workbook"])
    assert "1 error to mend first" in desk.opening.view["said"]
    assert "What was open is still open" in desk.opening.view["said"]
    assert any("can't be opened" in str(row[-1]) for row in desk.problems.content.rows)
    assert desk.planner is planner
    assert planner.plan is plan
    assert planner.edits
    assert desk.opening.source == source
    assert desk.marking.view["can"]
    assert desk.export.handle({"kind": "file", "key": "workbook"})["ok"]


def test_another_case_is_opened_over_edits_only_when_they_are_let_go_of(desk: Desk) -> None:
    sample = {"kind": "sample"}
    assert _locked(desk)["ok"]
    assert desk.planning.wait(SECONDS)
    planner, said = desk.planner, desk.opening.view["said"]
    assert desk.opening.unsaved
    assert desk.opening.handle(sample)["ok"]
    assert desk.opening.view["asks"]
    assert "neither published nor written" in desk.opening.view["said"]
    assert desk.planner is planner
    assert desk.opening.handle({"kind": "stay"})["ok"]
    assert (desk.opening.view["asks"], desk.opening.view["said"]) == (False, said)
    # nothing waits for an answer any more
    assert desk.opening.handle({"kind": "let_go"})["ok"]
    assert desk.planner is planner
    desk.opening.handle(sample)
    assert desk.opening.handle({"kind": "let_go"})["ok"]
    assert desk.planner is not planner
    assert "50 students" in desk.opening.view["said"]
    assert not desk.opening.view["asks"]
    assert not desk.opening.unsaved
    desk.planning.stop()
    assert desk.planning.wait(60)


@pytest.mark.parametrize("how", ["undo", "publish", "folder", "case"])
def test_edits_taken_back_published_or_written_can_be_let_go_of(
    desk: Desk, tmp_path: Path, how: str
) -> None:
    assert _locked(desk)["ok"]
    assert desk.planning.wait(SECONDS)
    assert desk.opening.unsaved
    keep: dict[str, Callable[[], dict[str, Any]]] = {
        "undo": lambda: desk.calendar.handle({"kind": "undo"}),
        "publish": lambda: desk.marking.handle({"kind": "publish"}),
        "folder": lambda: desk.export.handle({"kind": "save", "folder": str(tmp_path / "out")}),
        "case": lambda: desk.export.handle({"kind": "file", "key": "case"}),
    }
    assert keep[how]()["ok"]
    assert not desk.opening.unsaved
    message = {"kind": "redo"} if how == "undo" else {"kind": "undo"}
    assert desk.calendar.handle(message)["ok"]
    assert desk.opening.unsaved == (how == "undo")


def test_a_day_out_is_still_to_be_written_when_the_plan_is_published(desk: Desk) -> None:
    assert desk.calendar.handle({"kind": "day_out", "date": MON})["ok"]
    assert desk.planning.wait(SECONDS)
    assert desk.marking.handle({"kind": "publish"})["ok"]
    assert desk.opening.unsaved
    assert desk.export.handle({"kind": "file", "key": "case"})["ok"]
    assert not desk.opening.unsaved


def test_the_case_taken_along_is_opened_again_with_its_locks(desk: Desk) -> None:
    assert _locked(desk)["ok"]
    assert desk.planning.wait(SECONDS)
    taken = desk.export.handle({"kind": "file", "key": "case"})
    assert taken["ok"], taken["text"]
    assert desk.planner is not None
    before = desk.planner.case
    message = {"kind": "upload", "name": taken["name"]}
    assert desk.opening.handle(message, [taken["content"]])["ok"]
    assert desk.opening.view["ok"]
    assert desk.planning.wait(SECONDS)
    assert desk.planner.case is not before
    assert desk.planner.case.source_hash == before.source_hash
    assert desk.planner.sessions["locked"].sum() == 1


def test_the_words_say_what_is_open_only_once_it_is_shown(tmp_path: Path) -> None:
    seen: list[str] = []
    opening = Opening(lambda _case, _problems: seen.append(opening.view["said"]), SAMPLE)
    before = opening.view["said"]
    opening.open_path(write_case(small_case(), tmp_path / "small"))
    assert seen == [before]
    assert opening.view["said"].startswith("small: 3 students")


@pytest.mark.parametrize("error", [ms.MakeupSchedError("no room for it"), ZeroDivisionError()])
def test_what_cannot_be_shown_is_not_open(tmp_path: Path, error: Exception) -> None:
    raised: list[Exception] = []

    def opened(case: Case | None, _problems: object) -> None:
        if case is not None and raised:
            raise raised[0]

    opening = Opening(opened, SAMPLE)
    first = write_case(small_case(), tmp_path / "first")
    opening.open_path(first)
    raised.append(error)
    second = write_case(small_case(), tmp_path / "second")
    answer = opening.handle({"kind": "open", "path": str(second)})
    words = "No room for it." if isinstance(error, ms.MakeupSchedError) else "fault of its own"
    assert not answer["ok"]
    assert words in opening.view["said"]
    assert (opening.view["ok"], opening.view["path"]) == (False, str(second))
    assert (opening.source, opening.folder, opening.shipped) == (first, first, False)


def test_a_path_with_the_home_of_nobody_is_said_not_to_be_there(desk: Desk) -> None:
    assert not desk.opening.handle({"kind": "open", "path": "~nobody-of-that-name/mine.xlsx"})["ok"]
    assert "no folder or workbook ~nobody-of-that-name" in desk.opening.view["said"]


@pytest.mark.parametrize(("name", "size", "sent", "words"), [
    ("mine.xlsx", MOST_BYTES + 1, True, "The workbook mine.xlsx is larger than 10 MB"),
    ("mine.xlsx", MOST_BYTES + 1, False, "The workbook mine.xlsx is larger than 10 MB"),
    ("mine.xlsx", MOST_BYTES, False, "The workbook mine.xlsx can't be read. Choose it again"),
    ("mine.csv", MOST_BYTES + 1, False, "Choose an Excel workbook"),
])  # fmt: skip
def test_a_workbook_that_does_not_come_along_is_refused_in_words(
    desk: Desk, name: str, size: int, sent: bool, words: str
) -> None:
    planner = desk.planner
    message = {"kind": "upload", "name": name, "size": size}
    assert not desk.opening.handle(message, [bytes(size)] if sent else [])["ok"]
    assert desk.opening.view["said"].startswith(words)
    assert name == "mine.csv" or "type its path into the field" in desk.opening.view["said"]
    assert desk.planner is planner


@needs_chromium
def test_a_workbook_that_is_too_large_is_refused_before_it_is_read(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    book = tmp_path / "mine.xlsx"
    book.write_bytes(bytes(MOST_BYTES + 1))
    shown = WidgetPage(browser, desk.opening)
    page = shown.page
    page.evaluate(
        """() => {
          window.read = 0;
          File.prototype.arrayBuffer = async () => { window.read += 1; throw new Error(); };
        }"""
    )
    chosen = page.get_by_label("Workbook from this computer")
    chosen.set_input_files(book)
    expect(page.get_by_role("status")).to_contain_text("mine.xlsx is larger than 10 MB")
    assert page.evaluate("window.read") == 0
    # the same one is looked at anew, and one that cannot be read is said to be that
    book.write_bytes(b"small")
    chosen.set_input_files(book)
    expect(page.get_by_role("status")).to_contain_text("mine.xlsx can't be read")
    assert page.evaluate("window.read") == 1


@needs_chromium
def test_the_largest_workbook_that_is_taken_reaches_the_program(
    browser: Browser, tmp_path: Path
) -> None:
    book = tmp_path / "mine.xlsx"
    book.write_bytes(bytes(MOST_BYTES))
    with served("therapist", SAMPLE) as server:
        page = browser.new_page()
        page.goto(server.address)
        said = page.locator(".ms-opening").get_by_role("status")
        expect(said).to_contain_text("students", timeout=60_000)
        page.get_by_label("Workbook from this computer").set_input_files(book)
        expect(said).to_contain_text("mine.xlsx: 1 error to mend first", timeout=60_000)


@needs_chromium
def test_the_page_asks_before_it_lets_go_of_edits(browser: Browser, desk: Desk) -> None:
    shown = WidgetPage(browser, desk.opening)
    page, asked = shown.page, _asked(shown)
    assert _locked(desk)["ok"]
    assert desk.planning.wait(SECONDS)
    shown.tell()
    planner = desk.planner
    page.get_by_role("button", name="Open the sample").click()
    stay = page.get_by_role("button", name="Stay")
    expect(stay).to_be_focused()
    stay.press("Enter")
    expect(stay).to_have_count(0)
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_focused()
    assert desk.planner is planner
    page.reload()
    assert asked == ["beforeunload"]
    page.close()
    shown = WidgetPage(browser, desk.opening)
    page = shown.page
    page.get_by_role("button", name="Open the sample").click()
    page.get_by_role("button", name="Open it, and let go of my changes").click()
    expect(page.get_by_role("status")).to_contain_text("50 students")
    assert desk.planner is not planner
    asked = _asked(shown)
    page.reload()
    assert asked == []
    desk.planning.stop()
    assert desk.planning.wait(60)
