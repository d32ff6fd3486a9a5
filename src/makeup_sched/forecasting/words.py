"""A forecast in words and tables: the answer in sentences, the weeks, the hours, the method."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.forecasting.forecast import Forecast
from makeup_sched.forecasting.outcomes import ALL, SURE
from makeup_sched.forecasting.sides import SIDES
from makeup_sched.half_up import half_up
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted, figure, long_date

MOST_WEEKS = 20
"""Weeks that are shown; of more, every second or third one is, the last one always."""


def forecast_words(found: Forecast) -> RenderableType:
    """Return a forecast as text and tables."""
    parts: list[RenderableType] = [Text(_answer(found)), Text("")]
    parts += [_weeks(found), Text(""), _hours(found), Text("")]
    parts += [_rates(found), Text("")]
    return Group(*parts, Text(found.method))


def _answer(found: Forecast) -> str:
    """Return the answer in a few sentences."""
    last = found.chances.iloc[-1]
    owed, unmet = found.plan.summary.owed, found.plan.summary.unmet
    ends = found.ends.groupby("future")[["missed", "lost", "unmet"]].sum()
    missed, lost = (int(ends[name].median()) for name in ("missed", "lost"))
    sentences = [
        f"Owed today: {counted(owed, 'minute')}; the plan leaves {counted(unmet, 'minute')} of "
        "them without a place.",
        f"In the middle one of {counted(found.futures, 'future')}, "
        f"{counted(missed, 'minute')} more come to be owed by {long_date(last['date'])}, and "
        f"planned make-ups of {counted(lost, 'minute')} are lost and placed again where there is "
        "room.",
        f"Chance that all that is owed today is given by then: {_percent(last['today'])} "
        f"({_percent(last['today_low'])} to {_percent(last['today_high'])}). That nothing at all "
        f"is owed then: {_percent(last['all'])} ({_percent(last['all_low'])} to "
        f"{_percent(last['all_high'])}).",
        f"Still owed then: {half_up(last['left_low']):,} to {half_up(last['left_high']):,} minutes "
        f"in 8 of 10 futures, {half_up(last['left_middle']):,} in the middle one.",
    ]
    if found.pending and found.case.policy.pending == "plan":
        sentences.append(
            f"Of the minutes that come to be owed, {figure(found.pending)} would wait for a "
            "decision of the team, in the middle one of the futures."
        )
    elif found.pending:
        sentences.append(
            f"Beside that, {counted(found.pending, 'minute')} more would wait for a decision of "
            "the team."
        )
    return "\n".join(sentences)


def _weeks(found: Forecast) -> Table:
    view = grid("By", title="Week by week (in brackets: 95 % interval for so many futures)")
    for heading in ("All of today\nis given", "Nothing is\nowed", "Still owed:\nlow", "\nmiddle",
                    "\nhigh", "Nothing more\nis missed"):  # fmt: skip
        view.add_column(heading, justify="right")
    rows = found.chances.to_dict("records")
    every = -(-len(rows) // MOST_WEEKS)
    for number, row in enumerate(rows):
        if (len(rows) - 1 - number) % every:
            continue
        cells = [f"{row['date']:%Y-%m-%d}"]
        for name in ("today", "all"):
            low, high = half_up(100 * row[f"{name}_low"]), half_up(100 * row[f"{name}_high"])
            cells.append(f"{_percent(row[name])} ({low}-{high})")
        minutes = ("left_low", "left_middle", "left_high", "undisturbed")
        cells += [f"{half_up(row[name]):,}" for name in minutes]
        view.add_row(*map(Text, cells))
    view.caption = (
        "Minutes still owed: 1 in 10 futures is below low, 1 in 10 above high; in the last "
        "column nothing more is missed. Planned again week by week, a remainder too short for a "
        "session of the plan may still get one of just that length."
    )
    view.caption_justify = "left"
    return view


def _hours(found: Forecast) -> Table:
    view = grid("Discipline", title="Contract hours that are enough, one student at a time")
    for sure in SURE:
        view.add_column(f"in {100 * sure:.0f} %\nof futures", justify="right")
    for name, lines in found.hours.groupby("discipline", sort=False):
        shown = "together" if name == ALL else str(name)
        view.add_row(Text(shown), *(Text(f"{half_up(each, 1):,} h") for each in lines["hours"]))
    return view


def _rates(found: Forecast) -> Table:
    """Return the rates of the months that are planned in, both sides beside each other."""
    months = {date.month for date in found.chances["date"]} | {found.case.start_date.month}
    rates = found.rates.table
    rates = rates[rates["month"].isin(months)]
    view = grid("Discipline", "Month", title="Chance of a day out that was used")
    for heading in ("Provider\nout", "own\nrecord", "published", "Student\naway", "own\nrecord",
                    "published"):  # fmt: skip
        view.add_column(heading, justify="right")
    lines = {
        (str(row["discipline"]), int(row["month"]), str(row["side"])): row
        for row in rates.to_dict("records")
    }
    for discipline, month in sorted({key[:2] for key in lines}):
        cells = [discipline, f"{month:02d}"]
        for side in SIDES:
            line = lines[discipline, month, side]
            own = _percent(line["missed"] / line["scheduled"]) if line["scheduled"] else "-"
            cells += [_percent(line["used"]), own, _percent(line["published"])]
        view.add_row(*map(Text, cells))
    return view


def _percent(share: float) -> str:
    return f"{half_up(100 * share)} %"
