"""Marking what became of published sessions on the therapist's page."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from app_cases import NAMES, small_case
from playwright.sync_api import Browser, Locator, expect
from widget_page import WidgetPage

import makeup_sched as ms
from makeup_sched.app import Desk
from makeup_sched.app.marking import NOTHING_PUBLISHED, SAMPLE, UPLOADED
from makeup_sched.case.write import write_case
from makeup_sched.charts.words import day_words
from makeup_sched.cli.samples import sample_folder
from support.chromium import needs_chromium
from support.judge import SECONDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the small case."""
    return write_case(small_case(), tmp_path / "small")


@pytest.fixture
def desk(folder: Path) -> Desk:
    """A desk with the small case, planned; nothing is published."""
    opened = Desk(folder, first_seconds=3)
    assert opened.planning.wait(SECONDS)
    return opened


@pytest.fixture
def published(desk: Desk) -> Desk:
    """The desk, its plan published."""
    assert desk.marking.handle({"kind": "publish"})["ok"]
    return desk


def _lines(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.marking.view["shown"]["rows"])


def _log(desk: Desk, *marks: dict[str, Any]) -> dict[str, Any]:
    return desk.marking.handle({"kind": "log", "marks": list(marks)})


def test_nothing_is_written_before_a_button_is_pressed(desk: Desk, folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert "record.db" not in before
    assert str(folder / "record.db") in desk.marking.view["note"]
    assert "Nothing is written before you press" in desk.marking.view["note"]
    answer = _log(desk)
    assert answer["text"] == desk.marking.view["said"] == NOTHING_PUBLISHED
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert desk.marking.handle({"kind": "publish"})["ok"]
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_tables_that_were_broken_since_are_not_taken_in(desk: Desk, folder: Path) -> None:
    broken = folder / "missed.csv"
    broken.write_text(broken.read_text().replace("provider_absent", "provider_bored", 1))
    answer = desk.marking.handle({"kind": "publish"})
    assert not answer["ok"]
    assert "provider_bored" in desk.marking.view["said"]
    assert not (folder / "record.db").exists()


def test_a_published_plan_is_listed_one_line_for_each_student(
    published: Desk, folder: Path
) -> None:
    assert published.planner is not None
    sessions = published.planner.sessions
    assert len(_lines(published)) == sum(map(len, sessions["student_ids"]))
    with ms.Record(folder) as record:
        assert record.published()["session_id"].tolist() == sessions["session_id"].tolist()
        assert record.verify() == []


def test_what_became_of_sessions_is_logged(published: Desk, folder: Path) -> None:
    given, short, missed = _lines(published)[:3]
    answer = _log(
        published,
        {"key": given["key"], "status": "given", "minutes": "", "reason": ""},
        {"key": short["key"], "status": "short", "minutes": "10", "reason": "student_absent"},
        {"key": missed["key"], "status": "missed", "minutes": "", "reason": "provider_absent"},
    )
    assert answer["ok"], answer["text"]
    assert [(line["status"], line["minutes"]) for line in _lines(published)[:3]] == [
        ("given", ""), ("short", 10), ("missed", ""),
    ]  # fmt: skip
    with ms.Record(folder) as record:
        delivered = record.case().table("delivered")["minutes"]
        assert sum(delivered) == given["planned"] + 10
    again = _log(published, {"key": given["key"], "status": "given"})
    assert again["text"] == "The record says all of that already."
    asked = published.marking.handle({"kind": "publish"})["text"]
    assert f"The {given['planned'] + 10} minutes given by the record do not count in it" in asked


@pytest.mark.parametrize(("days", "stays"), [(2, True), (7, False)])
def test_going_on_from_a_week_that_is_over_shows_the_next_one(
    desk: Desk, days: int, stays: bool
) -> None:
    shown, case = desk.calendar.week, desk.case
    assert shown is not None
    assert case is not None
    assert desk.calendar.handle({"kind": "show", "monday": shown.isoformat()})["ok"]
    planner = ms.Planner(replace(case, start_date=shown + timedelta(days=days)))
    planner.replan(seconds=5)
    desk.calendar.go_on(planner)
    desk.calendar.turn_to_first_week()
    assert (desk.calendar.week == shown) == stays


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ({"status": "missed"}, "say why"),
        ({"status": "short", "minutes": "10"}, "say why"),
        ({"status": "short", "reason": "student_absent"}, "minutes were given"),
        ({"status": "short", "minutes": "500", "reason": "student_absent"}, "fewer than all"),
        ({"status": "lost", "reason": "student_absent"}, "lost is not what can become"),
    ],
)
def test_a_mark_that_says_too_little_is_refused_and_none_is_written(
    published: Desk, folder: Path, mark: dict[str, str], words: str
) -> None:
    first, second = _lines(published)[:2]
    answer = _log(published, {"key": first["key"], "status": "given"}, {**mark, **_key(second)})
    assert not answer["ok"]
    assert words in answer["text"]
    assert words in published.marking.view["said"]
    with ms.Record(folder) as record:
        assert record.case().table("delivered").empty


