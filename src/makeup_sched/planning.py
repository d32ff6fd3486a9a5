"""The main job: from a case to a plan that has passed the checker."""

import math
import os
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import (
    Facts,
    Recount,
    Violation,
    check,
    check_items,
    check_summary,
    recount,
)
from makeup_sched.places.item_places import places_by_item
from makeup_sched.places.task import Task, planning_task
from makeup_sched.plans.build import items_table, sessions_held
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.plans.plan import Plan
from makeup_sched.plans.summary import Status, Summary
from makeup_sched.reasons.unmet import with_reasons
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.solving import How, solve
from makeup_sched.solve.stages import Progress, Solution, Watch
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.version import __version__


class LockedError(MakeupSchedError):
    """Locked sessions break a rule; `violations` names each session and rule."""

    def __init__(self, violations: list[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(self.violations)

    def __str__(self) -> str:
        lines = ["Locked sessions break rules, so nothing can be planned around them:"]
        return "\n".join([*lines, *(f"  {violation}" for violation in self.violations)])


class FailedCheckError(RuntimeError):
    """A plan did not pass the checker: a bug of this package, never an output."""


def plan(
    case: Case,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int | None = None,
    baseline: Plan | pd.DataFrame | None = None,
    watch: Watch | None = None,
    clock: Clock | None = None,
    executor: Executor | None = None,
    deterministic: bool = False,
    start: pd.DataFrame | None = None,
) -> Plan:
    """Plan a case: the best sessions found, each objective term with a proven bound.

    Parameters
    ----------
    case
        What to plan.
    seconds
        Time limit of the whole call, by the clock; what is begun by then is brought to its end.
    seed
        The same case, seed and version give the same plan, unless the time limit cuts in.
    workers
        Processor cores to use; by default as many as there are. For a task that is solved whole
        more than 2 bring nothing: one searches for plans, the other for the proof.
    baseline
        An earlier plan (or its sessions) to keep where that costs no minutes: the term `moved`.
    watch
        Called with each piece of news while planning; from the thread that plans.
    clock
        A clock of your own, to be able to stop: `clock.stop()` ends the search and keeps the best.
        Its seconds count, unless it has no end.
    executor
        Solves the parts of a large case instead of processes of this machine: anything with the
        interface of `concurrent.futures`, such as that of a Dask cluster.
    deterministic
        Limit the search by the work of about so many `seconds` on two cores instead of by the
        clock: two runs give the same sessions, whatever the machine, the workers and their number.
    start
        Sessions that keep the rules beside the locked ones, to begin the search with. Unlike those
        of a baseline they are not kept for their own sake.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    FailedCheckError
        Where the plan fails the checker.
    """
    clock = Clock(seconds) if clock is None else clock
    work = seconds if math.isinf(clock.seconds) else clock.seconds
    if deterministic:
        clock = replace(clock, seconds=math.inf)
    earlier = baseline.sessions if isinstance(baseline, Plan) else baseline
    cores = (os.cpu_count() or 1) if workers is None else workers
    how = How(seed=seed, workers=cores, executor=executor)

    def search(task: Task, left: Clock, told: Watch) -> Solution:
        if not deterministic:
            return solve(task, earlier, left, told, how, start)

        def told_by_time(news: Progress) -> None:
            told(replace(news, seconds=left.elapsed))

        return solve(task, earlier, left.by_work(work), told_by_time, how, start)

    return planned_by(search, case, earlier, clock=clock, watch=watch, seed=seed)


SearchOf = Callable[[Task, Clock, Watch], Solution]
"""Searches for a plan of a task until its clock is over; the watcher is told what is found."""


def planned_by(
    search: SearchOf,
    case: Case,
    earlier: pd.DataFrame | None,
    *,
    clock: Clock,
    watch: Watch | None = None,
    seed: int = 0,
    known: int | None = None,
    facts: Facts | None = None,
) -> Plan:
    """Plan a case by a search of one's own.

    Parameters
    ----------
    search
        Is given the task, the time that is left for it and a watcher. What it takes to explain and
        check its plan is about what it took to make the task, and left out of its time.
    case
        What to plan.
    earlier
        The sessions of an earlier plan, for the term `moved`.
    clock
        Limits the whole call.
    watch
        Called with each piece of news, in the figures of the whole plan.
    seed
        The seed of the search, for the summary.
    known
        A bound of `unmet` over all plans of the case, where one is known beforehand.
    facts
        What the checker knows of the case, or of one that differs little, where that is at hand.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    FailedCheckError
        Where the plan fails the checker.
    """
    facts = Facts(case) if facts is None else facts.of(case)
    locked = locked_sessions(case)
    if len(locked) and (broken := check(facts, locked)):
        raise LockedError(broken)
    told = _watch_nothing if watch is None else _with_locked(watch, recount(facts, locked, earlier))
    task = planning_task(case)
    solution = search(task, _less(clock, clock.elapsed), told)
    sessions = sessions_held(task, solution.held)
    terms = _with_known(solution.terms, known)
    unmet = terms.get("unmet")
    items = with_reasons(
        task,
        sessions,
        items_table(task, sessions),
        places_by_item(solution.templates),
        proven=unmet is not None and unmet.proven,
    )
    summary = _summary(facts, terms, sessions, earlier, clock.elapsed, seed)
    made = Plan(sessions, items, summary, case)
    _must_pass(facts, made, earlier)
    return made


def _less(clock: Clock, seconds: float) -> Clock:
    """Return the clock set to end earlier, by at most half of what is left of it."""
    return replace(clock, seconds=clock.seconds - min(seconds, clock.left / 2))


def _with_known(found: dict[str, TermResult], known: int | None) -> dict[str, TermResult]:
    """Return the results with what was known of `unmet`, where the plan does not contradict it."""
    unmet = found.get("unmet")
    if unmet is None or known is None or known > unmet.value:
        return found
    best = known if unmet.bound is None else max(known, unmet.bound)
    return {**found, "unmet": TermResult(unmet.value, best)}


def _watch_nothing(_: Progress) -> None:
    pass


def _with_locked(watch: Watch, locked: Recount) -> Watch:
    """Tell the watcher the terms of the whole plan; the search leaves locked sessions out."""
    beside = {**locked.terms, "unmet": 0}

    def told(news: Progress) -> None:
        more = beside[news.term]
        bound = None if news.bound is None else news.bound + more
        watch(replace(news, value=news.value + more, bound=bound))

    return told


def _summary(
    facts: Facts,
    terms: dict[str, TermResult],
    sessions: pd.DataFrame,
    baseline: pd.DataFrame | None,
    seconds: float,
    seed: int,
) -> Summary:
    """Count the figures again from the sessions; bounds come from the search."""
    whole = recount(facts, sessions, baseline)
    fixed = recount(facts, sessions[sessions["locked"]], baseline)
    objective = {name: _term(whole, fixed, name, found) for name, found in terms.items()}
    proven = all(term.proven for term in objective.values())
    status: Status = "optimal" if proven else "feasible"
    minutes = whole.minutes
    return Summary(
        status=status,
        owed=minutes["owed"],
        planned=minutes["planned"],
        unmet=minutes["unmet"],
        pending=minutes["pending"],
        objective=objective,
        tiers=whole.tiers,
        wall_seconds=seconds,
        seed=seed,
        version=__version__,
        source_hash=facts.case.source_hash,
        start_date=facts.case.start_date,
    )


def _term(whole: Recount, fixed: Recount, name: str, found: TermResult) -> TermResult:
    """Add what locked sessions contribute, which the search does not see, to value and bound.

    `unmet` is counted on what is left after locked sessions, `moved` from all of the baseline.
    """
    value = whole.terms[name]
    if found.bound is None:
        # all terms but `avoid` count something, so none is better than nothing at all
        return TermResult(value, 0 if value == 0 and name != "avoid" else None)
    beside = 0 if name == "unmet" else fixed.terms[name]
    return TermResult(value, found.bound + beside)


def _must_pass(facts: Facts, made: Plan, baseline: pd.DataFrame | None) -> None:
    broken = check(facts, made.sessions)
    broken += check_items(facts, made.sessions, made.items)
    broken += check_summary(facts, made.sessions, made.summary.as_dict(), baseline)
    if broken:
        listed = "\n".join(f"  {violation}" for violation in broken[:20])
        raise FailedCheckError(
            f"the plan does not pass its own checker; please report this:\n{listed}"
        )
