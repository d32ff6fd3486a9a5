"""The commands explain, compare and forecast: what they print and write, and how they fail."""

import json
from pathlib import Path

import pytest
from cli_cases import TEN_MINUTES, one_line, run


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decisions") / "plan"
    assert run("plan", TEN_MINUTES, "--out", path, "--seconds", "5", "--quiet").exit_code == 0
    return path


def test_explain_says_why_and_what_would_help(plan: Path, tmp_path: Path) -> None:
    items = (plan / "items.csv").read_text().splitlines()
    owed_id = next(line.split(",")[0] for line in items[1:] if "no_common_time" in line)
    words = ("explain", TEN_MINUTES, plan, "--item", owed_id, "--seconds", "6")
    result = run(*words, "--out", tmp_path / "why.xlsx")
    assert result.exit_code == 0, result.output
    assert "no_common_time (proved, in any plan)" in one_line(result.stdout)
    assert (tmp_path / "why.xlsx").exists()
    assert "Kid" not in result.stdout
    rows = json.loads(run(*words, "--json").stdout)
    assert {row["owed_id"] for row in rows} == {owed_id}
    assert run("explain", TEN_MINUTES, plan, "--item", "nobody").exit_code == 1


def test_compare_shows_and_writes_all(tmp_path: Path) -> None:
    file = tmp_path / "what.toml"
    file.write_text(
        '[[scenario]]\nname = "longer"\n'
        'add_hours = [{ provider_id = "P01", start = "14:00", end = "14:30" }]\n'
    )
    out = tmp_path / "out"
    result = run("compare", TEN_MINUTES, "--scenario", file, "--seconds", "3", "--out", out)
    assert result.exit_code == 0, result.output
    assert "longer" in result.stdout
    written = {"scenarios.csv", "scenarios.png", "index.md", "00-as-it-is", "01-longer"}
    assert {path.name for path in out.iterdir()} == written
    assert run("check", out / "01-longer/case", out / "01-longer/plan").exit_code == 0
    file.write_text('[[scenario]]\nname = "gone"\nremove_provider = [{ provider_id = "P01" }]\n')
    words = ("compare", TEN_MINUTES, "--scenario", file, "--seconds", "3", "--out")
    again = run(*words, out, "--json")
    assert [line["scenario"] for line in json.loads(again.stdout)["scenarios"]] == [
        "as it is",
        "gone",
    ]
    assert {path.name for path in out.iterdir()} == written - {"01-longer"} | {"01-gone"}
    assert run(*words, tmp_path).exit_code == 1
    file.write_text('[[scenario]]\nname = "wrong"\nremove_provider = [{ provider_id = "X" }]\n')
    wrong = run("compare", TEN_MINUTES, "--scenario", file)
    assert wrong.exit_code == 1
    assert "is no provider of the case" in one_line(wrong.stderr)


def test_forecast_says_how_sure_and_how_it_is_done(plan: Path, tmp_path: Path) -> None:
    words = ("forecast", TEN_MINUTES, "--plan", plan, "--futures", "2", "--workers", "1")
    result = run(*words, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "Limits:" in result.stdout
    assert "plan as it stands" not in result.stdout  # the last column is planned again, too
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "chances.csv", "hours.csv", "ends.csv", "rates.csv", "forecast.json", "forecast.png",
        "index.md",
    }  # fmt: skip
    assert json.loads(run(*words, "--json").stdout)["futures"] == 2
    assert run(*words, "--out", TEN_MINUTES).exit_code == 1
