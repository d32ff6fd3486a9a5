"""The template workbook: complete, checked while typing, and valid as it stands."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from makeup_sched.case.policy import Policy
from makeup_sched.case.read import read_case, validate
from makeup_sched.case.template import write_template
from makeup_sched.tables.schemas import INPUT_SCHEMAS, facts


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_template(tmp_path_factory.mktemp("template") / "template.xlsx")


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path)


def checks(book: Workbook, table: str) -> dict[str, Any]:
    """Return the check of each column of a sheet by the column's name."""
    sheet: Any = book[table]
    headers = {cell.column_letter: cell.value for cell in sheet[1]}
    return {
        headers[str(check.sqref).split("2:")[0]]: check
        for check in sheet.data_validations.dataValidation
    }


def test_validates_without_a_word_and_has_the_default_policy(path: Path) -> None:
    assert validate(path) == []
    case = read_case(path)
    assert case.policy == Policy()
    assert case.name == "template"


def test_example_gives_something_to_plan(path: Path) -> None:
    case = read_case(path)
    assert len(case.table("students")) == 6
    assert len(case.table("missed")) >= 6
    assert len(case.table("awards")) == 1
    assert (case.end_date - case.start_date).days > 60


def test_required_sheets_come_first(book: Workbook) -> None:
    tables = [name for name in book.sheetnames if name in INPUT_SCHEMAS]
    required = [facts(name).required for name in tables]
    assert set(tables) == set(INPUT_SCHEMAS)
    assert required == sorted(required, reverse=True)
    assert book.sheetnames[0] == "read me"
    assert book["lists"].sheet_state == "hidden"


@pytest.mark.parametrize("table", list(INPUT_SCHEMAS))
def test_header_is_frozen_marked_and_explained(book: Workbook, table: str) -> None:
    sheet: Any = book[table]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    for cell, column in zip(sheet[1], facts(table).columns, strict=True):
        assert cell.value == column.name
        assert cell.font.bold == column.required
        assert column.description in cell.comment.text
        assert ("REQUIRED" in cell.comment.text) == column.required
        assert sheet.column_dimensions[cell.column_letter].width >= 15


@pytest.mark.parametrize("table", list(INPUT_SCHEMAS))
def test_every_fixed_list_has_a_drop_down(book: Workbook, table: str) -> None:
    found = checks(book, table)
    for column in facts(table).columns:
        words = ("yes", "no") if column.kind == "yes_no" else column.allowed
        if not words:
            continue
        check = found[column.name]
        assert check.type == "list"
        _, area = next(iter(book.defined_names[check.formula1].destinations))
        listed: Any = book["lists"][area]
        assert tuple(row[0].value for row in listed) == words
        assert bool(check.showErrorMessage) == (column.kind != "words")


@pytest.mark.parametrize("table", list(INPUT_SCHEMAS))
def test_dates_times_and_numbers_are_checked_for_hundreds_of_rows(
    book: Workbook, table: str
) -> None:
    types = {"date": "date", "time": "time", "whole": "whole", "dollars": "decimal"}
    found = checks(book, table)
    for column in facts(table).columns:
        if column.kind in types:
            assert found[column.name].type == types[column.kind]
            assert str(found[column.name].sqref).endswith("501")
            assert found[column.name].error


def test_dates_and_times_are_real_cells(book: Workbook) -> None:
    hours: Any = book["provider_hours"]
    assert hours["G2"].is_date
    assert hours["G2"].number_format == "hh:mm"
    assert book["missed"]["A2"].is_date
    assert book["missed"]["A2"].number_format == "yyyy-mm-dd"
    assert hours.column_dimensions["A"].number_format == "@"


def test_rows_that_are_typed_below_are_read(path: Path, tmp_path: Path) -> None:
    book = load_workbook(path)
    students: Any = book["students"]
    row = students.max_row + 1
    for place, value in ((1, 7), (3, 3), (4, "Lincoln "), (5, "lincoln"), (6, True)):
        students.cell(row, place, value)
    typed = tmp_path / "typed.xlsx"
    book.save(typed)
    last = read_case(typed).table("students").iloc[-1]
    assert last[["student_id", "grade", "school"]].tolist() == ["7", "3", "Lincoln"]
    assert last["after_school"]
