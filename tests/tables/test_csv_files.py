"""CSV files as programs write them: what is assumed is said."""

from pathlib import Path

import pytest

from makeup_sched.tables.csv_files import read_csv_file
from makeup_sched.tables.headers import MORE_CELLS
from makeup_sched.tables.parse import ParsedTable, parse_table
from makeup_sched.tables.problems import Problem

HEADER = "provider_id,name,disciplines\n"


def read(path: Path, content: bytes) -> tuple[ParsedTable, list[Problem]]:
    file = path / "providers.csv"
    file.write_bytes(content)
    raw, problems = read_csv_file(file, "providers")
    return parse_table("providers", raw), problems


def test_plain_file_without_a_word(tmp_path: Path) -> None:
    parsed, problems = read(tmp_path, f"{HEADER}P1,Zoë Example,SLP\n".encode())
    assert parsed.frame["name"].tolist() == ["Zoë Example"]
    assert problems == []


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_mark_and_line_ends_of_excel(tmp_path: Path, ends: str) -> None:
    text = f"{HEADER}P1,Zoë,SLP\n".replace("\n", ends)
    parsed, problems = read(tmp_path, text.encode("utf-8-sig"))
    assert parsed.frame["provider_id"].tolist() == ["P1"]
    assert problems == []


def test_semicolons_are_said(tmp_path: Path) -> None:
    parsed, problems = read(tmp_path, b'provider_id;name;disciplines\nP1;Tess;"SLP;OT"\n')
    assert parsed.frame["disciplines"].tolist() == [("SLP", "OT")]
    assert [(problem.severity, problem.message) for problem in problems] == [
        ("warning", "is separated by semicolons; it was read that way")
    ]


def test_tabs_and_utf_16_of_excel_are_said(tmp_path: Path) -> None:
    text = f"{HEADER}P1,Zoë,SLP\n".replace(",", "\t")
    parsed, problems = read(tmp_path, text.encode("utf-16"))
    assert parsed.frame["name"].tolist() == ["Zoë"]
    assert [problem.severity for problem in problems] == ["warning", "warning"]
    assert "UTF-16" in problems[0].message
    assert "tabs" in problems[1].message


def test_windows_letters_are_said(tmp_path: Path) -> None:
    parsed, problems = read(tmp_path, f"{HEADER}P1,Ann,SLP\nP2,Zoë “Z”,OT\n".encode("cp1252"))
    assert parsed.frame["name"].tolist() == ["Ann", "Zoë “Z”"]
    assert [(problem.row, problem.severity) for problem in problems] == [(3, "warning")]
    assert "cp1252" in problems[0].message


def test_letters_that_windows_lacks_stop_nothing(tmp_path: Path) -> None:
    parsed, problems = read(tmp_path, HEADER.encode() + b"P1,\x81,SLP\n")
    assert parsed.frame["provider_id"].tolist() == ["P1"]
    assert [problem.severity for problem in problems] == ["warning"]


def test_workbook_by_a_wrong_name(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"PK\x03\x04\x00\x00")
    assert "is not a text file" in problems[0].message


def test_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f'{HEADER}P1,"Tess,SLP\nP2,Otis,OT\n'.encode())
    assert [problem.severity for problem in problems] == ["error"]
    assert "quotation mark" in problems[0].message


def test_cell_beyond_the_header(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"{HEADER}P1,Tess,SLP,OT\nP2,Otis,OT,\n".encode())
    assert [(problem.row, problem.value) for problem in problems] == [(2, "")]
    assert problems[0].message == MORE_CELLS


@pytest.mark.parametrize(
    "title", ["Staff,of 2026", "Name,of the school", "Disciplines", "name,disciplines"]
)
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_title_above_the_header_is_not_taken_for_it(
    tmp_path: Path, separator: str, title: str
) -> None:
    text = f"{title}\n\n{HEADER}P1,Tess,SLP\n".replace(",", separator)
    parsed, problems = read(tmp_path, text.encode())
    assert parsed.frame.index.tolist() == [4]
    assert parsed.frame["provider_id"].tolist() == ["P1"]
    assert "header in row 3; what stands above it is not read" in problems[-1].message
    assert {problem.severity for problem in problems} == {"warning"}


def test_a_header_with_one_wrong_name_is_the_header(tmp_path: Path) -> None:
    parsed, problems = read(tmp_path, b"provider_id,nme,disciplines\nname,disciplines,x\n")
    assert parsed.frame["provider_id"].tolist() == ["name"]
    assert problems == []


def test_short_rows_and_lines_within_a_cell(tmp_path: Path) -> None:
    parsed, problems = read(
        tmp_path, b'provider_id,disciplines,name\nP1,SLP\nP2,OT,"O\nT"\nP3,PT\n'
    )
    assert parsed.frame.index.tolist() == [2, 3, 4]
    assert problems == []


def test_line_that_names_the_separator(tmp_path: Path) -> None:
    parsed, problems = read(tmp_path, b"sep=;\nprovider_id;disciplines\nP1;SLP\n")
    assert parsed.frame["provider_id"].tolist() == ["P1"]
    assert [problem.severity for problem in problems] == ["warning"]


def test_empty_file(tmp_path: Path) -> None:
    parsed, _ = read(tmp_path, b"")
    assert parsed.frame.empty
    assert {problem.column for problem in parsed.problems} == {"provider_id", "disciplines"}
