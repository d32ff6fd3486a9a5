"""The least contract time that clears what can be cleared: visits on dates, and how few are proven.

The visits become hours of contract providers, and the case is planned with them: the plan is
checked like any other. How they are found depends on how large the case is.
"""

import datetime as dt
from concurrent.futures import Executor

from makeup_sched.case.case import Case
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.district import least_of_district
from makeup_sched.contracts.pool import only_unmet
from makeup_sched.contracts.together import Together
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort

_BOUGHT_TOGETHER, _TOGETHER = 6_000, 60_000
"""Attendances of staff up to which visits are bought together with what they give, and up to which
staff and contractors are bounded and mended together."""
_IN_A_SECOND = 300
"""Attendances of staff for which each second is enough to buy visits together with them."""


def least_contract(
    case: Case,
    first: dt.date,
    clock: Clock,
    *,
    seed: int = 0,
    workers: int = 2,
    executor: Executor | None = None,
    proof: Certificate | None = None,
) -> LeastContract:
    """Find the least contract time for a case.

    Parameters
    ----------
    case
        The case of the staff alone, see `staff_alone`.
    first
        First date on which a contractor can come.
    clock
        Ends the search.
    seed, workers, executor
        As for planning; the executor plans a large case.
    proof
        What staff alone can place, where it is known: up to a large case no more is supposed of
        them. Contractors may
        give what its plan leaves unmet, and in a large case they do.
    """
    effort = Effort(clock.left, workers=workers, seed=seed)
    size = len(merged_columns(find_templates(planning_task(case))).places.attendance_place)
    if size <= _TOGETHER:
        jointly = size <= min(_BOUGHT_TOGETHER, _IN_A_SECOND * clock.left)
        return Together(case, first, clock, effort, jointly=jointly, proof=proof).run()
    if proof is not None:
        staff = proof.plan
    else:
        staff = plan(
            only_unmet(case),
            clock=clock.part(0.5),
            seed=seed,
            workers=workers,
            executor=executor,
        )
    return least_of_district(case, staff, first, clock, effort, executor)
