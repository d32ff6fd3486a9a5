"""Workbooks as people keep them."""

import re
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from makeup_sched.tables.files import RawTables, read_raw_tables
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS


def read(folder: Path, sheets: dict[str, list[list[Any]]]) -> RawTables:
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "case.xlsx")
    return read_raw_tables(folder / "case.xlsx", INPUT_SCHEMAS)


HOURS = ["provider_id", "start_date", "start", "end", "kind"]


def test_real_dates_times_and_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HOURS, [7.0, datetime(2026, 1, 5), time(8, 5), 0.625, "Work"]]
    raw = read(tmp_path, {"provider_hours": rows})
    parsed = parse_table("provider_hours", raw.tables["provider_hours"])
    assert raw.problems == []
    assert parsed.problems == ()
    first = parsed.frame.iloc[0]
    assert first[["provider_id", "start", "end", "kind"]].tolist() == ["7", 485, 900, "work"]
    assert first["start_date"].date().isoformat() == "2026-01-05"


def test_blank_rows_above_between_and_below_keep_row_numbers(tmp_path: Path) -> None:
    row = ["P1", None, "9:5", "3:15 PM", "work"]
    rows: list[list[Any]] = [[None], HOURS, row, [None, " "], row, [], [None] * 9, ["  "]]
    raw = read(tmp_path, {"provider_hours": rows})
    frame = parse_table("provider_hours", raw.tables["provider_hours"]).frame
    assert frame.index.tolist() == [3, 5]
    assert frame["end"].tolist() == [915, 915]


def test_a_title_above_the_header_is_not_taken_for_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Hours", "2026"], [], [*HOURS, "oops"],
                             ["P1", None, "9:00", "x", "work"]]  # fmt: skip
    raw = read(tmp_path, {"Provider Hours": rows})
    [found] = raw.problems
    assert (found.table, found.row, found.severity) == ("provider_hours", 0, "warning")
    assert "header in row 3" in found.message
    parsed = parse_table("provider_hours", raw.tables["provider_hours"])
    assert parsed.frame["start"].tolist() == [540]
    assert [(each.row, each.column) for each in parsed.problems] == [(3, "oops"), (4, "end")]


def test_sheet_names_in_other_capitals_and_spaces(tmp_path: Path) -> None:
    raw = read(tmp_path, {"Provider Hours ": [HOURS], "Sheet1": [], "Read Me": [["hello"]]})
    assert list(raw.tables) == ["provider_hours"]
    assert raw.problems == []


def test_unknown_and_plan_sheets_are_warned_of(tmp_path: Path) -> None:
    raw = read(tmp_path, {"pivot": [["x"]], "sessions": [["session_id"]], "award": [["x"]]})
    assert {(found.table, found.severity) for found in raw.problems} == {
        ("pivot", "warning"),
        ("sessions", "warning"),
        ("award", "warning"),
    }
    assert any('did you mean "awards"?' in found.message for found in raw.problems)


def test_the_same_sheet_twice(tmp_path: Path) -> None:
    raw = read(tmp_path, {"missed": [["date"]], "missed ": [["date"]]})
    assert [(found.table, found.severity) for found in raw.problems] == [("missed", "error")]


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.create_sheet("providers")
    sheet.append(["provider_id", "name", "disciplines"])
    sheet.append(["P1", None, "SLP"])
    sheet["B2"].value = "=1+1"
    sheet["B2"].data_type = "s"
    book.save(tmp_path / "case.xlsx")
    raw = read_raw_tables(tmp_path / "case.xlsx", INPUT_SCHEMAS)
    assert parse_table("providers", raw.tables["providers"]).frame["name"].tolist() == ["=1+1"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "case.xlsx").write_bytes(content)
    raw = read_raw_tables(tmp_path / "case.xlsx", INPUT_SCHEMAS)
    assert [found.severity for found in raw.problems] == ["error"]
    assert "can't be opened as an Excel workbook" in raw.problems[0].message


def test_a_formula_without_a_saved_result_is_said_to_be_one(tmp_path: Path) -> None:
    raw = read(
        tmp_path, {"provider_hours": [HOURS, ["P1", None, "9:05", "=TIME(15,15,0)", "work"]]}
    )
    [problem] = parse_table("provider_hours", raw.tables["provider_hours"]).problems
    assert (problem.table, problem.row, problem.column) == ("provider_hours", 2, "end")
    assert problem.value == "=TIME(15,15,0)"
    assert "formula without a saved result" in problem.message


def test_a_formula_in_a_column_that_is_not_read_stops_nothing(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*HOURS, "days"], ["P1", None, "9:05", "15:15", "work", "=1+1"]]
    raw = read(tmp_path, {"provider_hours": rows, "my notes": [["a"], ["=1+1"]]})
    found = [*raw.problems, *parse_table("provider_hours", raw.tables["provider_hours"]).problems]
    assert [problem.severity for problem in found] == ["warning", "warning"]


def test_a_row_of_formulas_alone_is_a_row(tmp_path: Path) -> None:
    rows = [HOURS, ["=1", "=1", "=1", "=1", "=1"]]
    raw = read(tmp_path, {"provider_hours": rows})
    problems = parse_table("provider_hours", raw.tables["provider_hours"]).problems
    assert {(problem.row, problem.column) for problem in problems} == {(2, name) for name in HOURS}
    assert len(problems) == len(HOURS)


def test_a_formula_with_an_empty_result_is_a_blank_cell(tmp_path: Path) -> None:
    """As Excel saves what is filled down below the data: `=IF(A3="","","Lincoln")`."""
    rows = [HOURS, ["P1", "=1", "9:05", "15:15", "work"], ["=1"] * 5]
    read(tmp_path, {"provider_hours": rows})
    with zipfile.ZipFile(tmp_path / "case.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(tmp_path / "case.xlsx", "w") as book:
        for name, part in parts.items():
            saved = re.sub(rb'(<c r="\w+")><f>1</f><v ?/>', rb'\1 t="str"><f>1</f><v></v>', part)
            assert (saved != part) == name.endswith("sheet2.xml")
            book.writestr(name, saved)
    raw = read_raw_tables(tmp_path / "case.xlsx", INPUT_SCHEMAS)
    parsed = parse_table("provider_hours", raw.tables["provider_hours"])
    assert parsed.problems == ()
    assert parsed.frame.index.tolist() == [2]


def test_a_stray_cell_far_to_the_right_makes_no_wide_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HOURS, ["P1", None, "9:05", "15:15", "work"], [*[None] * 16_000, "x"]]
    raw = read(tmp_path, {"Provider hours": rows, "my notes": [["a"], ["", "x"]]})
    assert raw.tables["provider_hours"].shape[1] == len(HOURS)
    found = [problem for problem in raw.problems if problem.table == "provider_hours"]
    assert [(problem.row, problem.severity) for problem in found] == [(3, "warning")]
    assert "column 16001 has cells but no header" in found[0].message


@pytest.mark.parametrize("place", [1, 5])
def test_cells_without_a_header_are_said_to_be_lost(tmp_path: Path, place: int) -> None:
    header, row = [*HOURS], ["P1", None, "9:05", "15:15", "work"]
    header.insert(place, " ")
    row.insert(place, "Amber Example")
    raw = read(tmp_path, {"provider_hours": [header, [*row[:place], None, *row[place + 1 :]], row]})
    parsed = parse_table("provider_hours", raw.tables["provider_hours"])
    [problem] = [*raw.problems, *parsed.problems]
    assert (problem.row, problem.value, problem.severity) == (3, "", "warning")
    assert f"column {place + 1} has cells but no header" in problem.message
