"""A session in hand, or under the keyboard, while a planning numbers all sessions anew."""

from collections.abc import Iterator

import pytest
from app_cases import TUE, WED, renumbering_planner, where
from playwright.sync_api import Browser, Locator, expect
from widget_page import WidgetPage

from makeup_sched.app import Calendar
from support.chromium import needs_chromium

pytestmark = needs_chromium


@pytest.fixture
def shown(browser: Browser) -> Iterator[WidgetPage]:
    page = WidgetPage(browser, Calendar(renumbering_planner()))
    yield page
    page.page.close()


def _alone(shown: WidgetPage) -> Locator:
    """Return the session that A has alone on Tuesday."""
    return shown.page.locator(f'[data-date="{TUE}"] .ms-makeup').first


def _status(shown: WidgetPage) -> Locator:
    return shown.page.get_by_role("status")


def _rest(shown: WidgetPage) -> Locator:
    return shown.page.locator(".ms-grid")


def _plan_again(shown: WidgetPage, *, without: str = "") -> None:
    """Plan again as a finished planning shows it on the page, without a session if so wished."""
    planner = shown.widget.planner
    if without:
        planner.remove(without)
    planner.replan(5, workers=1)
    shown.widget.mark_changes()
    shown.tell()


def _take_by_mouse(shown: WidgetPage) -> None:
    mouse = shown.page.mouse
    box = _alone(shown).bounding_box()
    column = shown.page.locator(f'[data-date="{WED}"]').bounding_box()
    assert box is not None
    assert column is not None
    y = box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] / 2, y)
    mouse.down()
    mouse.move(box["x"] + box["width"] / 2 + 6, y + 3)
    expect(shown.page.locator(".ms-allowed").first).to_be_visible()
    mouse.move(column["x"] + column["width"] / 2, y, steps=6)


def _take_by_keys(shown: WidgetPage) -> None:
    _alone(shown).focus()
    shown.page.keyboard.press("Space")
    expect(_status(shown)).to_contain_text("picked up")
    shown.page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_the_session_in_hand_is_the_one_that_moves(shown: WidgetPage, by: str) -> None:
    assert _alone(shown).get_attribute("data-id") == "M0001"
    take = _take_by_mouse if by == "mouse" else _take_by_keys
    take(shown)
    _plan_again(shown)
    assert where(shown.widget.planner, "M0001").startswith("Mon")
    expect(shown.page.locator(".ms-ghost.ms-yes")).to_be_visible()
    if by == "mouse":
        shown.page.mouse.up()
    else:
        shown.page.keyboard.press("Enter")
    expect(_status(shown)).to_contain_text("Speech with A on Tue")
    expect(_status(shown)).to_contain_text("moved to Wed Mar 4")
    moved = shown.page.locator(f'[data-date="{WED}"] .ms-locked')
    expect(moved).to_contain_text("A")
    expect(moved).to_be_focused()
    assert where(shown.widget.planner, "M0001").startswith("Mon")


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_a_session_in_hand_that_the_plan_no_longer_has_is_let_go(
    shown: WidgetPage, by: str
) -> None:
    take = _take_by_mouse if by == "mouse" else _take_by_keys
    take(shown)
    _plan_again(shown, without="M0001")
    expect(_status(shown)).to_contain_text("plan has changed")
    expect(_status(shown)).to_contain_text("pick it up again")
    expect(shown.page.locator(".ms-ghost")).to_have_count(0)
    before = shown.widget.planner.sessions
    if by == "mouse":
        shown.page.mouse.up()
    else:
        expect(_rest(shown)).to_be_focused()
        shown.page.keyboard.press("Enter")
    expect(shown.page.locator(".ms-held, .ms-ghost, .ms-allowed")).to_have_count(0)
    assert shown.widget.planner.sessions.equals(before)


def test_a_key_on_what_the_plan_no_longer_has_does_nothing(shown: WidgetPage) -> None:
    """The page has not been told yet when the key is pressed."""
    planner = shown.widget.planner
    _alone(shown).focus()
    planner.remove("M0001")
    planner.replan(5, workers=1)
    before = planner.sessions
    shown.page.keyboard.press("Delete")
    expect(_status(shown)).to_contain_text("plan has changed")
    assert planner.sessions.equals(before)


def test_the_keyboard_stays_on_the_session_that_it_was_on(shown: WidgetPage) -> None:
    _alone(shown).focus()
    _plan_again(shown)
    expect(_alone(shown)).to_be_focused()
    shown.page.keyboard.press("l")
    expect(_status(shown)).to_contain_text("Speech with A on Tue")
    expect(_alone(shown)).to_be_focused()


def test_the_keyboard_goes_where_no_key_does_harm_when_its_session_is_gone(
    shown: WidgetPage,
) -> None:
    _alone(shown).focus()
    _plan_again(shown, without="M0001")
    expect(_rest(shown)).to_be_focused()
    before = shown.widget.planner.sessions
    for key in ("Delete", "l", "Space", "Enter"):
        shown.page.keyboard.press(key)
    expect(_rest(shown)).to_be_focused()
    assert shown.widget.planner.sessions.equals(before)
    assert len(shown.widget.planner.edits) == 1


def test_a_card_that_a_planning_closes_leaves_the_keyboard_on_its_session(
    shown: WidgetPage,
) -> None:
    _alone(shown).press("Enter")
    expect(shown.page.get_by_role("dialog")).to_be_focused()
    _plan_again(shown)
    expect(shown.page.get_by_role("dialog")).to_have_count(0)
    expect(_alone(shown)).to_be_focused()
