"""How much contract time is needed at least, by hour: a whole-number program over all of it.

It is over the dates on which a provider's own day is the same, so it bounds every plan from below.
One objective holds both wishes: an unmet minute weighs more than the longest stretch of contract
time that could place it.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import numpy as np

from makeup_sched.availability.days import BoolArray
from makeup_sched.contracts.alone import least_contracted, short_of_staff
from makeup_sched.contracts.apart import only
from makeup_sched.contracts.pool import Post, provider_id
from makeup_sched.contracts.rules import CONTRACT_RULES, ContractTime
from makeup_sched.contracts.staff_at_most import StaffAtMost, staff_give_at_most
from makeup_sched.model.rows import stacked
from makeup_sched.model.variables import Variables
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Program
from makeup_sched.solve.relaxed import relaxed_bound, unmet_program

_ROUNDS = 8


def unmet_weight(task: Task) -> int:
    """Return how many contract minutes an unmet minute weighs."""
    longest = max([task.case.policy.contract.min_visit_minutes]
                  + [item.max_session for item in task.items])  # fmt: skip
    return 2 * -(-longest // task.grid) + 1


@dataclass
class HoursBound:
    """What is proven by now.

    `bound` is at most `weight` times unmet minutes plus paid contract minutes, in every plan; it is
    the sum of the bounds of the parts, which are of some disciplines each (`apart`). `known` is
    what plans of staff alone have proven.
    """

    weight: int
    grid: int
    of_part: dict[frozenset[str], int]
    known: tuple[StaffAtMost, ...] = ()

    @property
    def bound(self) -> int:
        """The bound on the whole."""
        return sum(self.of_part.values())

    def least_minutes(self, unmet: int) -> int:
        """Return the contract minutes without which no plan leaves so few unmet minutes."""
        least = self.bound - self.weight * unmet
        return max(0, -(-least // self.grid) * self.grid)

    def raise_part(self, part: frozenset[str], bound: int | None) -> None:
        """Take note of what has been proven of a part."""
        self.of_part[part] = max(self.of_part[part], bound or 0)


def nothing_proven(
    task: Task, parts: Sequence[frozenset[str]], known: tuple[StaffAtMost, ...] = ()
) -> HoursBound:
    """Return the bound before anything is proven of a task in parts (`apart`)."""
    return HoursBound(unmet_weight(task), task.grid, dict.fromkeys(parts, 0), known)


@contextmanager
def rising(found: HoursBound, task: Task, posts: Sequence[Post], clock: Clock) -> Iterator[None]:
    """Raise a bound beside the block, until its end.

    Parameters
    ----------
    found
        The bound.
    task
        With a pool at each of the posts.
    posts
        Where contractors may come.
    clock
        Ends the search.
    """
    with ThreadPoolExecutor(1) as beside, clock.aside() as own:
        proof = beside.submit(raise_bound, found, task, posts, own)
        try:
            yield
        finally:
            own.stop()
        proof.result()


def raise_bound(found: HoursBound, task: Task, posts: Sequence[Post], clock: Clock) -> None:
    """Raise a bound: by the parts' linear relaxations first, then by searching their programs."""
    names = frozenset(provider_id(post) for post in posts)
    programs = {}
    for part in found.of_part:
        if clock.over:
            break
        program, late = _program(only(task, part), names, found.weight, found.known)
        found.raise_part(part, relaxed_bound(program, late, clock, _ROUNDS))
        programs[part] = program
    for number, (part, program) in enumerate(programs.items()):
        raising = partial(found.raise_part, part)
        share = clock.part(1 / (len(programs) - number))
        raising(solve_whole(program, share, share.left, proven=raising).bound)


def _program(
    task: Task, pools: frozenset[str], weight: int, known: Sequence[StaffAtMost]
) -> tuple[Program, BoolArray]:
    """Return the program of a task, and marks of its rows that can come late.

    `pools` are the contractors, `weight` is what an unmet minute weighs in minutes of theirs, and
    `known` is proven of staff.
    """
    templates = find_templates(task)
    pool = np.array([name in pools for name in templates.providers], dtype=bool)
    short = short_of_staff(task, templates, pools)
    columns = merged_columns(templates)
    variables = Variables(columns)
    visit = task.case.policy.contract.min_visit_minutes
    time = ContractTime(variables, visit, short, least_contracted(task, short), pool)
    of_sessions, late = unmet_program(variables, np.full(len(task.items), task.grid))
    rows = [rule(time) for rule in CONTRACT_RULES]
    with_staff = ~pool[columns.provider[variables.place]]
    rows.append(staff_give_at_most(variables, with_staff, known))
    late = np.concatenate([late, np.zeros(sum(map(len, rows)), dtype=bool)])
    weights = time.minutes()
    weights[: variables.count] += weight * of_sessions.weights
    return Program(stacked([of_sessions.rows, *rows]), time.upper, weights), late
