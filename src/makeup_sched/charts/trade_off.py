"""The trade-off between contract dollars and unmet minutes as a falling line."""

import itertools
from typing import TYPE_CHECKING

import pandas as pd

from makeup_sched.charts.palette import DISCIPLINE_SHADES, INK, MUTED, RULE
from makeup_sched.charts.sheet import Sheet
from makeup_sched.half_up import half_up

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT = 560.0, 330.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 70.0, 66.0, 30.0, 52.0
_SIZE = 9.0
_TICKS = 5


def trade_off_chart(curve: pd.DataFrame) -> "Figure":
    """Draw the curve of `trade_off`; where rates are missing, hours stand in for dollars."""
    paid = "dollars" if curve["dollars"].notna().all() else "hours"
    most_paid = max(1.0, float(curve[paid].max()))
    most_unmet = max(1.0, float(curve["unmet"].max()))
    sheet = Sheet(_WIDTH, _HEIGHT)
    sheet.text(18, 28, "What contract time buys", 14, INK, bold=True)
    sheet.text(18, 46, f"Unmet minutes left, against contract {paid}", _SIZE, MUTED)
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    for minutes in _ticks(most_unmet):
        y = _TOP + height * (1 - minutes / most_unmet)
        sheet.box(_LEFT, y, width, 0.6, RULE)
        sheet.text(_LEFT - 8, y + 3, f"{minutes:,.0f}", _SIZE, MUTED, align="right")
    for value in _ticks(most_paid):
        x = _LEFT + width * value / most_paid
        words = f"${value:,.0f}" if paid == "dollars" else f"{value:,g} h"
        sheet.text(x, _HEIGHT - _BOTTOM + 18, words, _SIZE, MUTED, align="center")
    points = [
        (_LEFT + width * row[paid] / most_paid, _TOP + height * (1 - row["unmet"] / most_unmet))
        for row in curve.to_dict("records")
    ]
    steps = [points[0]]
    for before, after in itertools.pairwise(points):
        steps += [(after[0], before[1]), after]
    colour = DISCIPLINE_SHADES[0].strong
    for (x, y), (right, below) in itertools.pairwise(steps):
        sheet.box(min(x, right), min(y, below), max(2.0, abs(right - x)),
                  max(2.0, abs(below - y)), colour)  # fmt: skip
    sheet.text(_LEFT + width, _HEIGHT - 12, trade_off_alt(curve), _SIZE, INK, align="right")
    return sheet.figure


def _ticks(most: float) -> list[float]:
    """Return round figures from 0 to at most `most`."""
    from matplotlib.ticker import MaxNLocator

    return [float(value) for value in MaxNLocator(_TICKS).tick_values(0, most) if value <= most]


def trade_off_alt(curve: pd.DataFrame) -> str:
    """Return the curve in words."""
    last = curve.iloc[-1]
    cost = f"{half_up(last['hours'], 1):,} hours"
    if pd.notna(last["dollars"]):
        cost += f" (${half_up(last['dollars']):,})"
    return f"From {curve['unmet'].iloc[0]:,} unmet minutes to {int(last['unmet']):,} with {cost}"
