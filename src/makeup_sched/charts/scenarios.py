"""Scenarios side by side: unmet minutes with their proven bound, and hours that are paid apart."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from makeup_sched.charts.lettering import text_width, wrap
from makeup_sched.charts.owed_bars import unmet_bar
from makeup_sched.charts.palette import DISCIPLINE_SHADES, INK, MUTED, PAPER, RULE
from makeup_sched.charts.sheet import Sheet
from makeup_sched.half_up import half_up

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARGIN, _TOP, _ROW, _BAR = 18.0, 74.0, 34.0, 15.0
_SIZE, _LETTER = 9.0, 8.0
_LONGEST = 200.0
_MOST_NAME = 190.0
_LINE = 11.0
_GAP = 14.0
_PAID = (("after_hours", "A", 0), ("esy_hours", "E", 1), ("contract_hours", "C", 2))
"""Column, letter and shade of each kind of hours."""
_LEGEND = "Hours paid apart: A before or after school, E in ESY, C contract"


def scenarios_chart(table: pd.DataFrame) -> "Figure":
    """Draw the table of a comparison.

    Unmet minutes are hatched, a mark shows the proven bound, a thin line how it is without any
    change. Beside them stand hours with a letter for each kind, and dollars.
    """
    rows = table.to_dict("records")
    names = [_in_two_lines(str(row["scenario"])) for row in rows]
    left = _MARGIN + max(text_width(line, _SIZE) for lines in names for line in lines) + _GAP
    second = left + _LONGEST + _GAP + max(text_width(_said(row), _SIZE) for row in rows)
    width = second + _LONGEST + _GAP + max(text_width(_paid(row), _SIZE) for row in rows)
    width = max(width, second + text_width(_LEGEND, _SIZE)) + _MARGIN
    sheet = Sheet(width, _TOP + _ROW * len(rows) + _MARGIN)
    sheet.text(_MARGIN, 28, "What if", 14, INK, bold=True)
    sheet.text(left, 56, "Unmet minutes (the mark: no plan has fewer)", _SIZE, MUTED)
    sheet.text(second, 56, _LEGEND, _SIZE, MUTED)
    minutes = _LONGEST / max(1.0, *(float(row["unmet"]) for row in rows))
    hours = _LONGEST / max(1.0, *(_hours(row) for row in rows))
    for number, row in enumerate(rows):
        y = _TOP + _ROW * number
        sheet.box(_MARGIN, y - 9, width - 2 * _MARGIN, 0.6, RULE)
        first = y + _LINE - (_LINE / 2 if len(names[number]) > 1 else 0)
        for place, line in enumerate(names[number]):
            sheet.text(_MARGIN, first + place * _LINE, line, _SIZE, INK)
        _draw_unmet(sheet, row, left, y, minutes)
        _draw_hours(sheet, row, second, y, hours)
    base = left + float(rows[0]["unmet"]) * minutes
    sheet.lines([[(base, _TOP - 5), (base, sheet.height - _MARGIN)]], MUTED, 0.8)
    return sheet.figure


def _draw_unmet(sheet: Sheet, row: Mapping[Any, Any], x: float, y: float, scale: float) -> None:
    width = float(row["unmet"]) * scale
    unmet_bar(sheet, x, y, width, _BAR, f"unmet {row['scenario']}")
    sheet.box(x + float(row["unmet_at_least"]) * scale - 1.0, y - 3, 2.0, _BAR + 6, INK)
    sheet.text(x + _LONGEST + 6, y + _LINE, _said(row), _SIZE, INK)


def _draw_hours(sheet: Sheet, row: Mapping[Any, Any], x: float, y: float, scale: float) -> None:
    for column, letter, shade in _PAID:
        width = float(row[column]) * scale
        if not width:
            continue
        drawn = max(width - 0.8, 0.8)
        label = f"{column} {row['scenario']}"
        sheet.box(x, y, drawn, _BAR, DISCIPLINE_SHADES[shade].strong, label=label)
        if width > text_width(letter, _LETTER, bold=True) + 4:
            sheet.text(x + drawn / 2, y + _LINE, letter, _LETTER, PAPER, bold=True, align="center")
        x += width
    sheet.text(x + 6, y + _LINE, _paid(row), _SIZE, INK)


def _in_two_lines(name: str) -> list[str]:
    lines = wrap(name, _MOST_NAME, _SIZE)
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} ..."]


def _hours(row: Mapping[Any, Any]) -> float:
    return sum(float(row[column]) for column, _, _ in _PAID)


def _said(row: Mapping[Any, Any]) -> str:
    less = int(row["unmet_less"])
    words = f"{int(row['unmet']):,} min"
    if less:
        words += f", {abs(less):,} {'fewer' if less > 0 else 'more'}"
    if row["claim"] != "proven":
        return words
    sure = max(int(row["unmet_less_at_least"]), -int(row["unmet_less_at_most"]))
    return f"{words}, proven" if sure == abs(less) else f"{words}, {sure:,} of them proven"


def _paid(row: Mapping[Any, Any]) -> str:
    dollars = "a rate is missing" if pd.isna(row["dollars"]) else f"${half_up(row['dollars']):,}"
    return f"{half_up(_hours(row), 1):,} h, {dollars}"


def scenarios_alt(table: pd.DataFrame) -> str:
    """Return the picture in words, for people who don't see it."""
    said = [
        f"{row['scenario']}: {_said(row)} (at least {int(row['unmet_at_least']):,} unmet in any "
        f"plan), paid apart {_paid(row)}"
        for row in table.to_dict("records")
    ]
    return "Scenarios side by side, unmet minutes and paid hours. " + "; ".join(said) + "."
