"""The report for a board as PDF and as workbook."""

from dataclasses import asdict
from importlib import resources

import pandas as pd

from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.trade_off import trade_off_alt, trade_off_chart
from makeup_sched.contracts.answer import Contracting
from makeup_sched.plain_words import long_month
from makeup_sched.reports.board import FOUND, LEAST, board_report
from makeup_sched.reports.sharing import Sharing
from makeup_sched.tables.table_books import book_bytes
from makeup_sched.typesetting.pdf import pdf_bytes


def board_pdf(answer: Contracting) -> bytes:
    """Return the report as a PDF that screen readers can follow (PDF/UA-1)."""
    report = board_report(answer)
    sharing = Sharing(answer)
    picture = len(answer.visits) > 0 and sharing.steps
    alt = trade_off_alt(sharing.curve) if picture else ""
    data = {
        **asdict(report),
        "picture": picture,
        "picture_alt": alt,
        "picture_after": [LEAST, FOUND],
    }
    files = {"picture.png": png_bytes(trade_off_chart(sharing.curve))} if picture else {}
    return pdf_bytes(resources.files(__package__).joinpath("board.typ"), data, files)


def board_book(answer: Contracting) -> bytes:
    """Return the figures behind the report as a workbook; small groups are left out of it, too."""
    report = board_report(answer)
    lines = [("", report.answer)]
    lines += [(section.heading, words) for section in report.sections for words in section.words]
    sharing = Sharing(answer)
    tables = {
        "report": pd.DataFrame(lines, columns=["section", "words"]),
        "staff": sharing.staff,
        "pattern": sharing.of_sites(answer.pattern),
        "visits": sharing.of_sites(answer.visits.drop(columns="student_minutes")),
        "months": _in_words(sharing.of_sites(answer.months)),
    }
    if sharing.totals:
        tables |= {"prices": sharing.prices}
    if sharing.steps:
        tables |= {"trade-off": sharing.curve, "delay": answer.waiting}
    return book_bytes({name: table for name, table in tables.items() if len(table)})


def _in_words(months: pd.DataFrame) -> pd.DataFrame:
    return months.assign(month=[long_month(str(month)) for month in months["month"]])
