"""Regular sessions: on which dates each one really takes place."""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, Days
from makeup_sched.availability.hours import serves
from makeup_sched.availability.patterns import DayPatterns
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of, whole


@dataclass(frozen=True)
class RegularSession:
    """A standing session of a provider with its students; times in minutes after midnight.

    `takes_place` has one entry per planning date. `max_group` is None where the row gives none.
    """

    session_id: str
    provider_id: str
    discipline: str
    start: int
    end: int
    site: str
    student_ids: tuple[str, ...]
    max_group: int | None
    takes_place: BoolArray


def regular_sessions(
    case: Case, days: Days, sites: tuple[str, ...], work: dict[str, DayPatterns]
) -> tuple[RegularSession, ...]:
    """Return all regular sessions with the dates on which they take place.

    One takes place on school days within its dates, weekdays and rotation, where its provider is
    at work at its site for the whole of it.
    """
    found = []
    site_code = {site: number for number, site in reversed([*enumerate(sites)])}
    for row in rows_of(case.table("regular_sessions")):
        active = days.school & days.active(
            row.weekday, str(row.rotation), row.start_date, row.end_date
        )
        hours = work[str(row.provider_id)]
        start, end = int(row.start), int(row.end)
        there = np.asarray(
            serves(hours.minutes[:, start:end], site_code[str(row.site)]).all(axis=1)
        )
        found.append(
            RegularSession(
                session_id=str(row.session_id),
                provider_id=str(row.provider_id),
                discipline=str(row.discipline),
                start=start,
                end=end,
                site=str(row.site),
                student_ids=tuple(row.student_ids),
                max_group=whole(row.max_group),
                takes_place=active & there[hours.of_day] if len(there) else np.zeros_like(active),
            )
        )
    return tuple(found)
