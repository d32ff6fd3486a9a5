"""What fewer visits clear: staff planned anew beside the best bargains among all visits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from makeup_sched.case.case import Case
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.large import mended
from makeup_sched.contracts.pool import Visit, only_unmet, with_visits
from makeup_sched.contracts.prices import Served, served
from makeup_sched.contracts.use_of_visits import given_in, unmet_in, without_idle_ends
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock

_PLANS = 8
_SECONDS = 2.0
"""Time limit of each plan: it begins with the one before, and most take less."""


def with_fewer_visits(
    case: Case, least: LeastContract, staff: Plan, clock: Clock, seed: int = 0
) -> tuple[LeastContract, dict[int, int]]:
    """Return the contract, and what stays unmet with some numbers of its visits.

    The best bargains come first; each figure is what a plan leaves that has passed the checker.
    Where fewer visits clear as much, they are the contract. `case` is that of the staff alone,
    `staff` a plan of it; numbers for which the clock is over too soon are left out.
    """
    while True:
        ranked = [one.visit for one in best_bargains(served(least.visits, least.plan))]
        plans = _plans_with_fewer(case, ranked, staff, clock, seed)
        enough = [count for count, made in plans.items() if unmet_in(made) <= least.unmet]
        if not enough:
            return least, {count: unmet_in(made) for count, made in plans.items()}
        count = min(enough)
        least = _of(case, ranked[:count], plans[count], least)


def _of(case: Case, visits: Sequence[Visit], made: Plan, before: LeastContract) -> LeastContract:
    """Return visits and their plan as the contract, without what of them nobody uses."""
    shortest = case.policy.contract.min_visit_minutes
    used = tuple(
        without_idle_ends(visit, made.sessions, shortest)
        for visit in visits
        if given_in(visit, made.sessions)
    )
    in_time = before.in_time or unmet_in(made) == 0
    return replace(before, case=with_visits(case, used), visits=used, plan=made, in_time=in_time)


def _plans_with_fewer(
    case: Case, ranked: Sequence[Visit], staff: Plan, clock: Clock, seed: int
) -> Mapping[int, Plan]:
    """Return plans with some numbers of the first visits."""
    made, found = staff, dict[int, Plan]()
    for count in _some(len(ranked)):
        if clock.over:
            break
        limit = clock.anew(min(_SECONDS, clock.left))
        made = mended(only_unmet(with_visits(case, ranked[:count])), made, limit, seed)
        found[count] = made
    return found


def best_bargains(visits: Sequence[Served]) -> list[Served]:
    """Return the visits in the order of minutes given for a paid minute, most first."""
    return sorted(visits, key=lambda one: (-one.student_minutes / one.visit.minutes, one.visit))


def _some(count: int) -> list[int]:
    """Return numbers from 1 to below `count`, evenly spread."""
    return sorted({-(-count * step // _PLANS) for step in range(1, _PLANS)} - {0, count})
