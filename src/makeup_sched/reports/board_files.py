"""The report for a board as PDF and as workbook."""

import json
import tempfile
from dataclasses import asdict
from importlib import resources
from pathlib import Path

import pandas as pd

from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.trade_off import trade_off_alt, trade_off_chart
from makeup_sched.contracts.answer import Contracting
from makeup_sched.reports.board import board_report, shared_staff
from makeup_sched.tables.table_books import book_bytes


def board_pdf(answer: Contracting) -> bytes:
    """Return the report as a PDF that screen readers can follow (PDF/UA-1)."""
    import typst  # a large library, only wanted here

    report = board_report(answer)
    picture = len(answer.visits) > 0
    alt = trade_off_alt(answer.curve) if picture else ""
    data = {**asdict(report), "picture": picture, "picture_alt": alt}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "board.typ"
        source.write_bytes(resources.files(__package__).joinpath("board.typ").read_bytes())
        if picture:
            (Path(folder) / "picture.png").write_bytes(png_bytes(trade_off_chart(answer.curve)))
        found = typst.compile(
            str(source),
            root=folder,
            sys_inputs={"data": json.dumps(data)},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    return bytes(found)


def board_book(answer: Contracting) -> bytes:
    """Return the figures behind the report as a workbook; small groups are left out of it, too."""
    report = board_report(answer)
    lines = [("", report.answer)]
    lines += [(section.heading, words) for section in report.sections for words in section.words]
    tables = {
        "report": pd.DataFrame(lines, columns=["section", "words"]),
        "staff": shared_staff(answer),
        "pattern": answer.pattern,
        "visits": answer.visits.drop(columns="student_minutes"),
        "months": answer.months,
        "prices": answer.prices,
        "trade-off": answer.curve,
    }
    if answer.deadline is not None:
        tables["delay"] = answer.waiting
    return book_bytes(tables)
