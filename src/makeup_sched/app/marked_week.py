"""A week of published sessions as the page shows it to be marked, one line per student."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from makeup_sched.app.week_view import span_words
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import day_words, monday_of, named, week_words
from makeup_sched.recording.kinds import PLAN_PUBLISHED
from makeup_sched.recording.moments import local_text
from makeup_sched.recording.record import Record
from makeup_sched.recording.session_log import Mark
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.vocabulary import LOG_STATUSES, REASONS

_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, repr=False)
class MarkedWeek:
    """The published sessions of one of the weeks that have any.

    Attributes
    ----------
    weeks
        Mondays of all weeks with published sessions, in order.
    monday
        The one that is shown.
    rows
        Its sessions, the columns of the table `week`, one row per student.
    since
        The day on which the plan in force was published.
    """

    weeks: tuple[date, ...]
    monday: date
    rows: pd.DataFrame
    since: date

    def beside(self, step: int) -> date:
        """Return the week so many further on, the last or first one where there are no more."""
        place = self.weeks.index(self.monday) + step
        return self.weeks[min(max(place, 0), len(self.weeks) - 1)]

    def marks(self, given: Sequence[Mapping[str, Any]], case: Case, *, names: bool) -> list[Mark]:
        """Return what the page says of lines, each named by its `key`.

        With `names` students are named in what is said of them where the case has their names.
        Raises KeyError for a line that is not shown, MakeupSchedError with every line where minutes
        or a reason are missing.
        """
        found, wrong = [], []
        for each in given:
            try:
                found.append(self._mark(each, case, names=names))
            except MakeupSchedError as error:
                wrong.append(str(error))
        if wrong:
            raise MakeupSchedError(" ".join(wrong))
        return found

    def _mark(self, given: Mapping[str, Any], case: Case, *, names: bool) -> Mark:
        row = {_key(each): each for each in rows_of(self.rows)}[str(given["key"])]
        status, minutes = str(given["status"]), str(given.get("minutes", "")).strip()
        reason = "" if status == "given" else str(given.get("reason", ""))
        day, time = day_words(row.date.date()), span_words(row.start, row.end)
        student = named(case.table("students"), "student_id", row.student_id, names)
        whose = f"{student} on {day}, {time} ({row.session_id})"
        lacks = []
        if status == "short" and not (minutes.isdecimal() and 0 < int(minutes) < row.planned):
            lacks.append(f"how many of the {row.planned} minutes were given, fewer than all")
        if status != "given" and not reason:
            lacks.append("why it was cut short" if status == "short" else "why it was missed")
        if lacks:
            raise MakeupSchedError(f"{whose}: say {', and '.join(lacks)}.")
        return Mark(
            what=row.session_id,
            status=status,
            date=f"{row.date:%Y-%m-%d}",
            minutes=int(minutes) if status == "short" else None,
            reason=reason,
            student_id=row.student_id,
            provider_id=row.provider_id,
        )

    def view(self, case: Case, *, names: bool) -> dict[str, Any]:
        """Return what the page draws."""
        several = len(set(self.rows["provider_id"])) > 1
        return {
            "week": week_words(self.monday, self.monday + _SUNDAY),
            "first": self.monday == self.weeks[0],
            "last": self.monday == self.weeks[-1],
            "statuses": list(LOG_STATUSES),
            "reasons": [{"word": word, "says": word.replace("_", " ")} for word in REASONS],
            "rows": [_line(case, row, names=names, provider=several) for row in rows_of(self.rows)],
        }


def marked_week(record: Record, wanted: date | None) -> MarkedWeek | None:
    """Return the week that is wanted, else the first with a session that nobody has marked.

    None where nothing is published.
    """
    state = record.state()
    published = state.published
    if published.empty:
        return None
    weeks = sorted({monday_of(day.date()) for day in published["date"]})
    marked = {session[:2] for session in state.outcomes}
    open_ones = (
        monday_of(row.date.date())
        for row in rows_of(published)
        if (row.session_id, f"{row.date:%Y-%m-%d}") not in marked
    )
    monday = wanted if wanted in weeks else min(open_ones, default=weeks[-1])
    rows = record.week(monday)
    newest = max(entry.recorded_at for entry in state.of_kind(PLAN_PUBLISHED))
    since = date.fromisoformat(local_text(newest)[:10])
    return MarkedWeek(tuple(weeks), monday, rows[rows["session"] == "make_up"], since)


def _key(row: Any) -> str:
    return f"{row.session_id} {row.date:%Y-%m-%d} {row.owed_id}"


def _line(case: Case, row: Any, *, names: bool, provider: bool) -> dict[str, Any]:
    student = named(case.table("students"), "student_id", row.student_id, names)
    by = named(case.table("providers"), "provider_id", row.provider_id, names) if provider else ""
    return {
        "key": _key(row),
        "when": f"{day_words(row.date.date())}, {span_words(row.start, row.end)}",
        "session": row.session_id,
        "student": f"{student}, by {by}" if by else student,
        "item": row.owed_id,
        "planned": int(row.planned),
        "status": row.status,
        "minutes": int(row.minutes) if row.status == "short" and pd.notna(row.minutes) else "",
        "reason": row.reason,
    }
