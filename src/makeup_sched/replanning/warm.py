"""The one call that plans a case anew from what stands."""

from collections.abc import Callable

import pandas as pd

from makeup_sched import planning
from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.program import Clock
from makeup_sched.solve.stages import Progress


def plan_from(
    case: Case,
    standing: pd.DataFrame | None,
    clock: Clock,
    *,
    seed: int,
    workers: int | None,
    watch: Callable[[Progress], None] | None,
) -> Plan:
    """Plan a case so that as little as possible of what stands (None: nothing) changes."""
    return planning.plan(
        case, baseline=standing, clock=clock, seed=seed, workers=workers, watch=watch
    )
