"""What the button that saves a notebook says of the file that it reads back."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from makeup_sched.app.saving import SAVE, Saving
from support.chromium import needs_chromium

pytestmark = needs_chromium
CLEAN: dict[str, Any] = {"cell_type": "code", "source": "1", "outputs": [], "execution_count": None}
PASTED = {"cell_type": "markdown", "source": "![](attachment:a.png)",
          "attachments": {"a.png": {"image/png": "iVBORw0KGgo="}}}  # fmt: skip
EMPTY = {"cell_type": "markdown", "source": "Words.", "attachments": {}}
SHOWING = {**CLEAN, "outputs": [{"output_type": "stream", "text": "Kid"}]}
NOTHING = "the file holds no student data, unless somebody typed or pasted some into a cell"
_START = """
async ([script, view, cells]) => {
  const book = { cells, metadata: {} };
  window.fetch = async () => ({ ok: true, json: async () => ({ content: book }) });
  const context = { path: "mine.ipynb", model: { cells: [] },
                    save: async () => {}, createCheckpoint: async () => {} };
  const model = { get: () => view, on: () => {}, off: () => {}, set: () => {},
                  save_changes: () => {}, send: () => {}, widget_manager: { context } };
  const main = document.body.appendChild(document.createElement("main"));
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  (await import(url)).default.render({ model, el: main });
}
"""


def _saved(browser: Browser, *cells: dict[str, Any]) -> Page:
    """Return the page after the button was pressed, where these cells are in the file."""
    page, widget = browser.new_page(), Saving()
    page.set_content("<!doctype html><body></body>")
    page.evaluate(_START, [widget._esm, widget.view, list(cells)])
    page.get_by_role("button", name=SAVE).click()
    return page


@pytest.mark.parametrize(("cells", "said"), [
    ((CLEAN, EMPTY), NOTHING),
    ((CLEAN, PASTED), "a picture was pasted into a cell"),
    ((PASTED, PASTED), "pictures were pasted into 2 cells"),
    ((SHOWING, PASTED), "it still holds what cells or panels showed"),
])  # fmt: skip
def test_what_is_in_the_file_is_said(
    browser: Browser, cells: tuple[dict[str, Any], ...], said: str
) -> None:
    page = _saved(browser, *cells)
    expect(page.get_by_role("status")).to_contain_text(said)
    assert (NOTHING in page.inner_text("main")) == (said == NOTHING)
    page.close()
