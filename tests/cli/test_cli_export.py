"""The command export: what it writes, whom it tells what, and how it fails."""

from pathlib import Path

import pytest
from cli_cases import TEN_MINUTES, change, copy_case, one_line, run


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "plan"
    assert run("plan", TEN_MINUTES, "--out", folder, "--seconds", 2, "--quiet").exit_code == 0
    return folder


def test_writes_files_and_says_which_time_zone(plan: Path, tmp_path: Path) -> None:
    done = run("export", TEN_MINUTES, plan, "--to", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "America/New_York" in one_line(done.stdout)
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert all(name in done.stdout for name in written)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".ics", ".pdf", ".xlsx"}


def test_several_people_and_a_time_zone(plan: Path, tmp_path: Path) -> None:
    words = ["--student", "S01", "--student", "S02", "--time-zone", "America/Chicago"]
    done = run("export", TEN_MINUTES, plan, "--to", tmp_path / "out", *words)
    assert done.exit_code == 0, done.stderr
    calendars = sorted((tmp_path / "out").glob("*.ics"))
    assert [path.name for path in calendars] == ["student-S01.ics", "student-S02.ics"]
    assert b"TZID:America/Chicago" in calendars[0].read_bytes()


def test_what_goes_wrong_is_said(plan: Path, tmp_path: Path) -> None:
    unknown = run("export", TEN_MINUTES, plan, "--to", tmp_path / "out", "--student", "S00")
    assert unknown.exit_code == 1
    assert "no student S00" in unknown.stderr
    zone = run("export", TEN_MINUTES, plan, "--to", tmp_path / "out", "--time-zone", "Mars")
    assert zone.exit_code == 2
    assert run("export", TEN_MINUTES, plan, "--to", plan).exit_code == 1
    assert run("export", TEN_MINUTES, plan).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_says_when_the_case_has_changed(plan: Path, tmp_path: Path) -> None:
    case = copy_case(tmp_path / "case")
    change(case / "missed.csv", ",30,", ",20,")
    done = run("export", case, plan, "--to", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert "not as it was" in done.stderr


def test_a_complaint_file_with_the_record(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    case, plan, out = copy_case(tmp_path / "case"), tmp_path / "plan", tmp_path / "out"
    assert run("record", "import", case).exit_code == 0
    words = ["--record", "--out", plan, "--seconds", 2, "--quiet"]
    assert run("plan", case, *words).exit_code == 0
    assert run("record", "publish", case, plan, "--why", "agreed by phone").exit_code == 0
    done = run("export", case, plan, "--to", out, "--student", "S01", "--record")
    assert done.exit_code == 0, done.stderr
    book = load_workbook(out / "student-S01-complaint-file.xlsx")
    assert "agreed by phone" in {cell.value for cell in book["record"]["E"]}
    assert "when the plan was made" not in done.stderr
    policy = case / "policy.toml"
    refused = run("export", case, plan, "--to", out, "--record", "--policy", policy)
    assert refused.exit_code == 2
    assert "its own policy" in one_line(refused.stderr)
    assert run("export", TEN_MINUTES, plan, "--to", out, "--record").exit_code == 1


def test_says_whose_minutes_have_changed_in_the_record(plan: Path, tmp_path: Path) -> None:
    case = copy_case(tmp_path / "case")
    first = (case / "missed.csv").read_text().splitlines()[1].split(",")[1]
    change(case / "missed.csv", f"{first},30,", f"{first},20,")
    assert run("record", "import", case).exit_code == 0
    students = [word for one in ("S01", "S02") for word in ("--student", one)]
    done = run("export", case, plan, "--to", tmp_path / "out", *students, "--record")
    assert done.exit_code == 0, done.stderr
    changed = first.split("-")[0]
    assert changed in ("S01", "S02")
    assert f"what {changed} is owed is not what it was when the plan was made" in one_line(
        done.stderr
    )
    assert done.stderr.count("when the plan was made") == 1
