"""A provider's week as a calendar: regular sessions, make-ups, and the time left free."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from makeup_sched.availability.patterns import ABSENT, Brush, DayPatterns, paint
from makeup_sched.availability.regular import RegularSession
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.calendar_week import (
    Band,
    Block,
    CalendarWeek,
    DayColumn,
    runs,
    uncovered,
    working_days,
)
from makeup_sched.charts.drawable_names import with_drawable_names
from makeup_sched.charts.week_dates import WeekDates, sessions_in, week_dates
from makeup_sched.charts.week_drawing import draw_week
from makeup_sched.charts.words import (
    clock,
    hours_word,
    makeup_details,
    named,
    together,
    week_words,
)
from makeup_sched.plain_words import counted
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.vocabulary import EVERY_SITE, HOURS_KINDS, TELE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WORK = HOURS_KINDS.index("work")


def provider_week(
    case: Case, sessions: pd.DataFrame, week: date, provider_id: str, *, names: bool = False
) -> "Figure":
    """Draw the week of a provider.

    Parameters
    ----------
    case
        The case that was planned.
    sessions
        Make-up sessions, with the columns of `sessions.csv`; `date` as datetime64, `start` and
        `end` in minutes after midnight, `student_ids` as tuples, `locked` and `contract` as bool.
    week
        Any date of the week.
    provider_id
        Whose week.
    names
        Whether people's names are written instead of their ids.

    Raises
    ------
    MakeupSchedError
        Where the case has no such provider.
    """
    drawn = with_drawable_names(case)
    return draw_week(case, provider_calendar(drawn, sessions, week, provider_id, names=names))


def provider_calendar(
    case: Case, sessions: pd.DataFrame, week: date, provider_id: str, *, names: bool = False
) -> CalendarWeek:
    """Return what the picture of a provider's week shows; parameters as in `provider_week`."""
    if provider_id not in set(case.table("providers")["provider_id"]):
        raise MakeupSchedError(f"there is no provider {provider_id} in the case")
    dates = week_dates(case, week, [])
    own = sessions_in(sessions[sessions["provider_id"] == provider_id], dates.dates)
    kinds = _kinds_of_time(case, dates, provider_id)
    days = [_day(case, dates, number, provider_id, own, kinds, names) for number in range(7)]
    shown = _sites_where_they_differ(working_days(days))
    return CalendarWeek(
        title=_title(case, provider_id, shown, names),
        subtitle=_subtitle(days, shown, own),
        days=tuple(shown),
        absent_words="Not at work",
    )


def _kinds_of_time(case: Case, dates: WeekDates, provider_id: str) -> DayPatterns:
    """Paint the kinds of `provider_hours` over each other; `ABSENT` outside all work rows."""
    table = case.table("provider_hours")
    days, brushes, hours = dates.days, [], []
    for row in rows_of(table[table["provider_id"] == provider_id]):
        active = days.active(row.weekday, str(row.rotation), row.start_date, row.end_date)
        active &= days.of_type(row.day_types)
        code = HOURS_KINDS.index(str(row.kind))
        brushes.append(Brush(int(row.start), int(row.end), code, active))
        if code == _WORK:
            hours.append(brushes[-1])
    painted, at_work = paint(brushes, len(days)), paint(hours, len(days))
    minutes = painted.minutes[painted.of_day].copy()
    if len(days):
        minutes[at_work.minutes[at_work.of_day] == ABSENT] = ABSENT
    return DayPatterns(np.arange(len(days)), minutes)


def _day(
    case: Case,
    dates: WeekDates,
    number: int,
    provider_id: str,
    own: pd.DataFrame,
    kinds: DayPatterns,
    names: bool,
) -> DayColumn:
    day, place = dates.dates[number], dates.place[number]
    today = own[own["date"] == pd.Timestamp(day)]
    blocks = [provider_block(case, row, names=names) for row in rows_of(today)]
    bands: list[Band] = []
    sites: tuple[str, ...] = ()
    if place is not None:
        found = dates.found
        blocks += [
            _regular(case, session, names)
            for session in found.regular
            if session.provider_id == provider_id and session.takes_place[place]
        ]
        bands = [_band(*run, dates.unplanned[number]) for run in runs(kinds.on(place))]
        codes = found.work[provider_id].on(place)
        order = [found.sites[code] for _, _, code in runs(codes) if code != ABSENT]
        sites = tuple(dict.fromkeys(site for site in order if site != EVERY_SITE))
    ordered = tuple(sorted(blocks, key=lambda block: (block.start, block.end, block.makeup)))
    return DayColumn(day, tuple(bands), ordered, dates.marks[number], sites, dates.closures[number])


