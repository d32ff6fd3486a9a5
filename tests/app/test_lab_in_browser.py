"""The notebook in JupyterLab: Run All, then keys and mouse, to which Lab listens too."""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import page_steps as steps
from playwright.sync_api import Page, expect

from makeup_sched.app.notebooks import notebook_path, template_folder
from makeup_sched.app.saving import SAVE
from support.chromium import chromium, needs_chromium

pytestmark = needs_chromium
TOKEN = "only-for-this-test"
ROOT = Path(__file__).parents[2]
SAVES_ITSELF_AFTER = 3
"""Seconds after which JupyterLab saves by itself in these tests."""


def _words_of_make_lab() -> list[str]:
    """Return the options with which `make lab` starts JupyterLab, but for address and settings."""
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nlab:")[1].split("\n\n")[0]
    words = re.findall(r"--\w+\.?\w+=[^\s$]+", recipe)
    return [word for word in words if not re.match(r"--ip=|.*app_settings_dir=", word)]


def _settings(folder: Path) -> Path:
    """Return a folder of the settings of `make lab`, in which JupyterLab soon saves by itself."""
    shipped = template_folder() / "lab" / "settings" / "overrides.json"
    settings = json.loads(shipped.read_text(encoding="utf-8"))
    manager = {"autosave": True, "autosaveInterval": SAVES_ITSELF_AFTER}
    settings["@jupyterlab/docmanager-extension:plugin"] = manager
    own = folder / "settings"
    own.mkdir()
    (own / "overrides.json").write_text(json.dumps(settings), encoding="utf-8")
    return own


