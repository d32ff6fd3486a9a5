"""What the page says when nothing is behind it any more."""

from collections.abc import Iterator

import page_steps as steps
import pytest
from app_cases import small_planner
from playwright.sync_api import Browser, Locator, Page, expect
from widget_page import WidgetPage

from makeup_sched.app import Calendar
from makeup_sched.app.serving import served
from support.chromium import needs_chromium

pytestmark = needs_chromium
SOON = 20_000
"""Milliseconds within which a page on a busy machine says that it is no longer connected."""


@pytest.fixture
def shown(browser: Browser) -> Iterator[WidgetPage]:
    page = WidgetPage(browser, Calendar(small_planner()), with_kernel=True)
    page.page.clock.install()
    yield page
    page.page.close()


def _line(page: Page) -> Locator:
    return page.get_by_role("alert")


def _turn(shown: WidgetPage, **states: str) -> None:
    """Have the kernel that the page sees change its state."""
    shown.page.evaluate("(states) => window.turnKernel(states)", states)


def test_a_page_whose_server_has_ended_says_so(browser: Browser) -> None:
    page = browser.new_page()
    with served("therapist", None) as server:
        page.goto(server.address)
        steps.planned(page)
        expect(_line(page)).to_have_count(0)
        server.process.terminate()
        expect(_line(page)).to_contain_text("no longer connected", timeout=SOON)
        expect(_line(page)).to_contain_text("published, written or downloaded is safe")
        expect(_line(page)).to_be_in_viewport()
        assert _line(page).count() == 1
    page.close()


def test_a_busy_kernel_is_no_lost_one(shown: WidgetPage) -> None:
    _turn(shown, status="busy")
    shown.page.clock.run_for(3_600_000)
    expect(_line(shown.page)).to_have_count(0)


def test_a_connection_that_comes_back_is_not_spoken_of(shown: WidgetPage) -> None:
    _turn(shown, connectionStatus="connecting", status="unknown")
    shown.page.clock.run_for(2_000)
    _turn(shown, connectionStatus="connected", status="idle")
    shown.page.clock.run_for(60_000)
    expect(_line(shown.page)).to_have_count(0)


def test_a_connection_that_comes_back_late_takes_the_line_away(shown: WidgetPage) -> None:
    _turn(shown, connectionStatus="connecting", status="unknown")
    shown.page.clock.run_for(6_000)
    expect(_line(shown.page)).to_be_visible()
    _turn(shown, connectionStatus="connected", status="idle")
    expect(_line(shown.page)).to_have_count(0)


def test_what_changed_while_the_page_was_made_is_asked_for(browser: Browser) -> None:
    calendar = Calendar(small_planner())
    before = {**calendar.view, "title": "as it was before"}
    shown = WidgetPage(browser, calendar, with_kernel=True, stale={"view": before})
    expect(shown.page.get_by_role("heading", level=2)).to_have_text(str(calendar.view["title"]))
    assert shown.asked == [{"kind": "here"}]
    shown.page.close()


@pytest.mark.parametrize("status", ["dead", "autorestarting"])
def test_a_kernel_that_has_ended_stays_so(shown: WidgetPage, status: str) -> None:
    _turn(shown, status=status)
    expect(_line(shown.page)).to_be_visible()
    _turn(shown, status="idle")
    expect(_line(shown.page)).to_be_visible()
