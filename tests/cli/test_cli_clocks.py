"""The commands clocks and profiles: what they show and write, and how they fail."""

import json
from pathlib import Path

import pandas as pd
import pytest
from cli_cases import TEN_MINUTES, THERAPIST, one_line, run

from makeup_sched.case.profiles.profile import NAMES, read_profile


@pytest.fixture
def illinois(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text('profile = "illinois"\nstart_date = "2026-03-26"\n')
    return path


def test_shows_clocks_and_writes_every_session(illinois: Path, tmp_path: Path) -> None:
    for name in ("clocks.csv", "clocks.xlsx"):
        result = run("clocks", TEN_MINUTES, "--policy", illinois, "--out", tmp_path / name)
        assert result.exit_code == 0
        assert "broken 33 990 11" in one_line(result.stdout)
        assert "Kid" not in result.stdout
    written = pd.read_csv(tmp_path / "clocks.csv")
    assert len(written) == len(pd.read_csv(TEN_MINUTES / "missed.csv"))
    assert pd.read_excel(tmp_path / "clocks.xlsx")["last_day"].dtype.kind == "M"
    assert "student" not in written


def test_the_date_of_the_report_can_be_chosen(illinois: Path) -> None:
    early = run("clocks", TEN_MINUTES, "--policy", illinois, "--as-of", "2026-03-23")
    assert "As of 2026-03-23." in early.stdout
    assert "broken" not in early.stdout
    assert run("clocks", TEN_MINUTES, "--as-of", "soon").exit_code == 2
    assert run("clocks", TEN_MINUTES, "--out", "clocks.pdf").exit_code == 2


def test_prints_the_table_as_json(illinois: Path) -> None:
    result = run("clocks", TEN_MINUTES, "--policy", illinois, "--json")
    found = json.loads(result.stdout)
    assert found["clock_set"] is True
    lines = found["clocks"]
    assert len(lines) == len(pd.read_csv(TEN_MINUTES / "missed.csv"))
    assert {type(line["last_day"]) for line in lines} <= {str, type(None)}


def test_json_tells_that_no_clock_is_set_from_nothing_missed() -> None:
    assert json.loads(run("clocks", THERAPIST, "--json").stdout) == {
        "clock_set": False,
        "clocks": [],
    }


def test_what_waits_for_the_team_is_told_of_a_locked_session_that_is_not_owed(
    tmp_path: Path,
) -> None:
    policy = tmp_path / "policy.toml"
    own = (THERAPIST / "policy.toml").read_text(encoding="utf-8")
    policy.write_text(f'profile = "illinois"\n{own}', encoding="utf-8")
    result = run("plan", THERAPIST, "--policy", policy, "--out", tmp_path / "plan")
    assert result.exit_code == 1
    assert "0 min owed (120 min wait for the team's decision)" in one_line(result.stderr)


def test_a_policy_without_a_clock_is_told_how_to_get_one() -> None:
    result = run("clocks", THERAPIST)
    assert result.exit_code == 0
    assert 'profile = "illinois"' in one_line(result.stdout)


def test_lists_every_profile_with_a_warning() -> None:
    shown = run("profiles")
    assert shown.exit_code == 0
    assert all(f"\n{name} " in shown.stdout for name in NAMES)
    assert "not legal advice" in one_line(shown.stdout)


@pytest.mark.parametrize("name", NAMES)
def test_shows_a_profile_with_all_its_sources_and_gaps(name: str) -> None:
    shown = run("profiles", name).stdout
    profile = read_profile(name)
    for rule in profile.rules:
        assert f"Source: {rule.source}\n" in shown
        assert all(f"  {key} = " in shown for key in rule.keys)
    assert all(words in one_line(shown) for words in map(one_line, profile.not_found))
    assert "not legal advice" in one_line(shown)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "neutral"])
def test_what_is_inherited_is_left_to_the_team_as_it_is_shown(name: str) -> None:
    table = read_profile(name).table()
    assert set(table.loc[table["set_by"] != name, "value"]) == {"team_decides"}


def test_an_unknown_profile_is_an_error_with_a_suggestion() -> None:
    result = run("profiles", "ilinois")
    assert result.exit_code == 1
    assert 'did you mean "illinois"?' in one_line(result.stderr)
