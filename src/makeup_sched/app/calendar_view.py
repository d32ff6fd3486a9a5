"""What the calendar draws: a week, a month or a year of one person, and what stands around it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from makeup_sched.app.identity import identities
from makeup_sched.app.month_view import month_view
from makeup_sched.app.person import Person, choices
from makeup_sched.app.week_view import View, week_calendar, week_view
from makeup_sched.app.words import last_edit_words
from makeup_sched.app.year_view import year_view
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.calendar_week import CalendarWeek
from makeup_sched.charts.words import monday_of
from makeup_sched.replanning.hours import out_rows
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.handed_in import DateLike, date_of

MayBeBack = Callable[[str, date], bool]

NOTHING: View = {
    "shows": "nothing",
    "title": "No case is open",
    "subtitle": "The weeks are drawn here once a case without errors is open.",
}


@dataclass
class Looking:
    """What is looked at: whose calendar, which week (its Monday), in which form.

    `chosen` says that the reader has chosen the week or the form.
    """

    who: Person
    monday: date
    shows: str = "week"
    chosen: bool = False


def first_week(planner: Planner, who: Person, week: DateLike | None = None) -> date:
    """Return the Monday of a week; of the person's first with make-up sessions where left out."""
    if week is not None:
        return monday_of(date_of(week))
    dates = [row.date.date() for row in rows_of(planner.sessions) if who.attends(row)]
    return monday_of(min(dates, default=planner.draft.start_date))


def calendar_view(
    planner: Planner,
    looking: Looking,
    notice: str,
    changed: dict[str, str],
    *,
    names: bool,
    may_be_back: MayBeBack,
) -> View:
    """Return what the page draws.

    Parameters
    ----------
    notice
        A sentence for the head; blank for none.
    changed
        What the last planning did with sessions, by what they are: `moved` or `new`.
    may_be_back
        Says whether a provider's day out may be taken back on the page.
    """
    drawn = _drawn(planner, looking, changed, names, may_be_back)
    head = ". ".join(filter(None, [drawn["subtitle"], notice]))
    return {**drawn, "subtitle": head, **_frame(planner, looking, names)}


def _drawn(
    planner: Planner, looking: Looking, changed: dict[str, str], names: bool, may_be_back: MayBeBack
) -> View:
    case, sessions, who = planner.draft, planner.sessions, looking.who
    if looking.shows == "year":
        return year_view(case, sessions, who, names=names)
    if looking.shows == "month":
        day = looking.monday + timedelta(days=3)
        return month_view(case, sessions, who, day, names=names)
    week = week_calendar(case, sessions, who, looking.monday, names=names)
    monday = pd.Timestamp(looking.monday)
    shown = sessions[sessions["date"].between(monday, monday + timedelta(days=6))]
    out = _dates_out(case, who, week)
    back = [day for day in out if may_be_back(who.person_id, day)]
    return week_view(case, week, identities(shown), changed, back)


def _dates_out(case: Case, who: Person, week: CalendarWeek) -> list[date]:
    """Return the dates of planning in a week for which a provider was marked as out."""
    if who.kind != "provider":
        return []
    hours = case.table("provider_hours")
    dates = [day.date for day in week.days
             if not day.closure and case.start_date <= day.date <= case.end_date]  # fmt: skip
    return [day for day in dates if out_rows(hours, who.person_id, day).any()]


def _frame(planner: Planner, looking: Looking, names: bool) -> View:
    """Return what stands around every form of the calendar."""
    case = planner.draft
    return {
        "who": looking.who.key,
        "provider": looking.who.kind == "provider",
        "people": choices(case, names=names),
        "monday": looking.monday.isoformat(),
        "first_week": monday_of(case.start_date).isoformat(),
        "last_week": monday_of(case.end_date).isoformat(),
        "grid": case.policy.grid_minutes,
        "names": names,
        "undo": last_edit_words(planner, "Take back", names=names),
        "redo": last_edit_words(planner, "Make again", names=names, taken_back=True),
    }
