"""What a therapist does on the page, the same in JupyterLab and on the page without code."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import makeup_sched as ms

LONG = 60_000
"""Milliseconds within which a page on a busy machine must show what it is waited for."""


def session(page: Page, name: str) -> Locator:
    """Return a session of the calendar."""
    return page.locator(f'.ms-calendar [data-id="{name}"]')


def status(page: Page) -> Locator:
    """Return the line of the calendar that says what happened."""
    return page.locator(".ms-calendar .ms-status")


def planning(page: Page) -> Locator:
    """Return the panel that plans."""
    return page.locator(".ms-planning")


def planned(page: Page) -> None:
    """Wait until a plan stands and nothing is being planned."""
    expect(planning(page)).to_contain_text("have a place, in", timeout=LONG)


@contextmanager
def planned_once_more(page: Page) -> Iterator[None]:
    """Wait at the end of the block until a plan stands that was made since its beginning."""
    before = str(planning(page).get_attribute("data-made"))
    yield
    expect(planning(page)).not_to_have_attribute("data-made", before, timeout=LONG)
    planned(page)


def plan(page: Page, seconds: int) -> None:
    """Plan for so many seconds."""
    with planned_once_more(page):
        planning(page).get_by_role("spinbutton").fill(str(seconds))
        planning(page).get_by_role("button", name="Plan", exact=True).click()


WEEKS = 12
"""Weeks that are looked at for a session that may go elsewhere, or for a day."""


def show_day(page: Page, day: str) -> None:
    """Turn the calendar's pages until a day can be seen, from the week that it shows."""
    week = page.locator(".ms-calendar .ms-title h2")
    for _ in range(WEEKS):
        if page.locator(f'.ms-column[data-date="{day}"]').count():
            return
        _later(page, week)
    raise AssertionError(f"the calendar does not come to {day}")


def _later(page: Page, week: Locator) -> None:
    before = week.inner_text()
    page.locator('.ms-calendar [data-key="later"]').press("Enter")
    expect(week).not_to_have_text(before, timeout=LONG)


def movable(page: Page) -> tuple[str, str]:
    """Find a session that may go to another day of its week; return its id and that day.

    Sessions are picked up by keyboard and put back. Where none of a week may go anywhere, which
    depends on how far planning came, the next weeks are looked at.
    """
    week = page.locator(".ms-calendar .ms-title h2")
    for _ in range(WEEKS):
        if found := _movable_in_this_week(page):
            return found
        _later(page, week)
    raise AssertionError("no session may go anywhere else")


def _movable_in_this_week(page: Page) -> tuple[str, str] | None:
    names = page.locator(".ms-makeup:not(.ms-locked)").evaluate_all(
        "all => all.map(each => each.dataset.id)"
    )
    for name in names:
        session(page, name).focus()
        page.keyboard.press("Space")
        expect(status(page)).to_contain_text(re.compile("picked up"), timeout=LONG)
        lit = page.locator(".ms-column:has(.ms-allowed)").evaluate_all(
            "all => all.map(each => each.dataset.date)"
        )
        home = session(page, name).locator("xpath=..").get_attribute("data-date")
        page.keyboard.press("Escape")
        others = [day for day in lit if day != home]
        if others:
            return str(name), str(others[0])
    return None


def drag_to_an_allowed_place(page: Page, name: str, day: str) -> None:
    """Drag a session onto the first place of a day that lights up."""
    _grab(page, name)
    place = page.locator(f'[data-date="{day}"] .ms-allowed').first
    place.wait_for()
    box = place.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + GRIP, steps=8)
    expect(page.locator(".ms-ghost.ms-yes")).to_be_visible()
    page.mouse.up()
    expect(status(page)).to_contain_text(f"({name}) moved to", timeout=LONG)


def drag_to_where_nobody_is(page: Page, name: str) -> None:
    """Drag a session to the top of the grid, before anybody is at work, and expect a refusal."""
    _grab(page, name)
    column = session(page, name).locator("xpath=..").bounding_box()
    assert column is not None
    page.mouse.move(column["x"] + column["width"] / 2, column["y"] + GRIP, steps=8)
    expect(page.locator(".ms-ghost.ms-no")).to_be_visible()
    page.mouse.up()
    expect(status(page)).to_contain_text("cannot be moved", timeout=LONG)
    expect(status(page)).to_contain_text("Rule")
    assert session(page, name).evaluate(_IN_REACH), "the refusal lies over the session"


def panel(page: Page, title: str) -> Locator:
    """Return the panel with a heading."""
    return page.locator(".ms-panel").filter(has=page.get_by_role("heading", name=title))


def press(page: Page, title: str, words: str) -> Locator:
    """Press a button of a panel; return the panel."""
    found = panel(page, title)
    found.get_by_role("button", name=words, exact=True).click()
    return found


def press_key_on(page: Page, words: str) -> None:
    """Press a button by keyboard once it can be: else the key would go to what has the focus.

    What is drawn while planning again ends may move a button from under the mouse.
    """
    found = page.get_by_role("button", name=words)
    expect(found).to_be_enabled(timeout=LONG)
    found.press("Enter")


def start_and_stop(page: Page, title: str, words: str) -> Locator:
    """Start what takes a while in a panel, stop it, and wait for its end; return the panel."""
    found = press(page, title, words)
    stop = found.get_by_role("button", name="Stop")
    expect(stop).to_be_enabled(timeout=LONG)
    stop.click()
    expect(stop).to_be_disabled(timeout=LONG)
    expect(found.get_by_role("button", name=words, exact=True)).to_be_enabled()
    return found


def download(page: Page, title: str, words: str) -> bytes:
    """Press a button that hands out a file; return what is in it."""
    with page.expect_download(timeout=LONG) as begun:
        press(page, title, words)
    return Path(begun.value.path()).read_bytes()


GRIP = 4
_IN_REACH = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + 4);
  return !top || element.contains(top);
}"""
"""Whether nothing lies over an element where it is taken in hand."""


def _grab(page: Page, name: str) -> None:
    session(page, name).scroll_into_view_if_needed()
    box = session(page, name).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + GRIP
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 3)
    expect(page.locator(".ms-ghost")).to_be_visible()


def export_the_workbook(page: Page, folder: Path) -> ms.Plan:
    """Take the plan along as a workbook and open the file."""
    with page.expect_download(timeout=LONG) as begun:
        page.get_by_role("button", name="Plan as a workbook").click()
    target = folder / begun.value.suggested_filename
    begun.value.save_as(target)
    return ms.read_plan(target)
