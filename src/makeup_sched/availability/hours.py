"""Providers' time at work: where each provider is, minute by minute, before any session."""

import numpy as np

from makeup_sched.availability.days import BoolArray, Days
from makeup_sched.availability.patterns import ABSENT, Brush, DayPatterns, Minutes, paint
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.vocabulary import EVERY_SITE, TELE

EVERY_SITE_CODE = 0
TELE_CODE = 1


def site_list(case: Case) -> tuple[str, ...]:
    """Return all sites; the first two are always "every site" and tele."""
    columns = [
        case.table("students")["school"],
        case.table("students")["esy_site"],
        case.table("provider_hours")["site"],
        case.table("regular_sessions")["site"],
        case.table("locked")["site"],
    ]
    named = {str(site) for column in columns for site in column.unique()}
    return (EVERY_SITE, TELE, *sorted(named - {"", EVERY_SITE, TELE}))


def at_work(case: Case, days: Days, sites: tuple[str, ...]) -> dict[str, DayPatterns]:
    """Return for each provider the site code of every minute at work.

    Rows of `provider_hours` are painted in their order: `work` adds time at its site (blank:
    every site), every other kind takes time away.
    """
    code = {site: index for index, site in enumerate(sites)} | {"": EVERY_SITE_CODE}
    brushes: dict[str, list[Brush]] = {str(key): [] for key in case.table("providers").provider_id}
    for row in rows_of(case.table("provider_hours")):
        active = days.active(row.weekday, str(row.rotation), row.start_date, row.end_date)
        active &= days.of_type(row.day_types)
        painted = code[str(row.site)] if row.kind == "work" else ABSENT
        brush = Brush(int(row.start), int(row.end), painted, active)
        brushes[str(row.provider_id)].append(brush)
    return {provider: paint(rows, len(days)) for provider, rows in brushes.items()}


def serves(codes: Minutes, site_code: int) -> BoolArray:
    """Mark the minutes at which a provider can give a session at this site.

    Every site means every place, but not tele.
    """
    marked = codes == site_code
    if site_code != TELE_CODE:
        marked |= codes == EVERY_SITE_CODE
    return np.asarray(marked, dtype=bool)
