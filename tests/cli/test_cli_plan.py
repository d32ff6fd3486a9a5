"""The command plan: what it writes, what it says, and what it never writes over."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from cli_cases import TEN_MINUTES, THERAPIST, copy_case, one_line, run

import makeup_sched as ms
from makeup_sched.charts import write

MOVED = "objective.moved.value"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    out = tmp_path_factory.mktemp("plans") / "deep" / "ten"
    return run("plan", TEN_MINUTES, "--out", out), out


def test_the_plan_is_written_whole(planned: tuple[Any, Path]) -> None:
    result, out = planned
    assert result.exit_code == 0
    assert {file.name for file in out.iterdir()} == {"sessions.csv", "items.csv", "summary.json"}
    assert list(out.parent.iterdir()) == [out]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["owed"], summary["planned"], summary["unmet"]) == (1650, 130, 1520)


def test_the_plan_can_be_read_by_its_owner_alone(planned: tuple[Any, Path]) -> None:
    _, out = planned
    assert out.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in out.iterdir()} == {0o600}
    book = ms.read_plan(out).save(out.parent.with_name("book.xlsx"))
    assert book.stat().st_mode & 0o777 == 0o600


def test_the_summary_says_what_a_therapist_asks(planned: tuple[Any, Path]) -> None:
    shown = planned[0].stdout
    words = one_line(shown)
    assert "Owed 1,650 min 11 items of 11 students" in words
    assert "Planned 130 min 7.9 % of owed, in 13 sessions in the school day 130 min" in words
    assert "Unmet 1,520 min" in words
    assert "S09-SE 20 At most 130 minutes fit" in words
    assert "Proven: no plan can place more." in words
    assert "In all else the policy asks for it is proven best, too" in words
    assert f"Written: {planned[1]}" in shown
    assert max(len(line) for line in shown.splitlines() if "Written" not in line) <= 80


def test_progress_goes_to_standard_error_line_by_line(planned: tuple[Any, Path]) -> None:
    lines = planned[0].stderr.splitlines()
    assert lines[0].endswith("minutes not placed: 1,520, no proof yet")
    assert lines[1].endswith("minutes not placed: 1,520, proven")
    assert lines[-1].endswith("sessions to be held: 13, proven")
    assert len(lines) == 9


def test_ids_only_unless_names_are_asked_for(planned: tuple[Any, Path], tmp_path: Path) -> None:
    assert "Kid" not in planned[0].stdout + planned[0].stderr
    named = run("plan", TEN_MINUTES, "--out", tmp_path / "plan", "--names")
    assert "Kid" in named.stdout


def test_quiet_writes_and_says_nothing(tmp_path: Path) -> None:
    result = run("plan", THERAPIST, "--out", tmp_path / "p", "--quiet", "--seconds", "0.2")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "p" / "summary.json").exists()


def test_the_warnings_of_the_case_come_first(tmp_path: Path) -> None:
    case = copy_case(tmp_path / "case")
    for number in range(13):
        (case / f"notes{number:02}.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    shown = run("plan", case, "--out", tmp_path / "plan").stderr
    assert shown.startswith("Warning: notes00")
    assert "notes09" in shown
    assert "notes10" not in shown
    assert f"and 3 more warnings; makeup-sched validate {case} shows all." in shown


def test_a_workbook_and_an_earlier_plan_to_keep(planned: tuple[Any, Path], tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    result = run("plan", TEN_MINUTES, "--out", out, "--baseline", planned[1])
    assert result.exit_code == 0
    assert "sessions changed from the earlier plan" in result.stderr
    assert pd.read_excel(out, sheet_name="summary").set_index("key")["value"][MOVED] == 0
    assert [file.name for file in tmp_path.iterdir()] == ["plan.xlsx"]
    assert run("check", TEN_MINUTES, out).exit_code == 0


def test_an_old_plan_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    case, other = copy_case(tmp_path / "case"), tmp_path / "other"
    other.mkdir()
    (other / "letter.docx").write_text("dear", encoding="utf-8")
    (tmp_path / "file").write_text("text", encoding="utf-8")
    for out in (case, case / "plan", other, tmp_path / "file", tmp_path / "file" / "plan"):
        result = run("plan", case, "--out", out)
        assert result.exit_code == 1, out
        assert result.stderr.startswith("Error: ")
    assert [file.name for file in other.iterdir()] == ["letter.docx"]
    assert not (case / "sessions.csv").exists()
    assert run("plan", case, "--out", tmp_path / "plan", "--quiet").exit_code == 0
    assert run("plan", case, "--out", tmp_path / "plan", "--quiet").exit_code == 0


def test_a_locked_session_that_breaks_a_rule_is_named(tmp_path: Path) -> None:
    case = copy_case(tmp_path / "case")
    (case / "locked.csv").write_text(
        "session_id,provider_id,discipline,date,start,end,site,student_ids,owed_ids\n"
        "L1,P01,SPED,2026-03-17,09:00,09:10,Meadow,S09,S09-SE\n",
        encoding="utf-8",
    )
    result = run("plan", case, "--out", tmp_path / "plan")
    assert result.exit_code == 1
    assert "L1" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "plan").exists()


def test_two_runs_that_count_work_differ_in_wall_seconds_alone(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        out = tmp_path / name
        assert run("plan", TEN_MINUTES, "--out", out, "--deterministic", "--quiet").exit_code == 0
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        assert summary.pop("wall_seconds") > 0
        written.append(
            ((out / "sessions.csv").read_bytes(), (out / "items.csv").read_bytes(), summary)
        )
    assert written[0] == written[1]


def test_weeks_that_are_not_drawn_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "ALL_WEEKS", 1)
    monkeypatch.setattr(write, "MOST_WEEKS_EACH", 1)
    result = run("plan", TEN_MINUTES, "--out", tmp_path / "plan", "--charts")
    sessions = ms.read_plan(tmp_path / "plan").sessions
    weeks = sessions["date"].dt.to_period("W").nunique()
    words = f"{weeks - 1} more weeks of providers with make-ups left out"
    assert f"{words}; makeup-sched export with --provider writes all weeks of one" in result.stdout
    assert words in (tmp_path / "plan" / "charts" / "index.md").read_text(encoding="utf-8")
