"""How likely a day out is, by discipline, month and side: the own record and published rates.

For each month there is the month's own count, and there is the published rate at the level of the
record's other months: as much above or below what is published as they are. The first is drawn
towards the second. Both times what is published counts as much as so many days of a record would (a
gamma prior on the level, a beta prior on the month). So a short record moves the rates a little and
a long one decides them, and a record of the autumn says something about the spring.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.forecasting.published import (
    SOURCE,
    published_provider,
    published_student,
    series,
)
from makeup_sched.forecasting.record import Record, own_record
from makeup_sched.forecasting.sides import REASONS_OF, SIDES, Side

WORTH: dict[Side, float] = {"provider": 60.0, "student": 200.0}
"""What a published rate counts as: days of a provider (a third of a school year), attendances of
students (a month of a full caseload). A judgement, not a published figure."""
USUAL_REASON = 10.0
"""Times that the usual reason of a side is taken to be in the record beforehand."""
MOST = 0.95
"""No chance is higher."""

_PUBLISHED = {"provider": published_provider, "student": published_student}
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Rates:
    """Chances of a day out.

    Attributes
    ----------
    table
        One line per discipline, side and month. Columns: `discipline`, `side` (`provider`: a
        provider is out for a day; `student`: a student is away whose provider is there), `month`
        (1 to 12), `scheduled` and `missed` (the own record, in days of a provider or attendances
        of students), `published` and `used` (chances), `own_weight` (share of the own record in
        the rate of the month), `source` (of the published rate).
    evidence
        By discipline and side: misses that its level rests on, those that the published rate
        stands for included. The fewer, the more futures differ in their level.
    reasons
        By side: the reasons of a day out and how often each is drawn (shares).
    record
        The own record.
    """

    table: pd.DataFrame
    evidence: Mapping[tuple[str, Side], float]
    reasons: Mapping[Side, tuple[tuple[str, float], ...]]
    record: Record

    @cached_property
    def _chances(self) -> dict[tuple[str, str, int], float]:
        keys = zip(self.table["discipline"], self.table["side"], self.table["month"], strict=True)
        return dict(zip(keys, self.table["used"].tolist(), strict=True))

    def used(self, discipline: str, side: Side, month: int) -> float:
        """Return the chance for a discipline, side and month (1 to 12)."""
        known = self._chances.get((discipline, side, month))
        return _PUBLISHED[side](discipline, month) if known is None else known


def miss_rates(case: Case) -> Rates:
    """Work out the rates of a case from its record and the published rates."""
    record = own_record(case)
    disciplines = {str(name) for name in case.table("services")["discipline"]}
    disciplines |= {str(name) for name in case.table("awards")["discipline"]}
    lines: list[dict[str, object]] = []
    evidence: dict[tuple[str, Side], float] = {}
    for discipline in sorted(disciplines):
        for side in SIDES:
            counts = _by_month(record, discipline, side)
            evidence[discipline, side] = _level(counts, discipline, side)[1]
            lines += [_line(counts, discipline, side, month) for month in MONTHS]
    reasons = {side: _reasons(record, side) for side in SIDES}
    columns = ["discipline", "side", "month", "scheduled", "missed", "published", "used",
               "own_weight", "source"]  # fmt: skip
    return Rates(pd.DataFrame(lines, columns=columns), evidence, reasons, record)


_Counts = dict[int, tuple[float, float]]
"""Scheduled and missed by month."""


def _by_month(record: Record, discipline: str, side: Side) -> _Counts:
    counts = record.counts
    mine = counts[(counts["discipline"] == discipline) & (counts["side"] == side)]
    rows = zip(mine["month"], mine["scheduled"], mine["missed"], strict=True)
    return {int(month): (float(there), float(gone)) for month, there, gone in rows}


def _level(counts: _Counts, discipline: str, side: Side) -> tuple[float, float]:
    """Return how many times the published rate is missed here, and the misses behind that."""
    rate = _PUBLISHED[side]
    prior = WORTH[side] * sum(rate(discipline, month) for month in MONTHS) / len(MONTHS)
    expected = sum(there * rate(discipline, month) for month, (there, _) in counts.items())
    missed = sum(gone for _, gone in counts.values())
    return (missed + prior) / (expected + prior), missed + prior


def _line(counts: _Counts, discipline: str, side: Side, month: int) -> dict[str, object]:
    there, gone = counts.get(month, (0.0, 0.0))
    others = {each: count for each, count in counts.items() if each != month}
    level, _ = _level(others, discipline, side)
    worth, rate = WORTH[side], _PUBLISHED[side](discipline, month)
    used = min(MOST, (gone + worth * level * rate) / (there + worth))
    return {
        "discipline": discipline,
        "side": side,
        "month": month,
        "scheduled": there,
        "missed": gone,
        "published": rate,
        "used": used,
        "own_weight": there / (there + worth),
        "source": f"{SOURCE}: {series(discipline)}",
    }


def _reasons(record: Record, side: Side) -> tuple[tuple[str, float], ...]:
    counts = {str(name): float(record.reasons[side].get(name, 0)) for name in REASONS_OF[side]}
    counts[REASONS_OF[side][0]] += USUAL_REASON
    whole = sum(counts.values())
    return tuple((name, count / whole) for name, count in counts.items() if count)
