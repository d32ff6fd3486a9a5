"""What a service promises at each date: the row of its IEP, and the amendments after it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of, whole


@dataclass(frozen=True)
class Term:
    """What holds of a service from a date on.

    Attributes
    ----------
    start, end
        First and last date, both included; None where the service has none.
    minutes, sessions, per
        So many sessions of so many minutes in each week, month, quarter or year.
    weeks, of_weeks
        Only in so many weeks of each cycle; 1 of 1 is every week.
    """

    start: date | None
    end: date | None
    minutes: int
    sessions: int
    per: str
    weeks: int = 1
    of_weeks: int = 1

    def holds(self, day: date) -> bool:
        """Say whether the term holds on a date."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def total(self) -> int:
        """Minutes in each period."""
        return self.minutes * self.sessions


def service_terms(case: Case) -> dict[str, list[Term]]:
    """Return the terms of each service in the order of their dates, without gaps.

    An amendment holds from its first date on; the last term ends where the service does. A service
    of which the table doesn't say how many sessions in which period has no terms before its first
    amendment.
    """
    amended: dict[str, list[Any]] = defaultdict(list)
    for row in rows_of(case.table("amendments").sort_values("start_date", kind="stable")):
        amended[row.service_id].append(row)
    found = {}
    for service in rows_of(case.table("services")):
        start, end = _day(service.start_date), _day(service.end_date)
        changes = [(_day(row.start_date), row) for row in amended[service.service_id]]
        rows = [(start, service), *changes]
        nexts = [first for first, _ in rows[1:]] + [None]
        terms = [
            _term(row, _later(first, start), _before(following, end))
            for (first, row), following in zip(rows, nexts, strict=True)
            if row.per and whole(row.sessions) is not None
        ]
        found[service.service_id] = [
            term for term in terms
            if term.start is None or term.end is None or term.start <= term.end
        ]  # fmt: skip
    return found


def length_on(terms: Mapping[str, Sequence[Term]], service_id: str, day: date) -> int:
    """Return how long a session of a service lasts on a date, 0 where no term says so."""
    of_service = terms.get(service_id, [])
    return next((term.minutes for term in of_service if term.holds(day)), 0)


def _term(row: Any, start: date | None, end: date | None) -> Term:
    weeks, of_weeks = whole(row.weeks) or 1, whole(row.of_weeks) or 1
    return Term(
        start, end, int(row.minutes), int(row.sessions), row.per, weeks, max(weeks, of_weeks)
    )


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _before(following: date | None, end: date | None) -> date | None:
    """Return the last date before the next term, at the latest the end of the service."""
    if following is None:
        return end
    last = date.fromordinal(following.toordinal() - 1)
    return last if end is None else min(last, end)


def _day(value: Any) -> date | None:
    return None if value is None or value != value else value.date()
