"""The command owed: what it shows, and the files it writes."""

from pathlib import Path

import pandas as pd
from cli_cases import TEN_MINUTES, THERAPIST, copy_case, one_line, run


def test_shows_items_and_totals() -> None:
    result = run("owed", TEN_MINUTES)
    assert result.exit_code == 0
    assert "S09-SE" in result.stdout
    assert "Kid" not in result.stdout
    assert "Kid" in run("owed", TEN_MINUTES, "--names").stdout


def test_traces_one_item() -> None:
    shown = run("owed", THERAPIST, "--trace", "--item", "S014-SP").stdout
    assert shown.startswith("S014-SP: service, SLP, student S014; owed 120 min")
    assert "S015" not in shown
    assert run("owed", THERAPIST, "--item", "S014-SP").stdout == shown
    wrong = run("owed", THERAPIST, "--item", "S14-SP")
    assert wrong.exit_code == 1
    assert 'there is no owed item S14-SP; did you mean "S014-SP"?' in one_line(wrong.stderr)


def test_writes_items_rows_or_both(tmp_path: Path) -> None:
    for name, words in (("items.csv", ()), ("rows.csv", ("--trace",)), ("both.xlsx", ("--trace",))):
        result = run("owed", THERAPIST, "--out", tmp_path / name, *words)
        assert result.exit_code == 0
        assert f"Written: {tmp_path / name}" in result.stdout
    items = pd.read_csv(tmp_path / "items.csv")
    rows = pd.read_csv(tmp_path / "rows.csv")
    assert items["owed"].sum() == rows["owed"].sum() == 2390
    sheets = pd.read_excel(tmp_path / "both.xlsx", sheet_name=None)
    assert list(sheets) == ["owed", "trace"]
    assert sheets["owed"]["owed"].sum() == sheets["trace"]["owed"].sum() == 2390
    assert sheets["owed"]["oldest_date"].dtype.kind == "M"


def test_never_writes_into_the_case(tmp_path: Path) -> None:
    case = copy_case(tmp_path / "case")
    before = (case / "missed.csv").read_bytes()
    assert run("owed", case, "--out", case / "missed.csv").exit_code == 1
    assert (case / "missed.csv").read_bytes() == before
