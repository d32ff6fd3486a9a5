"""Bad input: everything in one report, in plain words, with exit status 1 and no traceback."""

import json
from pathlib import Path

import pytest
from cli_cases import TEN_MINUTES, THERAPIST, change, copy_case, one_line, run, run_alone

import makeup_sched.validating


def broken_case(folder: Path) -> Path:
    case = copy_case(folder)
    change(case / "missed.csv", "provider_absent", "provider_abssent")
    change(case / "students.csv", "S02", "S02[bold]")
    return case


def test_a_sound_case_has_no_problems() -> None:
    result = run("validate", TEN_MINUTES)
    assert (result.exit_code, result.stdout) == (0, "No problems found.\n")


def test_validate_lists_all_tables_and_the_plan_command_says_the_same(tmp_path: Path) -> None:
    case = broken_case(tmp_path / "case")
    validated = run("validate", case)
    planned = run("plan", case, "--out", tmp_path / "plan")
    for shown in (validated.stdout, planned.stderr):
        words = one_line(shown)
        assert "missed 2 reason provider_absse is not one of" in words
        assert 'did you mean "provider_absent"?' in words
        assert "S02" in words
        assert max(map(len, shown.splitlines())) <= 80
    assert (validated.exit_code, planned.exit_code) == (1, 1)
    assert "to mend first" in planned.stderr
    assert not (tmp_path / "plan").exists()


def test_errors_come_before_warnings(tmp_path: Path) -> None:
    case = copy_case(tmp_path / "case", THERAPIST)
    change(case / "students.csv", "student_id,", "student_id,favourite_colour,")
    change(case / "missed.csv", "provider_absent", "away")
    shown = run("validate", case).stdout
    assert shown.index("error") < shown.index("away") < shown.index("warning")
    assert shown.index("warning") < shown.index("favourite")


def test_warnings_alone_are_status_0() -> None:
    result = run("validate", THERAPIST)
    assert result.exit_code == 0
    assert "0 errors, 1 warning. It can be planned as it stands." in result.stdout


def test_problems_as_json(tmp_path: Path) -> None:
    result = run("validate", broken_case(tmp_path / "case"), "--json")
    problems = json.loads(result.stdout)
    assert result.exit_code == 1
    wrong = next(problem for problem in problems if problem["value"] == "provider_abssent")
    assert (wrong["table"], wrong["row"], wrong["column"]) == ("missed", 2, "reason")
    assert wrong["severity"] == "error"


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "nowhere"),
        ("owed", "nowhere.xlsx"),
        ("plan", "nowhere", "--out", "plan"),
        ("check", TEN_MINUTES, "nowhere"),
        ("plan", TEN_MINUTES, "--out", "plan", "--baseline", "nowhere"),
        ("validate", TEN_MINUTES, "--policy", "nowhere.toml"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(words: tuple[object, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "nowhere" in result.stderr
    assert len(result.stderr.splitlines()) <= 2


def test_a_case_that_fails_shows_no_traceback_in_a_process_of_its_own(tmp_path: Path) -> None:
    result = run_alone("plan", broken_case(tmp_path / "case"), "--out", tmp_path / "plan")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_a_fault_of_the_program_tells_no_student_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Kid Maple-01")

    monkeypatch.setattr(makeup_sched.validating, "validate", fail)
    result = run("validate", TEN_MINUTES)
    assert result.exit_code == 1
    assert "a fault of its own" in one_line(result.stderr)
    assert "KeyError" in result.stderr
    assert "Maple" not in result.stderr
    assert "Traceback" not in result.stderr
    assert "Traceback" in run("--debug", "validate", TEN_MINUTES).stderr