def test_every_mark_that_says_too_little_is_told_at_once(published: Desk) -> None:
    first, second, third = _lines(published)[:3]
    answer = _log(published, {**_key(first), "status": "missed"},
                  {**_key(second), "status": "given"},
                  {**_key(third), "status": "short", "minutes": "5"})  # fmt: skip
    assert not answer["ok"]
    both = _log(published, {**_key(first), "status": "short"})["text"]
    assert "minutes were given, fewer than all, and why it was cut short." in both
    assert answer["text"].count("say why it was missed.") == 1
    assert answer["text"].count("say why it was cut short.") == 1
    assert all(f"({line['session']})" in answer["text"] for line in (first, third))


def test_a_mark_that_says_too_little_is_told_by_name_where_names_are_shown(published: Desk) -> None:
    line = next(line for line in _lines(published) if line["student"] == "B")
    answer = _log(published, {**_key(line), "status": "missed"})
    assert answer["text"].startswith("B on ")
    published.calendar.handle({"kind": "show", "names": True})
    answer = _log(published, {**_key(line), "status": "missed"})
    assert answer["text"].startswith("Bo Birch on ")
    published.calendar.handle({"kind": "show", "names": False})
    assert not any(name in str(published.marking.view) for name in NAMES)


def _key(line: dict[str, Any]) -> dict[str, str]:
    return {"key": line["key"]}


def test_planning_on_counts_what_was_given_and_keeps_what_is_published(published: Desk) -> None:
    assert published.planner is not None
    assert published.case is not None
    owed = int(published.planner.case.table("missed")["minutes"].sum())
    monday = [line for line in _lines(published) if line["when"].startswith("Mon")]
    later = published.planner.sessions
    later = later[later["date"] > later["date"].min()]
    assert monday
    assert _log(published, *({**_key(line), "status": "given"} for line in monday))["ok"]
    assert published.marking.handle({"kind": "plan_on"})["ok"]
    assert published.planning.wait(SECONDS)
    left = sum(int(row[3]) for row in published.owed.content.rows)
    assert left == owed - sum(line["planned"] for line in monday)
    sessions = published.planner.sessions
    kept = sessions[sessions["session_id"].isin(later["session_id"])]
    assert kept["locked"].all()
    assert len(kept) == len(later)
    # and that can be published in its turn
    answer = published.marking.handle({"kind": "publish", "over": True})
    assert answer["ok"], answer["text"]


