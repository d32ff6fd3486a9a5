"""The least contract time of a large case: beside a plan of staff that stands, site by site.

Staff and contractors together would be too much for one program. So a plan of staff stands, and
contractors give what it leaves unmet. A bound that is at hand at once comes from staff alone: what
they leave unmet, each minute counted as the share that it takes of one in the largest group.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.contracts.booked import Diary
from makeup_sched.contracts.booking import booked_in
from makeup_sched.contracts.pool import Post, Visit, only_unmet, posts_of, with_pool, with_visits
from makeup_sched.contracts.schools import booked_for
from makeup_sched.contracts.visits import booked_at, in_lanes, visits_of
from makeup_sched.contracts.whole_sessions import with_whole_sessions_left
from makeup_sched.places.beside import short_debts
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.planning import planned_by
from makeup_sched.plans.build import sessions_held
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.rows import content
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort
from makeup_sched.solve.held import given_in, held_in_sessions
from makeup_sched.solve.mending import mend
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.solving import How, solve
from makeup_sched.solve.stages import Solution, Watch

_MUCH = 100
"""Items with unmet minutes up to which students' sessions count when visits are looked for."""
_SHARES = 12
"""Parts of a contractor's minute: it can be shared by 1, 2, 3, 4, 6 or 12 students evenly."""


@dataclass(frozen=True)
class Draft:
    """Sessions for a case with visits that nobody has explained or checked yet.

    Both tables have a plan's columns; the locked sessions of the case are among the sessions.
    """

    sessions: pd.DataFrame
    items: pd.DataFrame

    def checked(self, case: Case, visits: Sequence[Visit], seed: int) -> Plan:
        """Return the plan of the case with these visits, explained and checked."""
        sessions = _not_locked(case, self.sessions)
        return _as_plan_of(only_unmet(with_visits(case, visits)), sessions, seed)


