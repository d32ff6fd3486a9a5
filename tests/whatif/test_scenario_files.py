"""The files of a comparison, with and without the trade-off."""

from pathlib import Path

import pandas as pd
from whatif_cases import compared

from makeup_sched.cli.compare_words import trade_off_words
from makeup_sched.reports.scenario_files import comparison_files, earlier_files

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
