"""Parsing one table: types, headers, blank rows, and each kind of wrong cell with its place."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from makeup_sched.tables.columns import DTYPES
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.schemas import SCHEMAS, empty_table, facts


def raw(headers: Sequence[Any], *rows: Sequence[Any]) -> pd.DataFrame:
    frame = pd.DataFrame([list(row) for row in rows], columns=list(headers), dtype=object)
    frame.index = pd.RangeIndex(2, 2 + len(rows), name="row")
    return frame


def places(problems: Sequence[Problem]) -> list[tuple[int, str, str, str]]:
    return [(found.row, found.column, found.value, found.severity) for found in problems]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_example_reads_in_the_declared_types(name: str) -> None:
    columns = facts(name).columns
    read = parse_table(name, raw([c.name for c in columns], [c.example for c in columns]))
    assert read.problems == ()
    assert [str(dtype) for dtype in read.frame.dtypes] == [DTYPES[c.kind] for c in columns]
    assert [str(dtype) for dtype in empty_table(name).dtypes] == [DTYPES[c.kind] for c in columns]


def test_headers_in_other_capitals_and_spaces() -> None:
    read = parse_table(
        "providers", raw([" Provider ID", "DISCIPLINES", "Max-Group"], ["P1", "SLP", 3])
    )
    assert read.problems == ()
    assert read.frame["max_group"].tolist() == [3]


def test_unknown_column_is_left_out_with_a_hint() -> None:
    read = parse_table(
        "providers", raw(["provider_id", "disciplines", "max_grup", None], ["P1", "SLP", 3, None])
    )
    assert places(read.problems) == [(1, "max_grup", "max_grup", "warning")]
    assert 'did you mean "max_group"?' in read.problems[0].message
    assert "max_grup" not in read.frame


def test_missing_and_repeated_columns() -> None:
    read = parse_table("providers", raw(["provider_id", "Provider id"], ["P1", "P2"]))
    assert places(read.problems) == [
        (1, "provider_id", "Provider id", "error"),
        (1, "disciplines", "", "error"),
    ]
    assert not read.has_all_required


def test_blank_required_cells() -> None:
    read = parse_table(
        "services",
        raw(
            ["service_id", "student_id", "discipline", "minutes"],
            [" ", "S1", "SLP", None],
            ["A", None, "SLP", 30],
        ),
    )
    assert {place[:2] for place in places(read.problems)} == {
        (2, "service_id"),
        (2, "minutes"),
        (3, "student_id"),
    }
    assert all("is blank" in found.message for found in read.problems)


def test_blank_list_and_date() -> None:
    read = parse_table("calendar", raw(["start_date", "day_type"], [None, "school"]))
    assert places(read.problems) == [(2, "start_date", "", "error")]
    read = parse_table("providers", raw(["provider_id", "disciplines"], ["P1", ";"]))
    assert places(read.problems) == [(2, "disciplines", ";", "error")]


def test_wrong_words_get_a_hint() -> None:
    read = parse_table("calendar", raw(["start_date", "day_type"], ["2026-01-05", "scool"]))
    assert places(read.problems) == [(2, "day_type", "scool", "error")]
    assert 'did you mean "school"?' in read.problems[0].message


def test_wrong_word_in_a_list() -> None:
    headers = ["provider_id", "start", "end", "kind", "day_types"]
    read = parse_table(
        "provider_hours", raw(headers, ["P1", "8:00", "9:00", "work", "school;early"])
    )
    assert places(read.problems) == [(2, "day_types", "school;early", "error")]


def test_each_cell_is_named_once_with_what_was_typed() -> None:
    headers = ["date", "service_id", "minutes", "reason"]
    read = parse_table(
        "missed",
        raw(headers, ["2026-13-01", "A", "half", "ill"], ["1926-01-05", "A", 0, "suspension"]),
    )
    assert sorted(places(read.problems)) == [
        (2, "date", "2026-13-01", "error"),
        (2, "minutes", "half", "error"),
        (2, "reason", "ill", "error"),
        (3, "date", "1926-01-05", "error"),
        (3, "minutes", "0", "error"),
    ]


def test_the_same_assumption_is_said_once_per_column() -> None:
    headers = ["date", "service_id", "minutes", "reason"]
    rows = [[f"1/{day}/2026", "A", 30, "suspension"] for day in (12, 13, 14)]
    read = parse_table("missed", raw(headers, *rows))
    assert places(read.problems) == [(2, "date", "1/12/2026", "warning")]
    assert "and 2 more cells" in read.problems[0].message


def test_id_with_the_separator_of_lists() -> None:
    read = parse_table("providers", raw(["provider_id", "disciplines"], ["P;1", "SLP"]))
    assert places(read.problems) == [(2, "provider_id", "P;1", "error")]


def test_blank_ids_are_not_duplicates() -> None:
    read = parse_table(
        "providers", raw(["provider_id", "disciplines"], [None, "SLP"], [None, "OT"])
    )
    assert [place[0] for place in places(read.problems)] == [2, 3]
    assert all("is blank" in found.message for found in read.problems)


def test_rows_without_any_known_cell_are_skipped() -> None:
    headers = ["provider_id", "disciplines", "mine"]
    read = parse_table(
        "providers", raw(headers, ["P1", "SLP", None], [None, " ", "x"], ["P2", "OT", None])
    )
    assert read.frame.index.tolist() == [2, 4]


def test_reading_a_large_table_looks_at_equal_cells_once() -> None:
    headers = ["date", "service_id", "minutes", "reason"]
    rows = [["2026-01-12", f"A{at}", 30, "suspension"] for at in range(2000)]
    assert parse_table("missed", raw(headers, *rows)).problems == ()
