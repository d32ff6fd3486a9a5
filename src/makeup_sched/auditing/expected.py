"""Minutes that a service was to give, by month: weeks and parts of periods with school.

The rules, in one place, since a hearing asks for them:

- A week (Monday to Sunday) counts in full where it has a school day on which the service runs, and
  once the last such day is over. It belongs to the month of its first such day, and the term that
  holds on that day says what it is worth. Of n weeks in m the first n of each cycle count, in weeks
  with school from the term's first date on.
- A month, a quarter (three calendar months: July to September, ...) or a school year (July to June)
  is worth what the term says, spread evenly over its school days; so much of it is expected as the
  share of its school days that are over. Days on which the service or the term doesn't run take
  their share away; holidays don't.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from makeup_sched.auditing.terms import Term

Month = tuple[int, int]
FIRST_MONTH = 7
"""A school year begins with July."""


@dataclass(frozen=True)
class Share:
    """Minutes that are expected of a week, or of a month's part of a longer period.

    `first` and `last` are its first and last school day on which the service runs; what is given
    or missed from `opens` to `closes` belongs to it.
    """

    minutes: int
    first: date
    last: date
    opens: date
    closes: date


def expected_by_month(
    terms: Sequence[Term], school_days: Sequence[date], through: date
) -> dict[Month, int]:
    """Return the minutes expected of a service in each month, up to a day.

    `school_days` are all of the calendar in their order. A month with school in which the service
    runs is there even with 0 minutes.
    """
    found: Counter[Month] = Counter()
    for day in _running(terms, school_days):
        if day <= through:
            found[month_of(day)] += 0
    for share in expected_shares(terms, school_days, through):
        found[month_of(share.first)] += share.minutes
    return dict(sorted(found.items()))


def expected_shares(
    terms: Sequence[Term], school_days: Sequence[date], through: date
) -> list[Share]:
    """Return what is expected of a service up to a day, week by week or month by month."""
    running = _running(terms, school_days)
    found = [*_weekly(terms, running, through), *_spread(terms, school_days, through)]
    return sorted(found, key=lambda share: (share.first, share.last))


def _running(terms: Sequence[Term], school_days: Sequence[date]) -> list[date]:
    return [day for day in school_days if any(term.holds(day) for term in terms)]


def month_of(day: date) -> Month:
    """Return year and month of a date."""
    return day.year, day.month


def _weekly(terms: Sequence[Term], running: Iterable[date], through: date) -> Iterator[Share]:
    """Yield each week that counts and is over."""
    counted: Counter[Term] = Counter()
    for _, week in groupby(running, key=lambda day: day.isocalendar()[:2]):
        days = list(week)
        term = next(term for term in terms if term.holds(days[0]))
        if term.per != "week":
            continue
        place = counted[term] % term.of_weeks
        counted[term] += 1
        if place < term.weeks and days[-1] <= through:
            monday = days[0] - timedelta(days=days[0].weekday())
            yield Share(term.total, days[0], days[-1], monday, monday + timedelta(days=6))


def _spread(terms: Sequence[Term], school_days: Sequence[date], through: date) -> Iterator[Share]:
    """Yield the months of what is promised by month, quarter or year."""
    for per in dict.fromkeys(term.per for term in terms if term.per != "week"):
        periods: dict[Month, list[date]] = defaultdict(list)
        for day in school_days:
            periods[_period(per, day)].append(day)
        promised = [term for term in terms if term.per == per]
        for days in periods.values():
            yield from _shares(promised, days, through)


def _shares(terms: Sequence[Term], days: Sequence[date], through: date) -> Iterator[Share]:
    """Yield a period's minutes month by month and term by term.

    The sum so far is rounded, so roundings never add up to more than half a minute.
    """
    exact = before = 0  # exact: minutes times the school days of the period
    for (year, month), group in groupby(days, key=month_of):
        of_month = list(group)
        for term in terms:
            counted = [day for day in of_month if term.holds(day) and day <= through]
            exact += term.total * len(counted)
            sofar = (2 * exact + len(days)) // (2 * len(days))
            if counted and sofar > before:
                opens, closes = date(year, month, 1), date(year, month, monthrange(year, month)[1])
                yield Share(
                    sofar - before,
                    counted[0],
                    counted[-1],
                    max(opens, term.start or opens),
                    min(closes, term.end or closes),
                )
            before = sofar


def _period(per: str, day: date) -> Month:
    """Return what tells the period of a date apart from all others."""
    if per == "month":
        return month_of(day)
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    return (day.year, (day.month - 1) // 3) if per == "quarter" else (year, 0)
