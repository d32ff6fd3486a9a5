"""What plans of different cases have in common: what may stay, and whose plan is best for whom.

A plan of one case may keep another's rules, too. So a change that only allows more never looks
worse than the case as it is for want of time.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import Facts, check, recount
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.planning import planned_by
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.rows import below
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import WrongAnswerError
from makeup_sched.solve.held import held_in_sessions
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.stages import Solution, Watch
from makeup_sched.whatif.comparison import Compared


def what_stays(case: Case, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return those of another case's sessions that keep this one's rules, beside what is locked."""
    facts, fixed = Facts(case), locked_sessions(case)
    rows = sessions[~sessions["locked"]]
    while len(rows):
        broken = check(facts, below(fixed, rows))
        if not broken:
            break
        stay = ~rows["session_id"].isin({violation.session_id for violation in broken})
        # where no session can be blamed, none stays
        rows = rows[stay] if not stay.all() else rows.iloc[:0]
    return rows


def shared(cases: Sequence[Compared]) -> tuple[Compared, ...]:
    """Return the cases, each with the best of all their plans that keeps its rules.

    Raises
    ------
    WrongAnswerError
        Where another's plan is better than what was proven of a case; it never is.
    """
    return tuple(_with_best(one, [other for other in cases if other is not one]) for one in cases)


def _with_best(one: Compared, others: Sequence[Compared]) -> Compared:
    facts = Facts(one.case)
    order, best, found = _order(one.plan), _terms(one.plan), None
    for other in others:
        # a plan that is no better by its own case's figures is hardly better by these
        if _order(other.plan) == order and _terms(other.plan) >= best:
            continue
        sessions = other.plan.sessions
        counted = recount(facts, sessions)
        values = tuple(counted.terms[name] for name in order)
        if values < best and not check(facts, sessions):
            best, found = values, sessions
    if found is None:
        return one
    return _adopted(one, found, dict(zip(order, best, strict=True)))


def _adopted(one: Compared, sessions: pd.DataFrame, values: dict[str, int]) -> Compared:
    """Return the case with another's sessions as its plan, explained and checked like any."""
    summary = one.plan.summary
    first, term = next(iter(summary.objective.items()))

    def search(task: Task, _clock: Clock, _watch: Watch) -> Solution:
        held = held_in_sessions(task, sessions[~sessions["locked"]])
        terms = {name: TermResult(value, None) for name, value in values.items()}
        return Solution(find_templates(task), held, terms)

    known = term.bound if first == "unmet" else None
    made = planned_by(
        search, one.case, None, clock=Clock(summary.wall_seconds), seed=summary.seed, known=known
    )
    if made.summary.unmet < one.unmet_at_least:
        raise WrongAnswerError("a plan leaves fewer minutes unmet than was proven for every plan")
    summary = replace(made.summary, wall_seconds=summary.wall_seconds)
    return replace(one, plan=replace(made, summary=summary))


def _order(plan: Plan) -> tuple[str, ...]:
    return tuple(plan.summary.objective)


def _terms(plan: Plan) -> tuple[int, ...]:
    return tuple(term.value for term in plan.summary.objective.values())