def visits_beside(
    case: Case,
    made: Plan | Draft,
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
    Where that is much, they are booked school by school on days on which students have no session.
    """
    fixed = _standing(case, _without_unmet(made) if anew else made.sessions)
    alone = planning_task(fixed)
    posts, wanted = posts_of(alone, standing), shortest_sessions(alone)
    if np.count_nonzero(wanted) > _MUCH:
        task, diary = with_pool(case, posts, first), Diary.of(alone, made.sessions)
        found = booked_for(task, posts, wanted, diary, clock, effort)
        return in_lanes(visits_of(task, posts, found), standing)
    task = with_pool(fixed, posts, first)
    found, _ = booked_at(task, posts, wanted, clock, effort, standing=standing)
    visits = visits_of(task, [*posts, *(one.post for one in standing)], found)
    known = len(standing)
    longer = [replace(one, end=wider.end)
              for one, wider in zip(standing, visits[:known], strict=True)]  # fmt: skip
    return in_lanes(visits[known:], longer)


def beside_staff(
    case: Case,
    staff: Plan,
    pooled: Task,
    posts: Sequence[Post],
    clock: Clock,
    effort: Effort,
    executor: Executor | None = None,
) -> tuple[list[Visit], Draft]:
    """Return visits for what a plan of staff leaves unmet, and the sessions with both.

    Staff give up a session where what they leave would be less than a session; else theirs stand.
    `pooled` is the task with a pool at each of the posts.
    """
    standing = with_whole_sessions_left(pooled, staff)
    alone = planning_task(_standing(case, standing))
    diary = Diary.of(alone, standing)
    wanted = np.where(alone.left >= shortest_sessions(alone), alone.left, 0)
    found = booked_for(pooled, posts, wanted, diary, clock, effort, executor)
    visits, sessions = booked_in(_standing(case, standing), posts, pooled, found)
    return visits, _draft(case, sessions, staff.items)


def _draft(case: Case, sessions: pd.DataFrame, items: pd.DataFrame) -> Draft:
    """Return sessions, all of them marked as locked, as a draft; `items` are of any plan."""
    parts = sessions[["owed_ids", "minutes"]].explode("owed_ids")
    given = parts.groupby("owed_ids")["minutes"].sum()
    planned = items["owed_id"].map(given).fillna(0).astype(items["planned"].dtype)
    counted = items.assign(planned=planned, unmet=items["owed"] - planned)
    # what only stood while others were looked for is not locked
    own = ~sessions.index.isin(_not_locked(case, sessions).index)
    return Draft(sessions.assign(locked=own), counted)


def shortest_sessions(task: Task) -> IntArray:
    """Return what is left of each item, where that is too little for a session, a shortest one.

    A plan can then give a longer session instead of one that stands.
    """
    shortest = np.array([min(item.min_session, item.owed) for item in task.items], dtype=np.int64)
    return np.where(task.left > 0, np.maximum(task.left, shortest), 0)


def drafted_beside(
    case: Case,
    made: Plan | Draft,
    visits: Sequence[Visit],
    clock: Clock,
    effort: Effort,
    executor: Executor | None = None,
) -> Draft:
    """Plan a case with visits, the sessions standing in which everybody has all that is owed.

    Those in which somebody has minutes unmet may change: what is left may be less than a session,
    so that staff give less for a contractor to give enough. So may those of a contractor who does
    not come to them any more.
    """
    standing = _attended(_without_unmet(made), case, visits)
    found = _around(case, standing, visits, clock, effort, executor, made.sessions)
    return _draft(case, found, made.items)


def planned_around(
    case: Case,
    standing: pd.DataFrame,
    visits: Sequence[Visit],
    clock: Clock,
    effort: Effort,
    start: pd.DataFrame | None = None,
) -> Plan:
    """Plan a case with visits around sessions that stand, its locked ones among them.

    The search may begin with what of the sessions of `start` can still be held.
    """
    found = _around(case, standing, visits, clock, effort, None, start)
    whole = only_unmet(with_visits(case, visits))
    return _as_plan_of(whole, _not_locked(case, found), effort.seed)


def _around(
    case: Case,
    standing: pd.DataFrame,
    visits: Sequence[Visit],
    clock: Clock,
    effort: Effort,
    executor: Executor | None,
    start: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return the sessions of a case with visits around those that stand, both.

    The search may begin with the sessions of `start`.
    """
    task = planning_task(only_unmet(with_visits(_standing(case, standing), visits)))
    how = How(seed=effort.seed, workers=effort.workers, executor=executor)
    return sessions_held(task, solve(task, None, clock, lambda _: None, how, start).held)


def _not_locked(case: Case, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the sessions that the case has not locked."""
    own = {content(row) for row in case.table("locked").to_dict("records")}
    new = [content(row) not in own for row in sessions.to_dict("records")]
    return sessions[pd.Series(new, sessions.index, dtype=bool)]


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
        unmet = task.left - given_in(held, len(task.items))
        del clock, watch
        # the templates only say why minutes are unmet
        left = np.where(unmet > 0, task.left, 0)
        lacking = replace(task, left=left, beside=short_debts(task.items))
        found = {"unmet": TermResult(int(unmet.sum()), None)}
        return Solution(find_templates(lacking), held, found)

    return planned_by(search, case, None, clock=Clock(60.0), seed=seed)


def _without_unmet(made: Plan | Draft) -> pd.DataFrame:
    """Return the sessions (all locked ones too) in which nobody sits who has minutes unmet."""
    short = set(made.items.loc[made.items["unmet"] > 0, "owed_id"])
    free = made.sessions["owed_ids"].map(short.isdisjoint)
    return made.sessions[free | made.sessions["locked"]]


def _attended(sessions: pd.DataFrame, case: Case, visits: Sequence[Visit]) -> pd.DataFrame:
    """Return the sessions of the case's own providers, and those that lie within visits."""
    own = set(case.table("providers")["provider_id"])
    there: dict[tuple[str, dt.date], list[Visit]] = defaultdict(list)
    for visit in visits:
        there[visit.provider_id, visit.date].append(visit)
    kept = [
        row.provider_id in own
        or any(visit.start <= row.start and row.end <= visit.end
               for visit in there[str(row.provider_id), row.date.date()])
        for row in rows_of(sessions)
    ]  # fmt: skip
    return sessions[pd.Series(kept, sessions.index, dtype=bool)]


def _standing(case: Case, sessions: pd.DataFrame) -> Case:
    """Return the case with these sessions locked."""
    locked = sessions.assign(locked=True)
    return replace(case, tables={**case.tables, "locked": locked}, source_hash="")


def least_shares(case: Case, staff: Plan) -> int:
    """Return shares that follow from the bound of a plan of staff, as if all sat in full groups."""
    bound = staff.summary.objective["unmet"].bound or 0
    return bound * (_SHARES // case.policy.group_cap)


def least_minutes(shares: int, unmet: int, grid: int) -> int:
    """Return paid minutes without which no contract leaves so few minutes unmet."""
    return max(0, -(-(shares - _SHARES * unmet) // (_SHARES * grid)) * grid)
