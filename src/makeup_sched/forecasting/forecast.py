"""A forecast: many futures, the chance of clearing by each date, and contract hours to be safe."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from rich.console import RenderableType

from makeup_sched.case.case import Case
from makeup_sched.checker import check
from makeup_sched.forecasting.draws import draw, nobody_out
from makeup_sched.forecasting.future import Outcome, Setting, walk
from makeup_sched.forecasting.method import method
from makeup_sched.forecasting.outcomes import chances_table, ends_table, hours_table
from makeup_sched.forecasting.rates import Rates, miss_rates
from makeup_sched.forecasting.setting import setting_of
from makeup_sched.plain_tables import as_html
from makeup_sched.planning import plan as plan_case
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts.crew import Crew, crew_of
from makeup_sched.tables.plain_data import plain_rows
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.version import __version__

FUTURES, REVIEW_WEEKS, FIRST_PLAN = 200, 1, 10.0
"""Futures, weeks between reviews, and seconds for the first plan, unless said otherwise."""
_AT_ONCE = 5
"""Futures that a worker walks through before it reports."""
_JOBS_PER_CORE = 4
"""Reports of each worker between two looks at how far all are."""
_PATIENCE = 600.0
"""Seconds for one report before its worker counts as lost."""


@dataclass(frozen=True)
class Forecast:
    """What the futures say.

    Attributes
    ----------
    case
        The case.
    plan
        The plan that every future begins with.
    rates
        The rates that were used.
    futures
        How many were walked through; fewer than asked for after a stop.
    seed
        The seed of the futures.
    review_weeks
        Weeks between two times of planning again.
    source
        What future sessions were taken from: `regular_sessions`, `services` or `nothing`.
    chances
        One line per week. Columns: `date` (its last day); `today`, the chance that all minutes owed
        at the beginning are given by then; `all`, the chance that nothing is owed then, what is
        missed on the way included; each with a 95 % interval for so many futures (`today_low`,
        `today_high`, `all_low`, `all_high`, after Wilson); `left_low`, `left_middle`, `left_high`:
        minutes still owed then, which 10, 50 and 90 % of the futures do not exceed; `undisturbed`,
        minutes still owed then if nothing more is missed.
    ends
        One line per future and discipline, in minutes. Columns: `future`, `discipline`, `missed`
        (came to be owed on the way), `lost` (make-ups that somebody was out for), `unmet` (owed and
        not given at the end).
    hours
        Contract hours. Columns: `discipline` (`all` last where there are several), `sure` (0.5,
        0.8, 0.9), `hours`: enough in that share of the futures for what is unmet at the end, given
        to one student at a time.
    pending
        Minutes missed on the way that the team would have to decide on, in the middle future.
    """

    case: Case
    plan: Plan
    rates: Rates
    futures: int
    seed: int
    review_weeks: int
    source: str
    chances: pd.DataFrame
    ends: pd.DataFrame
    hours: pd.DataFrame
    pending: int

    def __repr__(self) -> str:
        """Say in a line what was walked through; students are not in it."""
        last = self.chances.iloc[-1]["all"] if len(self.chances) else float("nan")
        ends = f"nothing owed at the end in {100 * last:.0f} % of them"
        return f"Forecast({self.futures} futures, {ends})"

    def __rich__(self) -> RenderableType:
        """Return it as text and tables for a terminal."""
        from makeup_sched.forecasting.words import forecast_words  # they are about this class

        return forecast_words(self)

    def _repr_html_(self) -> str:
        return as_html(self.__rich__())

    @cached_property
    def method(self) -> str:
        """How it was done and where that ends, in sentences."""
        return method(self.rates, self.review_weeks, self.source)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table by its name."""
        return {
            "chances": self.chances,
            "hours": self.hours,
            "ends": self.ends,
            "rates": self.rates.table,
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain data, dates as `YYYY-MM-DD`."""
        tables = {name: plain_rows(table) for name, table in self.tables().items()}
        return {
            "case": self.case.name,
            "source_hash": self.case.source_hash,
            "version": __version__,
            "futures": self.futures,
            "seed": self.seed,
            "review_weeks": self.review_weeks,
            "pending_minutes": self.pending,
            "method": self.method,
            **tables,
        }


def forecast(
    case: Case,
    *,
    plan: Plan | None = None,
    futures: int = FUTURES,
    seconds: float = FIRST_PLAN,
    review_weeks: int = REVIEW_WEEKS,
    seed: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    clock: Clock | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> Forecast:
    """Walk through futures of a case.

    Parameters
    ----------
    case
        The case.
    plan
        The plan that every future begins with; one is made where left out.
    futures
        How many.
    seconds
        Time limit of the plan that is made.
    review_weeks
        Weeks after which each future is planned again, from the first Monday on.
    seed
        The same case, plan, seed and version give the same futures, whatever the workers. A plan
        that is made for it is the same unless its time limit cuts in.
    workers
        Processor cores to use.
    executor
        Walks through the futures instead of processes of this machine; as `concurrent.futures`.
    clock
        A clock of your own, to be able to stop: what was walked through by then counts, if there
        is a plan to begin with.
    done
        Told how many futures are done, now and then.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    MakeupSchedError
        Where the plan breaks a rule of the case, or nothing was walked through before a stop.
    ValueError
        For no futures, or no weeks between reviews.
    """
    if futures < 1 or review_weeks < 1:
        raise ValueError("a forecast needs a future and a week from one review to the next")
    clock = Clock(float("inf")) if clock is None else clock
    if plan is None:
        first = replace(clock, seconds=clock.elapsed + seconds)
        plan = plan_case(case, seed=seed, workers=workers, clock=first, executor=executor)
    elif check(case, plan.sessions):
        raise MakeupSchedError("the plan breaks rules of the case; makeup-sched check lists them")
    rates = miss_rates(case)
    setting = setting_of(case, plan.sessions, rates, review_weeks)
    streams = np.random.SeedSequence(seed).spawn(futures)
    jobs = [_Job(setting, tuple(streams[at : at + _AT_ONCE])) for at in range(0, futures, _AT_ONCE)]
    cores = (os.cpu_count() or 1) if workers is None else workers
    with crew_of(executor, cores) as crew:
        at_once = len(jobs) if executor is not None else cores * _JOBS_PER_CORE
        outcomes = _walked(crew, jobs, at_once, clock, done)
    if not outcomes:
        raise MakeupSchedError("stopped before a future was walked through")
    return _summed_up(case, plan, rates, setting, outcomes, seed)


@dataclass(frozen=True)
class _Job:
    setting: Setting
    streams: tuple[np.random.SeedSequence, ...]


def _walk(job: _Job) -> list[Outcome]:
    setting = job.setting
    return [walk(setting, draw(setting.chances, setting.people, each)) for each in job.streams]


def _walked(
    crew: Crew, jobs: list[_Job], at_once: int, clock: Clock, done: Callable[[int], None]
) -> list[Outcome]:
    """Return the outcomes of all jobs, after a stop those of the first ones without a gap."""
    outcomes: list[Outcome] = []
    for first in range(0, len(jobs), at_once):
        for found in crew.run(_walk, jobs[first : first + at_once], clock, _PATIENCE):
            if found is None:
                return outcomes
            outcomes += found
        done(len(outcomes))
    return outcomes


def _summed_up(
    case: Case, plan: Plan, rates: Rates, setting: Setting, outcomes: list[Outcome], seed: int
) -> Forecast:
    ends = ends_table(outcomes, setting.disciplines)
    undisturbed = walk(setting, nobody_out(setting.chances, setting.people))
    return Forecast(
        case=case,
        plan=plan,
        rates=rates,
        futures=len(outcomes),
        seed=seed,
        review_weeks=setting.review_weeks,
        source=setting.scheduled.source,
        chances=chances_table(setting.weeks, outcomes, undisturbed),
        ends=ends,
        hours=hours_table(ends),
        pending=int(np.median([one.pending for one in outcomes])),
    )