def _band(start: int, end: int, code: int, unplanned: str) -> Band:
    if code == ABSENT:
        return Band(start, end, "absent", "not at work")
    kind = HOURS_KINDS[code]
    if kind == "work":
        return Band(start, end, "off", unplanned) if unplanned else Band(start, end, "free", "free")
    return Band(start, end, "off", hours_word(kind))


def _people(case: Case, student_ids: tuple[str, ...], names: bool) -> str:
    shown = _each(case, student_ids, names)
    return ", ".join(shown) if names else " ".join(shown)


def _each(case: Case, student_ids: tuple[str, ...], names: bool) -> tuple[str, ...]:
    students = case.table("students")
    return tuple(
        together(named(students, "student_id", one, names)) if names else one for one in student_ids
    )


def provider_block(case: Case, row: Any, *, names: bool) -> Block:
    """Return a make-up session, a row of a plan's sessions, as its provider's week shows it."""
    return Block(
        start=int(row.start),
        end=int(row.end),
        label=f"make-up {row.session_id}",
        makeup=True,
        discipline=str(row.discipline),
        head=f"{row.discipline} {_people(case, tuple(row.student_ids), names)}",
        details=makeup_details(row, site=TELE if row.site == TELE else ""),
        people=_each(case, tuple(row.student_ids), names),
        briefer=makeup_details(row, site=TELE if row.site == TELE else "", brief=True),
        locked=bool(row.locked),
    )


def _regular(case: Case, session: RegularSession, names: bool) -> Block:
    size = together(counted(len(session.student_ids), "student"))
    return Block(
        start=session.start,
        end=session.end,
        label=f"regular {session.session_id}",
        makeup=False,
        discipline=session.discipline,
        head=f"{session.discipline} {_people(case, session.student_ids, names)}",
        details=(clock(session.start),),
        people=_each(case, session.student_ids, names),
        shorter=(f"{session.discipline} {size}", session.discipline),
    )


def _sites_where_they_differ(days: tuple[DayColumn, ...]) -> list[DayColumn]:
    """Keep the sites in the heads only where the provider is at more than one in the week."""
    if len({site for day in days for site in day.sites}) > 1:
        return list(days)
    return [DayColumn(day.date, day.bands, day.blocks, day.marks, (), day.closure) for day in days]


def _title(case: Case, provider_id: str, days: list[DayColumn], names: bool) -> str:
    providers = case.table("providers")
    row = providers[providers["provider_id"] == provider_id].iloc[0]
    who = named(providers, "provider_id", provider_id, names)
    who = f"{who} ({provider_id})" if who != provider_id else f"Provider {provider_id}"
    week = week_words(days[0].date, days[-1].date)
    return f"{who}, {', '.join(row['disciplines'])}: week of {week}"


def _subtitle(days: list[DayColumn], shown: list[DayColumn], own: pd.DataFrame) -> str:
    minutes = int((own["end"] - own["start"]).sum()) if len(own) else 0
    regular = sum(not block.makeup for day in days for block in day.blocks)
    free = sum(
        end - start
        for day in days
        for band in day.bands
        if band.kind == "free"
        for start, end in uncovered(band.start, band.end, day.blocks)
    )
    parts = [f"{counted(len(own), 'make-up session')}, {minutes} minutes"]
    if locked := int(own["locked"].sum()):
        parts[0] += f" ({locked} locked)"
    parts += [counted(regular, "regular session")] if regular else []
    parts.append(f"{free:,} minutes still free")
    sites = {site for day in days for site in day.sites}
    if len(sites) == 1 and not any(day.sites for day in shown):
        parts.append(next(iter(sites)))
    return " · ".join(parts)
