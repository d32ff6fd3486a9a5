"""The case that the next plan is made for: published sessions that still can be held are locked."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.fingerprint import fingerprint
from makeup_sched.checker import Facts, check
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.state import State
from makeup_sched.replanning.rows import below, content


def next_start(case: Case, state: State) -> date:
    """Return the first date of the next plan: after every session whose outcome was logged."""
    newest = max((day for _, day, _ in state.outcomes), default="")
    if not newest:
        return case.start_date
    return max(case.start_date, date.fromisoformat(newest) + timedelta(days=1))


def case_from_then(case: Case, start: date) -> Case:
    """Return the case planned from another first date on."""
    if start == case.start_date:
        return case
    policy = case.policy.model_copy(update={"start_date": start})
    later = replace(case, policy=policy, start_date=start, source_hash="")
    return replace(later, source_hash=fingerprint(later.tables, policy))


def standing(case: Case, state: State) -> pd.DataFrame:
    """Return the published sessions that lie ahead and of which nothing was logged."""
    sessions = _unmarked(state)
    return sessions[sessions["date"] >= pd.Timestamp(case.start_date)]


def passed_unmarked(case: Case, state: State) -> pd.DataFrame:
    """Return the published sessions before the case's first date of which nothing was logged.

    Whether they were given nobody knows, so their minutes are planned again.
    """
    sessions = _unmarked(state)
    return sessions[sessions["date"] < pd.Timestamp(case.start_date)]


def _unmarked(state: State) -> pd.DataFrame:
    logged = {(session, day) for session, day, _ in state.outcomes}
    sessions = state.published
    open_ones = [
        (row.session_id, f"{row.date:%Y-%m-%d}") not in logged
        for row in sessions.itertuples(index=False)
    ]
    return sessions[pd.Series(open_ones, sessions.index, dtype=bool)]


def numbered_on(made: Plan, used: Collection[str]) -> Plan:
    """Return the plan with its new sessions numbered on: no id that was published once again.

    Locked sessions keep their ids; of the others those whose id is in `used` get another.
    """
    sessions = made.sessions
    taken = {*used, *sessions["session_id"]}
    numbers = (f"M{number:04d}" for number in range(1, 10**9))
    free = (name for name in numbers if name not in taken)
    ids = [
        next(free) if session in used and not locked else session
        for session, locked in zip(sessions["session_id"], sessions["locked"], strict=True)
    ]
    named = sessions.assign(session_id=pd.Series(ids, sessions.index, dtype="str"))
    return replace(made, sessions=named)


def with_kept(case: Case, sessions: pd.DataFrame) -> tuple[Case, pd.DataFrame]:
    """Return the case with sessions locked, and those that can't be kept as they stand.

    A session is left out where a rule stands against it: its provider is out by now, its minutes
    were given otherwise, and so on. Of two that stand against each other the earlier one stays.
    """
    there = {content(row) for row in case.table("locked").to_dict("records")}
    taken = set(case.table("locked")["session_id"])
    new = [content(row) not in there for row in sessions.to_dict("records")]
    left = sessions[pd.Series(new, sessions.index, dtype=bool)]
    dropped = left[left["session_id"].isin(taken)]
    left = left.drop(index=dropped.index)
    facts = Facts(case)
    sure = left
    while broken := _broken(facts, case, sure):
        # a rule about several sessions names one of them, perhaps one that was locked before
        named = sure["session_id"].isin(broken)
        sure = sure[~named] if named.any() else sure.iloc[:0]
    # what breaks a rule only beside others may stand without them
    kept = _added(facts, case, sure, left.drop(index=sure.index))
    gone = left.drop(index=kept.index)
    dropped = pd.concat([dropped, gone]) if len(dropped) else gone
    return _locked(case, kept) if len(kept) else case, dropped


def _added(facts: Facts, case: Case, kept: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return the sessions kept and as many more as can stand beside them, earlier ones first."""
    if more.empty:
        return kept
    both = pd.concat([kept, more]).sort_index() if len(kept) else more
    if not _broken(facts, case, both):
        return both
    if len(more) == 1:
        return kept
    half = len(more) // 2
    return _added(facts, case, _added(facts, case, kept, more.iloc[:half]), more.iloc[half:])


def _broken(facts: Facts, case: Case, sessions: pd.DataFrame) -> set[str]:
    """Return the ids of sessions that break a rule beside the others."""
    if sessions.empty:
        return set()
    tried = _locked(case, sessions)
    return {found.session_id for found in check(facts.of(tried), locked_sessions(tried))}


def _locked(case: Case, sessions: pd.DataFrame) -> Case:
    rows = sessions.assign(locked=True)
    table = case.table("locked")
    first = 2 if table.empty else int(table.index.max()) + 1
    rows.index = pd.RangeIndex(first, first + len(rows), name="row")
    both = below(table, rows)
    return replace(case, tables={**case.tables, "locked": both}, source_hash="")
