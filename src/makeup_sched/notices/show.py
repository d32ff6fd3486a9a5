"""The clocks of missed sessions as text for a terminal: how they stand, the pressing ones first."""

from datetime import date
from typing import Any

import pandas as pd
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.case.case import Case
from makeup_sched.case.policy import ClocksSection
from makeup_sched.notices.table import BROKEN, RUNNING, STATUSES, clock_table

NO_CLOCK = (
    "The policy sets no clock, so there is nothing to report. A clock is set in policy.toml by "
    "clocks.not_delivered_within_school_days, or by a profile that has one: "
    'profile = "illinois". See makeup-sched profiles.'
)
READING = (
    "How to read this: the clock runs for each missed session, whether its minutes are owed or "
    "not; a rule may mean only a service that has not begun. School days are those of the "
    "calendar. That a student was out shows only on days on which a session of theirs was missed. "
    "The tables hold no notices that were sent: this says when a notice is due, not whether it "
    "went out. Not legal advice."
)


def show_clocks(
    case: Case, as_of: date | None = None, *, names: bool = False, sessions: int | None = 25
) -> RenderableType:
    """Return the clocks as counts by status, then the broken and the running ones.

    Parameters
    ----------
    case, as_of, names
        As for `clock_table`.
    sessions
        List at most so many sessions of each kind, None: all. The counts are always of all.

    Returns
    -------
    RenderableType
        For `rich.console.Console.print`; fits 80 columns where ids are short.
    """
    clocks = case.policy.clocks
    if clocks.not_delivered_within_school_days == 0:
        return Text(NO_CLOCK)
    today = as_of or case.start_date
    table = clock_table(case, today, names=names)
    if table.empty:
        return Text(f"No session was missed up to {today}.")
    parts: list[RenderableType] = [Text(_rule(clocks, today)), Text(""), _counts(table), Text("")]
    for status in (BROKEN, RUNNING):
        chosen = table[table["status"] == status]
        if len(chosen):
            parts += [*_listing(chosen, status, clocks, sessions), Text("")]
    parts += [Text(words) for words in _notices(table, today)]
    return Group(*parts, Text(READING))


def _rule(clocks: ClocksSection, today: date) -> str:
    within = _count(clocks.not_delivered_within_school_days, "school day")
    words = f"As of {today}. A missed session is to be delivered within {within}"
    if clocks.notice_within_school_days:
        notice = _count(clocks.notice_within_school_days, "school day")
        words += f"; after that a notice to the parent is due within {notice}"
    if clocks.excluded_reasons:
        words += f". Days out do not count: {', '.join(clocks.excluded_reasons)}"
    return words + "."


def _counts(table: pd.DataFrame) -> Table:
    view = _grid("How the clocks stand", "Clock")
    for heading in ("Sessions", "Minutes", "Students"):
        view.add_column(heading, justify="right")
    for status in STATUSES:
        chosen = table[table["status"] == status]
        if len(chosen):
            figures = (len(chosen), chosen["minutes"].sum(), chosen["student_id"].nunique())
            view.add_row(status, *(f"{figure:,}" for figure in figures))
    return view


def _listing(
    chosen: pd.DataFrame, status: str, clocks: ClocksSection, most: int | None
) -> list[RenderableType]:
    title = "Broken, oldest first" if status == BROKEN else "Running, nearest end first"
    view = _grid(title, "Student,\nsession")
    view.add_column("Missed", min_width=10)
    view.add_column("Min.", justify="right")
    view.add_column("Reason", overflow="fold", min_width=8)
    view.add_column("Last day", min_width=10)
    view.add_column("Done", justify="right")
    if status == BROKEN:
        view.add_column("Days\nover", justify="right")
    if clocks.notice_within_school_days:
        view.add_column("Notice\ndue", min_width=10)
    for line in chosen.head(most if most is not None else len(chosen)).to_dict("records"):
        view.add_row(*map(Text, _cells(line, clocks)))
    if most is not None and len(chosen) > most:
        more = _count(len(chosen) - most, "more session")
        return [view, Text(f"and {more}; --out FILE.csv writes them all.")]
    return [view]


def _cells(line: "dict[Any, Any]", clocks: ClocksSection) -> list[str]:
    who = f"{line['student_id']} {line.get('student', '')}".strip()
    cells = [f"{who}\n  {line['service_id']}", _day(line["date"]), str(line["minutes"])]
    cells += [line["reason"].replace("_", " "), _day(line["last_day"])]
    cells.append(str(line["delivered"]) if line["delivered"] else "")
    if line["status"] == BROKEN:
        late = "\nlate" if pd.notna(line["delivered_on"]) else ""
        cells.append(f"{line['days_over']}{late}")
    if clocks.notice_within_school_days:
        cells.append(_day(line["notice_due"]))
    return cells


def _notices(table: pd.DataFrame, today: date) -> list[str]:
    """Return how many notices fell or fall due, and what may be left out of them."""
    words = []
    broken = table[table["status"] == BROKEN]
    due = broken["notice_due"].dropna()
    if len(due):
        before = int((due < pd.Timestamp(today)).sum())
        words.append(
            f"Notices by the broken clocks: {before:,} fell due before {today}, "
            f"{len(due) - before:,} on it or later."
        )
    if waived := int((broken["counted"] == "not_owed").sum()):
        words.append(
            f"Broken clocks of minutes that are not owed: {waived:,}; a clock does not ask for "
            "that. To leave a reason out, name it in clocks.excluded_reasons."
        )
    return words


def _grid(title: str, *headings: str) -> Table:
    view = Table(
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for heading in headings:
        view.add_column(heading, overflow="fold")
    return view


def _day(day: Any) -> str:
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
