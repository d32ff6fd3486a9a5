"""All availability of a case in one object: days, sites, providers, regular sessions, students."""

from dataclasses import dataclass

from makeup_sched.availability.days import Days, planning_days
from makeup_sched.availability.hours import at_work, site_list
from makeup_sched.availability.patterns import ABSENT, Brush, DayPatterns, paint
from makeup_sched.availability.regular import RegularSession, regular_sessions
from makeup_sched.availability.students import student_days
from makeup_sched.case.case import Case


@dataclass(frozen=True)
class Availability:
    """Who is free when, on every planning date.

    Attributes
    ----------
    days
        The planning dates.
    sites
        Names behind the site codes of the providers' patterns.
    work
        Each provider's site code per minute at work, before any session.
    free
        The same after the regular sessions that take place have taken their time.
    regular
        The regular sessions with the dates on which they take place.
    students
        Each student's category code per minute.
    """

    days: Days
    sites: tuple[str, ...]
    work: dict[str, DayPatterns]
    free: dict[str, DayPatterns]
    regular: tuple[RegularSession, ...]
    students: dict[str, DayPatterns]


def availability(case: Case, student_ids: list[str], days: Days | None = None) -> Availability:
    """Work out who is free when, for all providers and the given students.

    `days` are the dates to look at; the planning dates of the case where left out.
    """
    days = planning_days(case) if days is None else days
    sites = site_list(case)
    work = at_work(case, days, sites)
    regular = regular_sessions(case, days, sites, work)
    return Availability(
        days=days,
        sites=sites,
        work=work,
        free=_less_regular(work, regular, len(days)),
        regular=regular,
        students=student_days(case, days, regular, student_ids),
    )


def _less_regular(
    work: dict[str, DayPatterns], regular: tuple[RegularSession, ...], day_count: int
) -> dict[str, DayPatterns]:
    brushes: dict[str, list[Brush]] = {provider: [] for provider in work}
    for session in regular:
        brush = Brush(session.start, session.end, ABSENT, session.takes_place)
        brushes[session.provider_id].append(brush)
    return {
        provider: paint(brushes[provider], day_count, base=patterns)
        for provider, patterns in work.items()
    }
