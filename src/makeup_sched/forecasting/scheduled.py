"""Sessions that the IEPs provide for, one entry per student and date: what can be missed.

They come from the regular sessions. A case that has none gets them from its service lines, spread
evenly over the school days: what they cost when missed is the same, at whatever hour they are.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.availability.availability import Availability
from makeup_sched.availability.days import BoolArray, Days, IntArray
from makeup_sched.availability.patterns import ABSENT
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of, whole

FROM_SESSIONS, FROM_SERVICES, NOTHING = "regular_sessions", "services", "nothing"
SCHOOL_DAYS = {"week": 5, "month": 20, "quarter": 45, "year": 180}
"""School days by which sessions of a service line are spread."""
_GOLDEN = 0.6180339887498949
"""Students begin at different points of the spread, so that not all are seen on one day."""

_Row = tuple[int, str, int, int]
"""Number of the service, id of the provider, day index, minutes."""


@dataclass(frozen=True)
class Scheduled:
    """Attendances that should take place, in the order of their days.

    Attributes
    ----------
    services, disciplines, students
        Ids, disciplines and students of the services, in the order of the table `services`.
    providers
        Ids of the providers who hold the sessions; those who have left are among them.
    service, provider, day, minutes
        Of each attendance: number of the service and of the provider, day index, minutes.
    source
        Where they come from: `regular_sessions`, `services` or `nothing`.
    """

    services: tuple[str, ...]
    disciplines: tuple[str, ...]
    students: tuple[str, ...]
    providers: tuple[str, ...]
    service: IntArray
    provider: IntArray
    day: IntArray
    minutes: IntArray
    source: str

    def __len__(self) -> int:
        return len(self.day)


def scheduled(case: Case, available: Availability) -> Scheduled:
    """Return what is scheduled on the dates of an availability."""
    services = case.table("services")
    on_days = _service_days(services, available.days)
    if len(case.table("regular_sessions")):
        rows, source = list(_from_sessions(case, available, on_days)), FROM_SESSIONS
    else:
        rows, source = list(_from_services(case, available, on_days)), FROM_SERVICES
    known = {str(name) for name in case.table("providers")["provider_id"]}
    providers = tuple(sorted(known | {row[1] for row in rows}))
    number = {name: place for place, name in enumerate(providers)}
    table = np.array([(row[0], number[row[1]], *row[2:]) for row in rows], dtype=np.int64)
    table = table.reshape(len(rows), 4)
    table = table[np.lexsort((table[:, 0], table[:, 2]))]
    return Scheduled(
        services=_ids(services["service_id"]),
        disciplines=_ids(services["discipline"]),
        students=_ids(services["student_id"]),
        providers=providers,
        service=table[:, 0],
        provider=table[:, 1],
        day=table[:, 2],
        minutes=table[:, 3],
        source=source if rows else NOTHING,
    )


def _ids(column: "pd.Series[str]") -> tuple[str, ...]:
    return tuple(str(each) for each in column)


def _service_days(services: pd.DataFrame, days: Days) -> list[BoolArray]:
    """Mark for each service the school days on which it runs."""
    every = tuple(range(7))
    return [
        days.school & days.active(every, "", row.start_date, row.end_date)
        for row in rows_of(services)
    ]


def _from_sessions(case: Case, available: Availability, on_days: list[BoolArray]) -> Iterator[_Row]:
    of_student: dict[tuple[str, str], list[tuple[int, Any]]] = defaultdict(list)
    for number, row in enumerate(rows_of(case.table("services"))):
        of_student[str(row.student_id), str(row.discipline)].append((number, row))
    for session in available.regular:
        length = session.end - session.start
        for student in session.student_ids:
            services = of_student.get((student, session.discipline))
            if not services:
                continue
            # of several services of a discipline, the one that the session looks most like
            number, _ = min(
                services,
                key=lambda each: (str(each[1].provider_id) != session.provider_id,
                                  int(each[1].minutes) != length),
            )  # fmt: skip
            for day in np.flatnonzero(session.takes_place & on_days[number]).tolist():
                yield number, session.provider_id, day, length


def _from_services(case: Case, available: Availability, on_days: list[BoolArray]) -> Iterator[_Row]:
    at_work = {
        name: (patterns.minutes != ABSENT).any(axis=1)[patterns.of_day]
        for name, patterns in available.work.items()
    }
    for number, row in enumerate(rows_of(case.table("services"))):
        name = str(row.provider_id)
        there = on_days[number] & at_work.get(name, np.ones(len(available.days), dtype=bool))
        share = (whole(row.sessions) or 1) / SCHOOL_DAYS[str(row.per) or "week"]
        phase = number * _GOLDEN % 1
        for place, day in enumerate(np.flatnonzero(there).tolist()):
            times = floor((place + 1) * share + phase) - floor(place * share + phase)
            yield from [(number, name, day, int(row.minutes))] * times
