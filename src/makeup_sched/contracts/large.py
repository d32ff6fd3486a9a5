"""The least contract time of a large case: beside a plan of staff that stands, site by site.

Staff and contractors together would be too much for one program. So a plan of staff stands, and
contractors give what it leaves unmet. The bound comes from staff alone: what they leave unmet, each
minute counted as the share of a contractor's minute that it takes in the largest group allowed.
"""

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.contracts.pool import Visit, only_unmet, posts_of, with_pool, with_visits
from makeup_sched.contracts.visits import visits_for
from makeup_sched.model.variables import Variables
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.planning import plan, planned_by
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.rows import content
from makeup_sched.solve.cpsat import Effort
from makeup_sched.solve.held import held_in_sessions
from makeup_sched.solve.highs import Relaxation
from makeup_sched.solve.mending import mend
from makeup_sched.solve.program import Clock
from makeup_sched.solve.relaxed import lower_bound, unmet_program
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.stages import Solution, Watch

_MUCH = 100
"""Items with unmet minutes up to which students' sessions count when visits are looked for."""
_SHARES = 12
"""Parts of a contractor's minute: it can be shared by 1, 2, 3, 4, 6 or 12 students evenly."""


def visits_beside(
    case: Case,
    made: Plan,
    first: dt.date,
    clock: Clock,
    effort: Effort,
    *,
    standing: Sequence[Visit] = (),
    anew: bool = False,
) -> list[Visit]:
    """Return visits for what a plan leaves unmet, all else in it standing as it is.

    The visits `standing`, which the case has already, come back, longer where that is of use. With
    `anew` nothing stands of the items that it leaves unmet in part: visits for all of them.
    Where that is much, the visits are looked for as if students were free on all dates alike: the
    plan with them shows what is still left.
    """
    fixed = _standing(case, _without_unmet(made) if anew else made.sessions)
    alone = planning_task(fixed)
    posts, wanted = posts_of(alone, standing), shortest_sessions(alone)
    much = np.count_nonzero(wanted) > _MUCH
    task = with_pool(case if much else fixed, posts, first)
    return visits_for(task, posts, wanted, clock, effort, standing)


def shortest_sessions(task: Task) -> IntArray:
    """Return what is left of each item, where that is too little for a session, a shortest one.

    A plan can then give a longer session instead of one that stands.
    """
    shortest = np.array([min(item.min_session, item.owed) for item in task.items], dtype=np.int64)
    return np.where(task.left > 0, np.maximum(task.left, shortest), 0)


def planned_beside(
    case: Case,
    made: Plan,
    visits: list[Visit],
    clock: Clock,
    effort: Effort,
    executor: Executor | None = None,
) -> Plan:
    """Plan a case with visits, the sessions standing in which everybody has all that is owed.

    Those in which somebody has minutes unmet may change: what is left may be less than a session,
    so that staff give less for a contractor to give enough.
    """
    standing = _without_unmet(made)
    return planned_around(case, standing, visits, clock, effort, executor, made.sessions)


def planned_around(
    case: Case,
    standing: pd.DataFrame,
    visits: Sequence[Visit],
    clock: Clock,
    effort: Effort,
    executor: Executor | None = None,
    start: pd.DataFrame | None = None,
) -> Plan:
    """Plan a case with visits around sessions that stand, the locked ones of the case among them.

    The search may begin with the sessions of `start`.
    """
    better = plan(
        only_unmet(with_visits(_standing(case, standing), visits)),
        clock=clock,
        seed=effort.seed,
        workers=effort.workers,
        executor=executor,
        start=start,
    )
    own = {content(row) for row in case.table("locked").to_dict("records")}
    more = [content(row) not in own for row in better.sessions.to_dict("records")]
    whole = only_unmet(with_visits(case, visits))
    return _as_plan_of(whole, better.sessions[more], effort.seed)


def mended(case: Case, before: Plan, clock: Clock, seed: int) -> Plan:
    """Plan a case from a plan of one with other visits, in a moment: only what has to be moves."""

    def search(task: Task, left: Clock, watch: Watch) -> Solution:
        found = mend(find_templates(task), before.sessions, left, watch, seed=seed)
        return replace(found, terms={"unmet": found.terms["unmet"]})

    return planned_by(search, case, None, clock=clock, seed=seed)


def _as_plan_of(case: Case, sessions: pd.DataFrame, seed: int) -> Plan:
    """Return sessions as a checked plan of a case."""

    def search(task: Task, clock: Clock, watch: object) -> Solution:
        held = held_in_sessions(task, sessions)
        given = np.bincount(held["item"], weights=held["length"], minlength=len(task.items))
        unmet = int((task.left - given.astype(np.int64)).sum())
        del clock, watch
        return Solution(find_templates(task), held, {"unmet": TermResult(unmet, None)})

    return planned_by(search, case, None, clock=Clock(60.0), seed=seed)


def _without_unmet(made: Plan) -> pd.DataFrame:
    """Return the sessions (all locked ones too) in which nobody sits who has minutes unmet."""
    short = set(made.items.loc[made.items["unmet"] > 0, "owed_id"])
    free = made.sessions["owed_ids"].map(short.isdisjoint)
    return made.sessions[free | made.sessions["locked"]]


def _standing(case: Case, sessions: pd.DataFrame) -> Case:
    """Return the case with these sessions locked."""
    locked = sessions.assign(locked=True)
    return replace(case, tables={**case.tables, "locked": locked}, source_hash="")


def contract_shares(case: Case, clock: Clock) -> int:
    """Return the least that what staff leave unmet takes of contractors, in shares of a minute.

    Each minute counts as the share of a contractor's minute that it takes in the largest group
    allowed; 0 where the time did not suffice.
    """
    task = planning_task(case)
    cap = case.policy.group_cap
    sizes = [min(item.max_group or cap, cap) if item.group else 1 for item in task.items]
    # where a size does not divide evenly the share is rounded down: the bound stays one
    worth = np.array([_SHARES // size * task.grid for size in sizes], dtype=np.int64)
    program, late = unmet_program(Variables(merged_columns(find_templates(task))), worth)
    engine = Relaxation(program, ~late)
    if engine.solve(clock) is None:
        return 0
    return lower_bound(program, engine.prices)


def least_shares(case: Case, staff: Plan) -> int:
    """Return shares that follow from the bound of a plan of staff, as if all sat in full groups."""
    bound = staff.summary.objective["unmet"].bound or 0
    return bound * (_SHARES // case.policy.group_cap)


def least_minutes(shares: int, unmet: int, grid: int) -> int:
    """Return paid minutes without which no contract leaves so few minutes unmet."""
    return max(0, -(-(shares - _SHARES * unmet) // (_SHARES * grid)) * grid)
