"""The notebook in JupyterLab: Run All, then keys and mouse, to which Lab listens too."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import page_steps as steps
from playwright.sync_api import Page, expect

from makeup_sched.app.notebooks import notebook_path, template_folder
from support.chromium import chromium, needs_chromium

pytestmark = needs_chromium
TOKEN = "only-for-this-test"


@contextmanager
def _lab(folder: Path) -> Iterator[str]:
    """Run JupyterLab in a folder, away from the settings of whoever runs the tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kinds = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = {name: str(folder / name.lower()) for name in kinds}
    words = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--allow-root", f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={folder / 'notebooks'}", "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--LabApp.app_settings_dir={template_folder() / 'lab' / 'settings'}",
    ]  # fmt: skip
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
def _run(folder: Path, name: str) -> Iterator[tuple[Page, Path]]:
    """Give a copy of a notebook in JupyterLab, all of whose cells were run, and its path."""
    (folder / "notebooks").mkdir()
    copy = folder / "notebooks" / f"{name}.ipynb"
    shutil.copy(notebook_path(name), copy)
    with _lab(folder) as base, chromium() as browser:
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
    with _run(tmp_path, "therapist") as (page, copy):
        cells = page.locator(".jp-Notebook .jp-Cell").count()
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
        page.keyboard.press("l")
        expect(steps.status(page)).to_contain_text(f"({name}) is locked", timeout=steps.LONG)
        steps.drag_to_where_nobody_is(page, _another(page))
        assert page.locator(".jp-Notebook .jp-Cell").count() == cells
        assert page.get_by_text("Jupyter news").count() == 0
        page.get_by_role("menuitem", name="File", exact=True).click()
        page.get_by_role("menuitem", name=re.compile("^Save Notebook(?! As)")).first.click()
        _wait_for(page, lambda: "Calendar()" in copy.read_text(encoding="utf-8"))
    kept = copy.read_text(encoding="utf-8")
    assert not any(f"S{number:03d}" in kept for number in range(1, 51))


def test_a_coordinator_clicks_in_the_notebook(tmp_path: Path) -> None:
    with _run(tmp_path, "coordinator") as (page, _):
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


def _another(page: Page) -> str:
    return str(page.locator(".ms-makeup:not(.ms-locked)").nth(1).get_attribute("data-id"))
