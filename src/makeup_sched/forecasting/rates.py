"""How often sessions are missed, by discipline and month: the own record, and published rates.

Published: Chicago Public Schools 2014-17, required and delivered minutes as obtained by WBEZ
(github.com/wbez/data). Where the own record is thin the published rate counts more: it stands for
as much as `PRIOR` scheduled attendances would.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from makeup_sched.availability.availability import Availability, availability
from makeup_sched.availability.days import days_between
from makeup_sched.case.case import Case

PUBLISHED = {"SLP": 0.207, "OT": 0.370, "PT": 0.249}
"""Share of required minutes not delivered, mean of the three years."""
PUBLISHED_OTHERS = 0.251
"""The same for all services together."""
SEASON = {9: 0.58, 10: 0.81, 11: 1.34, 12: 0.99, 1: 0.99, 2: 1.10, 3: 0.93, 4: 1.34, 5: 0.87,
          6: 1.05}  # fmt: skip
"""Explained misses of speech by month against their mean; other months count as the mean."""
PRIOR = 50.0
"""Scheduled attendances that the published rate of a discipline and month stands for."""
PROVIDER_SIDE = frozenset(
    {"provider_absent", "provider_vacancy", "provider_meeting", "late_start_of_service"}
)
"""Reasons for which a provider's whole day, or more, falls out."""
_PROVIDER_SHARE, _SHARE_PRIOR = 0.5, 20.0
"""Share of misses on the provider's side where there is no record, and the misses it stands for."""


@dataclass(frozen=True)
class Rates:
    """Chance that a scheduled session is missed.

    Attributes
    ----------
    table
        Columns: `discipline`, `month` (1 to 12), `scheduled` and `missed` (attendances in the own
        record), `published`, `used` (chances).
    provider_share
        Share of the misses for which the provider is out; for the rest the student is.
    """

    table: pd.DataFrame
    provider_share: float

    @cached_property
    def _chances(self) -> dict[tuple[str, int], float]:
        keys = zip(self.table["discipline"], self.table["month"], strict=True)
        return dict(zip(keys, self.table["used"].tolist(), strict=True))

    def used(self, discipline: str, month: int) -> float:
        """Return the chance for a discipline and month."""
        known = self._chances.get((discipline, month))
        return published(discipline, month) if known is None else known


def published(discipline: str, month: int) -> float:
    """Return the published chance, the season of the month in it."""
    return min(0.95, PUBLISHED.get(discipline, PUBLISHED_OTHERS) * SEASON.get(month, 1.0))


def miss_rates(case: Case) -> Rates:
    """Work out the rates from the record of a case: from its first missed date to its start."""
    disciplines = sorted({str(name) for name in case.table("services")["discipline"]})
    missed = _missed(case)
    scheduled = _scheduled(case, missed)
    rows = []
    for discipline in disciplines:
        for month in range(1, 13):
            there = scheduled.get((discipline, month), 0)
            gone = min(there, int(((missed["discipline"] == discipline)
                                   & (missed["date"].dt.month == month)).sum()))  # fmt: skip
            prior = published(discipline, month)
            used = (gone + PRIOR * prior) / (there + PRIOR)
            rows.append((discipline, month, there, gone, prior, used))
    columns = ["discipline", "month", "scheduled", "missed", "published", "used"]
    by_provider = int(missed["reason"].isin(PROVIDER_SIDE).sum())
    share = (by_provider + _SHARE_PRIOR * _PROVIDER_SHARE) / (len(missed) + _SHARE_PRIOR)
    return Rates(pd.DataFrame(rows, columns=columns), share)


def _missed(case: Case) -> pd.DataFrame:
    """Return the misses before the first date to plan on, with their discipline."""
    missed = case.table("missed")
    disciplines = case.table("services").set_index("service_id")["discipline"]
    past = missed[missed["date"] < pd.Timestamp(case.start_date)]
    return past.assign(discipline=past["service_id"].map(disciplines))


def _scheduled(case: Case, missed: pd.DataFrame) -> dict[tuple[str, int], int]:
    """Count attendances of regular sessions by discipline and month over the record."""
    if missed.empty:
        return {}
    first = missed["date"].min().date()
    days = days_between(case, first, case.start_date - dt.timedelta(days=1))
    return attendances(availability(case, [], days))


def attendances(available: Availability) -> dict[tuple[str, int], int]:
    """Count attendances of the regular sessions that take place, by discipline and month."""
    months = np.array([day.month for day in available.days.dates], dtype=np.int64)
    found: dict[tuple[str, int], int] = {}
    for session in available.regular:
        for month, count in enumerate(np.bincount(months[session.takes_place], minlength=13)):
            if count:
                key = (session.discipline, month)
                found[key] = found.get(key, 0) + int(count) * len(session.student_ids)
    return found
