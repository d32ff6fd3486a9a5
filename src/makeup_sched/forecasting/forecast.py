"""A forecast: many futures, the chance of clearing by each date, and contract hours to be safe."""

import datetime as dt
import os
from concurrent.futures import Executor
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from makeup_sched.availability.availability import availability
from makeup_sched.case.case import Case
from makeup_sched.contracts.pool import only_unmet
from makeup_sched.forecasting.future import (
    REVIEW_DAYS,
    Outcome,
    Setting,
    future,
    owed_by_discipline,
)
from makeup_sched.forecasting.rates import PRIOR, Rates, miss_rates
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.parts.crew import crew_of
from makeup_sched.solve.program import Clock

SURE = (0.5, 0.8, 0.9)
_AT_ONCE = 4
"""Futures that a worker walks through before it reports."""
METHOD = (
    "Each future draws who is out on which day: a provider out misses all sessions of that day, a "
    "student out all of their own. Misses add to what is owed as the policy says; a make-up on "
    f"such a day is lost. Every {REVIEW_DAYS} days it is planned again with what is known by then. "
    "Rates are those of the case's own record by discipline and month, drawn towards published "
    f"ones (Chicago Public Schools 2014-17, as obtained by WBEZ), which count as {PRIOR:g} "
    "scheduled attendances. Limits: days out are independent of each other (no long leaves or "
    "closures); plans are for the fewest unmet minutes alone, and planning again is a quick "
    "mending, not a search to the end; contract hours are given one student at a time, so they are "
    "on the high side."
)


@dataclass(frozen=True)
class Forecast:
    """What the futures say.

    Attributes
    ----------
    plan
        The plan that every future begins with.
    rates
        The rates that were used.
    futures
        How many were walked through.
    chances
        One line per week. Columns: `date` (its last day), `chance` that all owed minutes are given
        by then, `low` and `high` (95 % interval of Wilson for so many futures), `outstanding`
        (median minutes owed and not given).
    hours
        Contract hours. Columns: `discipline` (`all` last), `sure` (0.5, 0.8, 0.9), `hours`: enough
        in that share of the futures for what is unmet at the end, one student at a time.
    """

    plan: Plan
    rates: Rates
    futures: int
    chances: pd.DataFrame
    hours: pd.DataFrame


def forecast(
    case: Case,
    *,
    futures: int = 200,
    seconds: float = 10.0,
    seed: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Forecast:
    """Walk through futures of a case.

    Parameters
    ----------
    case
        The case.
    futures
        How many.
    seconds
        Time limit of the first plan.
    seed
        The same case, seed and version give the same futures, whatever the workers, unless a
        time limit cuts into planning again.
    workers
        Processor cores to use.
    executor
        Walks through the futures instead of processes of this machine; as `concurrent.futures`.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    """
    case = only_unmet(case)
    made = plan(case, seconds=seconds, seed=seed)
    rates = miss_rates(case)
    available = availability(case, [])
    owed = sum(owed_by_discipline(case).values())
    setting = Setting(case, made.sessions, available, rates, _weeks(case), seed, owed)
    streams = np.random.SeedSequence(seed).spawn(futures)
    jobs = [
        _Job(setting, tuple(streams[first : first + _AT_ONCE]))
        for first in range(0, futures, _AT_ONCE)
    ]
    cores = (os.cpu_count() or 1) if workers is None else workers
    with crew_of(executor, cores) as crew:
        found = crew.run(_walk, jobs, Clock(float("inf")), 600.0)
    outcomes = [outcome for some in found for outcome in some or ()]
    return Forecast(
        plan=made,
        rates=rates,
        futures=len(outcomes),
        chances=_chances(setting, outcomes),
        hours=_hours(outcomes),
    )


@dataclass(frozen=True)
class _Job:
    setting: Setting
    streams: tuple[np.random.SeedSequence, ...]


def _walk(job: _Job) -> list[Outcome]:
    return [future(job.setting, stream) for stream in job.streams]


def _weeks(case: Case) -> tuple[dt.date, ...]:
    """Return the last day of each week of planning."""
    count = -(-((case.end_date - case.start_date).days + 1) // 7)
    ends = [case.start_date + dt.timedelta(days=7 * number + 6) for number in range(count)]
    return tuple(min(end, case.end_date) for end in ends)


def _chances(setting: Setting, outcomes: list[Outcome]) -> pd.DataFrame:
    outstanding = np.array([outcome.outstanding for outcome in outcomes], dtype=np.int64)
    outstanding = outstanding.reshape(len(outcomes), len(setting.weeks))
    rows = []
    for number, week in enumerate(setting.weeks):
        clear = int((outstanding[:, number] <= 0).sum())
        low, high = wilson(clear, len(outcomes))
        middle = float(np.median(outstanding[:, number])) if len(outcomes) else 0.0
        rows.append(
            (pd.Timestamp(week), clear / max(1, len(outcomes)), low, high, max(0.0, middle))
        )
    return pd.DataFrame(rows, columns=["date", "chance", "low", "high", "outstanding"])


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _hours(outcomes: list[Outcome]) -> pd.DataFrame:
    """Return contract hours by discipline and how sure one wants to be."""
    tables = [dict(outcome.unmet) for outcome in outcomes]
    names = sorted({name for table in tables for name in table})
    minutes = {name: [table.get(name, 0) for table in tables] for name in names}
    minutes["all"] = [sum(table.values()) for table in tables]
    rows = [
        (name, sure, float(np.quantile(values, sure, method="inverted_cdf")) / 60)
        for name, values in minutes.items()
        for sure in SURE
        if values
    ]
    return pd.DataFrame(rows, columns=["discipline", "sure", "hours"])
