"""Owed and planned minutes of every student as bars, those with the most unmet minutes first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.charts.disciplines import case_shades
from makeup_sched.charts.drawable_names import with_drawable_names
from makeup_sched.charts.lettering import text_width
from makeup_sched.charts.owed_bars import draw_bars, draw_codes, draw_legend_line
from makeup_sched.charts.owed_rows import OwedRow, owed_rows, totals
from makeup_sched.charts.palette import INK, MUTED, PENDING, RULE, UNMET, Shade
from makeup_sched.charts.sheet import Sheet
from makeup_sched.charts.words import named
from makeup_sched.half_up import half_up
from makeup_sched.plain_words import counted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARGIN = 18.0
_TOP = 86.0
_ROW = 14.5
_BARS = {1: 580.0, 2: 350.0}
_LONGEST_BAR = 0.78
_NUMBER, _BETWEEN = 46.0, 26.0
_ONE_PANEL, _PANEL_ROWS, _MOST_PANELS = 45, 75, 2
_SIZE = 8.5
_STEPS = (5, 10, 15, 30, 60, 120, 240, 480, 960)
_MOST_TICKS = 6
_HEADS = (("owed", INK), ("planned", INK), ("unmet", UNMET), ("pending", PENDING))


@dataclass(frozen=True)
class Panel:
    """A part of the rows, below each other; places in points."""

    left: float
    who: float
    bars: float
    scale: float
    rows: list[OwedRow]

    @property
    def bars_left(self) -> float:
        """Where the bars begin."""
        return self.left + self.who + _NUMBER * len(_HEADS) + 10

    @property
    def right(self) -> float:
        """Where the longest bar may end."""
        return self.bars_left + self.bars


def owed_and_planned(case: Case, items: pd.DataFrame, *, names: bool = False) -> "Figure":
    """Draw what is owed to each student and what of it is planned.

    Parameters
    ----------
    case
        The case that was planned.
    items
        What became of each owed item, with the columns of `items.csv`; minutes as whole numbers.
    names
        Whether students' names are written instead of their ids.
    """
    rows = owed_rows(items, pending_apart=case.policy.pending == "hold")
    shades = case_shades(case, (part.discipline for row in rows for part in row.parts))
    shown = rows[: _PANEL_ROWS * _MOST_PANELS]
    students = with_drawable_names(case).table("students")
    who = {row.student_id: named(students, "student_id", row.student_id, names) for row in shown}
    panels = _panels(shown, 12 + max([text_width(name, _SIZE) for name in who.values()], default=0))
    below = _TOP + _ROW * max((len(panel.rows) for panel in panels), default=1) + 18
    sheet = Sheet(max(panels[-1].right + _MARGIN, 720.0), below + 34)
    _titles(sheet, case, items, rows)
    for panel in panels:
        _draw_panel(sheet, panel, who, shades)
    draw_legend_line(sheet, _MARGIN, below, rows, shades)
    if len(shown) < len(rows):
        sheet.text(_MARGIN, below + 26, _rest_words(rows[len(shown) :]), _SIZE, INK, label="rest")
    return sheet.figure


def _panels(rows: list[OwedRow], who: float) -> list[Panel]:
    """Spread the rows over as many panels as they need, all to one scale."""
    count = 1 if len(rows) <= _ONE_PANEL else _MOST_PANELS
    each = -(-len(rows) // count) or 1
    scale = _LONGEST_BAR * _BARS[count] / max([row.length for row in rows], default=1)
    width = who + _NUMBER * len(_HEADS) + 10 + _BARS[count] + _BETWEEN
    return [
        Panel(_MARGIN + number * width, who, _BARS[count], scale, rows[first : first + each])
        for number, first in enumerate(range(0, max(len(rows), 1), each))
    ]


def _titles(sheet: Sheet, case: Case, items: pd.DataFrame, rows: list[OwedRow]) -> None:
    planned, unmet, pending = totals(rows)
    owed = planned + unmet
    share = f" ({half_up(100 * planned / owed, 1)} %)" if owed else ""
    words = f"{owed:,} minutes owed to {counted(sum(row.owed > 0 for row in rows), 'student')}: "
    words += f"{planned:,} planned{share}, {unmet:,} unmet"
    if pending:
        words += f" · besides, {pending:,} pending until the team decides"
    if case.policy.pending == "plan" and (among := int(items["pending"].sum())):
        words += f" · {among:,} of them pending: the team has yet to decide"
    title = f"Owed and planned minutes: {case.name}"
    sheet.text(_MARGIN, 27, title, 16.0, INK, bold=True, label="title")
    sheet.text(_MARGIN, 47, words, 10.0, MUTED, label="title")


def _draw_panel(sheet: Sheet, panel: Panel, who: dict[str, str], shades: dict[str, Shade]) -> None:
    bottom = _TOP + _ROW * len(panel.rows)
    for minutes in _ticks(panel):
        x = panel.bars_left + minutes * panel.scale
        sheet.lines([[(x, _TOP - 4), (x, bottom)]], RULE, 0.7)
        words = f"{minutes} min" if minutes else "0"
        sheet.text(x, _TOP - 8, words, 8.0, MUTED, align="center", label="tick")
    sheet.text(panel.left, _TOP - 8, "student", 8.0, MUTED, label="head")
    for number, (word, colour) in enumerate(_HEADS, start=1):
        x = panel.left + panel.who + _NUMBER * number
        sheet.text(x, _TOP - 8, word, 8.0, colour, align="right", label="head")
    for number, row in enumerate(panel.rows):
        top = _TOP + number * _ROW
        baseline, owner = top + _ROW - 4, f"row {row.student_id}"
        sheet.text(panel.left, baseline, who[row.student_id], _SIZE, INK, label=owner)
        _numbers(sheet, panel, row, baseline)
        end = draw_bars(sheet, row, panel.bars_left, top + 1.5, _ROW - 3, panel.scale, shades)
        draw_codes(sheet, row, end + 5, panel.right, baseline, panel.scale)


def _numbers(sheet: Sheet, panel: Panel, row: OwedRow, baseline: float) -> None:
    values = (row.owed, row.planned, row.unmet, row.pending)
    for number, (value, (word, colour)) in enumerate(zip(values, _HEADS, strict=True), start=1):
        if value or word in ("owed", "planned"):
            sheet.text(
                panel.left + panel.who + _NUMBER * number,
                baseline,
                f"{value:,}",
                _SIZE,
                colour,
                bold=word == "unmet",
                align="right",
                label=f"{word} {row.student_id}",
            )


def _ticks(panel: Panel) -> list[int]:
    longest = int(panel.bars / panel.scale + 1e-9)
    step = next((one for one in _STEPS if longest <= one * _MOST_TICKS), _STEPS[-1])
    return list(range(0, longest + 1, step))


def _rest_words(rest: list[OwedRow]) -> str:
    planned, unmet, pending = totals(rest)
    words = f"Not shown: {counted(len(rest), 'more student')} with {planned + unmet:,} minutes "
    return f"{words}owed, {planned:,} planned, {unmet:,} unmet, {pending:,} pending."
