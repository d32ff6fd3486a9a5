"""Do we need to contract? The answer with its proof, price and last day, and a report to share."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from makeup_sched.app.downloads import Download, Downloads
from makeup_sched.app.table import Cell, Content, Picture, Text, cells
from makeup_sched.app.work_table import Say, WorkTable
from makeup_sched.case.case import Case
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.trade_off import trade_off_alt, trade_off_chart
from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.contracting import contracting
from makeup_sched.contracts.engagement import on_single_dates, recurring
from makeup_sched.reports.board import board_report
from makeup_sched.reports.board_files import board_book, board_pdf
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError

TITLE = "Do we need to contract?"
ANSWER = "Work it out"
SECONDS = 90.0
_BEFORE = Content(TITLE, f"At most {SECONDS:g} seconds. What is proven stays proven if you stop.")


class ContractingPanel(WorkTable):
    """The panel that answers; `report` hands out what may be laid before a board."""

    def __init__(self) -> None:
        self._case: Case | None = None
        self._found: Contracting | None = None
        super().__init__(_BEFORE, ANSWER, self.start)
        self.report = Downloads(
            "Report for a board",
            {
                "pdf": Download("Report", "PDF for print and screen readers; groups of fewer than "
                                "ten students are left out", lambda: "contracting.pdf",
                                lambda: board_pdf(self._answer())),
                "book": Download("Figures", "Excel: the same figures", lambda: "contracting.xlsx",
                                 lambda: board_book(self._answer())),
            },
            f"To be taken along once {ANSWER} has an answer.",
        )  # fmt: skip

    def use(self, case: Case | None) -> None:
        """Answer for another case."""
        self._case, self._found = case, None
        self.forget(_BEFORE, ready=case is not None)
        self.report.ready(False)

    def start(self) -> None:
        """Work out the answer, in a thread."""
        case = self._case
        if case is None:
            raise MakeupSchedError("Open a case first.")

        def work(clock: Clock, say: Say) -> Callable[[], Content]:
            found = contracting(case, clock=clock, step=lambda words: say(f"Finding {words}"))
            content = answer_content(found)

            def answered() -> Content:
                self._found = found
                self.report.ready(True)
                return content

            return answered

        self.run(work, SECONDS)

    def _answer(self) -> Contracting:
        if self._found is None:
            raise MakeupSchedError("Work it out first.")
        return self._found


def answer_content(found: Contracting) -> Content:
    """Return the answer: verdict, visits to sign, all figures of the report, the curve."""
    report = board_report(found)
    weekly, single = recurring(found.pattern), on_single_dates(found.pattern)
    texts = tuple(Text(each.heading, each.words, each.table) for each in report.sections)
    if len(weekly):
        content = Content(
            TITLE,
            "The visits to sign that recur, as a pattern.",
            *_table(weekly.drop(columns="dates")),
        )
        if len(single):
            heads, rows = _table(single)
            words = (heads, *(tuple(map(str, row)) for row in rows))
            texts = (Text("Visits on one date each, to sign, too", (), words), *texts)
    elif len(single):
        note = "The visits to sign; none recurs at the same hours."
        content = Content(TITLE, note, *_table(single))
    else:
        content = Content(TITLE)
    picture = None
    if len(found.visits):
        curve = found.curve
        picture = Picture(png_bytes(trade_off_chart(curve)), trade_off_alt(curve))
    return replace(content, answer=report.answer, texts=texts, picture=picture)


def _table(visits: pd.DataFrame) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return headings and rows of a table of visits, as text."""
    rows = [{str(key): value for key, value in row.items()} for row in visits.to_dict("records")]
    heads = tuple(str(name).replace("_", " ").capitalize() for name in visits.columns)
    return heads, cells(rows, list(map(str, visits.columns)))
