"""A forecast week by week: minutes still owed as a range, and the chance that nothing is."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from makeup_sched.charts.lettering import text_width
from makeup_sched.charts.palette import DISCIPLINE_SHADES, INK, MUTED, PAPER, RULE
from makeup_sched.charts.sheet import Sheet
from makeup_sched.half_up import half_up

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEFT, _RIGHT, _WIDTH = 66.0, 24.0, 720.0
_TOP, _UPPER, _BETWEEN, _LOWER, _BOTTOM = 84.0, 190.0, 62.0, 110.0, 40.0
_SIZE, _SMALL = 9.0, 8.0
_TICKS = 4
_ROUND = (10, 15, 20, 25, 30, 40, 50, 75)
"""Steps between ticks, and ten, a hundred and more times as much."""
_WIDEST = 44.0
_TODAY, _ALL = DISCIPLINE_SHADES[0], DISCIPLINE_SHADES[2]
_LEFT_TITLE = (
    "Minutes still owed: bar 8 of 10 futures, line the middle one, dark mark nothing more missed"
)
_CHANCE_TITLE = (("A", "chance that what is owed today is given by then", _TODAY),
                 ("B", "that nothing is owed then", _ALL))  # fmt: skip


def forecast_chart(chances: pd.DataFrame, futures: int) -> "Figure":
    """Draw the table `chances` of a forecast of so many futures."""
    rows = chances.to_dict("records")
    sheet = Sheet(_WIDTH, _TOP + _UPPER + _BETWEEN + _LOWER + _BOTTOM)
    sheet.text(18, 28, "How sure", 14, INK, bold=True)
    sheet.text(18, 46, f"{futures:,} futures in which more sessions are missed", _SIZE, MUTED)
    sheet.text(_LEFT, _TOP - 14, _LEFT_TITLE, _SIZE, INK)
    step = (_WIDTH - _LEFT - _RIGHT) / len(rows)
    _draw_minutes(sheet, rows, step)
    top = _TOP + _UPPER + _BETWEEN
    x = _LEFT
    for letter, words, shade in _CHANCE_TITLE:
        sheet.box(x, top - 23, 12, 11, shade.strong)
        sheet.text(x + 6, top - 14.5, letter, _SMALL, PAPER, bold=True, align="center")
        x += 18 + sheet.text(x + 18, top - 14, words, _SIZE, INK) + 16
    _draw_chances(sheet, rows, step, top)
    _write_dates(sheet, rows, step, top + _LOWER + 16)
    return sheet.figure


def _draw_minutes(sheet: Sheet, rows: list[dict[Any, Any]], step: float) -> None:
    most = _round_up(max(row[name] for row in rows for name in ("left_high", "undisturbed")))
    _axis(sheet, _TOP, _UPPER, [f"{most * tick / _TICKS:,.0f}" for tick in range(_TICKS + 1)])
    width = min(_WIDEST, step * 0.6)
    for number, row in enumerate(rows):
        x = _LEFT + step * (number + 0.5) - width / 2
        low, middle, high, undisturbed = (
            _TOP + _UPPER * (1 - float(row[name]) / most)
            for name in ("left_low", "left_middle", "left_high", "undisturbed")
        )
        label = f"owed {row['date']:%Y-%m-%d}"
        sheet.box(x, high, width, max(1.0, low - high), _TODAY.tint,
                  edge=_TODAY.strong, line=0.8, label=label)  # fmt: skip
        sheet.box(x, middle - 1.25, width, 2.5, _TODAY.strong, label=label)
        size = min(7.0, width * 0.4)
        sheet.box(x + (width - size) / 2, undisturbed - size / 2, size, size, INK, label=label)


def _round_up(minutes: float) -> float:
    """Return the top of an axis whose ticks are round numbers."""
    steps = (size * 10**power for power in range(7) for size in _ROUND)
    return float(_TICKS * next(step for step in steps if step * _TICKS >= minutes))


def _draw_chances(sheet: Sheet, rows: list[dict[Any, Any]], step: float, top: float) -> None:
    _axis(sheet, top, _LOWER, [f"{100 * tick / _TICKS:.0f} %" for tick in range(_TICKS + 1)])
    width = min(_WIDEST / 2, step * 0.36)
    for number, row in enumerate(rows):
        middle = _LEFT + step * (number + 0.5)
        for x, name, letter, shade in ((middle - width - 0.5, "today", "A", _TODAY),
                                       (middle + 0.5, "all", "B", _ALL)):  # fmt: skip
            height = _LOWER * float(row[name])
            if row[name] == 0:
                sheet.text(
                    x + width / 2, top + _LOWER - 3, "0", _SMALL, shade.strong, align="center"
                )
            label = f"chance {name} {row['date']:%Y-%m-%d}"
            sheet.box(x, top + _LOWER - height, width, height, shade.strong, label=label)
            if height > 12 and width > text_width(letter, _SMALL, bold=True) + 2:
                sheet.text(x + width / 2, top + _LOWER - 3, letter, _SMALL, PAPER, bold=True,
                           align="center")  # fmt: skip


def _axis(sheet: Sheet, top: float, height: float, words: list[str]) -> None:
    for tick, each in enumerate(words):
        y = top + height * (1 - tick / _TICKS)
        sheet.box(_LEFT, y, _WIDTH - _LEFT - _RIGHT, 0.6, RULE)
        sheet.text(_LEFT - 8, y + 3, each, _SIZE, MUTED, align="right")


def _write_dates(sheet: Sheet, rows: list[dict[Any, Any]], step: float, y: float) -> None:
    words = [f"{row['date']:%b} {row['date'].day}" for row in rows]
    widest = max(text_width(each, _SIZE) for each in words) + 6
    every = max(1, -(-int(widest) // max(1, int(step))))
    for number, each in enumerate(words):
        if (len(words) - 1 - number) % every == 0:
            x = min(_LEFT + step * (number + 0.5), _WIDTH - _RIGHT - widest / 2)
            sheet.text(x, y, each, _SIZE, MUTED, align="center")
    sheet.text(_LEFT, y + 15, "By the end of the week", _SIZE, MUTED)


def forecast_alt(chances: pd.DataFrame, futures: int) -> str:
    """Return the picture in words, for people who don't see it."""
    said = [
        f"by {row['date']:%Y-%m-%d} {half_up(row['left_middle']):,} minutes still owed in the "
        f"middle future ({half_up(row['left_low']):,} to {half_up(row['left_high']):,} in 8 of 10; "
        f"{half_up(row['undisturbed']):,} if nothing more is missed), chance "
        f"{half_up(100 * row['today'])} % that what is owed today is given, "
        f"{half_up(100 * row['all'])} % that nothing is owed"
        for row in chances.to_dict("records")
    ]
    return f"{futures:,} futures in which more sessions are missed: {'; '.join(said)}."
