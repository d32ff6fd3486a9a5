"""Every command and every line of code in the README runs."""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from makeup_sched.cli.app import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", README, re.DOTALL)
SHELL_LINES = [
    line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines() if line
]
COMMANDS = [line for line in SHELL_LINES if line.startswith("makeup-sched")]
INLINE = re.findall(r"`(makeup-sched [^`]+)`", README)


SHORTER = {
    "plan": ["--seconds", "3"],
    "demo": ["--seconds", "3"],
    "explain": ["--seconds", "2"],
    "contracting": ["--seconds", "5"],
    "compare": ["--seconds", "1"],
    "forecast": ["--seconds", "2", "--futures", "2"],
}
"""Less time than a user would give: that it runs is what counts here."""


def _serve(line: str, folder: Path) -> None:
    """Start a page, which has no end of its own, and end it as a user does."""
    words = [sys.executable, "-m", "makeup_sched", *shlex.split(line)[1:], "--no-browser"]
    with subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, text=True) as page:
        assert page.stderr is not None
        try:
            said = page.stderr.readline() + page.stderr.readline()
            page.send_signal(signal.SIGINT)
            assert "The page is at http://127.0.0.1:" in said
            assert page.wait(30) == 0
        finally:
            page.kill()


def _run(line: str, folder: Path) -> None:
    """Run a line in a folder: in this process, as each of its own takes seconds to start."""
    words = shlex.split(line)[1:]
    if words[0] == "app":
        _serve(line, folder)
        return
    with contextlib.chdir(folder):
        done = CliRunner().invoke(app, words + SHORTER.get(words[0], []))
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample data, as in a clone."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data", place / "data")
    return place


def test_commands_in_their_order(folder: Path) -> None:
    assert len(COMMANDS) >= 5
    for line in COMMANDS:
        _run(line, folder)
    assert (folder / "my-plan" / "summary.json").exists()
    assert (folder / "my-plan" / "charts" / "index.md").exists()


def test_commands_within_sentences(tmp_path: Path) -> None:
    for line in INLINE:
        _run(line, tmp_path)


def test_python_block(folder: Path) -> None:
    (code,) = (block for kind, block in BLOCKS if kind == "python")
    (folder / "plans").mkdir(exist_ok=True)
    script = code.replace("seconds=20", "seconds=3").replace("seconds=5", "seconds=1")
    script = script.replace("contracting(case)", "contracting(case, seconds=5)")
    script = script.replace("forecast(case)", "forecast(case, futures=2, seconds=2)")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "plans" / "mine" / "week.png").exists()


def test_make_plan_sets_up_and_plans(tmp_path: Path) -> None:
    """With everything installed already, `make plan` goes straight to planning."""
    ready = (ROOT / ".venv" / ".stamp-base").exists()
    words = ["make", "plan", "SECONDS_TO_PLAN=3", f"OUT={tmp_path / 'plan'}"]
    done = subprocess.run(
        words if ready else [*words, "-n"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    if ready:
        assert (tmp_path / "plan" / "sessions.csv").exists()


def test_pip_lines_name_files_that_are_there() -> None:
    for line in SHELL_LINES:
        for name in re.findall(r"-r (\S+)", line):
            assert (ROOT / name).exists()


def test_no_address_of_a_package_index_in_the_locked_requirements() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
