"""A case that is written reads back as the same case."""

from pathlib import Path

import pandas as pd
import pytest

import makeup_sched as ms
from makeup_sched.case.write import policy_text

SAMPLES = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("name", ["ten-minutes-a-day", "one-therapist", "one-school"])
def test_a_sample_case_comes_back(name: str, tmp_path: Path) -> None:
    case = ms.read_case(SAMPLES / name)
    again = ms.read_case(ms.write_case(case, tmp_path / name))
    assert again.source_hash == case.source_hash
    assert again == ms.Case(again.tables, case.policy, case.start_date, case.end_date, name,
                            case.source_hash)  # fmt: skip
    for table, frame in case.tables.items():
        pd.testing.assert_frame_equal(again.table(table).reset_index(drop=True),
                                      frame.reset_index(drop=True))  # fmt: skip


def test_writing_over_a_case_leaves_no_table_of_it(tmp_path: Path) -> None:
    case = ms.read_case(SAMPLES / "one-therapist")
    folder = ms.write_case(case, tmp_path / "case")
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    (folder / "notes.txt").write_text("mine")
    tables = {**case.tables, "locked": case.table("locked").head(0)}
    ms.write_case(ms.case_from_tables(tables, case.policy), folder)
    assert ms.read_case(folder).table("locked").empty
    assert (folder / "notes.txt").exists()


def test_every_key_of_a_policy_comes_back(tmp_path: Path) -> None:
    policy = ms.Policy.model_validate({
        "start_date": "2026-03-02", "modes": ["extra"], "grid_minutes": 15,
        "categories": {"core": "avoid"}, "reasons": {"suspension": "owed"},
        "objective": {"order": ["unmet", "lateness"]}, "costs": {"after_hours_rate": 61.5},
        "contract": {"hourly_rate": {'Vision "O&M", Ü': 90}},
    })  # fmt: skip
    (tmp_path / "policy.toml").write_text(policy_text(policy), encoding="utf-8")
    case = ms.read_case(SAMPLES / "ten-minutes-a-day", tmp_path / "policy.toml")
    assert case.policy == policy
