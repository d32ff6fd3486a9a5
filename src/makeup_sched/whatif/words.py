"""A comparison of scenarios in words: the figures, then a sentence on each."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.half_up import half_up
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted, figure
from makeup_sched.whatif.comparison import PROVEN

_NOTES = (
    "At least: so many minutes stay unmet in every plan; this is proven. Every minute counts the "
    "same here, whatever a student's priority.",
    "Dollars are for hours that are paid apart: staff before and after school and in ESY, and "
    "contractors. Regular pay is not in them, that of a new provider neither. To buy the rest: "
    "contract time for what stays unmet, one student at a time. The command contracting finds "
    "whole visits, also for groups, so that its price is another.",
)

_POINTS = 7
"""Lines of the trade-off that are shown."""


def comparison_words(table: pd.DataFrame) -> RenderableType:
    """Return the table of a comparison, and sentences on it."""
    base, *others = table.to_dict("records")
    parts: list[RenderableType] = [_grid(table), Text("")]
    parts += [Text(f"{line['scenario']}: {_sentence(base, line)}") for line in others]
    parts += [Text(f"\n{note}") for note in _NOTES]
    return Group(*parts)


def trade_off_words(curve: pd.DataFrame) -> RenderableType:
    """Return a few points of the trade-off between contract dollars and unmet minutes."""
    view = grid(title="What contract time would clear of the case as it is")
    for heading in ("Contract\nh", "Contract\n$", "Unmet\nminutes"):
        view.add_column(heading, justify="right")
    last = len(curve) - 1
    chosen = sorted({last * point // max(1, _POINTS - 1) for point in range(_POINTS)})
    for line in curve.iloc[chosen].to_dict("records"):
        cells = (_hours(line["hours"]), _dollars(line["dollars"]), figure(int(line["unmet"])))
        view.add_row(*map(Text, cells))
    note = "Each line is a plan that was found; a contract of as many dollars may clear more."
    return Group(Text(""), view, Text(f"\n{note}"))


def _grid(table: pd.DataFrame) -> Table:
    view = grid("Scenario", title="What if, side by side", widest=22)
    owed_differs = bool((table["owed"] != table["owed"].iloc[0]).any())
    headings = ("Unmet\nminutes", "At\nleast", "After\nschool h", "ESY\nh", "Contract\nh",
                "Dollars", "To buy\nthe rest")  # fmt: skip
    for heading in (("Owed\nminutes",) if owed_differs else ()) + headings:
        view.add_column(heading, justify="right")
    for line in table.to_dict("records"):
        cells = [str(line["scenario"])]
        if owed_differs:
            cells.append(figure(int(line["owed"])))
        cells += [
            figure(int(line["unmet"])),
            figure(int(line["unmet_at_least"])),
            *(_hours(line[name]) for name in ("after_hours", "esy_hours", "contract_hours")),
            *(_dollars(line[name]) for name in ("dollars", "buy_the_rest")),
        ]
        view.add_row(*map(Text, cells))
    return view


def _sentence(base: Mapping[Any, Any], line: Mapping[Any, Any]) -> str:
    """Say what a scenario brings, how sure that is, and what it costs."""
    owed = int(line["owed"] - base["owed"])
    words = _minutes(int(line["unmet_less"]))
    if owed:
        words += f", with {counted(abs(owed), 'minute')} {'more' if owed > 0 else 'less'} owed"
    return f"{words} ({_surety(line)}); {_more_dollars(line['dollars_more'])}."


def _minutes(less: int) -> str:
    if not less:
        return "no difference in unmet minutes"
    return f"{counted(abs(less), 'minute')} {'fewer' if less > 0 else 'more'} unmet than as it is"


def _surety(line: Mapping[Any, Any]) -> str:
    least, most = int(line["unmet_less_at_least"]), int(line["unmet_less_at_most"])
    if line["claim"] != PROVEN:
        return f"not proven: the best possible plans may give {_range(least, most)}"
    if least == most:
        return f"proven: the best possible plans {'differ by just as much' if least else 'agree'}"
    if least > 0:
        return f"proven: the best possible plans give {figure(least)} to {figure(most)} fewer"
    return f"proven: the best possible plans give {figure(-most)} to {figure(-least)} more"


def _range(least: int, most: int) -> str:
    """Say a range that reaches from more minutes unmet to fewer."""
    if least == 0:
        return f"up to {figure(most)} fewer"
    if most == 0:
        return f"up to {figure(-least)} more"
    return f"anything from {figure(-least)} more to {figure(most)} fewer"


def _more_dollars(more: float) -> str:
    if pd.isna(more):
        return "in dollars not known, as a rate is missing"
    if half_up(more) == 0:
        return "at the same price"
    return f"${half_up(abs(more)):,} {'more' if more > 0 else 'less'}"


def _hours(amount: float) -> str:
    return f"{half_up(amount, 1):,}"


def _dollars(amount: float) -> str:
    return "?" if pd.isna(amount) else f"{half_up(amount):,}"
