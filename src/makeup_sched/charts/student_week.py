"""A student's week as a calendar: sessions, make-ups, and when a make-up may and may not be."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from makeup_sched.availability.patterns import ABSENT
from makeup_sched.availability.regular import RegularSession
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.calendar_week import (
    Band,
    Block,
    CalendarWeek,
    DayColumn,
    joined,
    runs,
    working_days,
)
from makeup_sched.charts.drawable_names import with_drawable_names
from makeup_sched.charts.week_dates import WeekDates, sessions_in, week_dates
from makeup_sched.charts.week_drawing import draw_week
from makeup_sched.charts.words import (
    NO_BREAK,
    category_words,
    clock,
    makeup_details,
    named,
    week_words,
)
from makeup_sched.plain_words import counted
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.vocabulary import CATEGORIES, TELE

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def student_week(
    case: Case, sessions: pd.DataFrame, week: date, student_id: str, *, names: bool = False
) -> "Figure":
    """Draw the week of a student. Other students in a group are counted, never named.

    Parameters
    ----------
    case
        The case that was planned.
    sessions
        Make-up sessions, with the columns of `sessions.csv`; `date` as datetime64, `start` and
        `end` in minutes after midnight, `student_ids` as tuples, `locked` and `contract` as bool.
    week
        Any date of the week.
    student_id
        Whose week.
    names
        Whether people's names are written instead of their ids.

    Raises
    ------
    MakeupSchedError
        Where the case has no such student.
    """
    drawn = with_drawable_names(case)
    return draw_week(case, student_calendar(drawn, sessions, week, student_id, names=names))


def student_calendar(
    case: Case, sessions: pd.DataFrame, week: date, student_id: str, *, names: bool = False
) -> CalendarWeek:
    """Return what the picture of a student's week shows; parameters as in `student_week`."""
    if student_id not in set(case.table("students")["student_id"]):
        raise MakeupSchedError(f"there is no student {student_id} in the case")
    dates = week_dates(case, week, [student_id])
    attended = sessions["student_ids"].map(lambda ids: student_id in ids).astype(bool)
    own = sessions_in(sessions[attended], dates.dates)
    days = [_day(case, dates, number, student_id, own, names) for number in range(7)]
    shown = working_days(days)
    return CalendarWeek(
        title=_title(case, student_id, shown, names),
        subtitle=_subtitle(case, student_id, days, own),
        days=shown,
        absent_words="Not at school",
    )


def _day(
    case: Case, dates: WeekDates, number: int, student_id: str, own: pd.DataFrame, names: bool
) -> DayColumn:
    day, place = dates.dates[number], dates.place[number]
    today = own[own["date"] == pd.Timestamp(day)]
    blocks = [student_block(case, row, student_id, names=names) for row in rows_of(today)]
    bands: tuple[Band, ...] = ()
    if place is not None:
        blocks += [
            _regular(case, session, names)
            for session in dates.found.regular
            if student_id in session.student_ids and session.takes_place[place]
        ]
        codes = dates.found.students[student_id].on(place)
        unplanned = dates.unplanned[number]
        bands = joined(_band(case, *run, unplanned) for run in runs(codes))
    ordered = tuple(sorted(blocks, key=lambda block: (block.start, block.end, block.makeup)))
    return DayColumn(day, bands, ordered, dates.marks[number], (), dates.closures[number])


def _band(case: Case, start: int, end: int, code: int, unplanned: str) -> Band:
    if code == ABSENT:
        return Band(start, end, "absent", "not at school")
    category = CATEGORIES[code]
    rule = next(rule for word, rule in case.policy.categories.items() if word == category)
    if unplanned and rule != "never":
        return Band(start, end, "off", unplanned)
    return Band(start, end, "off" if rule == "never" else "free", category_words(category, rule))


def _provider(case: Case, provider_id: str, names: bool) -> str:
    return named(case.table("providers"), "provider_id", provider_id, names)


def student_block(case: Case, row: Any, student_id: str, *, names: bool) -> Block:
    """Return a make-up session, a row of a plan's sessions, as a student's week shows it."""
    size = len(row.student_ids)
    group = f"group of {size}" if size > 1 else ""
    site = _away(case, student_id, str(row.site))
    return Block(
        start=int(row.start),
        end=int(row.end),
        label=f"make-up {row.session_id}",
        makeup=True,
        discipline=str(row.discipline),
        head=f"{row.discipline} with{NO_BREAK}{_provider(case, str(row.provider_id), names)}",
        details=makeup_details(row, site=site, group=group),
        briefer=makeup_details(row, site=site, group=group, brief=True),
        locked=bool(row.locked),
    )


def _away(case: Case, student_id: str, site: str) -> str:
    """Return where a session is, where that is not the student's own school."""
    students = case.table("students")
    school = students.loc[students["student_id"] == student_id, "school"].iloc[0]
    return "" if site == school else TELE if site == TELE else f"at {site}"


def _regular(case: Case, session: RegularSession, names: bool) -> Block:
    return Block(
        start=session.start,
        end=session.end,
        label=f"regular {session.session_id}",
        makeup=False,
        discipline=session.discipline,
        head=f"{session.discipline} with{NO_BREAK}{_provider(case, session.provider_id, names)}",
        details=(clock(session.start),),
        shorter=(session.discipline,),
    )


def _title(case: Case, student_id: str, days: tuple[DayColumn, ...], names: bool) -> str:
    who = named(case.table("students"), "student_id", student_id, names)
    who = f"{who} ({student_id})" if who != student_id else f"Student {student_id}"
    return f"{who}: week of {week_words(days[0].date, days[-1].date)}"


def _subtitle(case: Case, student_id: str, days: list[DayColumn], own: pd.DataFrame) -> str:
    students = case.table("students")
    row = students[students["student_id"] == student_id].iloc[0]
    minutes = int((own["end"] - own["start"]).sum()) if len(own) else 0
    regular = sum(not block.makeup for day in days for block in day.blocks)
    parts = [
        f"{counted(len(own), 'make-up session')}, {minutes} minutes",
        counted(regular, "regular session") if regular else "",
        f"grade {row['grade']}" if row["grade"] else "",
        str(row["school"]),
    ]
    return " · ".join(part for part in parts if part)
