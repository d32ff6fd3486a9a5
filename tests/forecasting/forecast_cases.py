"""Rates to choose freely, and futures of small cases with them."""

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.forecasting.draws import draw
from makeup_sched.forecasting.future import Outcome, Setting, walk
from makeup_sched.forecasting.rates import MONTHS, Rates
from makeup_sched.forecasting.record import own_record
from makeup_sched.forecasting.setting import setting_of
from makeup_sched.forecasting.sides import SIDES, Side
from support.judge import planned
from support.tiny import Row, blueprint, hours, owes, provider, regular, student


def rates_of(case: Case, out: float, away: float, reasons: dict[Side, str] | None = None) -> Rates:
    """Return rates without any doubt about them: a provider out, a student away."""
    usual: dict[Side, str] = {"provider": "provider_absent", "student": "student_absent"}
    chance = dict(zip(SIDES, (out, away), strict=True))
    lines = [
        {"discipline": "SLP", "side": side, "month": month, "used": chance[side]}
        for side in SIDES
        for month in MONTHS
    ]
    chosen: dict[Side, tuple[tuple[str, float], ...]] = {
        side: ((name, 1.0),) for side, name in (usual | (reasons or {})).items()
    }
    return Rates(pd.DataFrame(lines), {}, chosen, own_record(case))


def setting(case: Case, rates: Rates, review_weeks: int = 1) -> Setting:
    """Return what the futures of a planned case share."""
    return setting_of(case, planned(case).sessions, rates, review_weeks)


def outcomes(case: Case, rates: Rates, count: int, review_weeks: int = 1) -> list[Outcome]:
    """Walk through so many futures of a case."""
    shared = setting(case, rates, review_weeks)
    streams = np.random.SeedSequence(1).spawn(count)
    return [walk(shared, draw(shared.chances, shared.people, each)) for each in streams]


def cleared(found: list[Outcome]) -> float:
    """Return the share of futures in which nothing is owed at the end."""
    return sum(one.outstanding[-1] == 0 for one in found) / len(found)


def one_place(*more: Row) -> Case:
    """Return a case of one student who is owed one session, with one hour on each date."""
    rows = [student("A"), *owes("A", 60), provider(), hours("08:00-09:00")]
    return blueprint(*rows, *more).case


def one_session(*more: Row) -> Case:
    """Return a case of one regular session of a student on each date, and no other time."""
    rows = [student("A"), *owes("A", 30), provider(), hours("09:00-09:30"),
            regular("R", "09:00-09:30", "A")]  # fmt: skip
    return blueprint(*rows, *more).case
