"""Help answers at once and explains every command; wrong usage has an exit status of its own."""

import subprocess
import sys

import pytest
from cli_cases import COMMANDS, RECORD_COMMANDS, TEN_MINUTES, one_line, run, run_alone

from makeup_sched import __version__

HEAVY = ("pandas", "numpy", "pandera", "ortools", "highspy", "matplotlib", "openpyxl", "pydantic")


def test_the_start_names_every_command_and_a_way_to_begin() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    assert all(f"\n  {command} " in shown.stdout for command in COMMANDS)
    assert "makeup-sched demo" in shown.stdout
    assert "..." not in shown.stdout.split("Commands:")[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert f"  makeup-sched {command} " in shown.stdout
    assert "Example" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, makeup_sched.cli.app; print(*set(sys.modules) & set({HEAVY}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []


def test_runs_as_a_module() -> None:
    shown = run_alone("--version")
    assert (shown.returncode, shown.stdout.strip()) == (0, f"makeup-sched {__version__}")


@pytest.mark.parametrize(
    "words",
    [
        ("plan", TEN_MINUTES),
        ("plan", TEN_MINUTES, "--out", "x", "--seconds", "-1"),
        ("plan", TEN_MINUTES, "--out", "x", "--seconds", "nan"),
        ("plan", TEN_MINUTES, "--out", "x", "--workers", "0"),
        ("plan", TEN_MINUTES, "--out", "x.csv"),
        ("owed", TEN_MINUTES, "--out", "x.pdf"),
        ("template", "x.csv"),
        ("generate", "--size", "huge", "--out", "x"),
        ("generate", "--seed", "-1", "--out", "x"),
        ("replan",),
        ("validate", "--nonsense", TEN_MINUTES),
    ],
)
def test_wrong_usage_is_status_2(words: tuple[object, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Error" in one_line(result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize("command", RECORD_COMMANDS)
def test_every_command_of_the_record_has_help_with_an_example(command: str) -> None:
    shown = run("record", command, "--help")
    assert shown.exit_code == 0
    assert f"  makeup-sched record {command} " in shown.stdout
    assert "Example" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80
    assert "..." not in run("record", "--help").stdout.split("Commands:")[1]


@pytest.mark.parametrize("command", ["plan", "compare"])
def test_it_is_said_that_counting_work_may_take_long(command: str) -> None:
    said = one_line(run(command, "--help").stdout)
    assert "by the work of about --seconds" in said
    assert "may take longer" in said
