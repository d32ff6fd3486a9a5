"""The case that the next plan is made for: published sessions that still can be held are locked."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.fingerprint import fingerprint
from makeup_sched.checker import check
from makeup_sched.plans.locked import locked_sessions
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
    sessions = state.published
    ahead = sessions[sessions["date"] >= pd.Timestamp(case.start_date)]
    logged = {(session, day) for session, day, _ in state.outcomes}
    open_ones = [
        (row.session_id, f"{row.date:%Y-%m-%d}") not in logged
        for row in ahead.itertuples(index=False)
    ]
    return ahead[pd.Series(open_ones, ahead.index, dtype=bool)]


def with_kept(case: Case, sessions: pd.DataFrame) -> tuple[Case, pd.DataFrame]:
    """Return the case with sessions locked, and those that can't be kept as they stand.

    A session is left out where a rule stands against it: its provider is out by now, its minutes
    were given otherwise, and so on. Of two that stand against each other the later one goes.
    """
    there = {content(row) for row in case.table("locked").to_dict("records")}
    taken = set(case.table("locked")["session_id"])
    new = [content(row) not in there for row in sessions.to_dict("records")]
    left = sessions[pd.Series(new, sessions.index, dtype=bool)]
    dropped = left[left["session_id"].isin(taken)]
    left = left.drop(index=dropped.index)
    while len(left):
        tried = _locked(case, left)
        broken = {found.session_id for found in check(tried, locked_sessions(tried))}
        against = left[left["session_id"].isin(broken)]
        if against.empty:
            return tried, dropped
        # the latest of those that break a rule goes, the others may stand without it
        last = against.index[-1:]
        if len(against) > _FEW:
            last = against.index[-len(against) // 2 :]
        dropped = pd.concat([dropped, left.loc[last]]) if len(dropped) else left.loc[last]
        left = left.drop(index=last)
    return case, dropped


_FEW = 20
"""So many sessions that break rules are taken out one by one, of more the later half at once."""


def _locked(case: Case, sessions: pd.DataFrame) -> Case:
    rows = sessions.assign(locked=True)
    table = case.table("locked")
    first = 2 if table.empty else int(table.index.max()) + 1
    rows.index = pd.RangeIndex(first, first + len(rows), name="row")
    both = below(table, rows)
    return replace(case, tables={**case.tables, "locked": both}, source_hash="")
