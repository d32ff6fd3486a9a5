"""Where nobody says what became of expected minutes: weeks or months, and the sessions in them."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.auditing.accounts import MADE_UP
from makeup_sched.auditing.expected import Share
from makeup_sched.auditing.terms import Term, length_on
from makeup_sched.case.case import Case
from makeup_sched.case.services_given import service_given, services_by_student
from makeup_sched.case.session_dates import session_dates
from makeup_sched.case.values import rows_of

COLUMNS = ("service_id", "first", "last", "expected", "told", "unaccounted", "sessions", "shorter")
_Told = tuple[list[date], list[int]]
"""Dates in their order, and the minutes given or missed on each."""


def unaccounted_table(
    case: Case,
    days: pd.DataFrame,
    shares: Mapping[str, Sequence[Share]],
    lines: pd.DataFrame,
    terms: Mapping[str, Sequence[Term]],
) -> pd.DataFrame:
    """Return the weeks (or months) of services of which less is told than was expected.

    Parameters
    ----------
    case, days
        The case, and its calendar day by day.
    shares
        What is expected of each service.
    lines
        What was given, missed and made up, see `accounts.account_lines`.
    terms
        What each service promises at each date, see `terms.service_terms`.

    Returns
    -------
    pd.DataFrame
        Sorted by service and date: `service_id`, `first` and `last` school day, minutes `expected`,
        `told` (given or missed) and `unaccounted`, and `sessions`: the dates in it on which a
        regular session of the service was to be held and nothing is written down, `; ` between
        them, blank where the table `regular_sessions` has none or it is not clear of which service
        one is, see `services_given.service_given`; and `shorter`: the dates in it of which fewer
        minutes are written down than their sessions have, as `2026-03-10: 25 of 30 min`.
    """
    told = _told(lines)
    scheduled = _scheduled(case, days) if any(shares.values()) else {}
    rows = [
        row
        for service, of_service in sorted(shares.items())
        for row in _rows(
            service, of_service, told.get(service, ([], [])), scheduled.get(service, {}), terms
        )
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("first", "last"):
        table[name] = table[name].astype("datetime64[s]")
    return table.astype({"expected": "int64", "told": "int64", "unaccounted": "int64"})


def _rows(
    service: str,
    shares: Sequence[Share],
    told: _Told,
    scheduled: Mapping[date, int],
    terms: Mapping[str, Sequence[Term]],
) -> Iterator[tuple[Any, ...]]:
    days, minutes = told
    of_day = Counter[date]()
    for day, number in zip(days, minutes, strict=True):
        of_day[day] += number
    for share in shares:
        within = slice(bisect_left(days, share.opens), bisect_right(days, share.closes))
        there = sum(minutes[within])
        if there >= share.minutes:
            continue
        silent = [
            f"{day:%Y-%m-%d}"
            for day in scheduled
            if share.first <= day <= share.last and day not in of_day
        ]
        shorter = [
            f"{day:%Y-%m-%d}: {of_day[day]} of {whole} min"
            for day in dict.fromkeys(days[within])
            if of_day[day] < (whole := length_on(terms, service, day) * scheduled.get(day, 1))
        ]
        yield (service, share.first, share.last, share.minutes, there, share.minutes - there,
               "; ".join(silent), "; ".join(shorter))  # fmt: skip


def _told(lines: pd.DataFrame) -> dict[str, _Told]:
    found: dict[str, _Told] = {}
    for row in rows_of(lines[lines["what"] != MADE_UP].sort_values("date", kind="stable")):
        days, minutes = found.setdefault(row.service_id, ([], []))
        days.append(row.date.date())
        minutes.append(int(row.minutes))
    return found


def _scheduled(case: Case, days: pd.DataFrame) -> dict[str, dict[date, int]]:
    """Return how many regular sessions each service was to have on which dates, by the timetable.

    A session of which it is not clear which service of a student it gives counts for none.
    """
    regular = case.table("regular_sessions")
    dates = session_dates(days, case.table("provider_hours"), regular)
    every = [day.date() for day in dates.dates["date"]]
    services = services_by_student(case.table("services"))
    found: dict[str, Counter[date]] = {}
    for number, session in enumerate(rows_of(regular)):
        for day in (day for day, due in zip(every, dates.due[number], strict=True) if due):
            for student in session.student_ids:
                if service := service_given(services, session, student, day):
                    found.setdefault(service, Counter())[day] += 1
    return {service: dict(sorted(held.items())) for service, held in found.items()}
