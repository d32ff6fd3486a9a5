"""A table of a page in a real browser: sorted, searched, worked out, stopped."""

from collections.abc import Callable

from playwright.sync_api import Browser, Locator, expect
from widget_page import WidgetPage

from makeup_sched.app.table import Content, Table, Text
from makeup_sched.app.work_table import STOP, Say, WorkTable
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError
from support.chromium import needs_chromium

pytestmark = needs_chromium
START = "Work it out"
ROWS = (("S2", "2026-02-01", 30), ("S10", "2025-12-31", 1200), ("S1", "2026-01-15", 0))

_LINES = """element => {
  const words = document.createRange();
  words.selectNodeContents(element);
  return words.getClientRects().length;
}"""


class _Work(WorkTable):
    """Works until it is stopped."""

    def __init__(self) -> None:
        super().__init__(Content("Work", "Not yet."), START, self.start)
        self.forget(Content("Work", "Not yet."), ready=True)
        self.broken = False

    def start(self) -> None:
        if self.broken:
            raise MakeupSchedError("The scenarios cannot be read.")

        def work(clock: Clock, say: Say) -> Callable[[], Content]:
            say("Working")
            clock.stopped.wait(30)
            return lambda: Content("Work", "Done.")

        self.run(work, 60)


def _button(shown: WidgetPage, words: str) -> Locator:
    return shown.page.get_by_role("button", name=words, exact=True)


def _await_its_end(shown: WidgetPage, table: WorkTable) -> None:
    for _ in range(200):
        shown.page.wait_for_timeout(50)  # in which the page's own calls arrive
        if table.wait(0):
            break
    assert table.wait(0)
    shown.tell()


def test_only_what_can_be_done_can_be_pressed_and_keys_go_on(browser: Browser) -> None:
    table = _Work()
    shown = WidgetPage(browser, table)
    expect(_button(shown, STOP)).to_be_disabled()
    _button(shown, START).focus()
    shown.page.keyboard.press("Enter")
    shown.tell()
    expect(shown.page.locator(".ms-waiting")).to_be_visible()
    expect(_button(shown, START)).to_be_disabled()
    expect(_button(shown, STOP)).to_be_focused()
    shown.page.keyboard.press("Enter")
    _await_its_end(shown, table)
    expect(shown.page.get_by_text("Done.")).to_be_visible()
    expect(_button(shown, STOP)).to_be_disabled()
    expect(_button(shown, START)).to_be_enabled()
    expect(shown.page.locator(".ms-waiting")).to_have_count(0)
    shown.page.close()


def test_a_press_is_not_lost_where_the_panel_is_drawn_anew_meanwhile(browser: Browser) -> None:
    table = _Work()
    shown = WidgetPage(browser, table)
    _button(shown, START).click()
    expect(_button(shown, STOP)).to_be_enabled()
    box = _button(shown, STOP).bounding_box()
    assert box is not None
    mouse = shown.page.mouse
    mouse.move(box["x"] + 10, box["y"] + 10)
    mouse.down()
    for news in ("Finding more", "Finding yet more"):
        table.show(Content("Work", "Not yet.", said=news))
        shown.tell()
    mouse.up()
    _await_its_end(shown, table)
    expect(shown.page.get_by_text("Done.")).to_be_visible()
    shown.page.close()


def test_why_it_cannot_begin_is_said_on_the_page(browser: Browser) -> None:
    table = _Work()
    shown = WidgetPage(browser, table)
    table.broken = True
    _button(shown, START).click()
    expect(shown.page.get_by_role("status")).to_have_text("The scenarios cannot be read.")
    shown.page.close()


def test_zeros_are_written_where_they_say_something(browser: Browser) -> None:
    columns = ("Month", "From", "Minutes")
    content = Content("Owed", "", columns, (("2026-02", "13:05", 0),), zeros=True)
    shown = WidgetPage(browser, Table(content))
    expect(shown.page.locator("tbody td")).to_have_text(["February 2026", "1:05 PM", "0"])
    expect(shown.page.get_by_role("searchbox")).to_have_count(0)
    shown.page.close()


