"""How much contract time a district needs at least: staff and the posts of contractors at once.

The linear relaxation of what staff can give, over merged days, with the rules of contract time by
post. Staff may give whatever leaves contractors the least.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from makeup_sched.contracts.alone import least_contracted, short_of_staff
from makeup_sched.contracts.apart import apart, only
from makeup_sched.contracts.pool import Post
from makeup_sched.contracts.post_rules import POST_RULES, PostTime
from makeup_sched.contracts.sharing import sharing_at
from makeup_sched.contracts.staff_at_most import StaffAtMost, staff_give_at_most
from makeup_sched.model.rows import stacked
from makeup_sched.model.variables import Variables
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.program import Program
from makeup_sched.solve.relaxed import relaxed_bound, unmet_program, unmet_worth

_ROUNDS = 3


@dataclass(frozen=True)
class PostsBound:
    """Proven: in every plan paid minutes and `weight` times unmet minutes are at least `bound`."""

    weight: int
    bound: int

    def least_minutes(self, unmet: int, grid: int) -> int:
        """Return the paid minutes without which no contract leaves so few minutes unmet."""
        return max(0, math.ceil((self.bound - self.weight * unmet) / grid) * grid)


def bound_of_posts(
    staff: Task,
    pooled: Task,
    posts: Sequence[Post],
    clock: Clock,
    known: Sequence[StaffAtMost] = (),
) -> PostsBound:
    """Return the bound on contract time.

    Disciplines that no provider connects are bounded one by one, small ones first: those for which
    the clock is over too soon count as nothing. `pooled` has the items of `staff` and a pool at
    each of the posts; `known` is proven of staff.
    """
    contract = staff.case.policy.contract
    weight = 1 + -(-contract.min_visit_minutes // min(
        [item.max_session for item in staff.items], default=1))  # fmt: skip
    count = Counter(item.discipline for item in staff.items)
    parts = sorted(apart(staff), key=lambda part: (sum(count[one] for one in part), sorted(part)))
    bound = 0
    for part in parts:
        its = [post for post in posts if post.discipline in part]
        bound += _bound_of(only(staff, part), only(pooled, part), its, weight, clock, known)
    return PostsBound(weight, bound)


def _bound_of(
    staff: Task,
    pooled: Task,
    posts: Sequence[Post],
    weight: int,
    clock: Clock,
    known: Sequence[StaffAtMost],
) -> int:
    """Return the bound of some disciplines; 0 where the clock is over too soon."""
    templates = find_templates(staff)
    short = short_of_staff(staff, templates)
    variables = Variables(merged_columns(templates))
    sharing = []
    for post in posts:
        if clock.over:
            return 0
        sharing.append(sharing_at(pooled, post))
    least = least_contracted(staff, short)
    visit = staff.case.policy.contract.min_visit_minutes
    time = PostTime(variables, visit, short, least, tuple(sharing))
    plain, late = unmet_program(variables, unmet_worth(staff))
    rows = [rule(time) for rule in POST_RULES]
    everybody = np.full(variables.attendance_count, True)
    rows.append(staff_give_at_most(variables, everybody, known))
    late = np.concatenate([late, np.zeros(sum(map(len, rows)), dtype=bool)])
    weights = np.zeros(len(time.upper), dtype=np.int64)
    weights[time.paid] = time.grid
    weights[time.nobody] = weight * time.grid
    program = Program(stacked([plain.rows, *rows]), time.upper, weights)
    return relaxed_bound(program, late, clock, _ROUNDS)
