"""Week sheets of a provider as PDF: a page a week, each make-up with boxes to tick."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib import resources

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.without_names import with_names_that
from makeup_sched.charts.calendar_week import Block
from makeup_sched.charts.provider_week import provider_calendar
from makeup_sched.charts.words import clock, day_words, monday_of
from makeup_sched.exports.people import People, plain_line
from makeup_sched.plans.plan import Plan
from makeup_sched.typesetting.pdf import has_letters, pdf_bytes


@dataclass(frozen=True)
class Card:
    """A session: time and head in the first line, details below a make-up."""

    time: str
    head: str
    details: tuple[str, ...]
    makeup: bool


@dataclass(frozen=True)
class Day:
    """A day of the sheet; `closed` says why there is no school, if so."""

    name: str
    marks: tuple[str, ...]
    closed: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Week:
    """A page of the sheet."""

    title: str
    subtitle: str
    days: tuple[Day, ...]


def week_sheets(case: Case, plan: Plan, provider_id: str, *, names: bool = False) -> list[Week]:
    """Return the weeks in which a provider has make-ups, regular sessions beside them.

    Raises MakeupSchedError where the case has no such provider.
    """
    own = plan.sessions[plan.sessions["provider_id"] == provider_id]
    mondays = sorted({monday_of(day.date()) for day in own["date"]})
    if not mondays:
        mondays = [monday_of(case.start_date)]
    alone = with_names_that(_one_provider(case, provider_id), has_letters)
    who = _who(alone, own, People.of(alone, names=names))
    return [_week(alone, own, provider_id, monday, names, who) for monday in mondays]


def _who(case: Case, sessions: pd.DataFrame, people: People) -> dict[str, str]:
    """Return who attends each session, by the label of its block."""
    return {
        f"{kind} {session}": people.group(map(str, ids))
        for kind, table in (("make-up", sessions), ("regular", case.table("regular_sessions")))
        for session, ids in zip(table["session_id"], table["student_ids"], strict=True)
    }


def _one_provider(case: Case, provider_id: str) -> Case:
    """Return the case with the hours and sessions of one provider, which is quicker to look at."""
    own = {
        name: case.table(name)[case.table(name)["provider_id"] == provider_id]
        for name in ("providers", "provider_hours", "regular_sessions")
    }
    return replace(case, tables={**case.tables, **own})


def week_sheets_pdf(case: Case, plan: Plan, provider_id: str, *, names: bool = False) -> bytes:
    """Return the week sheets as PDF; parameters as in `week_sheets`."""
    weeks = week_sheets(case, plan, provider_id, names=names)
    data = {
        "title": f"Week sheets of {provider_id}",
        "foot": "Blue: make-up sessions of the plan. Grey: regular sessions. Confidential.",
        "weeks": [asdict(week) for week in weeks],
    }
    return pdf_bytes(resources.files(__package__).joinpath("week_sheet.typ"), data)


def _week(
    case: Case,
    sessions: pd.DataFrame,
    provider_id: str,
    monday: date,
    names: bool,
    who: Mapping[str, str],
) -> Week:
    found = provider_calendar(case, sessions, monday, provider_id, names=names)
    days = tuple(
        Day(
            name=day_words(day.date),
            marks=tuple(map(plain_line, (*day.marks, *day.sites))),
            closed=plain_line(day.closure),
            cards=tuple(_card(block, who[block.label]) for block in day.blocks),
        )
        for day in found.days
    )
    return Week(plain_line(found.title), plain_line(found.subtitle), days)


def _card(block: Block, who: str) -> Card:
    # the time stands first in every card, so the detail that repeats it is left out
    details = [plain_line(part) for part in block.details if part != clock(block.start)]
    return Card(
        time=f"{clock(block.start)}\u2013{clock(block.end)}",
        head=plain_line(f"{block.discipline} {who}"),
        details=tuple(details),
        makeup=block.makeup,
    )
