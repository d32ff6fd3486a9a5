"""Plans a case and its scenarios side by side, every minute counting the same."""

import math
import os
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.certificate import unmet_at_least
from makeup_sched.places.task import planning_task
from makeup_sched.planning import LockedError, plan
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts.crew import Crew, crew_of
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.whatif.apply import all_changed, broken_by_locked
from makeup_sched.whatif.comparison import Compared, Comparison
from makeup_sched.whatif.scenario import BASE, Scenario
from makeup_sched.whatif.sharing import shared, what_stays


@dataclass(frozen=True)
class _Job:
    case: Case
    seconds: float
    seed: int
    deterministic: bool
    cores: int
    begun: pd.DataFrame | None = None


def scenarios(
    case: Case,
    wanted: Sequence[Scenario],
    *,
    seconds: float = 8.0,
    seed: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    deterministic: bool = False,
    clock: Clock | None = None,
) -> Comparison:
    """Plan a case and its scenarios side by side.

    What is compared is minutes, so each counts the same in these plans, whatever a student's
    priority. The case as it is is planned first, on all cores; what can stay of its plan begins
    each search. At the end a case takes over another's plan where that is better and keeps its
    rules.

    Parameters
    ----------
    case
        The case as it is.
    wanted
        The scenarios.
    seconds
        Time limit of each plan.
    seed
        The same for all plans.
    workers
        Processor cores to use, by default as many as there are; each scenario gets one, or two
        where there are enough for all at once.
    executor
        Plans the cases instead of processes of this machine; as `concurrent.futures`.
    deterministic
        Limit the search by the work of about so many `seconds` instead of by the clock: the same
        plans whatever the machine and the workers. It may take longer.
    clock
        A clock of your own, to be able to stop; scenarios that are not planned by then are left
        out.

    Raises
    ------
    CaseError
        Where a scenario cannot be applied; it lists every problem of all scenarios.
    LockedError
        Where locked sessions of the case as it is break a rule.
    MakeupSchedError
        Where it was stopped before the case as it is was planned.
    """
    if broken := broken_by_locked(case):
        raise LockedError(broken)
    names = [BASE, *(one.name for one in wanted)]
    cases = [_each_minute_alike(one) for one in (case, *all_changed(case, wanted))]
    there = os.cpu_count() or 1
    cores = there if workers is None else min(workers, there)
    # a plan ends by itself, so that only a stop cuts one off
    clock = Clock(math.inf) if clock is None else clock
    job = partial(_Job, seconds=seconds, seed=seed, deterministic=deterministic)
    with crew_of(executor, cores) as crew:
        (base,) = _side_by_side(crew, [job(cases[0], cores=cores)], clock)
        if base is None:
            raise MakeupSchedError(
                "Stopped before the case as it is was planned: there is nothing to keep."
            )
        # what can stay of the plan as it is begins each search
        each = 2 if cores >= 2 * len(wanted) and executor is None else 1
        others = [job(one, cores=each, begun=base[0].sessions) for one in cases[1:]]
        answers = [base, *_side_by_side(crew, others, clock)]
    found = zip(names, cases, answers, strict=True)
    return Comparison(shared([Compared(name, one, *answer) for name, one, answer in found
                              if answer is not None]))  # fmt: skip


def _side_by_side(crew: Crew, jobs: list[_Job], clock: Clock) -> list[tuple[Plan, int] | None]:
    """Return the plan of each case and the minutes that stay unmet in every plan.

    None for those that were not planned when the clock was stopped.
    """
    seconds = max((math.inf if job.deterministic else job.seconds for job in jobs), default=0.0)
    return crew.run(_planned, jobs, clock, seconds)


def _each_minute_alike(case: Case) -> Case:
    students = case.table("students")
    if (students["priority"] == 1).all():
        return case
    alike = students.assign(priority=pd.Series(1, students.index, dtype="Int64"))
    return replace(case, tables={**case.tables, "students": alike}, source_hash="")


def _planned(job: _Job) -> tuple[Plan, int]:
    """Plan a case, and prove how many minutes stay unmet in every plan."""
    begun = None if job.begun is None else what_stays(job.case, job.begun)
    made = plan(
        job.case,
        seconds=job.seconds,
        seed=job.seed,
        workers=job.cores,
        deterministic=job.deterministic,
        start=begun,
    )
    task = planning_task(job.case)
    clock = Clock(job.seconds)
    if job.deterministic:
        clock = clock.by_work(job.seconds)
    least = unmet_at_least(task, clock)
    first, term = next(iter(made.summary.objective.items()))
    # only that of the first term holds for every plan
    if first == "unmet" and term.bound is not None:
        least = max(least, term.bound)
    return made, least