def test_dates_are_read_as_words_and_sorted_as_dates(browser: Browser) -> None:
    more = tuple((f"S{20 + number}", f"2026-03-{number + 10}", 5) for number in range(5))
    content = Content("Owed", "", ("Student", "Due", "Minutes"), ROWS + more)
    shown = WidgetPage(browser, Table(content))
    page = shown.page
    cells = page.locator("tbody tr td:nth-child(2)")
    page.get_by_role("button", name="Due").click()
    assert cells.all_inner_texts()[:3] == ["Dec 31, 2025", "Jan 15, 2026", "Feb 1, 2026"]
    page.get_by_role("button", name="Student").click()
    names = page.locator("tbody tr td:nth-child(1)").all_inner_texts()
    assert names[:3] == ["S1", "S2", "S10"]
    for wanted in ("feb 1", "2026-02-01"):
        page.get_by_role("searchbox").fill(wanted)
        expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("searchbox").fill("nothing like it")
    expect(page.get_by_text("0 of 8 lines")).to_be_visible()
    page.close()


def test_names_are_found_however_they_are_typed_and_ids_and_dates_stay_in_one_line(
    browser: Browser,
) -> None:
    names = (
        "Siobh\u00e1n O'Neill",
        "Siobhan O\u2019Neill",
        "N\u00fa\u00f1ez",
        "Bo Birch-02",
        *"CDE",
    )
    rows = tuple((name, "S001-SP", "2026-01-28", "Why not, " * 9) for name in names)
    shown = WidgetPage(browser, Table(Content("Owed", "", ("Name", "Item", "Due", "Why"), rows)),
                       width=390)  # fmt: skip
    page = shown.page
    lines = page.locator("tbody tr")
    for cell in (lines.first.get_by_text("S001-SP"), lines.first.get_by_text("Jan 28, 2026"),
                 page.get_by_text("Birch-02")):  # fmt: skip
        assert cell.evaluate(_LINES) == 1
    for wanted, found in {"siobhan": 2, "SIOBH\u00c1N": 2, "o\u2019neill": 2, "o'neill": 2,
                          "nunez": 1}.items():  # fmt: skip
        page.get_by_role("searchbox").fill(wanted)
        expect(lines).to_have_count(found)
    page.close()


def test_a_small_table_is_scrolled_where_the_page_is_narrow(browser: Browser) -> None:
    heads = tuple(f"Discipline {number}" for number in range(8))
    words = Text("Hours", ("By discipline.",), (heads, tuple("1,234" for _ in heads)))
    shown = WidgetPage(browser, Table(Content("Contract", texts=(words,))), width=400)
    page = shown.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.get_by_role("region", name="Hours").focus()
    last = page.get_by_role("columnheader").last
    expect(last).not_to_be_in_viewport()
    page.get_by_role("region", name="Hours").evaluate("region => { region.scrollLeft = 9999; }")
    expect(last).to_be_in_viewport(ratio=1)
    page.close()


def test_on_a_phone_every_cell_stands_under_its_heading_and_is_still_a_table(
    browser: Browser,
) -> None:
    sentence = "a sentence that says what is wrong and is as long as such sentences are, " * 2
    rows = (("S1", "grade", sentence), ("S2", "", "short"))
    shown = WidgetPage(browser, Table(Content("Problems", "", ("Who", "Column", "What"), rows)),
                       width=390)  # fmt: skip
    table = shown.page.get_by_role("table")
    cells = table.get_by_role("row").nth(1).get_by_role("cell")
    assert cells.all_inner_texts() == ["S1", "grade", sentence.strip()]
    boxes = [cells.nth(at).bounding_box() for at in range(3)]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(set(tops))
    assert all(box is not None and box["x"] + box["width"] <= 390 for box in boxes)
    assert cells.nth(1).evaluate("e => getComputedStyle(e, '::before').content") == '"Column: "'
    table.get_by_role("button", name="Who").click()
    table.get_by_role("button", name="Who").click()
    assert table.get_by_role("row").nth(1).get_by_role("cell").first.inner_text() == "S2"
    shown.page.close()
