"""What stands when editing begins: the case's locked sessions and those of an earlier plan."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import read_plan
from makeup_sched.planning import LockedError
from makeup_sched.plans.handed_in import sessions_of
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.changes import changes_table
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.proofs import with_plan
from makeup_sched.replanning.rows import Cells, below, content, typed
from makeup_sched.replanning.rules import broken_rules
from makeup_sched.replanning.state import State, in_order


def first_state(case: Case, plan: Plan | pd.DataFrame | None) -> State:
    """Return the state in which a planner of a case and its plan begins.

    Raises LockedError where locked sessions of the case break a rule.
    """
    facts = Facts(case)
    earlier = None if plan is None else sessions_of(plan)
    nothing = typed("sessions", [])
    state = State(
        draft=case,
        facts=facts,
        sessions=standing_sessions(case, facts, earlier),
        taken_away=nothing,
        plan=plan if isinstance(plan, Plan) else None,
        changes=changes_table(nothing, nothing, nothing),
        proofs=with_plan((), case, plan if isinstance(plan, Plan) else None),
    )
    if broken := broken_rules(facts, state.locked):
        raise LockedError(broken)
    return state


def standing_sessions(case: Case, facts: Facts, earlier: pd.DataFrame | None) -> pd.DataFrame:
    """Return the sessions that stand, in the columns of a plan's `sessions`.

    Those of the case's table `locked`, and those of an earlier plan from the first date of planning
    on, without what the case no longer knows. A session of the plan that stands in the table
    `locked` too is the same one and keeps the plan's id where the table gives none. Raises
    EditError where two sessions of the plan have one id.
    """
    given = typed("sessions", []) if earlier is None else _usable(case, facts, earlier)
    names = {content(row): row["session_id"] for row in given.to_dict("records")}
    locked = _named(case, names)
    again = {content(row) for row in locked.to_dict("records")}
    new = [content(row) not in again for row in given.to_dict("records")]
    free = given[pd.Series(new, given.index, dtype="bool")]
    free = _without_names(free.assign(locked=False), set(locked["session_id"]))
    return in_order(below(locked, free))


def locked_rows(case: Case, sessions: pd.DataFrame) -> list[int]:
    """Return the row numbers in the table `locked` of sessions that stand."""
    wanted = {content(row) for row in sessions.to_dict("records")}
    table = case.table("locked")
    rows = table.to_dict("records")
    return [int(label) for label, row in zip(table.index, rows, strict=True)
            if content(row) in wanted]  # fmt: skip


def _usable(case: Case, facts: Facts, earlier: pd.DataFrame) -> pd.DataFrame:
    twice = [name for name, count in Counter(earlier["session_id"]).items() if count > 1]
    if twice:
        raise EditError(f'two sessions of the plan have the id "{twice[0]}"; give each its own')
    readable = {session.session_id for session in read_plan(facts, earlier).sessions}
    first = pd.Timestamp(case.start_date)
    counts = earlier["session_id"].isin(readable) & (earlier["date"] >= first)
    return typed("sessions", [_plain(row) for row in earlier[counts].to_dict("records")])


def _plain(row: Cells) -> dict[str, Any]:
    return {str(name): cell for name, cell in row.items()}


def _named(case: Case, names: Mapping[tuple[Hashable, ...], str]) -> pd.DataFrame:
    """Return the locked sessions, those without an id called as in the plan, or numbered."""
    given = set(case.table("locked")["session_id"])
    new = _new_names({*given, *names.values()})
    rows = [_plain(row) for row in locked_sessions(case).to_dict("records")]
    for row in rows:
        if row["session_id"] not in given:
            row["session_id"] = names.get(content(row)) or next(new)
    return typed("sessions", rows)


def _without_names(sessions: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    """Return sessions, those with ids that others have numbered anew."""
    new = _new_names(taken | set(sessions["session_id"]))
    names = [next(new) if name in taken else name for name in sessions["session_id"]]
    return sessions.assign(session_id=pd.Series(names, sessions.index, dtype="str"))


def _new_names(taken: set[str]) -> Iterator[str]:
    names = (f"M{number:04d}" for number in range(1, 10**9))
    return (name for name in names if name not in taken)
