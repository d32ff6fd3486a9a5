"""The page on the record: its Python runs, its commands and kinds are those that there are."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from makeup_sched.recording.kinds import KINDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
AUDIT = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")


def test_python_block(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data" / "one-therapist", tmp_path / "my-case")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    script = code.replace("seconds=20", "seconds=2").replace('"2026-03-26"', '"2099-03-26"')
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my-case" / "record.db").exists()


def test_every_command_line_is_one_that_there_is() -> None:
    lines = [line for block in re.findall(r"```sh\n(.*?)```", PAGE + AUDIT, re.DOTALL)
             for line in block.splitlines() if line.startswith("makeup-sched")]  # fmt: skip
    assert len(lines) > 12
    code = (
        "import sys, typer.main; from makeup_sched.cli.app import app\n"
        "import click, shlex\n"
        "command = typer.main.get_command(app)\n"
        "for line in sys.stdin:\n"
        "    words = shlex.split(line.rstrip().rstrip(chr(92)))[1:]\n"
        "    at, context = command, click.Context(command)\n"
        "    while hasattr(at, 'commands'):\n"
        "        at = at.commands[words.pop(0)]\n"
        "    known = {name for option in at.params for name in option.opts}\n"
        "    assert {word for word in words if word.startswith('--')} <= known, line\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_kind_that_people_add_is_named() -> None:
    for kind in KINDS.values():
        if kind.by_hand:
            assert f"`{kind.name}`" in PAGE
