"""Policies from files and sheets: what is wrong is said in plain words, with its place."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from small_cases import SMALL, as_cells, place, problems_of, write_folder_case, write_workbook_case

from makeup_sched.case.policy import Policy
from makeup_sched.case.policy_keys import KEYS
from makeup_sched.case.policy_reading import policy_from_mapping, read_policy_sheet
from makeup_sched.case.read import read_case, validate
from makeup_sched.tables.cells import Unsaved


@pytest.mark.parametrize(
    ("text", "line", "key", "value", "words"),
    [
        ("grid_minute = 5", 1, "grid_minute", "5", 'did you mean "grid_minutes"?'),
        ("\ngrid_minutes = 0", 2, "grid_minutes", "0", "must be at least 1"),
        ("grid_minutes = 90", 1, "grid_minutes", "90", "must be at most 60"),
        ('group_cap = "many"', 1, "group_cap", "many", "must be a whole number"),
        ("group_cap = 2.5", 1, "group_cap", "2.5", "must be a whole number"),
        ('start_date = "soon"', 1, "start_date", "soon", "must be a date"),
        ('modes = ["extra", "jion"]', 1, "modes", "jion", "must be one of extra, join, extend"),
        ('modes = "extra"', 1, "modes", "extra", "must be a list"),
        ('pending = "drop"', 1, "pending", "drop", "must be one of hold, plan"),
        ('[categories]\ncore = "no"', 2, "categories.core", "no", "never, avoid, allow, prefer"),
        ('[categories]\nnap = "never"', 2, "categories.nap", "nap", "is not one of the categories"),
        ('[reasons]\nsuspension = "x"', 2, "reasons.suspension", "x", "owed, not_owed"),
        ('profile = "ilinois"', 1, "profile", "ilinois", 'did you mean "illinois"?'),
        ('profile = "texas"', 1, "profile", "texas", "must be one of neutral, baltimore_county"),
        ("profile = 3", 1, "profile", "3", "must be a word"),
        (
            '[clocks]\nexcluded_reasons = ["ill"]',
            2,
            "clocks.excluded_reasons",
            "ill",
            "must be one",
        ),
        ("[contract]\nlead = 3", 2, "contract.lead", "3", "is not a key"),
        ("contract = 3", 1, "contract", "3", "must be a section"),
        ("[contract.hourly_rate]\nSLP = -1", 2, "contract.hourly_rate.SLP", "-1", "at least 0"),
    ],
)
def test_wrong_key(tmp_path: Path, text: str, line: int, key: str, value: str, words: str) -> None:
    found = problems_of(tmp_path, SMALL, text)
    assert [place(problem) for problem in found] == [("policy", line, key, value, "error")]
    assert words in found[0].message


def test_contradictions(tmp_path: Path) -> None:
    found = problems_of(tmp_path, SMALL, "min_session = 70")
    assert [place(problem) for problem in found] == [("policy", 1, "min_session", "70", "error")]
    assert found[0].message == "is more than max_session, which is 60 unless it is given"
    found = problems_of(tmp_path, SMALL, "max_session = 10")
    assert [place(problem) for problem in found] == [("policy", 1, "max_session", "10", "error")]
    assert found[0].message == "is less than min_session, which is 15"
    found = problems_of(tmp_path, SMALL, '[objective]\norder = ["unmet", "unmet"]')
    assert [problem.message for problem in found] == ["a term stands twice in the order"]


def test_what_is_out_of_order_is_told_beside_other_wrong_keys(tmp_path: Path) -> None:
    text = "grid_minutes = 0\nstart_date = 2026-03-01\nend_date = 2026-02-01\nmax_extension = 2"
    found = problems_of(tmp_path, SMALL, text)
    assert [place(problem) for problem in found] == [
        ("policy", 1, "grid_minutes", "0", "error"),
        ("policy", 3, "end_date", "2026-02-01", "error"),
        ("policy", 4, "max_extension", "2", "error"),
    ]
    assert "is before start_date, which is 2026-03-01" in found[1].message


def test_a_formula_without_a_result_in_the_sheet() -> None:
    cells = {"key": ["grid_minutes", Unsaved("=A1")], "value": [Unsaved("=2+3"), 5]}
    found = read_policy_sheet(pd.DataFrame(cells, index=[7, 8]))[1]
    assert [place(problem) for problem in found] == [
        ("policy", 7, "grid_minutes", "=2+3", "error"),
        ("policy", 8, "", "=A1", "error"),
    ]
    assert all("formula without a saved result" in problem.message for problem in found)


def test_no_toml_at_all(tmp_path: Path) -> None:
    found = problems_of(tmp_path, SMALL, "grid_minutes = 5\nmin_session: 15\n")
    assert [place(problem)[:2] for problem in found] == [("policy", 2)]
    assert "is not written as TOML" in found[0].message


def test_rates_left_out_keep_their_default(tmp_path: Path) -> None:
    text = "[contract]\nhourly_rate = { SLP = 90, VISION = 88 }\n"
    rates = read_case(write_folder_case(tmp_path, SMALL, text)).policy.contract.hourly_rate
    assert rates == {"SLP": 90, "OT": 70, "PT": 75, "SPED": 86, "VISION": 88}


def test_policy_sheet(tmp_path: Path) -> None:
    sheets = as_cells(SMALL)
    sheets["Policy"] = [
        ["Value", "Key", "meaning"],
        [10.0, "Grid minutes", "x"],
        ["1/20/2026", "start_date", None],
        [" plan ", "pending", None],
        ["unmet; lateness", "objective.order", None],
        [91.5, "contract.hourly_rate.SLP", None],
        [None, "max_session", None],
    ]
    policy = read_case(write_workbook_case(tmp_path / "case.xlsx", sheets)).policy
    assert policy.grid_minutes == 10
    assert policy.start_date == date(2026, 1, 20)
    assert policy.pending == "plan"
    assert policy.objective.order == ("unmet", "lateness")
    assert policy.contract.hourly_rate["SLP"] == 91.5
    assert policy.max_session == 60


def test_wrong_rows_of_a_policy_sheet(tmp_path: Path) -> None:
    sheets = as_cells(SMALL)
    sheets["policy"] = [
        ["key", "value"],
        ["grid_minutes", "x"],
        ["max_sesion", 60],
        ["pending", "hold"],
        ["pending", "plan"],
    ]
    found = validate(write_workbook_case(tmp_path / "case.xlsx", sheets))
    assert {place(problem) for problem in found} == {
        ("policy", 2, "grid_minutes", "x", "error"),
        ("policy", 3, "max_sesion", "60", "error"),
        ("policy", 5, "pending", "", "error"),
    }


def test_text_of_a_policy_sheet_keeps_its_capitals(tmp_path: Path) -> None:
    sheets = as_cells(SMALL)
    sheets["policy"] = [
        ["key", "value"],
        ["time_zone", "America/Chicago"],
        ["letters.sender", " Oak School "],
        ["letters.contact_phone", 3125550142],
    ]
    policy = read_case(write_workbook_case(tmp_path / "case.xlsx", sheets)).policy
    assert policy.time_zone == "America/Chicago"
    assert policy.letters.sender == "Oak School"
    assert policy.letters.contact_phone == "3125550142"


def test_an_unknown_time_zone_is_a_problem() -> None:
    for name in ("Mars/Olympus", "../etc", ""):
        _, (problem,) = policy_from_mapping({"time_zone": name})
        assert "America/Chicago" in problem.message


def test_every_default_is_a_key() -> None:
    assert KEYS["grid_minutes"].default == 5
    assert KEYS["modes"].default == "extra;join;extend"
    assert KEYS["contract.hourly_rate.OT"].default == 70
    assert len(KEYS) == 61
    assert Policy.model_fields.keys() == {name.partition(".")[0] for name in KEYS}