@contextmanager
def _lab(folder: Path, *, by_make: bool) -> Iterator[str]:
    """Run JupyterLab in a folder, away from the settings of whoever runs the tests.

    As `make lab` does, or, with `by_make` false, as somebody does who has only JupyterLab.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kinds = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = {name: str(folder / name.lower()) for name in kinds}
    words = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--allow-root", f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={folder / 'notebooks'}",
    ]  # fmt: skip
    if by_make:
        words += [*_words_of_make_lab(), f"--LabApp.app_settings_dir={_settings(folder)}"]
    process = subprocess.Popen(
        words, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _asked(base: str, path: str) -> Any:
    request = urllib.request.Request(f"{base}{path}", headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.loads(answer.read())


def _wait_for(page: Page, true: Any) -> None:
    for _ in range(600):
        try:
            if true():
                return
        except OSError:
            pass
        page.wait_for_timeout(100)  # not time.sleep, which stops the browser's own events
    raise AssertionError("waited a minute in vain")


@contextmanager
def _run(
    folder: Path, name: str, shows: str, *, by_make: bool = True
) -> Iterator[tuple[Page, Path]]:
    """Give a copy of a notebook in JupyterLab, all of whose cells were run, and its path.

    A cell that shows something, as analysts add them, stands at its end.
    """
    (folder / "notebooks").mkdir()
    copy = folder / "notebooks" / f"{name}.ipynb"
    book = nbformat.read(notebook_path(name), as_version=4)  # type: ignore[no-untyped-call]
    book.cells.append(nbformat.v4.new_code_cell(shows))  # type: ignore[no-untyped-call]
    nbformat.write(book, copy)  # type: ignore[no-untyped-call]
    with _lab(folder, by_make=by_make) as base, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        _wait_for(page, lambda: _asked(base, "/api/status"))
        page.goto(f"{base}/lab/tree/{copy.name}?token={TOKEN}&reset")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=steps.LONG)
        _wait_for(page, lambda: any(
            kernel["execution_state"] == "idle" and kernel["connections"]
            for kernel in _asked(base, "/api/kernels")
        ))  # fmt: skip
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".ms-planning").scroll_into_view_if_needed(timeout=steps.LONG)
        steps.planned(page)
        yield page, copy


def test_run_all_shows_a_planned_week_that_can_be_changed(tmp_path: Path) -> None:
    with _run(tmp_path, "therapist", 'desk.case.table("students")') as (page, copy):
        cells = page.locator(".jp-Notebook .jp-Cell").count()
        _saved_by_itself(page, copy)
        page.locator(".ms-calendar").scroll_into_view_if_needed()
        first = page.locator(".ms-makeup:not(.ms-locked)").first
        name = str(first.get_attribute("data-id"))
        first.focus()
        # in Lab b inserts a cell, d d deletes one, and Enter edits it
        page.keyboard.press("b")
        page.keyboard.press("d")
        page.keyboard.press("d")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name=f"Session {name}")).to_be_visible()
        page.keyboard.press("Escape")
        steps.session(page, name).focus()
        with steps.planned_once_more(page):
            page.keyboard.press("l")
            expect(steps.status(page)).to_contain_text(f"({name}) is locked", timeout=steps.LONG)
        steps.drag_to_where_nobody_is(page, _another(page))
        assert page.locator(".jp-Notebook .jp-Cell").count() == cells
        assert page.get_by_text("Jupyter news").count() == 0
        for save in (_by_keys, _by_menu, _by_button):
            before = copy.stat().st_mtime_ns
            save(page)
            _wait_for(page, lambda before=before: _is_saved(copy, before))
            _nothing_kept(copy)
        # the page still shows what the file does not hold
        expect(page.locator(".jp-OutputArea").get_by_text("Kid Maple-01").first).to_be_attached()


def test_a_coordinator_clicks_in_the_notebook(tmp_path: Path) -> None:
    shown = 'office.case.table("students")'
    with _run(tmp_path, "coordinator", shown, by_make=False) as (page, copy):
        glance = steps.press(page, "At a glance", "By school")
        expect(glance).to_contain_text("Amber Kettle Elementary", timeout=steps.LONG)
        expect(steps.start_and_stop(page, "What if?", "Compare")).to_contain_text("Stopped")
        # the kernel answers while it works, and the answer holds what is proven by then
        answer = steps.press(page, "Do we need to contract?", "Work it out")
        steps.press(page, "At a glance", "By discipline")
        expect(glance).to_contain_text("SPED", timeout=steps.LONG)
        answer.get_by_role("button", name="Stop").click()
        expect(answer.locator(".ms-answer")).to_be_visible(timeout=steps.LONG)
        assert steps.download(page, "Report for a board", "Report").startswith(b"%PDF")
        _cleared_before_it_is_saved(page, copy)


def _cleared_before_it_is_saved(page: Page, copy: Path) -> None:
    """Press the button where JupyterLab itself would keep what cells show."""
    panel = steps.panel(page, "Save this notebook")
    expect(panel).to_contain_text("was not started by make lab")
    panel.get_by_role("button", name=SAVE).click()
    said = page.get_by_role("dialog", name="Save this notebook")
    expect(said).to_contain_text("the file holds no student data", timeout=steps.LONG)
    _nothing_kept(copy)
    said.get_by_role("button", name="Close").click()
    expect(said).to_have_count(0)
    assert page.locator(".jp-Notebook .jp-OutputArea-output").count() == 0


def _saved_by_itself(page: Page, copy: Path) -> None:
    """Run the last cell again and wait until JupyterLab saves, which nobody asked it for."""
    before = copy.stat().st_mtime_ns
    page.locator(".jp-CodeCell").last.locator(".jp-InputPrompt").click()
    page.keyboard.press("Control+Enter")
    _wait_for(page, lambda: _is_saved(copy, before))
    _nothing_kept(copy)


def _is_saved(copy: Path, before: int) -> bool:
    """Say whether a notebook's file was written since, to its end."""
    try:
        json.loads(copy.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return copy.stat().st_mtime_ns > before


def _by_keys(page: Page) -> None:
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Control+s")


def _by_menu(page: Page) -> None:
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Save Notebook(?! As)")).first.click()


def _by_button(page: Page) -> None:
    panel = steps.panel(page, "Save this notebook")
    panel.get_by_role("button", name=SAVE).click()
    expect(panel).to_contain_text("the file holds no student data", timeout=steps.LONG)


def _nothing_kept(copy: Path) -> str:
    """Return what is in a notebook's file, which must be nothing that its cells showed."""
    kept = copy.read_text(encoding="utf-8")
    assert not re.search(r"S0\d\d|Kid |Therapist Teal", kept)
    book = json.loads(kept)
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert "widgets" not in book["metadata"]
    return kept


def _another(page: Page) -> str:
    return str(page.locator(".ms-makeup:not(.ms-locked)").nth(1).get_attribute("data-id"))