def test_planning_on_keeps_days_out_and_time_kept_free(published: Desk, folder: Path) -> None:
    assert published.planner is not None
    sessions = published.planner.sessions.sort_values(["date", "start"])
    gone = sessions[sessions["mode"] == "extra"].iloc[-1]
    out = str(next(day for day in sessions["date"] if day != gone["date"]).date())
    for message in ({"kind": "remove", "id": gone["session_id"]},
                    {"kind": "day_out", "date": out}):  # fmt: skip
        assert published.calendar.handle(message)["ok"]
        assert published.planning.wait(SECONDS)
    assert published.marking.handle({"kind": "publish", "over": True})["ok"]
    assert published.opening.unsaved  # the record holds sessions alone
    for _ in range(2):
        answer = published.marking.handle({"kind": "plan_on"})
        assert answer["ok"], answer["text"]
        assert "as out or kept free stays" in answer["text"]
        assert published.planning.wait(SECONDS)
        again = published.planner.sessions
        assert not ((again["date"] == gone["date"]) & (again["start"] < gone["end"])
                    & (again["end"] > gone["start"])).any()  # fmt: skip
        assert out not in set(again["date"].astype(str))
        assert published.opening.unsaved
        assert published.export.view["ready"]
    # what is taken back on the page stays taken back
    assert published.calendar.handle({"kind": "show", "monday": out})["ok"]
    [back] = [day["back"] for day in published.calendar.view["days"] if day["date"] == out]
    assert back
    assert published.calendar.handle({"kind": "day_in", "date": out})["ok"]
    assert published.planning.wait(SECONDS)
    assert published.marking.handle({"kind": "plan_on"})["ok"]
    assert published.planning.wait(SECONDS)
    assert not any(day["back"] for day in published.calendar.view["days"])
    assert set(published._added()) == {"provider_hours"}  # the time that is kept free
    assert published.calendar.handle({"kind": "day_out", "date": out})["ok"]
    assert published.planning.wait(SECONDS)
    # once the tables have it, the record takes it in with them, and it stands there once
    hours = published.planner.case.table("provider_hours")
    write_case(published.planner.case, folder)
    assert published.marking.handle({"kind": "publish", "over": True})["ok"]
    answer = published.marking.handle({"kind": "plan_on"})
    assert "as out or kept free stays" not in answer["text"]
    assert len(published.planner.case.table("provider_hours")) == len(hours)


def test_a_day_out_that_was_taken_back_waits_for_nothing(published: Desk) -> None:
    assert published.planner is not None
    out = str(published.planner.sessions["date"].max().date())
    assert published.calendar.handle({"kind": "day_out", "date": out})["ok"]
    assert published.planning.wait(SECONDS)
    assert published.marking.handle({"kind": "plan_on"})["ok"]
    assert published.planning.wait(SECONDS)
    assert published.opening.unsaved
    assert published.calendar.handle({"kind": "day_in", "date": out})["ok"]
    assert published.planning.wait(SECONDS)
    assert published._added() == {}
    assert published.marking.handle({"kind": "publish", "over": True})["ok"]
    assert not published.opening.unsaved


def test_days_out_of_the_tables_are_not_taken_back_on_the_page(
    published: Desk, folder: Path
) -> None:
    assert published.planner is not None
    out = str(published.planner.sessions["date"].min().date())
    assert published.calendar.handle({"kind": "day_out", "date": out})["ok"]
    write_case(published.planner.case, folder)
    desk = Desk(folder, first_seconds=0)
    desk.calendar.handle({"kind": "show", "monday": out})
    assert not any(day["back"] for day in desk.calendar.view["days"])


def test_planning_on_takes_in_what_was_typed_into_the_tables_since(
    published: Desk, folder: Path
) -> None:
    missed = ms.read_case(folder).table("missed")
    table = folder / "missed.csv"
    *_, last = table.read_text().splitlines()
    day = missed["date"].iloc[-1]
    again = last.replace(f"{day:%Y-%m-%d}", f"{day - pd.Timedelta(days=7):%Y-%m-%d}")
    table.write_text(table.read_text() + again + "\n")
    answer = published.marking.handle({"kind": "plan_on"})
    assert "What is new in your tables was taken into the record." in answer["text"]
    assert published.planner is not None
    assert len(published.planner.case.table("missed")) == len(missed) + 1


def test_another_day_the_record_is_there_and_reading_it_changes_nothing(
    published: Desk, folder: Path
) -> None:
    before = (folder / "record.db").read_bytes()
    desk = Desk(folder, first_seconds=0)
    assert _lines(desk) == _lines(published)
    assert desk.marking.handle({"kind": "week", "step": 1})["ok"]
    assert (folder / "record.db").read_bytes() == before
    assert not desk.marking.view["planned"]
    assert desk.marking.handle({"kind": "publish"})["text"] == "Nothing is planned yet."


