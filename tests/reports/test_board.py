"""The report for a board: what it says, what it leaves out, and its files."""

import io
import re
from dataclasses import replace
from functools import cache
from importlib import resources

import openpyxl
import pytest
from pypdf import PdfReader
from rich.console import Console

import makeup_sched.reports
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.trade_off import trade_off_chart
from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.contracting import contracting
from makeup_sched.contracts.words import contracting_words
from makeup_sched.reports.board import board_report
from makeup_sched.reports.board_files import board_book, board_pdf
from makeup_sched.typesetting.pdf import pdf_bytes
from support.tiny import blueprint, day, hours, owes, provider, student


@cache
def answer(count: int = 12) -> Contracting:
    names = [f"S{number:02d}" for number in range(count)]
    rows = [day(0), day(1), provider(), hours("08:00-08:30", weekday="Mon")]
    rows += [student(name, name="Secret Name") for name in names]
    rows += [row for name in names for row in owes(name, 30, setting="group")]
    contract = {"lead_days": 0, "min_visit_minutes": 30}
    return contracting(blueprint(*rows, contract=contract).case, seconds=15, workers=1)


def text(count: int = 12) -> str:
    report = board_report(answer(count))
    parts = [report.title, report.answer]
    for section in report.sections:
        parts += [section.heading, *section.words, *(" ".join(row) for row in section.table)]
    return "\n".join(parts)


def test_says_what_is_proven_and_on_what_it_rests() -> None:
    said = text()
    assert "Yes. Staff can place at most 120 of 360 owed minutes" in said
    assert "Proven: no contract of fewer hours clears as much." in said
    for heading in ("By when", "What it costs", "Assumptions", "what was tried", "Sources"):
        assert heading in said


def test_proven_hours_are_rounded_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """400 minutes are 6.67 hours: that fewer than 6.7 are too few is not proven.

    Where the hours found are proven they are not said twice: 7.6 found, 7.5 proven would not fit.
    """
    found = answer()
    assert found.least is not None
    monkeypatch.setattr(type(found.least), "minutes", 455)
    found = replace(found, least=replace(found.least, least_minutes=400))
    said = " ".join(word for one in board_report(found).sections for word in one.words)
    assert "no contract of fewer than 6.6 hours clears as much. What lies between is open" in said
    assert found.hours_at_least_shown <= found.hours_at_least
    console = Console(file=io.StringIO(), record=True, width=300)
    console.print(contracting_words(found))
    assert "at least 6.6 hours; whether 1.0 hours can be saved is open" in console.export_text()
    assert found.least is not None
    proven = replace(found, least=replace(found.least, least_minutes=455))
    said = " ".join(word for one in board_report(proven).sections for word in one.words)
    assert "7.6 hours of contract time" in said
    assert "Proven: no contract of fewer hours clears as much." in said
    assert "7.5" not in said


def test_dates_and_codes_are_written_as_people_say_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(board_book(answer())))
    cells = [str(cell.value) for row in book["report"].iter_rows() for cell in row]
    for said in (text(), " ".join(cells)):
        assert "Planned from March 2, 2026 to March 3, 2026. Decided on March 2, 2026." in said
        assert not re.search(r"\d{4}-\d\d", said)
        assert "core lessons" in said
        assert "related_service" not in said
    assert "March 2026" in text()
    assert book["months"]["C2"].value == "March 2026"
    assert book["visits"]["C2"].is_date
    assert book["visits"]["C2"].number_format == "ddd mmm d, yyyy"


def test_few_students_are_not_counted() -> None:
    said = text(4)
    assert "fewer than 10" in said
    assert "SLP Oak fewer than 10" in said
    assert "120" not in said
    book = openpyxl.load_workbook(io.BytesIO(board_book(answer(4))))
    assert "prices" not in book.sheetnames
    assert "visits" not in book.sheetnames


def test_nobody_is_named() -> None:
    assert "S00" not in text()
    assert "Secret" not in text()


def pages(lines: int, picture_after: str = "") -> list[str]:
    """Return the text of each page where a table comes after so many lines."""
    filler = {"heading": "Filler", "words": ["filler"] * lines, "table": [], "figures": []}
    rows = [["Way", "Hours"], *[[f"way {number}", "1"] for number in range(5)]]
    costs = {"heading": "Costs", "words": ["words"], "table": rows, "figures": [1]}
    last = {"heading": "End", "words": ["end of it"], "table": [], "figures": []}
    data = {"title": "Title", "answer": "Answer", "sections": [filler, costs, last],
            "picture": bool(picture_after), "picture_alt": "a line",
            "picture_after": [picture_after]}  # fmt: skip
    template = resources.files(makeup_sched.reports).joinpath("board.typ")
    picture = png_bytes(trade_off_chart(answer().curve))
    made = pdf_bytes(template, data, {"picture.png": picture})
    return [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]


def test_a_short_table_stays_whole_with_its_words() -> None:
    for lines in range(22, 34):
        [held] = [text for text in pages(lines) if "Costs" in text]
        assert all(f"way {number}" in held for number in range(5)), lines
        assert "words" in held


def test_a_picture_without_room_leaves_no_gap() -> None:
    """What follows it goes on where it stood."""
    first, second = pages(24, "Filler")
    assert "end of it" in first
    assert "Costs" in first
    assert second.strip() == "2 / 2"


def test_hours_stand_to_the_right() -> None:
    by_heading = {section.heading: section for section in board_report(answer()).sections}
    costs = by_heading["What it costs"]
    assert [costs.table[0][column] for column in costs.figures] == ["Hours", "Dollars"]


def test_nothing_proven_is_not_called_proven() -> None:
    found = answer()
    assert found.least is not None
    unproven = replace(found, least=replace(found.least, least_minutes=0))
    said = " ".join(word for one in board_report(unproven).sections for word in one.words)
    assert "0.0 hours" not in said
    assert "How few hours would do is not proven." in said


def test_the_pdf_is_a_tagged_document() -> None:
    made = board_pdf(answer())
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made


def test_the_workbook_holds_the_figures_as_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(board_book(answer())))
    assert {"report", "staff", "pattern", "visits", "months", "prices"} <= set(book.sheetnames)
    prices = book["prices"]
    assert prices["A2"].value == "contract"
    assert isinstance(prices["C2"].value, int | float)
    assert prices["B2"].value == answer().hours
    heads = [cell.value for cell in book["visits"][1]]
    assert "student_minutes" not in heads
