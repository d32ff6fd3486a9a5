"""The answer about contracting in words and tables: the proof first, then hours, date, price."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.contracts.answer import IN_VAIN, Contracting
from makeup_sched.contracts.certificate import ALL
from makeup_sched.contracts.engagement import on_single_dates, recurring
from makeup_sched.half_up import half_up
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted, figure, long_date

MOST_LINES = 40
NARROW, WIDEST, WIDE = 14, 26, 50
"""Letters of a column beside long words, beside many others, and beside few."""


@dataclass(frozen=True)
class Hints:
    """How to ask for more, in sentences of where the answer is read."""

    more_time: str
    all_lines: str


IN_TERMINAL = Hints("Give it more --seconds.", "--out writes all")
IN_PYTHON = Hints("Give it more seconds.", "its tables hold all")


def contracting_words(answer: Contracting, hints: Hints = IN_TERMINAL) -> RenderableType:
    """Return the answer as text and tables; students by their ids."""
    if not answer.certificate.owed:
        return Text(_nothing_owed(answer))
    parts: list[RenderableType] = [Text(_verdict(answer, hints)), *_pending(answer)]
    parts += [Text(""), _staff(answer)]
    if answer.stopped:
        parts = [Text(stopped_words(answer)), Text(""), *parts]
    if answer.too_late is not None:
        return Group(Text(answer.too_late_words()), Text(""), *parts)
    if answer.least is None:
        return Group(*parts)
    parts += [Text(""), Text(_hours(answer, hints))]
    if len(answer.visits):
        parts += [Text(""), *_pattern(answer, hints)]
    if answer.deadline is not None:
        parts += [Text(""), *_by_when(answer)]
    # before any visit was found there is no contract yet that could leave anything
    if len(answer.uncleared) and (answer.least.visits or answer.all_found):
        parts += [Text(""), *_uncleared(answer, hints)]
    if len(answer.visits):
        parts += [Text(""), _prices(answer)]
    return Group(*parts)


def _verdict(answer: Contracting, hints: Hints) -> str:
    proof = answer.certificate
    # what is too late is said before: there "yes" would be an answer to nothing
    late = answer.too_late is not None
    if answer.needed is False:
        return (
            f"No. Staff can place all {figure(proof.owed)} owed minutes: the plan shows how, and "
            "it has passed every check."
        )
    if answer.needed is None:
        words = (
            f"The best plan found leaves {figure(proof.unmet)} of {figure(proof.owed)} owed "
            "minutes unmet, but it is not proven that no plan places more. "
            f"{_more_time(answer, hints)}"
        )
        return words if late else f"Not settled. {words}"
    must = "stay unmet" if late or answer.never_helps else "must come from elsewhere"
    words = (
        f"Whatever the plan, staff place at most {figure(proof.placeable_at_most)} of "
        f"{figure(proof.owed)} owed minutes; at least {figure(proof.unmet_at_least)} minutes "
        f"{must}. This is proven for all plans, not just for those that were tried."
    )
    if late:
        return words
    return f"{IN_VAIN} {words}" if answer.never_helps else f"Yes. {words}"


def _nothing_owed(answer: Contracting) -> str:
    words = "No. Nothing is owed, so there is nothing to contract for."
    return " ".join([words, *map(str, _pending(answer))])


def _pending(answer: Contracting) -> list[RenderableType]:
    pending = answer.certificate.plan.summary.pending
    if not pending:
        return []
    if answer.case.policy.pending == "plan":
        waiting = f"Of the owed minutes {figure(pending)} wait for a decision of the team"
        return [Text(f"{waiting}; they are planned all the same.")]
    return [Text(f"The team has yet to decide on {counted(pending, 'minute')}, not counted here.")]


def stopped_words(answer: Contracting) -> str:
    """Say that it was stopped, and what was not looked into any more."""
    words = "Stopped early: this is what was found until then."
    if answer.least is None or answer.deadline is not None or answer.vain is not None:
        return words
    return f"{words} By when to decide was not looked into any more."


def _staff(answer: Contracting) -> Table:
    table = answer.certificate.table
    view = grid("Discipline", "School", title="What staff can give, in minutes", widest=WIDEST)
    for heading in (
        "Owed",
        "Placed in\nthe plan",
        "Unmet in\nthe plan",
        "Unmet in any\nplan, least",
    ):
        view.add_column(heading, justify="right")
    single = table["discipline"].nunique() == 2
    if len(table) > MOST_LINES:
        table = table[table["school"] == ALL]
    for row in table.to_dict("records"):
        if row["discipline"] == ALL and single:
            continue
        minutes = (row[name] for name in ("owed", "placed", "unmet", "unmet_at_least"))
        cells = (row["discipline"], row["school"], *(figure(int(each)) for each in minutes))
        view.add_row(*(Text(str(cell)) for cell in cells))
    if not single and answer.certificate.more_together:
        view.caption = (
            "More is unmet of all than the disciplines add up to: each line is proven as if its "
            "students and staff had nothing else."
        )
    return view


def _hours(answer: Contracting, hints: Hints) -> str:
    least = answer.least
    assert least is not None
    if not answer.all_found:
        return _out_of_time(answer, hints)
    if not least.visits:
        first = (
            f"A contractor's first session could be on {long_date(least.first_date)} "
            f"({answer.case.policy.contract.lead_days} days after the decision on "
            f"{long_date(answer.decided)})."
        )
        if answer.beyond_any_contract:
            return f"{first} No contract, however large, clears any of the rest; that is proven."
        return f"{first} No visit was found from then on that places more."
    cleared = answer.certificate.unmet - least.unmet
    all_of_it = "all of the rest" if least.unmet == 0 else f"{figure(cleared)} minutes more"
    words = (
        f"{half_up(answer.hours, 1):,} hours of contract time clear {all_of_it}: "
        f"{counted(len(least.visits), 'visit')} from {long_date(least.first_date)} "
        "on. "
    )
    if least.least_minutes >= least.minutes:
        return words + "No contract of fewer hours clears as much; that is proven."
    if not answer.hours_at_least_shown:
        return words + "How few hours would do is not proven."
    proven = half_up(answer.hours_at_least_shown, 1)
    return (
        words + f"Proven: it takes at least {proven:,} hours; whether "
        f"{half_up(answer.hours, 1) - proven:,} hours can be saved is open."
    )


def _out_of_time(answer: Contracting, hints: Hints) -> str:
    least = answer.least
    assert least is not None
    until = "It was stopped" if answer.stopped else "The time was up"
    left = f"{figure(least.unmet)} minutes are left"
    if not least.visits:
        return f"{until} before any visits were found: {left}. {_more_time(answer, hints)}"
    proven = ""
    if answer.hours_at_least_shown:
        hours = half_up(answer.hours_at_least_shown, 1)
        proven = f" Proven: to clear as much takes at least {hours:,} hours."
    return (
        f"{until} before all visits were found: {half_up(answer.hours, 1):,} hours of contract "
        f"time clear {figure(answer.certificate.unmet - least.unmet)} minutes so far, {left}."
        f"{proven} {_more_time(answer, hints)}"
    )


def _more_time(answer: Contracting, hints: Hints) -> str:
    return "Let it run on for more." if answer.stopped else hints.more_time


def _pattern(answer: Contracting, hints: Hints) -> list[RenderableType]:
    weekly, single = recurring(answer.pattern), on_single_dates(answer.pattern)
    parts: list[RenderableType] = []
    if len(weekly):
        parts += _weekly(weekly, hints)
    if len(single):
        parts += [Text("")] * bool(parts) + _single(single, hints, alone=not len(weekly))
    return [*parts, Text(answer.at_once_words)] if answer.at_once_words else parts


def _weekly(pattern: pd.DataFrame, hints: Hints) -> list[RenderableType]:
    view = grid(
        "Discipline, where", title="Visits that recur, as a contract would name them", widest=WIDEST
    )
    for heading in ("Day", "Hours", "Visits", "First", "Last", "In all"):
        view.add_column(heading, justify="right", no_wrap=True)
    for row in pattern.head(MOST_LINES).to_dict("records"):
        cells = (
            f"{row['discipline']}, {row['site']}",
            str(row["weekday"]),
            f"{row['start']}-{row['end']}",
            str(row["visits"]),
            _day(row["first_date"]),
            _day(row["last_date"]),
            f"{half_up(row['hours'], 1):,} h",
        )
        view.add_row(*map(Text, cells))
    return [view, *_more(len(pattern), "more line", hints)]


def _single(visits: pd.DataFrame, hints: Hints, *, alone: bool) -> list[RenderableType]:
    title = "Visits; none recurs at the same hours" if alone else "Visits on one date each"
    view = grid("Discipline, where", title=title, widest=WIDE)
    for heading in ("Date", "Hours"):
        view.add_column(heading, justify="right", no_wrap=True)
    before = ""
    for row in visits.head(MOST_LINES).to_dict("records"):
        where = f"{row['discipline']}, {row['site']}"
        date = f"{row['weekday']} {_day(row['date'])}"
        times = f"{row['visits']} x " if row["visits"] > 1 else ""
        span = f"{times}{row['start']}-{row['end']}"
        view.add_row(*map(Text, ("" if where == before else where, date, span)))
        before = where
    return [view, *_more(len(visits), "more visit", hints)]


def _more(lines: int, noun: str, hints: Hints) -> list[RenderableType]:
    if lines <= MOST_LINES:
        return []
    return [Text(f"and {counted(lines - MOST_LINES, noun)}; {hints.all_lines}, and every date.")]


def _by_when(answer: Contracting) -> list[RenderableType]:
    lead = answer.case.policy.contract.lead_days
    first = f"{lead} days from the decision to the first session"
    parts: list[RenderableType] = [Text(f"{answer.last_day_words} ({first}.)")]
    weeks = answer.waiting
    rises = weeks[weeks["more_at_least"].diff().fillna(weeks["more_at_least"]) > 0]
    if len(rises):
        view = grid("Decided on", "First session",
                    title="What waiting costs, proven for all plans")  # fmt: skip
        view.add_column("Minutes that have no place\nany more, at least", justify="right")
        for row in rises.to_dict("records"):
            minutes = figure(int(row["more_at_least"]))
            view.add_row(_day(row["decided_on"]), _day(row["first_session"]), minutes)
        if not answer.all_found:
            view.caption = "Of what the contract found so far would clear."
        parts += [Text(""), view]
    return parts


def _uncleared(answer: Contracting, hints: Hints) -> list[RenderableType]:
    items = answer.uncleared
    view = grid("Student", "Item", title="What this contract does not clear")
    view.add_column("Min.", justify="right")
    view.add_column("Beyond any\ncontract", justify="right")
    view.add_column("Why", overflow="fold")
    for row in items.head(MOST_LINES).to_dict("records"):
        minutes = (figure(int(row[name])) for name in ("unmet", "beyond_any"))
        cells = (row["student_id"], row["owed_id"], *minutes, row["explanation"])
        view.add_row(*(Text(str(cell)) for cell in cells))
    if (more := len(items) - MOST_LINES) > 0:
        return [view, Text(f"and {counted(more, 'more item')}; {hints.all_lines}.")]
    return [view]


def _prices(answer: Contracting) -> Table:
    left = 0 if answer.least is None else answer.least.unmet
    cleared = counted(answer.certificate.unmet - left, "minute")
    title = f"What it costs to clear the same {cleared} of what staff leave"
    view = grid("Way", title=title, widest=NARROW)
    view.add_column("Hours", justify="right")
    view.add_column("Dollars", justify="right")
    view.add_column("", overflow="fold")
    for row in answer.prices.to_dict("records"):
        dollars = "?" if pd.isna(row["dollars"]) else f"{half_up(row['dollars']):,}"
        view.add_row(str(row["way"]), f"{half_up(row['hours'], 1):,}", dollars, str(row["note"]))
    return view


def _day(value: Any) -> str:
    return f"{value:%Y-%m-%d}"
