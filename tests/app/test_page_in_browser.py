"""The page without code, served by Voila, used from start to finish in a real browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import page_steps as steps
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import makeup_sched as ms
from makeup_sched.app.serving import served
from makeup_sched.app.unmet import EXPLAIN
from support.chromium import chromium, needs_chromium

pytestmark = needs_chromium
DATA = Path(__file__).parents[2] / "data"
THERAPIST, TEN_MINUTES = DATA / "one-therapist", DATA / "ten-minutes-a-day"


class _Shown:
    """A page, what it asked of others than this machine, and the case that it shows."""

    def __init__(self, browser: Browser, case: Path) -> None:
        self.browser = browser
        self.page = page = browser.new_page(viewport={"width": 1280, "height": 1000})
        self.case = case
        self.taken = case.parent / "case.xlsx"
        self.outside: list[str] = []
        page.on("request", lambda request: self._note(request.url))

    def _note(self, address: str) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1:|data:|blob:", address):
            self.outside.append(address)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Shown]:
    case = tmp_path_factory.mktemp("page") / "caseload"
    shutil.copytree(THERAPIST, case)
    with served("therapist", case) as server, chromium() as browser:
        found = _Shown(browser, case)
        found.page.goto(server.address)
        steps.planned(found.page)
        yield found


def test_without_the_token_nothing_is_shown(shown: _Shown) -> None:
    bare = re.sub(r"\?token=.*", "", shown.page.url)
    stranger = shown.browser.new_context().new_page()
    stranger.goto(bare)
    assert "S001" not in stranger.content()
    assert stranger.locator(".ms-calendar").count() == 0
    stranger.close()


def test_a_therapists_way_from_opening_to_the_exported_plan(shown: _Shown, tmp_path: Path) -> None:
    page = shown.page
    expect(page.locator(".ms-opening")).to_contain_text("caseload: 50 students")
    assert page.locator(".jp-Editor, .cm-editor").count() == 0
    steps.plan(page, 2)
    name, day = steps.movable(page)
    steps.drag_to_where_nobody_is(page, name)
    with steps.planned_once_more(page):
        steps.drag_to_an_allowed_place(page, name, day)
    expect(steps.planning(page)).to_contain_text("Planned again")
    expect(steps.session(page, name)).to_have_class(re.compile("ms-locked"))
    with steps.planned_once_more(page):
        _by_keyboard(page)
    free = page.locator(".ms-makeup:not(.ms-locked)").first
    locked = str(free.get_attribute("data-id"))
    with steps.planned_once_more(page):
        free.focus()
        page.keyboard.press("l")
        expect(steps.status(page)).to_contain_text(f"({locked}) is locked", timeout=steps.LONG)
    steps.press_key_on(page, "Undo")
    expect(steps.status(page)).to_contain_text("Taken back: the lock on", timeout=steps.LONG)
    steps.press_key_on(page, "Redo")
    expect(steps.status(page)).to_contain_text("Made again: the lock on", timeout=steps.LONG)
    with steps.planned_once_more(page):
        steps.planning(page).get_by_role("button", name="Plan again").click()
    plan = steps.export_the_workbook(page, tmp_path)
    assert plan.sessions["locked"].sum() >= 3
    case = ms.read_case(shown.case)
    broken = [each for each in ms.check(case, plan.sessions) if each.rule != 8]
    assert broken == []
    assert shown.outside == []


def _by_keyboard(page: Page) -> None:
    """Move a session to the next place that is allowed in its week, by keyboard alone."""
    name, day = steps.movable(page)
    steps.session(page, name).focus()
    home = steps.session(page, name).locator("xpath=..").get_attribute("data-date")
    days = page.locator(".ms-column").evaluate_all("all => all.map(each => each.dataset.date)")
    step = days.index(day) - days.index(home)
    page.keyboard.press("Space")
    expect(steps.status(page)).to_contain_text("picked up", timeout=steps.LONG)
    for _ in range(abs(step)):
        page.keyboard.press("Shift+ArrowRight" if step > 0 else "Shift+ArrowLeft")
    expect(steps.status(page)).to_contain_text(": allowed")
    page.keyboard.press("Enter")
    expect(steps.status(page)).to_contain_text(f"({name}) moved to", timeout=steps.LONG)
    # the words come before the week is drawn anew
    expect(steps.session(page, name)).to_have_class(re.compile("ms-locked"), timeout=steps.LONG)


def test_the_keyboard_may_go_to_a_heading_at_once(shown: _Shown) -> None:
    page = shown.page
    jumps = page.get_by_role("navigation", name="Go to")
    jump = jumps.get_by_role("link", name="Go to 4. Your weeks")
    assert jumps.evaluate("e => e === document.body.firstElementChild")
    jump.focus()
    expect(jump).to_be_in_viewport()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="4. Your weeks")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(jump).not_to_be_in_viewport()


def test_what_is_owed_is_searched_and_the_calendar_shows_months_years_and_children(
    shown: _Shown,
) -> None:
    page = shown.page
    owed = steps.panel(page, "What is owed")
    owed.get_by_role("searchbox").fill("S005")
    expect(owed).to_contain_text("2 of 36 lines")
    owed.get_by_role("searchbox").fill("")
    calendar = page.locator(".ms-calendar")
    for form, words in (("Month", "P01: May 2026"), ("Year", "P01: May 2026 to July 2026")):
        calendar.get_by_role("button", name=form, exact=True).click()
        expect(calendar.get_by_role("heading", level=2)).to_have_text(words, timeout=steps.LONG)
    calendar.get_by_role("button", name=re.compile("Week of May 11")).click()
    heading = calendar.get_by_role("heading", level=2)
    expect(heading).to_contain_text("week of May 11", timeout=steps.LONG)
    calendar.get_by_role("button", name="Earlier week").click()
    expect(heading).to_contain_text("week of May 4", timeout=steps.LONG)
    calendar.get_by_role("switch", name="Show names").check()
    expect(heading).to_contain_text("Therapist Teal", timeout=steps.LONG)
    expect(owed).to_contain_text("Kid Maple-01")
    calendar.get_by_label("Whose calendar").select_option("student:S005")
    expect(heading).to_contain_text("S005", timeout=steps.LONG)
    calendar.get_by_role("switch", name="Show names").uncheck()
    expect(owed).not_to_contain_text("Kid Maple-01", timeout=steps.LONG)
    calendar.get_by_label("Whose calendar").select_option("provider:P01")
    expect(heading).to_contain_text("P01", timeout=steps.LONG)


def test_a_day_out_is_planned_around_and_taken_back(shown: _Shown) -> None:
    page = shown.page
    page.get_by_role("button", name="Out on Tue May 5").click()
    expect(steps.status(page)).to_contain_text("P01 is out on Tue May 5", timeout=steps.LONG)
    expect(page.locator('[data-date="2026-05-05"] .ms-makeup')).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(steps.status(page)).to_contain_text("Taken back: P01 out on", timeout=steps.LONG)
    expect(page.locator('[data-date="2026-05-05"] .ms-makeup').first).to_be_visible()
    page.get_by_role("button", name="Out on Tue May 5").press("Enter")
    back = page.get_by_role("button", name="Back on Tue May 5")
    expect(back).to_be_focused(timeout=steps.LONG)
    with steps.planned_once_more(page):
        back.press("Enter")
        expect(steps.status(page)).to_contain_text("P01 is back on Tue May 5", timeout=steps.LONG)
    expect(page.get_by_role("button", name="Out on Tue May 5")).to_be_visible()


def test_every_file_is_handed_out_and_the_plan_is_published_and_marked(
    shown: _Shown, tmp_path: Path
) -> None:
    page, take = shown.page, "Take it along"
    with steps.planned_once_more(page):
        steps.planning(page).get_by_role("button", name="Plan again").click()
    assert steps.download(page, take, "Week sheet").startswith(b"%PDF")
    assert steps.download(page, take, "Weeks to print").startswith(b"PK")
    assert steps.download(page, take, "Calendar file").startswith(b"BEGIN:VCALENDAR")
    assert steps.download(page, take, "Plan folder").startswith(b"PK")
    shown.taken.write_bytes(steps.download(page, take, "Case with my changes"))
    steps.panel(page, take).get_by_label("Folder").fill(str(tmp_path / "kept"))
    steps.press(page, take, "Write")
    expect(steps.panel(page, take)).to_contain_text("Written to", timeout=steps.LONG)
    assert (tmp_path / "kept" / "summary.json").exists()
    explained = steps.start_and_stop(page, "What has no place", EXPLAIN)
    expect(explained).to_contain_text("items explained")
    became = steps.press(page, "What became of the sessions", "Publish this plan")
    expect(became).to_contain_text("Published, as entry", timeout=steps.LONG)
    became.get_by_label("What became of M").first.select_option("given")
    became.get_by_role("button", name="Write into the record").click()
    expect(became).to_contain_text("1 new entry", timeout=steps.LONG)
    became.get_by_role("button", name="Plan on from the record").click()
    expect(became).to_contain_text("plans from the record now", timeout=steps.LONG)
    steps.planned(page)
    assert shown.outside == []


def test_a_workbook_never_seen_before_is_uploaded_and_planned(
    shown: _Shown, tmp_path: Path
) -> None:
    book = ms.write_template(tmp_path / "mine.xlsx")
    shown.page.locator('.ms-opening input[type="file"]').set_input_files(str(book))
    expect(shown.page.locator(".ms-opening")).to_contain_text("mine.xlsx:", timeout=steps.LONG)
    steps.planned(shown.page)
    expect(shown.page.locator(".ms-makeup").first).to_be_visible(timeout=steps.LONG)


def test_the_case_taken_along_is_uploaded_again(shown: _Shown) -> None:
    locked = ms.read_case(shown.taken).table("locked")
    assert len(locked) >= 3
    shown.page.locator('.ms-opening input[type="file"]').set_input_files(str(shown.taken))
    expect(shown.page.locator(".ms-opening")).to_contain_text(
        "case.xlsx: 50 students", timeout=steps.LONG
    )
    steps.planned(shown.page)
    for _, each in locked.sort_values("date").iterrows():
        steps.show_day(shown.page, f"{each['date']:%Y-%m-%d}")
        kept = shown.page.locator(f'[data-date="{each["date"]:%Y-%m-%d}"] .ms-locked')
        expect(kept.first).to_be_visible(timeout=steps.LONG)


def test_all_of_the_page_is_printed_and_nothing_to_press(shown: _Shown) -> None:
    page = shown.page
    printed = page.pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 4
    page.emulate_media(media="print")
    for hidden in (steps.planning(page).get_by_role("button", name="Plan", exact=True),
                   page.get_by_role("searchbox").first, page.locator(".ms-out").first):  # fmt: skip
        expect(hidden).to_be_hidden()
    expect(page.locator(".ms-calendar .ms-title")).to_be_visible()
    page.emulate_media(media="screen")


def test_nothing_bars_those_who_use_other_means(shown: _Shown) -> None:
    assert _barriers(shown.page) == []


@pytest.mark.parametrize("dark", [False, True])
def test_a_coordinators_page_shows_the_district(shown: _Shown, dark: bool) -> None:
    with served("coordinator", TEN_MINUTES, dark=dark) as server:
        page = shown.browser.new_page(viewport={"width": 1280, "height": 1000})
        page.goto(server.address)
        steps.planned(page)
        page.get_by_role("button", name="By school").click()
        expect(page.get_by_role("region", name="At a glance")).to_contain_text("1,650")
        expect(steps.planning(page)).to_contain_text("no plan can place")
        expect(page.get_by_role("button", name="Plan again")).to_have_count(0)
        if not dark:
            _everything_a_coordinator_clicks(page)
        assert _barriers(page) == []


def _everything_a_coordinator_clicks(page: Page) -> None:
    glance = steps.press(page, "At a glance", "By month missed")
    pressed = glance.get_by_role("button", name="By month missed")
    expect(pressed).to_have_attribute("aria-pressed", "true", timeout=steps.LONG)
    expect(steps.start_and_stop(page, "What if?", "Compare")).to_contain_text("Stopped")
    steps.start_and_stop(page, "What has no place", EXPLAIN)
    answer = steps.start_and_stop(page, "Do we need to contract?", "Work it out")
    expect(answer).to_contain_text("Yes. Staff can place at most")
    assert steps.download(page, "Report for a board", "Report").startswith(b"%PDF")
    assert steps.download(page, "Report for a board", "Figures").startswith(b"PK")


def _barriers(page: Page) -> list[str]:
    """Return what an accessibility check finds that is serious."""
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]
