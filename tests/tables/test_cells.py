"""Cells as spreadsheets and people leave them: read as meant, or refused in plain words."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from makeup_sched.tables.cells import as_shown, clean, is_blank, read_cell
from makeup_sched.tables.columns import ColumnFacts, Kind
from makeup_sched.tables.reading import Reading


def read(kind: Kind, cell: Any, allowed: tuple[str, ...] = ()) -> Reading:
    return read_cell(ColumnFacts("x", kind, "X", "x", allowed=allowed), clean(cell))


@pytest.mark.parametrize(
    "cell",
    ["2026-01-12", " 2026-1-12 ", "2026/01/12", "2026-01-12 00:00:00", date(2026, 1, 12),
     datetime(2026, 1, 12), pd.Timestamp("2026-01-12"), np.datetime64("2026-01-12"),
     "12-Jan-26", "12 January 2026", "Jan 12, 2026", "Mon 2026-01-12", pd.Period("2026-01-12", "D"),
     "2026-01-12 00:00:00-06:00"],
)  # fmt: skip
def test_dates_without_doubt(cell: Any) -> None:
    assert read("date", cell) == Reading(date(2026, 1, 12))


@pytest.mark.parametrize("cell", ["1/12/2026", "01/12/26", "1-12-2026", "1/12/2026 0:00"])
def test_slashed_dates_are_month_first_and_said(cell: str) -> None:
    reading = read("date", cell)
    assert reading.value == date(2026, 1, 12)
    assert "month/day/year" in reading.warning


@pytest.mark.parametrize("cell", [46034, 46034.0, "46034"])
def test_excels_number_of_a_date_is_said(cell: Any) -> None:
    reading = read("date", cell)
    assert reading.value == date(2026, 1, 12)
    assert "Excel's number" in reading.warning


@pytest.mark.parametrize("cell", ["13/1/2026", "2026-02-30", "soon", "20260112", 12, True, time(9)])
def test_no_dates(cell: Any) -> None:
    assert "is not a date" in read("date", cell).error


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("09:05", 545), ("9:05", 545), ("9:5", 545), ("09:05:00", 545), ("9:05 AM", 545),
        ("3:15 PM", 915), ("3:15pm", 915), ("3:15 p.m.", 915), ("3 PM", 900), ("12:00 AM", 0),
        ("12:30 PM", 750), ("24:00", 1440), ("0.5", 720), (".25", 360), (0.3784722222222222, 545),
        (time(9, 5), 545), (datetime(1899, 12, 30, 9, 5), 545), (timedelta(hours=9), 540),
        (time(9, 4, 59, 999999), 545), ("2026-01-12 09:05:00", 545), (0.0, 0),
        (datetime(1900, 1, 1), 1440), (timedelta(days=1), 1440),
    ],
)  # fmt: skip
def test_times(cell: Any, minutes: int) -> None:
    assert read("time", cell) == Reading(minutes)


@pytest.mark.parametrize(
    "cell", ["9", "0905", "9.30", "25:00", "9:60", "13:00 PM", "noon", 9, True]
)
def test_no_times(cell: Any) -> None:
    assert "is not a time" in read("time", cell).error


@pytest.mark.parametrize("cell", ["09:05:30", time(9, 5, 30)])
def test_seconds_are_refused(cell: Any) -> None:
    assert "whole minute" in read("time", cell).error


@pytest.mark.parametrize(
    ("cell", "number"),
    [("30", 30), ("30.0", 30), (30.0, 30), (np.int64(30), 30), ("1,200", 1200), ("30,0", 30),
     ("-5", -5), ("+5", 5)],
)  # fmt: skip
def test_whole_numbers(cell: Any, number: int) -> None:
    assert read("whole", cell) == Reading(number)


@pytest.mark.parametrize(
    "cell", ["30.5", 30.5, "30 min", "x", "1e3", "inf", True, "1e400", "9" * 30]
)
def test_no_whole_numbers(cell: Any) -> None:
    assert read("whole", cell).error


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("72.5", 72.5), ("$72.50", 72.5), ("72,50", 72.5), (80, 80.0), ("$1,200", 1200.0)],
)
def test_dollars(cell: Any, amount: float) -> None:
    assert read("dollars", cell) == Reading(amount)


@pytest.mark.parametrize(
    "cell", ["yes", "Yes", " YES ", "y", "TRUE", True, "1", 1, "1.0", 1.0, "x"]
)
def test_yes(cell: Any) -> None:
    assert read("yes_no", cell) == Reading(True)


@pytest.mark.parametrize("cell", ["no", "No", "N", "FALSE", False, "0", 0, 0.0])
def test_no(cell: Any) -> None:
    assert read("yes_no", cell) == Reading(False)


def test_neither_yes_nor_no() -> None:
    assert "write yes or no" in read("yes_no", "maybe").error


@pytest.mark.parametrize(
    ("cell", "text"),
    [("007", "007"), (7, "7"), (7.0, "7"), ("7.0", "7"), ("A 1", "A 1")],
)
def test_ids_stay_text(cell: Any, text: str) -> None:
    assert read("id", cell) == Reading(text)


def test_an_id_that_looks_like_a_formula_stays_text_with_a_warning() -> None:
    found = read("id", "=A1")
    assert (found.value, found.error) == ("=A1", "")
    assert "looks like a formula" in found.warning


def test_id_that_excel_made_a_date_is_refused() -> None:
    assert "Excel changed" in read("id", datetime(2026, 3, 4)).error


def test_id_that_excel_shortened_is_said() -> None:
    assert "shortened" in read("id", "1.23E+11").warning


@pytest.mark.parametrize(
    ("cell", "ids"),
    [("S1;S2", ("S1", "S2")), (" S1 ; S2; ", ("S1", "S2")), (7.0, ("7",)), (["S1", 2], ("S1", "2")),
     ("S2;S1", ("S2", "S1"))],
)  # fmt: skip
def test_lists_of_ids(cell: Any, ids: tuple[str, ...]) -> None:
    assert read("ids", cell) == Reading(ids)


@pytest.mark.parametrize("cell", ["early_release", "Early release", "EARLY-RELEASE"])
def test_fixed_words_in_any_spelling(cell: str) -> None:
    assert read("word", cell) == Reading("early_release")
    assert read("words", f"{cell};school", ("school",)) == Reading(("early_release", "school"))


def test_free_words_keep_their_capitals() -> None:
    assert read("words", "SLP; OT") == Reading(("SLP", "OT"))


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("Mon", (0,)), ("mon;WED", (0, 2)), ("Monday", (0,)), ("Tues; Thurs", (1, 3)),
        ("Weds", (2,)),
        ("Fri;Mon", (0, 4)), ("*", (0, 1, 2, 3, 4, 5, 6)), ("Mon-Fri", (0, 1, 2, 3, 4)),
        ("Mon, Wed", (0, 2)), ("Mon/Wed", (0, 2)), ("Mon;", (0,)), ((0, 6), (0, 6)), ("Sa", (5,)),
    ],
)  # fmt: skip
def test_weekdays(cell: Any, days: tuple[int, ...]) -> None:
    assert read("weekdays", cell) == Reading(days)


@pytest.mark.parametrize("cell", ["M", "T", "Mondays", "Fri-Mon", "8", "every day", (7,)])
def test_no_weekdays(cell: Any) -> None:
    assert "is not a list of weekdays" in read("weekdays", cell).error


@pytest.mark.parametrize("kind", ["id", "date", "time", "whole", "yes_no", "ids", "text"])
def test_errors_of_formulas_are_refused(kind: Kind) -> None:
    assert "error of a formula" in read(kind, "#N/A").error


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", float("nan"), pd.NA, pd.NaT, [], ()])
def test_blank(cell: Any) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, "0", True, 0.0])
def test_not_blank(cell: Any) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "words"),
    [(datetime(2025, 1, 1), "2025-01-01"), (datetime(2025, 1, 1, 8, 30), "2025-01-01 08:30"),
     (time(8, 0, 30), "08:00:30"), ("seven", "seven"), (7.5, "7.5")],
)  # fmt: skip
def test_a_cell_is_shown_as_people_wrote_it(cell: object, words: str) -> None:
    assert as_shown(cell) == words


def test_a_date_is_no_time_of_day() -> None:
    assert read("time", datetime(2026, 9, 14)).error.startswith("is a date;")
    assert read("time", datetime(2026, 9, 14, 8, 30)).value == 510
    assert read("time", datetime(1899, 12, 30)).value == 0


@pytest.mark.parametrize("cell", [np.array(["A", "B"]), pd.Series(["A", "B"]), ("A", "B")])
def test_arrays_are_lists(cell: Any) -> None:
    assert not is_blank(cell)
    assert read("ids", cell).value == ("A", "B")


def test_an_empty_array_is_blank() -> None:
    assert is_blank(np.array([]))


def test_what_no_cell_can_hold_is_a_problem() -> None:
    assert "is no text, number, date" in read("text", {"a": 1}).error
    assert "is not a number" in read("whole", 1j).error
