"""A case as a workbook: it reads back as the same case, or is not handed out."""

from pathlib import Path

import pandas as pd
import pytest

import makeup_sched as ms
from makeup_sched.case.book import case_book
from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.tables.schemas import INPUT_SCHEMAS

DATA = Path(__file__).parents[2] / "data"


def _again(case: Case, folder: Path) -> Case:
    path = folder / "case.xlsx"
    path.write_bytes(case_book(case))
    return ms.read_case(path)


@pytest.mark.parametrize("name", ["one-therapist", "ten-minutes-a-day", "seen-nine-times"])
def test_a_case_reads_back_with_every_table_and_its_policy(name: str, tmp_path: Path) -> None:
    case = ms.read_case(DATA / name)
    again = _again(case, tmp_path)
    assert again.source_hash == case.source_hash
    assert again.policy == case.policy
    assert (again.start_date, again.end_date) == (case.start_date, case.end_date)
    for table in INPUT_SCHEMAS:
        pd.testing.assert_frame_equal(
            again.table(table).reset_index(drop=True), case.table(table).reset_index(drop=True)
        )


def test_a_provider_who_is_out_for_a_day_stays_out(tmp_path: Path) -> None:
    planner = ms.Planner(_little())
    provider = str(planner.case.table("providers")["provider_id"].iloc[0])
    planner.day_out(provider, planner.case.start_date)
    assert _again(planner.case, tmp_path).source_hash == planner.case.source_hash
    path = tmp_path / "case.xlsx"
    before = {str(each) for each in ms.validate(DATA / "ten-minutes-a-day")}
    assert {str(each) for each in ms.validate(path)} <= before


def test_every_key_of_a_policy_is_kept(tmp_path: Path) -> None:
    policy = Policy.model_validate({
        "profile": "ohio", "start_date": "2026-03-03", "modes": ["join"], "grid_minutes": 10,
        "contract": {"hourly_rate": {"SLP": 81.25, "Music therapy": 40}},
        "letters": {"sender": "=Oak", "contact_phone": "555 0100"},
    })  # fmt: skip
    case = ms.case_from_tables(_little().tables, policy)
    assert _again(case, tmp_path).policy == policy


def test_text_like_a_formula_stays_text_and_what_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    case = _little()
    assert _again(_named(case, "=1+1"), tmp_path).table("students")["name"].iloc[0] == "=1+1"
    with pytest.raises(ms.MakeupSchedError, match="write the plan into a folder"):
        case_book(_named(case, "Ada\x07"))


def _little() -> Case:
    return ms.read_case(DATA / "ten-minutes-a-day")


def _named(case: Case, name: str) -> Case:
    students = case.table("students").copy()
    students["name"] = name
    return ms.case_from_tables({**case.tables, "students": students}, case.policy)
