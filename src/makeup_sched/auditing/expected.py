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

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from makeup_sched.auditing.terms import Term

Month = tuple[int, int]
FIRST_MONTH = 7
"""A school year begins with July."""


def expected_by_month(
    terms: Sequence[Term], school_days: Sequence[date], through: date
) -> dict[Month, int]:
    """Return the minutes expected of a service in each month, up to a day.

    `school_days` are all of the calendar in their order. A month with school in which the service
    runs is there even with 0 minutes.
    """
    running = [day for day in school_days if any(term.holds(day) for term in terms)]
    found: Counter[Month] = Counter()
    for day in running:
        if day <= through:
            found[month_of(day)] += 0
    for month, minutes in [*_weekly(terms, running, through),
                           *_spread(terms, school_days, through)]:  # fmt: skip
        found[month] += minutes
    return dict(sorted(found.items()))


def month_of(day: date) -> Month:
    """Return year and month of a date."""
    return day.year, day.month


def _weekly(
    terms: Sequence[Term], running: Iterable[date], through: date
) -> Iterator[tuple[Month, int]]:
    """Yield month and minutes of each week that is over."""
    counted: Counter[Term] = Counter()
    for _, week in groupby(running, key=lambda day: day.isocalendar()[:2]):
        days = list(week)
        term = next(term for term in terms if term.holds(days[0]))
        if term.per != "week":
            continue
        place = counted[term] % term.of_weeks
        counted[term] += 1
        if place < term.weeks and days[-1] <= through:
            yield month_of(days[0]), term.total


def _spread(
    terms: Sequence[Term], school_days: Sequence[date], through: date
) -> Iterator[tuple[Month, int]]:
    """Yield month and minutes of what is promised by month, quarter or year."""
    for term in terms:
        if term.per == "week":
            continue
        periods: dict[Month, list[date]] = defaultdict(list)
        for day in school_days:
            periods[_period(term.per, day)].append(day)
        for days in periods.values():
            yield from _shares(term, days, through)


def _shares(term: Term, days: Sequence[date], through: date) -> Iterator[tuple[Month, int]]:
    """Yield a period's minutes month by month; roundings never add up to more than a minute."""
    over = before = 0
    for month, of_month in groupby(days, key=month_of):
        over += sum(term.holds(day) and day <= through for day in of_month)
        sofar = (2 * term.total * over + len(days)) // (2 * len(days))
        if sofar > before:
            yield month, sofar - before
        before = sofar


def _period(per: str, day: date) -> Month:
    """Return what tells the period of a date apart from all others."""
    if per == "month":
        return month_of(day)
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    return (day.year, (day.month - 1) // 3) if per == "quarter" else (year, 0)
