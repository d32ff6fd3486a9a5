"""Cases for planning by parts, and a way to plan them so whatever their size."""

import tomllib
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.read import case_from_tables
from makeup_sched.generate import PRESETS, build_case
from makeup_sched.places.task import Task, planning_task
from makeup_sched.plans.build import sessions_held
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.relaxed import Outlook
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.solving import How, solve
from makeup_sched.solve.stages import Progress

BY_PARTS = 0
"""Attendances up to which a task is solved whole: none."""


@dataclass(frozen=True)
class Made:
    """What planning by parts made: sessions as text, value and bound of `unmet`, time or work."""

    text: str
    sessions: pd.DataFrame
    unmet: int
    bound: int | None
    news: list[Progress]
    spent: float


def made(
    case: Case,
    seconds: float = 10.0,
    *,
    workers: int = 1,
    executor: Executor | None = None,
    repeatable: bool = False,
    work: float = float("inf"),
    waves: int | None = None,
    whole: int = BY_PARTS,
    bounded: bool = True,
    seen: Outlook | None = None,
) -> Made:
    """Plan a case by parts; where it has to be `repeatable`, with a limit of so much `work`."""
    task: Task = planning_task(case)
    news: list[Progress] = []
    how = How(
        workers=workers,
        executor=executor,
        whole=whole,
        waves=waves or (1 if repeatable else 10**6),
        bounded=bounded,
        seen=seen,
    )
    clock = Clock(seconds)
    if repeatable:
        clock = clock.by_work(work)
    solution = solve(task, None, clock, news.append, how)
    sessions = sessions_held(task, solution.held)
    found = solution.terms.get("unmet", TermResult(0, None))
    return Made(sessions.to_csv(), sessions, found.value, found.bound, news, clock.elapsed)


def school(seed: int = 7) -> Case:
    """Return a small school: three providers, thirty students, three weeks."""
    few = replace(
        PRESETS["school"],
        providers={"SLP": 1, "OT": 1, "SPED": 1},
        students=30,
        days_left=(14, 14),
        log_days=25,
        esy_days=2,
        leave_weeks=0.0,
        awards=1,
    )
    made = build_case(few, (seed,))
    return case_from_tables(made.tables, tomllib.loads(made.policy))