def test_a_page_says_that_another_plan_is_published_and_asks_before_it_replaces_it(
    published: Desk, folder: Path
) -> None:
    assert "published" not in published.calendar.view["subtitle"]
    desk = Desk(folder, first_seconds=3)
    assert desk.planning.wait(SECONDS)
    today = day_words(date.today())
    head = f"Another plan is published, since {today}; this one is new."
    assert head in desk.calendar.view["subtitle"]
    desk.calendar.handle({"kind": "show", "shows": "month"})
    assert f"{head} To go on from the published one press" in desk.calendar.view["subtitle"]
    with ms.Record(folder) as record:
        before = record.published()
        head_of_record = record.head()
    answer = desk.marking.handle({"kind": "publish"})
    assert answer["ok"]
    assert desk.marking.view["asks"]
    assert answer["text"] == f"A plan is published, since {today}. This one would take its place."
    assert desk.marking.handle({"kind": "keep"})["ok"]
    assert not desk.marking.view["asks"]
    with ms.Record(folder) as record:
        assert record.published().equals(before)
        assert record.head() == head_of_record
    assert desk.marking.handle({"kind": "publish", "over": True})["ok"]
    assert "published" not in desk.calendar.view["subtitle"]
    assert not desk.marking.view["asks"]


def test_planning_on_from_the_record_shows_the_published_plan_and_its_dates_everywhere(
    published: Desk, folder: Path
) -> None:
    desk = Desk(folder, first_seconds=3)
    assert desk.planning.wait(SECONDS)
    assert "planned from Mon Mar 2 to" in desk.opening.view["said"]
    monday = [line for line in _lines(desk) if line["when"].startswith("Mon")]
    assert _log(desk, *({**_key(line), "status": "given"} for line in monday))["ok"]
    assert desk.marking.handle({"kind": "plan_on"})["ok"]
    assert desk.planning.wait(SECONDS)
    assert desk.case is not None
    day = day_words(desk.case.start_date)
    assert day != "Mon Mar 2"
    assert f"from {day} on" in desk.marking.view["said"]
    assert f"planned from {day} to" in desk.opening.view["said"]
    assert "Another plan" not in desk.calendar.view["subtitle"]


def _asked(browser: Browser, desk: Desk) -> tuple[WidgetPage, Locator, Locator]:
    """Return the page, on which publishing asks first, that button, and the one that keeps."""
    shown = WidgetPage(browser, desk.marking)
    publish = shown.page.get_by_role("button", name="Publish this plan", exact=True)
    publish.click()
    keep = shown.page.get_by_role("button", name="Keep the published plan")
    expect(keep).to_be_focused()
    return shown, publish, keep


@needs_chromium
def test_the_published_plan_is_replaced_in_the_browser_only_after_a_question(
    browser: Browser, published: Desk
) -> None:
    shown, publish, keep = _asked(browser, published)
    status = shown.page.get_by_role("status")
    keep.press("Enter")
    expect(status).to_have_text("The published plan stays.")
    expect(keep).to_have_count(0)
    publish.click()
    shown.page.get_by_role("button", name="Publish this plan in its place").click()
    expect(status).to_contain_text("Published, as entry")
    expect(keep).to_have_count(0)


@needs_chromium
def test_a_question_has_the_keyboard_only_when_it_appears(
    browser: Browser, published: Desk
) -> None:
    shown, publish, keep = _asked(browser, published)
    publish.focus()
    for names in (True, False):
        published.marking.show(names=names)
        shown.tell()
        expect(publish).to_be_focused()
    # asked once more, it has the keyboard once more
    keep.click()
    expect(publish).to_be_focused()
    publish.press("Enter")
    expect(keep).to_be_focused()


@needs_chromium
def test_an_answer_that_takes_a_while_leaves_the_keyboard_where_the_reader_has_gone(
    browser: Browser, published: Desk
) -> None:
    shown, _, keep = _asked(browser, published)
    page = shown.page
    page.evaluate(
        """() => {
          const { toPython } = window;
          const done = new Promise((resolve) => { window.goOn = resolve; });
          window.toPython = async (message) => { await done; return toPython(message); };
        }"""
    )
    keep.press("Enter")
    other = page.get_by_role("button", name="Plan on from the record")
    other.focus()
    page.evaluate("() => window.goOn()")
    expect(page.get_by_role("status")).to_have_text("The published plan stays.")
    expect(other).to_be_focused()


def test_marks_that_wait_to_be_written_are_asked_about(published: Desk) -> None:
    assert published.marking.handle({"kind": "chosen", "marks": 1})["ok"]
    assert published.opening.unsaved
    assert published.opening.handle({"kind": "sample"})["ok"]
    assert "marked in a week" in published.opening.view["said"]
    assert published.opening.handle({"kind": "stay"})["ok"]
    assert _log(published, {**_key(_lines(published)[0]), "status": "given"})["ok"]
    assert not published.opening.unsaved


