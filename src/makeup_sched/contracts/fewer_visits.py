"""What fewer visits clear: staff planned anew beside the best bargains among all visits."""

from collections.abc import Sequence

from makeup_sched.case.case import Case
from makeup_sched.contracts.large import mended
from makeup_sched.contracts.pool import only_unmet, with_visits
from makeup_sched.contracts.prices import Served
from makeup_sched.contracts.use_of_visits import unmet_in
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.program import Clock

_PLANS = 8
_SECONDS = 2.0
"""Time limit of each plan: it begins with the one before, and most take less."""


def unmet_with_fewer(
    case: Case, visits: Sequence[Served], staff: Plan, clock: Clock, seed: int = 0
) -> dict[int, int]:
    """Return what stays unmet with some numbers of visits, the best bargains first.

    Each is what a plan leaves that has passed the checker. `case` is that of the staff alone,
    `staff` a plan of it; numbers for which the clock is over too soon are left out.
    """
    ranked = best_bargains(visits)
    made, found = staff, dict[int, int]()
    for count in _some(len(ranked)):
        if clock.over:
            break
        some = [one.visit for one in ranked[:count]]
        limit = clock.anew(min(_SECONDS, clock.left))
        made = mended(only_unmet(with_visits(case, some)), made, limit, seed)
        found[count] = unmet_in(made)
    return found


def best_bargains(visits: Sequence[Served]) -> list[Served]:
    """Return the visits in the order of minutes given for a paid minute, most first."""
    return sorted(visits, key=lambda one: (-one.student_minutes / one.visit.minutes, one.visit))


def _some(count: int) -> list[int]:
    """Return numbers from 1 to below `count`, evenly spread."""
    return sorted({-(-count * step // _PLANS) for step in range(1, _PLANS)} - {0, count})
