"""Searches how much contract time is needed, at which hours: a whole-number program.

The proof is over the dates on which a provider's own day is the same, so it bounds every plan from
below. Visits are looked for among the hours that its relaxation uses, over the dates on which the
same students could come; on which of these they are is settled afterwards. One objective holds both
wishes: an unmet minute weighs more than the longest stretch of contract time that could place it.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.contracts.alone import least_contracted, short_of_staff
from makeup_sched.contracts.pool import Post, provider_id
from makeup_sched.contracts.rules import CONTRACT_RULES, ContractTime
from makeup_sched.model.rows import stacked
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import Columns, keep_attendances
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.highs import Relaxation, solve_whole
from makeup_sched.solve.program import Clock, Program
from makeup_sched.solve.relaxed import lower_bound, unmet_program

_ROUNDS = 8
_BROKEN = 1e-4
_USED = 1e-6
_LEANS = 3
_LEAN = 0.1
_FOR_RELAXATION = 0.6


@dataclass(frozen=True)
class Found:
    """The best counts found, and what is proven.

    `bound` is at most `weight` times unmet minutes plus paid contract minutes, in every plan.
    `values` is None where no counts were found in time.
    """

    time: ContractTime
    weight: int
    bound: int
    values: IntArray | None

    def least_minutes(self, unmet: int) -> int:
        """Return the contract minutes without which no plan leaves so few unmet minutes."""
        least = self.bound - self.weight * unmet
        grid = self.time.grid
        return max(0, -(-least // grid) * grid)


def unmet_weight(task: Task) -> int:
    """Return how many contract minutes an unmet minute weighs."""
    longest = max([task.case.policy.contract.min_visit_minutes]
                  + [item.max_session for item in task.items])  # fmt: skip
    return 2 * -(-longest // task.grid) + 1


def search(task: Task, posts: list[Post], clock: Clock, seed: int = 0) -> Found:
    """Find the fewest unmet minutes, and for those the least contract time.

    Parameters
    ----------
    task
        With a pool at each of the posts.
    posts
        Where contractors may come.
    clock
        Ends the search.
    seed
        Of the search for further optima of the relaxation.
    """
    templates = find_templates(task)
    names = frozenset(provider_id(post) for post in posts)
    pool = np.array([name in names for name in templates.providers], dtype=bool)
    columns = merged_columns(templates)
    weight = unmet_weight(task)
    short = short_of_staff(task, templates, names)
    whole = Programs(columns, pool, weight, short)
    engine, bound = _relaxed(whole, clock.part(_FOR_RELAXATION))
    if engine is None:
        return Found(whole.time, weight, 0, None)
    used = _near_optimal(engine, whole, clock.part(0.2), seed)
    dated = merged_columns(templates, names)
    some = Programs(_alike(dated, columns, used, pool), pool, weight, short)
    with ThreadPoolExecutor(1) as beside:
        proof = beside.submit(solve_whole, whole.program, clock, clock.left)
        found = solve_whole(some.program, clock, clock.left)
        better = proof.result()
    return Found(some.time, weight, max(bound, better.bound or 0), found.values)


class Programs:
    """The program over columns, with what belongs to it.

    `pool` marks the rows of `Templates.providers` that are pools, `weight` is what an unmet minute
    weighs in minutes of contract time, `short` are the minutes of each item that staff cannot give.
    """

    def __init__(self, columns: Columns, pool: BoolArray, weight: int, short: IntArray) -> None:
        task, self.weight = columns.task, weight
        self.variables = Variables(columns)
        visit = task.case.policy.contract.min_visit_minutes
        least = least_contracted(task, short)
        self.time = ContractTime(self.variables, visit, short, least, pool)
        of_sessions, late = unmet_program(self.variables, np.full(len(task.items), task.grid))
        rows = [rule(self.time) for rule in CONTRACT_RULES]
        self.late = np.concatenate([late, np.zeros(sum(map(len, rows)), dtype=bool)])
        weights = self.time.minutes()
        weights[: self.variables.count] += weight * of_sessions.weights
        self.program = Program(stacked([of_sessions.rows, *rows]), self.time.upper, weights)


def _relaxed(whole: Programs, clock: Clock) -> tuple[Relaxation | None, int]:
    """Return the relaxation at its optimum, None where there was no time, and its bound."""
    engine = Relaxation(whole.program, ~whole.late)
    bound, solved = 0, False
    for _ in range(_ROUNDS):
        if engine.solve(clock) is None:
            break
        solved = True
        bound = max(bound, lower_bound(engine.program, engine.prices))
        if not engine.add_broken(_BROKEN):
            break
    return (engine if solved else None), bound


def _near_optimal(engine: Relaxation, whole: Programs, clock: Clock, seed: int) -> BoolArray:
    """Mark the attendances that the relaxation uses at its optimum and at some close to it."""
    count = whole.variables.attendance_count
    used = engine.values[:count] > _USED
    random = np.random.default_rng(seed)
    cells = whole.variables.cells[whole.variables.place]
    for _ in range(_LEANS):
        away = np.zeros(len(whole.program.upper))
        away[:count] = random.random(count) * cells * _LEAN * whole.time.grid
        engine.lean(away)
        values = engine.solve(clock)
        if values is None:
            break
        used |= values[:count] > _USED
    return used


def _alike(dated: Columns, merged: Columns, used: BoolArray, pool: BoolArray) -> Columns:
    """Return of the columns `dated` those that are as the used ones of the merged columns.

    Those of pools are the same at the same hour, whatever the date.
    """
    ours, theirs = _keys(dated, pool), _keys(merged, pool)[:, used]
    both = np.unique(np.concatenate([ours, theirs], axis=1), axis=1, return_inverse=True)[1]
    number = both.reshape(-1)
    count = ours.shape[1]
    return keep_attendances(dated, np.isin(number[:count], number[count:]))


def _keys(c: Columns, pool: BoolArray) -> IntArray:
    """Return what tells attendances apart, one column each; of pools dates don't count."""
    place = c.places.attendance_place
    first = np.array([days[0] for days in c.slots] or [0], dtype=np.int64)
    day = np.where(pool[c.provider], 0, first[c.slot] + 1)
    rows = (c.provider, day, c.places.start, c.places.length, c.places.mode, c.places.regular)
    return np.stack([*(row[place] for row in rows), c.places.attendance_item]).astype(np.int64)
