"""The files of a comparison, with and without the trade-off."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner
from whatif_cases import compared

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.cli.app import app
from makeup_sched.reports.scenario_files import comparison_files, earlier_files
from makeup_sched.whatif.words import trade_off_words
from support.tiny import blueprint, day, hours, owes, provider, student

GONE = {"name": "P's leave / 1", "remove_provider": [{"provider_id": "P"}]}
CURVE = pd.DataFrame(
    {"visits": [0, 1], "hours": [0.0, 1.5], "dollars": [0.0, 120.0], "unmet": [60, 0]}
)


def test_each_case_has_a_folder_with_case_and_plan(tmp_path: Path) -> None:
    files = comparison_files(compared(GONE))
    folders = {name.partition("/")[0] for name in files if "/" in name}
    assert folders == {"00-as-it-is", "01-p-s-leave-1"}
    assert "01-p-s-leave-1/case/policy.toml" in files
    assert "01-p-s-leave-1/plan/sessions.csv" in files
    assert "trade-off.csv" not in files
    for name, content in {**files, "my-notes.txt": b""}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert set(earlier_files(tmp_path)) == {name for name in files if "/" in name}


def test_the_trade_off_comes_as_table_picture_and_words() -> None:
    files = comparison_files(compared(), CURVE)
    assert files["trade-off.csv"].decode().splitlines()[-1] == "1,1.5,120.0,0"
    assert files["trade-off.png"].startswith(b"\x89PNG")
    page = files["index.md"].decode()
    assert "From 60 unmet minutes to 0 with 1.5 hours ($120)" in page
    for curve in (CURVE, CURVE.iloc[:1]):
        assert trade_off_words(curve)


def named(priority: str) -> Case:
    """Return a case of two students of whom one is seen, with names and notes."""
    rows = [day(0), provider(name="Pat Teal"), hours("08:00-08:30")]
    for who in "AB":
        service, (table, missed) = owes(who, 30)
        missed = {**missed, "note": f"{who}nna Lopez was out"}
        rows += [student(who, name=f"{who}nna Lopez", priority=priority), service, (table, missed)]
    return blueprint(*rows, group_cap=1).case


@pytest.mark.parametrize("priority", ["", "2"])
def test_what_is_written_without_names_is_still_a_case_and_its_plan(
    priority: str, tmp_path: Path
) -> None:
    files = comparison_files(compared(GONE, case=named(priority)))
    assert not any(b"Lopez" in content for content in files.values())
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    for folder in ("00-as-it-is", "01-p-s-leave-1"):
        where = [str(tmp_path / folder / part) for part in ("case", "plan")]
        case = ms.read_case(where[0])
        plan = ms.read_plan(where[1], case)
        assert plan.summary.source_hash == case.source_hash
        result = CliRunner().invoke(app, ["check", *where])
        assert result.exit_code == 0, result.output
        assert "not as it was" not in result.output

    where_it_is = [tmp_path / "00-as-it-is" / part for part in ("case", "plan")]
    case = ms.read_case(where_it_is[0])
    (one,) = ms.explain(case, ms.read_plan(where_it_is[1], case), progress=False, seconds=5)
    assert one.trade is not None
    # what the plan proves of its case is still believed
    assert one.trade.least_lost == 30
