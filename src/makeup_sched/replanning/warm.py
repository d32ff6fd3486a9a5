"""The calls that plan a case anew from what stands: in a moment, or through all stages."""

import os

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import Facts
from makeup_sched.places.task import Task
from makeup_sched.planning import planned_by
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.solving import How, mend_or_solve, solve
from makeup_sched.solve.stages import Solution, Watch

MOMENT = 0.8
"""Seconds for mending a plan of one therapist: an edit and its plan take less than one."""
LONG = 60.0
"""Seconds for planning where nothing can be mended."""


def plan_from(
    case: Case,
    standing: pd.DataFrame | None,
    clock: Clock,
    *,
    mends: bool,
    known: int | None,
    facts: Facts | None = None,
    seed: int,
    workers: int | None,
    watch: Watch | None,
) -> Plan:
    """Plan a case so that as little as possible of what stands (None: nothing) changes.

    `mends` says whether what stands is mended instead of planning through all stages; `known` is a
    bound of `unmet` over all plans, where there is one; `facts` are those of a case that differs
    little.
    """
    how = How(seed=seed, workers=(os.cpu_count() or 1) if workers is None else workers)

    def search(task: Task, left: Clock, told: Watch) -> Solution:
        if mends and standing is not None:
            return mend_or_solve(task, standing, left, told, how, known=known, otherwise=LONG)
        return solve(task, standing, left, told, how)

    return planned_by(
        search, case, standing, clock=clock, watch=watch, seed=seed, known=known, facts=facts
    )
