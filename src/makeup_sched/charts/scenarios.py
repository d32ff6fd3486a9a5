"""Scenarios side by side: unmet minutes with their proven bound, and dollars, as bars."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from makeup_sched.charts.lettering import text_width
from makeup_sched.charts.owed_bars import unmet_bar
from makeup_sched.charts.palette import DISCIPLINE_SHADES, INK, MUTED, RULE
from makeup_sched.charts.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARGIN, _TOP, _ROW, _BAR = 18.0, 74.0, 30.0, 15.0
_SIZE = 9.0
_LONGEST = 210.0
_FIGURES = 92.0
_MOST_NAME = 190.0


def scenarios_chart(table: pd.DataFrame) -> "Figure":
    """Draw the table of a comparison; unmet minutes are hatched, a mark shows the proven bound."""
    rows = table.to_dict("records")
    names = [str(row["scenario"]) for row in rows]
    left = _MARGIN + min(_MOST_NAME, max(text_width(name, _SIZE) for name in names)) + 14
    second = left + _LONGEST + _FIGURES
    sheet = Sheet(second + _LONGEST + _FIGURES, _TOP + _ROW * len(rows) + _MARGIN)
    sheet.text(_MARGIN, 28, "What if", 14, INK, bold=True)
    sheet.text(left, 56, "Unmet minutes (the mark: proven, no plan has fewer)", _SIZE, MUTED)
    sheet.text(second, 56, "Dollars (after school, ESY, contract)", _SIZE, MUTED)
    minutes = _LONGEST / max(1.0, *(float(row["unmet"]) for row in rows))
    dollars = _LONGEST / max(1.0, *(float(row["dollars"]) for row in rows))
    for number, row in enumerate(rows):
        y = _TOP + _ROW * number
        sheet.box(_MARGIN, y - 7, sheet.width - 2 * _MARGIN, 0.6, RULE)
        sheet.text(_MARGIN, y + 11, _short(names[number]), _SIZE, INK)
        _unmet(sheet, row, left, y, minutes)
        width = float(row["dollars"]) * dollars
        if width:
            sheet.box(second, y, width, _BAR, DISCIPLINE_SHADES[0].strong)
        sheet.text(second + width + 6, y + 11, f"${row['dollars']:,.0f}", _SIZE, INK)
    return sheet.figure


def _unmet(sheet: Sheet, row: dict[Any, Any], x: float, y: float, scale: float) -> None:
    width = float(row["unmet"]) * scale
    unmet_bar(sheet, x, y, width, _BAR, f"unmet {row['scenario']}")
    least = row["unmet_at_least"]
    if not pd.isna(least):
        sheet.box(x + float(least) * scale - 1.0, y - 3, 2.0, _BAR + 6, INK)
    sheet.text(x + width + 6, y + 11, f"{int(row['unmet']):,} min", _SIZE, INK)


def _short(name: str) -> str:
    """Cut a name that is too long for its column."""
    if text_width(name, _SIZE) <= _MOST_NAME:
        return name
    while name and text_width(f"{name} ...", _SIZE) > _MOST_NAME:
        name = name[:-1]
    return f"{name} ..."


def scenarios_alt(table: pd.DataFrame) -> str:
    """Return the picture in words, for people who don't see it."""
    said = [
        f"{row['scenario']}: {int(row['unmet']):,} minutes unmet"
        + ("" if pd.isna(row["unmet_at_least"])
           else f" (at least {int(row['unmet_at_least']):,} in any plan)")
        + f", ${row['dollars']:,.0f}"
        for row in table.to_dict("records")
    ]  # fmt: skip
    return "Scenarios side by side. " + "; ".join(said) + "."