def test_planning_on_leaves_the_reader_where_they_are(published: Desk) -> None:
    calendar = published.calendar
    assert calendar.handle({"kind": "show", "shows": "month", "who": "student:A"})["ok"]
    assert _log(published, {**_key(_lines(published)[0]), "status": "given"})["ok"]
    before = calendar.view["who"], calendar.view["shows"], calendar.view["monday"]
    assert published.marking.handle({"kind": "plan_on"})["ok"]
    assert published.planning.wait(SECONDS)
    assert (calendar.view["who"], calendar.view["shows"], calendar.view["monday"]) == before


def test_the_record_of_a_workbook_lies_beside_it(tmp_path: Path) -> None:
    book = Path(ms.write_template(tmp_path / "mine.xlsx"))
    desk = Desk(book, first_seconds=3)
    assert desk.planning.wait(SECONDS)
    assert desk.marking.handle({"kind": "publish"})["ok"]
    assert (tmp_path / "mine.record.db").exists()


def test_a_sample_or_an_uploaded_workbook_keeps_no_record(desk: Desk, tmp_path: Path) -> None:
    book = Path(ms.write_template(tmp_path / "mine.xlsx"))
    for message, buffers, words in (
        ({"kind": "sample"}, [], SAMPLE),
        ({"kind": "open", "path": str(sample_folder("ten-minutes-a-day"))}, [], SAMPLE),
        ({"kind": "upload", "name": "mine.xlsx"}, [book.read_bytes()], UPLOADED),
    ):
        assert desk.opening.handle(message, buffers)["ok"]
        desk.planning.stop()
        assert desk.planning.wait(60)
        assert desk.marking.view["note"] == words
        assert not desk.marking.view["can"]
        for kind in ("publish", "log", "plan_on"):
            answer = desk.marking.handle({"kind": kind, "marks": []})
            assert (answer["ok"], answer["text"]) == (False, words)
    for name in ("one-therapist", "ten-minutes-a-day"):
        assert not Path(str(sample_folder(name)), "record.db").exists()
    assert not (tmp_path / "mine.record.db").exists()


def test_a_record_that_cannot_be_read_is_said_in_words(folder: Path) -> None:
    (folder / "record.db").write_text("no record at all, but a letter of some length" * 40)
    desk = Desk(folder, first_seconds=0)
    assert "record.db" in desk.marking.view["said"]
    assert not desk.marking.view["ok"]
    assert desk.case is not None


def test_names_are_shown_only_where_they_are_switched_on(published: Desk) -> None:
    assert not any(name in str(published.marking.view) for name in NAMES)
    published.calendar.handle({"kind": "show", "names": True})
    assert any(name in str(published.marking.view) for name in NAMES)


@needs_chromium
def test_a_week_is_marked_in_the_browser(browser: Browser, published: Desk) -> None:
    page = WidgetPage(browser, published.marking).page
    marks = page.get_by_label("What became of")
    marks.first.select_option("missed")
    page.get_by_role("button", name="Write into the record").click()
    said = page.get_by_role("status")
    expect(said).to_contain_text("say why")
    # what was chosen is still there
    expect(marks.first).to_have_value("missed")
    page.get_by_label("Reason").first.select_option("student_absent")
    page.get_by_role("button", name="Mark the rest as given").click()
    page.get_by_role("button", name="Write into the record").click()
    expect(said).to_contain_text(f"{len(_lines(published))} new entries")
    expect(page.locator(".ms-unwritten")).to_have_count(0)
    assert [line["status"] for line in _lines(published)][:2] == ["missed", "given"]


def test_on_a_phone_what_became_of_a_session_can_be_seen_and_chosen(
    browser: Browser, published: Desk
) -> None:
    page = WidgetPage(browser, published.marking, width=390).page
    row = page.get_by_role("table").get_by_role("row").nth(1)
    cells = row.get_by_role("cell")
    boxes = [cells.nth(at).bounding_box() for at in range(5)]
    assert all(box is not None and box["x"] + box["width"] <= 390 for box in boxes)
    row.get_by_label("What became of").select_option("missed")
    box = row.get_by_label("Reason").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
