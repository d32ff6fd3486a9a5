"""The calendar in a real browser: mouse, keyboard, screen readers."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from app_cases import LONG_NAMES, MON, TUE, WED, crowded_planner, small_planner, where
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect
from widget_page import WidgetPage

from makeup_sched.app import Calendar
from support.chromium import needs_chromium

pytestmark = needs_chromium
MINUTE = 1.75


@pytest.fixture
def shown(browser: Browser) -> Iterator[WidgetPage]:
    page = WidgetPage(browser, Calendar(small_planner()))
    yield page
    page.page.close()


def _plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ")


def _session(shown: WidgetPage, name: str) -> Locator:
    return shown.page.locator(f'[data-id="{name}"]')


def _status(shown: WidgetPage) -> Locator:
    return shown.page.get_by_role("status")


def _drag(shown: WidgetPage, name: str, date: str, minutes: float) -> None:
    """Drag a session to another day, so many minutes later."""
    page = shown.page
    box = _session(shown, name).bounding_box()
    column = page.locator(f'[data-date="{date}"]').bounding_box()
    assert box is not None
    assert column is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 3)
    expect(page.locator(".ms-allowed").first).to_be_visible()
    page.mouse.move(column["x"] + column["width"] / 2, y + minutes * MINUTE, steps=6)


def test_a_drag_to_an_allowed_place_moves_the_session(shown: WidgetPage) -> None:
    _drag(shown, "M2", WED, 0)
    assert "ms-yes" in (shown.page.locator(".ms-ghost").get_attribute("class") or "")
    shown.page.mouse.up()
    expect(_status(shown)).to_contain_text("(M2) moved to Wed Mar 4")
    assert where(shown.widget.planner, "M2") == "Wed 08:00 locked"
    expect(shown.page.locator(f'[data-date="{WED}"] [data-id="M2"]')).to_be_focused()
    expect(shown.page.locator(".ms-allowed")).to_have_count(0)


def test_a_drag_elsewhere_is_refused_and_the_session_stays(shown: WidgetPage) -> None:
    _drag(shown, "M2", TUE, 150)
    assert "ms-no" in (shown.page.locator(".ms-ghost").get_attribute("class") or "")
    shown.page.mouse.up()
    expect(_status(shown)).to_contain_text("Rule 2")
    expect(_status(shown)).to_contain_text("lunch, which is protected")
    assert where(shown.widget.planner, "M2") == "Tue 08:00"
    expect(shown.page.locator(f'[data-date="{TUE}"] [data-id="M2"]')).to_be_visible()


def test_a_refusal_stands_where_the_session_was_put_down_and_moves_nothing(
    shown: WidgetPage,
) -> None:
    grid = shown.page.locator(".ms-grid")
    before = grid.bounding_box()
    _drag(shown, "M2", WED, 150)
    shown.page.mouse.up()
    expect(_status(shown)).to_contain_text("Rule 2")
    assert grid.bounding_box() == before
    column = shown.page.locator(f'[data-date="{WED}"]').bounding_box()
    said = _status(shown).bounding_box()
    assert said is not None
    assert column is not None
    assert column["x"] - 5 <= said["x"] <= column["x"] + column["width"]
    assert said["y"] > column["y"]
    # the next press makes room again
    shown.page.locator(".ms-title").click()
    expect(_status(shown)).to_have_text("\u00a0")


def test_a_session_is_seen_where_it_was_put_until_it_stands_there(shown: WidgetPage) -> None:
    shown.page.evaluate(
        """() => {
          const count = (gone) => gone.querySelectorAll(".ms-ghost, .ms-held").length;
          const watch = (news) => news.forEach((each) => each.removedNodes.forEach((gone) => {
            if (gone.matches?.(".ms-week")) window.heldAtTheEnd = count(gone);
          }));
          const body = document.querySelector(".ms-body");
          new MutationObserver(watch).observe(body, { childList: true });
        }"""
    )
    _drag(shown, "M2", WED, 0)
    shown.page.mouse.up()
    expect(_status(shown)).to_contain_text("(M2) moved to Wed Mar 4")
    assert shown.page.evaluate("window.heldAtTheEnd") == 2
    expect(shown.page.locator(".ms-ghost")).to_have_count(0)


def test_escape_lets_a_dragged_session_go(shown: WidgetPage) -> None:
    _drag(shown, "M2", WED, 30)
    shown.page.keyboard.press("Escape")
    shown.page.mouse.up()
    expect(shown.page.locator(".ms-ghost")).to_have_count(0)
    assert where(shown.widget.planner, "M2") == "Tue 08:00"


def test_a_session_moves_by_keyboard(shown: WidgetPage) -> None:
    _session(shown, "M2").focus()
    keys = shown.page.keyboard
    keys.press("Space")
    expect(_status(shown)).to_contain_text("picked up")
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    expect(_status(shown)).to_contain_text("Wed Mar 4, 8:15 AM: allowed")
    keys.press("Enter")
    expect(_status(shown)).to_contain_text("(M2) moved")
    assert where(shown.widget.planner, "M2") == "Wed 08:15 locked"
    expect(_session(shown, "M2")).to_be_focused()
    keys.press("Control+z")
    expect(_status(shown)).to_contain_text("Taken back")
    assert where(shown.widget.planner, "M2") == "Tue 08:00"
    keys.press("Control+y")
    expect(_status(shown)).to_contain_text("Made again")
    assert where(shown.widget.planner, "M2") == "Wed 08:15 locked"


def test_a_place_that_is_not_allowed_is_refused_by_keyboard(shown: WidgetPage) -> None:
    _session(shown, "M2").focus()
    keys = shown.page.keyboard
    keys.press("Space")
    expect(_status(shown)).to_contain_text("picked up")
    for _ in range(10):
        keys.press("ArrowDown")
    expect(_status(shown)).to_contain_text("10:30 AM: not allowed")
    keys.press("Enter")
    expect(_status(shown)).to_contain_text("lunch, which is protected")
    assert where(shown.widget.planner, "M2") == "Tue 08:00"


def _pick_up(shown: WidgetPage, name: str) -> None:
    _session(shown, name).focus()
    shown.page.keyboard.press("Space")
    expect(_status(shown)).to_contain_text("picked up")
    shown.page.keyboard.press("ArrowDown")
    expect(shown.page.locator(".ms-ghost")).to_be_visible()


def test_a_click_elsewhere_lets_go_of_what_is_held_by_keyboard(shown: WidgetPage) -> None:
    page = shown.page
    _pick_up(shown, "M2")
    page.get_by_role("button", name="Out on Mon Mar 2").click()
    expect(_status(shown)).to_contain_text("P is out on Mon Mar 2")
    expect(_session(shown, "M1")).to_have_count(0)
    _pick_up(shown, "M2")
    page.get_by_role("heading", level=2).click()
    expect(_status(shown)).to_contain_text("Let go: it stays where it was")
    expect(page.locator(".ms-held, .ms-ghost, .ms-allowed")).to_have_count(0)
    _pick_up(shown, "M2")
    page.get_by_role("button", name="Month").click()
    expect(page.get_by_role("heading", name="March 2026")).to_be_visible()
    assert where(shown.widget.planner, "M2") == "Tue 08:00"


def test_focus_elsewhere_lets_go_of_what_is_held_by_keyboard(shown: WidgetPage) -> None:
    _pick_up(shown, "M2")
    # what is to be drawn anew is drawn only once it is let go of
    shown.widget.notice("Another plan is published.")
    shown.tell()
    title = shown.page.locator(".ms-title")
    expect(title).not_to_contain_text("Another plan")
    shown.page.get_by_role("button", name="Month").focus()
    expect(title).to_contain_text("Another plan is published.")
    expect(shown.page.locator(".ms-held, .ms-ghost, .ms-allowed")).to_have_count(0)
    expect(shown.page.get_by_role("button", name="Month")).to_be_focused()


def test_what_is_held_by_keyboard_can_be_dragged_on_by_mouse(shown: WidgetPage) -> None:
    _pick_up(shown, "M2")
    _drag(shown, "M2", WED, 0)
    expect(shown.page.locator(".ms-ghost")).to_have_count(1)
    shown.page.mouse.up()
    expect(_status(shown)).to_contain_text("(M2) moved to Wed Mar 4")
    expect(shown.page.locator(".ms-ghost")).to_have_count(0)


def test_shift_and_arrow_go_to_the_next_allowed_place(shown: WidgetPage) -> None:
    _session(shown, "M2").focus()
    keys = shown.page.keyboard
    keys.press("Space")
    expect(_status(shown)).to_contain_text("picked up")
    keys.press("Shift+ArrowDown")
    expect(_status(shown)).to_contain_text(": allowed")
    keys.press("Escape")
    expect(_status(shown)).to_contain_text("stays where it was")
    assert where(shown.widget.planner, "M2") == "Tue 08:00"


def test_shift_with_an_arrow_skips_days_without_an_allowed_place(browser: Browser) -> None:
    shown = WidgetPage(browser, Calendar(small_planner()))
    shown.widget.planner.day_out("P", WED)
    shown.widget.refresh()
    shown.tell()
    _session(shown, "M2").focus()
    shown.page.keyboard.press("Space")
    expect(_status(shown)).to_contain_text("picked up")
    shown.page.keyboard.press("Shift+ArrowRight")
    expect(_status(shown)).to_contain_text(re.compile("Thu Mar 5, .*: allowed"))
    shown.page.keyboard.press("Shift+ArrowRight")
    expect(_status(shown)).to_contain_text("No other place that way: it is at Thu Mar 5")
    shown.page.close()


def test_keys_lock_and_remove(shown: WidgetPage) -> None:
    _session(shown, "M2").focus()
    shown.page.keyboard.press("l")
    expect(_status(shown)).to_contain_text("(M2) is locked")
    assert where(shown.widget.planner, "M2") == "Tue 08:00 locked"
    expect(_session(shown, "M2")).to_be_focused()
    shown.page.keyboard.press("Delete")
    expect(_status(shown)).to_contain_text("(M2) is removed")
    expect(_session(shown, "M2")).to_have_count(0)


def test_the_keyboard_is_never_left_at_nothing(shown: WidgetPage) -> None:
    page = shown.page
    undo, redo = (page.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    _session(shown, "M2").focus()
    page.keyboard.press("Delete")
    expect(_session(shown, "M2")).to_have_count(0)
    expect(undo).to_be_focused()
    page.keyboard.press("Control+z")
    expect(_session(shown, "M2")).to_have_count(1)
    expect(redo).to_be_focused()
    page.keyboard.press("Enter")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(redo).to_be_focused()
    _session(shown, "M2").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(undo).to_be_focused()


def test_enter_opens_the_card_and_escape_leads_back(shown: WidgetPage) -> None:
    _session(shown, "M1").focus()
    shown.page.keyboard.press("Enter")
    card = shown.page.get_by_role("dialog")
    expect(card).to_contain_text("A-SLP: 90 minutes owed")
    expect(card).to_be_focused()
    shown.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(_session(shown, "M1")).to_be_focused()


@pytest.mark.parametrize(("role", "words", "key"), [
    ("switch", "Show names", "Space"), ("button", "Week", "Enter"), ("button", "Month", "Enter"),
])  # fmt: skip
def test_a_card_that_closes_leaves_the_keyboard_where_the_reader_has_gone(
    shown: WidgetPage, role: Any, words: str, key: str
) -> None:
    _session(shown, "M1").click()
    expect(shown.page.get_by_role("dialog")).to_be_focused()
    pressed = shown.page.get_by_role(role, name=words, exact=True)
    pressed.focus()
    # whatever has it at any moment of the press
    shown.page.evaluate(
        """() => {
          window.went = [];
          const note = (event) => window.went.push(event.target.dataset.key);
          document.addEventListener("focusin", note);
        }"""
    )
    pressed.press(key)
    expect(shown.page.get_by_role("dialog")).to_have_count(0)
    expect(pressed).to_be_focused()
    assert "session-" not in str(shown.page.evaluate("window.went"))


def test_a_place_on_the_card_moves_the_session_there(shown: WidgetPage) -> None:
    _session(shown, "M1").click()
    place = shown.page.get_by_role("dialog").locator(".ms-place").first
    place.click()
    expect(_status(shown)).to_contain_text("(M1) moved to")
    assert where(shown.widget.planner, "M1").endswith("locked")


def test_month_and_year_lead_to_a_week(shown: WidgetPage) -> None:
    page = shown.page
    page.get_by_role("button", name="Month").click()
    expect(page.get_by_role("heading", name="March 2026")).to_be_visible()
    page.get_by_role("button", name=re.compile("8:00.*SLP A$|8:00.*SLP A ")).first.click()
    expect(page.locator(f'[data-date="{MON}"]')).to_be_visible()
    page.get_by_role("button", name="Year").click()
    page.get_by_role("button", name=re.compile("^Week of March 2")).click()
    expect(_session(shown, "M1")).to_be_visible()


def test_names_come_by_a_switch_and_are_never_markup(shown: WidgetPage) -> None:
    page = shown.page
    assert "Birch" not in page.locator("main").inner_text()
    page.get_by_role("switch", name="Show names").check()
    expect(_session(shown, "M1")).to_contain_text("Ada <b>Bold</b>")
    assert page.locator("main b").count() == 0


@pytest.mark.parametrize("width", [700, 1280, 1920])
def test_a_block_shows_whole_names_and_how_many_more_there_are(
    browser: Browser, width: int
) -> None:
    shown = WidgetPage(browser, Calendar(crowded_planner(), names=True), width=width)
    blocks = shown.page.locator(".ms-makeup").all()
    assert len(blocks) == len(LONG_NAMES)
    for count, block in enumerate(blocks, 1):
        assert LONG_NAMES[count - 1] in _plain(block.get_attribute("title"))
        if count == 1:
            continue
        seen = _plain(block.locator("strong").inner_text()).split(":")[0]
        whole = [name for name in LONG_NAMES[:count] if name in seen]
        more = re.search(r"\+(\d+) more", seen)
        if whole:
            assert len(whole) + (int(more[1]) if more else 0) == count, seen
        else:
            assert f"{count} students" in seen
        # and those who listen hear everybody, or open the card
        heard = _plain(block.text_content())
        assert all(name in heard for name in LONG_NAMES[:count])
    blocks[-1].click()
    for name in LONG_NAMES:
        expect(shown.page.get_by_role("dialog")).to_contain_text(name)
    shown.page.close()


def test_a_wider_window_shows_more_names(browser: Browser) -> None:
    shown = WidgetPage(browser, Calendar(crowded_planner(), names=True), width=700)
    block = shown.page.locator(".ms-makeup").last
    narrow = block.locator("strong").evaluate("each => each.firstChild.nextSibling.data")
    shown.page.set_viewport_size({"width": 1920, "height": 1000})
    expect(block.locator("strong")).to_contain_text("+")
    wide = block.locator("strong").evaluate("each => each.firstChild.nextSibling.data")
    assert len(wide) > len(narrow)
    shown.page.close()


@pytest.mark.parametrize("minutes", [5, 15])
def test_the_time_of_a_short_session_is_seen_whole_beside_what_fits_of_the_names(
    browser: Browser, minutes: int
) -> None:
    planner = crowded_planner(minutes)
    shown = WidgetPage(browser, Calendar(planner, names=True), width=390)
    for count, block in enumerate(shown.page.locator(".ms-makeup").all(), 1):
        inside, time = block.locator(".ms-inside"), block.locator(".ms-time")
        assert time.inner_text() == f"{8 + count // 2}:{count % 2 * 30:02d}"
        around, seen = inside.bounding_box(), time.bounding_box()
        assert around is not None
        assert seen is not None
        assert seen["x"] + seen["width"] <= around["x"] + around["width"] + 0.5
        assert seen["y"] + seen["height"] <= around["y"] + around["height"] + 0.5
    shown.page.close()


def test_on_a_phone_the_hours_stay_in_sight_and_a_card_is_there_whole(browser: Browser) -> None:
    shown = WidgetPage(browser, Calendar(small_planner()), width=390)
    page = shown.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".ms-across").evaluate("each => { each.scrollLeft = 150; }")
    expect(page.get_by_text("8 AM", exact=True)).to_be_in_viewport(ratio=1)
    for name in ("M1", "M2"):
        _session(shown, name).click()
        box = page.get_by_role("dialog").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        page.keyboard.press("Escape")
    page.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("shows", ["week", "card", "refused", "month", "year"])
def test_nothing_bars_those_who_use_other_means(browser: Browser, dark: bool, shows: str) -> None:
    shown = WidgetPage(browser, Calendar(small_planner()), dark=dark)
    if shows in ("month", "year"):
        shown.page.get_by_role("button", name=shows.title()).click()
    elif shows == "card":
        _session(shown, "M1").click()
        expect(shown.page.get_by_role("dialog")).to_be_visible()
    elif shows == "refused":
        _drag(shown, "M2", TUE, 150)
        shown.page.mouse.up()
        expect(_status(shown)).to_contain_text("Rule 2")
    found: dict[str, Any] = Axe().run(shown.page).response
    shown.page.close()
    said = [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]
            if each["id"] not in ("page-has-heading-one", "landmark-one-main")]  # fmt: skip
    assert said == []
