"""Searches how much contract time is needed, at which hours: a whole-number program.

It is built over the dates on which a provider's own day is the same, so it bounds every plan from
below; on which dates the visits are is settled afterwards. One objective holds both wishes: an
unmet minute weighs more than the longest stretch of contract time that could place it.
"""

from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
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
_NODES = 400


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

    def given(self) -> IntArray:
        """Return the minutes of each item that contractors give."""
        v = self.time.variables
        if self.values is None:
            return np.zeros(len(v.unmet), dtype=np.int64)
        by_pool = self.time.pool[v.columns.provider[v.place]]
        minutes = self.values[: v.attendance_count] * v.columns.places.length[v.place] * by_pool
        return np.bincount(v.item, weights=minutes, minlength=len(v.unmet)).astype(np.int64)

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
    names = {provider_id(post) for post in posts}
    pool = np.array([name in names for name in templates.providers], dtype=bool)
    columns = merged_columns(templates)
    weight = unmet_weight(task)
    whole = Programs(columns, pool, weight)
    engine, bound = _relaxed(whole, clock)
    if engine is None:
        return Found(whole.time, weight, 0, None)
    used = _near_optimal(engine, whole, clock.part(0.2), seed)
    some = Programs(keep_attendances(columns, used), pool, weight)
    first = solve_whole(some.program, clock, clock.left * 0.4, nodes=_NODES)
    if first.values is None:
        return Found(whole.time, weight, bound, None)
    start = _spread(some, first.values, whole, used)
    better = solve_whole(whole.program, clock, clock.left, start=start)
    bound = max(bound, better.bound or 0)
    values = start if better.values is None else better.values
    return Found(whole.time, weight, bound, values)


class Programs:
    """The program over columns, with what belongs to it.

    `pool` marks the rows of `Templates.providers` that are pools, `weight` is what an unmet minute
    weighs in minutes of contract time.
    """

    def __init__(self, columns: Columns, pool: BoolArray, weight: int) -> None:
        task, self.weight = columns.task, weight
        self.variables = Variables(columns)
        visit = task.case.policy.contract.min_visit_minutes
        self.time = ContractTime(self.variables, pool, visit)
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


def _spread(some: Programs, values: IntArray, whole: Programs, used: BoolArray) -> IntArray:
    """Return the values over some of the columns (`used` marks them) as values over all."""
    found = np.zeros(len(whole.program.upper), dtype=np.int64)
    columns = whole.variables.columns
    kept = np.zeros(len(columns.places.start), dtype=bool)
    kept[columns.places.attendance_place[used]] = True
    found[np.flatnonzero(used)] = values[: some.variables.attendance_count]
    openings = np.flatnonzero(kept[columns.places.opening_place])
    found[whole.variables.opening[openings]] = values[some.variables.opening]
    found[whole.variables.unmet] = values[some.variables.unmet]
    for one, other in ((some.time.presence, whole.time.presence),
                       (some.time.begun, whole.time.begun)):  # fmt: skip
        for number, key in enumerate(some.time.key.tolist()):
            at = int(np.searchsorted(whole.time.key, key))
            shift = int(some.time.low[number] - whole.time.low[at])
            size = int(some.time.size[number])
            first = int(whole.time.offset[at]) + shift
            mine = one[some.time.offset[number] : some.time.offset[number] + size]
            found[other[first : first + size]] = values[mine]
    return found
