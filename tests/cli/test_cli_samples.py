"""The commands that give something to start with: template, generate, demo."""

from pathlib import Path

import pytest
from cli_cases import run

from makeup_sched.cli.generate import CaseSize
from makeup_sched.cli.samples import copy_sample, sample_folder
from makeup_sched.generate import SIZES
from makeup_sched.tables.problems import MakeupSchedError


def test_the_template_is_written_once(tmp_path: Path) -> None:
    book = tmp_path / "case.xlsx"
    written = run("template", book)
    assert written.exit_code == 0
    assert f"makeup-sched validate {book}" in written.stdout
    assert run("validate", book).stdout == "No problems found.\n"
    before = book.read_bytes()
    again = run("template", book)
    assert again.exit_code == 1
    assert "there already" in again.stderr
    assert book.read_bytes() == before


def test_a_made_up_case_is_sound_and_never_written_over(tmp_path: Path) -> None:
    case = tmp_path / "case"
    made = run("generate", "--size", "therapist", "--seed", "3", "--out", case)
    assert made.exit_code == 0
    assert "invented students" in made.stdout
    assert run("validate", case).exit_code == 0
    assert run("generate", "--out", case).exit_code == 1


def test_sizes_are_those_of_the_generator() -> None:
    assert tuple(size.value for size in CaseSize) == SIZES


def test_a_slice_of_a_state_is_made(tmp_path: Path) -> None:
    made = run("generate", "--size", "state", "--providers", "10", "--out", tmp_path / "slice")
    assert "350 invented students" in made.stdout
    wrong = run("generate", "--size", "state", "--providers", "9", "--out", tmp_path / "none")
    assert wrong.exit_code == 2
    assert "multiple of 100" in " ".join(wrong.stderr.split())
    assert run("generate", "--providers", "10", "--out", tmp_path / "none").exit_code == 2
    assert not (tmp_path / "none").exists()


def test_the_demo_goes_the_whole_way(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    result = run("demo", "--out", out, "--seconds", "1")
    assert result.exit_code == 0
    assert run("check", out / "case", out / "plan").exit_code == 0
    assert f"--baseline {out / 'plan'}" in result.stdout
    assert run("demo", "--out", out).exit_code == 1


def test_samples_are_found_and_copied(tmp_path: Path) -> None:
    copied = copy_sample("ten-minutes-a-day", tmp_path / "copy")
    assert (copied / "policy.toml").exists()
    with pytest.raises(MakeupSchedError, match="not installed"):
        sample_folder("no-such-sample")
