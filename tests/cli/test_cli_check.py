"""The command check: names what a plan breaks, reads plans that anyone wrote."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from cli_cases import TEN_MINUTES, THERAPIST, change, one_line, run


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sound") / "plan"
    assert run("plan", TEN_MINUTES, "--out", out, "--quiet").exit_code == 0
    return out


@pytest.fixture
def plan(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "plan"))


def test_a_sound_plan_keeps_all_rules(plan: Path) -> None:
    result = run("check", TEN_MINUTES, plan)
    assert result.exit_code == 0
    assert result.stdout == "The plan keeps all rules: 13 sessions checked.\n"


def test_a_broken_rule_is_named_with_session_and_reason(plan: Path) -> None:
    change(plan / "sessions.csv", "11:50,12:00", "11:40,11:50")
    result = run("check", TEN_MINUTES, plan)
    assert result.exit_code == 1
    words = one_line(result.stdout)
    assert "Rule Session Item Reason" in words
    assert " M0001 " in words
    assert "the plan does not stand." in words
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_wrong_figures_are_found(plan: Path) -> None:
    summary = json.loads((plan / "summary.json").read_text(encoding="utf-8"))
    summary["planned"] = 1650
    (plan / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    result = run("check", TEN_MINUTES, plan)
    assert result.exit_code == 1
    assert "says planned 1650, should be 130" in one_line(result.stdout)


def test_a_cell_that_cannot_be_read_is_shown(plan: Path) -> None:
    change(plan / "sessions.csv", "11:50", "noon")
    result = run("check", TEN_MINUTES, plan)
    assert result.exit_code == 1
    assert "noon" in result.stdout


def test_sessions_alone_are_enough(plan: Path) -> None:
    (plan / "items.csv").unlink()
    (plan / "summary.json").unlink()
    result = run("check", TEN_MINUTES, plan)
    assert result.exit_code == 0
    assert "The plan has no items, so only the rest of it was checked." in result.stdout
    baseline = run("plan", TEN_MINUTES, "--out", plan.parent / "new", "--baseline", plan)
    assert baseline.exit_code == 0


def test_a_plan_for_another_case(plan: Path) -> None:
    result = run("check", THERAPIST, plan)
    assert result.exit_code == 1
    assert result.stdout == ""
    said = one_line(result.stderr)
    assert said.startswith("Error: the plan does not belong to the case: the case has no ")
    assert run("explain", THERAPIST, plan).stderr == result.stderr
    assert run("check", THERAPIST, THERAPIST).exit_code == 1


def test_somebody_unknown_in_one_session_is_a_mistake_in_it(plan: Path) -> None:
    student = pd.read_csv(plan / "sessions.csv", dtype=str)["student_ids"][0].split(";")[0]
    change(plan / "sessions.csv", student, "S-nobody")
    result = run("check", TEN_MINUTES, plan)
    assert result.exit_code == 1
    assert "student S-nobody is unknown" in one_line(result.stdout)
