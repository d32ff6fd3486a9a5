"""Running commands in tests, in this process or in one of their own, and cases to run them on."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from makeup_sched.cli.app import app

DATA = Path(__file__).parents[2] / "data"
TEN_MINUTES = DATA / "ten-minutes-a-day"
THERAPIST = DATA / "one-therapist"
COMMANDS = ("plan", "validate", "owed", "check", "template", "demo", "generate", "clocks",
            "profiles", "explain", "contracting", "compare", "forecast", "export",
            "letters", "translations", "record", "audit", "app")  # fmt: skip
RECORD_COMMANDS = ("import", "publish", "log", "week", "status", "show", "ledger", "tables",
                   "add", "correct", "withdraw", "notices", "reimbursement", "reimburse", "erase",
                   "verify")  # fmt: skip


def run(*words: object) -> Any:
    """Run a command in this process and return its result: exit_code, stdout, stderr."""
    return CliRunner().invoke(app, [str(word) for word in words])


def run_alone(*words: object) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does, in a process of its own."""
    command = [sys.executable, "-m", "makeup_sched", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def copy_case(folder: Path, source: Path = TEN_MINUTES) -> Path:
    """Copy a case to be changed."""
    return Path(shutil.copytree(source, folder))


def change(file: Path, old: str, new: str) -> None:
    """Replace text in a file, which must hold it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def one_line(text: str) -> str:
    """Return text with all stretches of white space as one space."""
    return " ".join(text.split())
