"""The least contract time of a district: visits beside a plan of staff, and a bound by post."""

import datetime as dt
from concurrent.futures import Executor, ThreadPoolExecutor

from makeup_sched.case.case import Case
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.large import (
    beside_staff,
    drafted_beside,
    least_minutes,
    least_shares,
    visits_beside,
)
from makeup_sched.contracts.pool import posts_of, with_pool, with_visits
from makeup_sched.contracts.posts_bound import bound_of_posts
from makeup_sched.contracts.use_of_visits import given_in, unmet_in, without_idle_ends
from makeup_sched.places.task import planning_task
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort

_FOR_VISITS = 0.65
"""Share of the time for the visits to a district's schools."""


def least_of_district(
    case: Case,
    staff: Plan,
    first: dt.date,
    clock: Clock,
    effort: Effort,
    executor: Executor | None,
) -> LeastContract:
    """Return contract time for what a plan of staff leaves, and the bound over all plans."""
    alone = planning_task(case)
    posts = posts_of(alone)
    if not posts or first > case.end_date:
        return LeastContract(case, (), staff, 0, first)
    pooled = with_pool(case, posts, first)
    with ThreadPoolExecutor(1) as beside:
        proof = beside.submit(bound_of_posts, alone, pooled, posts, clock)
        part = clock.part(_FOR_VISITS)
        visits, draft = beside_staff(case, staff, pooled, posts, part, effort, executor)
        in_time = not part.over
        if unmet_in(draft) and not clock.over:
            wider = visits_beside(
                with_visits(case, visits), draft, first, clock.part(0.3), effort, standing=visits
            )
            better = drafted_beside(case, draft, wider, clock.part(0.7), effort, executor)
            if unmet_in(better) < unmet_in(draft):
                visits, draft = wider, better
        made = draft.checked(case, visits, effort.seed)
        if unmet_in(made) > unmet_in(staff):
            visits, made = [], staff
        bound = proof.result()
    shortest, unmet = case.policy.contract.min_visit_minutes, unmet_in(made)
    visits = [
        without_idle_ends(one, made.sessions, shortest)
        for one in visits
        if given_in(one, made.sessions)
    ]
    grid = case.policy.grid_minutes
    return LeastContract(
        case=with_visits(case, visits),
        visits=tuple(visits),
        plan=made,
        least_minutes=max(
            bound.least_minutes(unmet, grid), least_minutes(least_shares(case, staff), unmet, grid)
        ),
        first_date=first,
        in_time=in_time,
    )
