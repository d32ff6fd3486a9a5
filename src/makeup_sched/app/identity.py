"""What a session is, whatever number a planning has given it."""

import json
from typing import Any

import pandas as pd

from makeup_sched.case.values import rows_of


def identity(session: Any) -> str:
    """Return what tells a session, a row of a plan's sessions, from all others in any plan.

    Ids of sessions do not: every planning numbers those anew that are not locked.
    """
    when = f"{session.date.date()} {session.start}-{session.end}"
    who = [session.provider_id, *sorted(session.student_ids), *sorted(session.owed_ids)]
    return f"{when} {json.dumps(who)}"


def identities(sessions: pd.DataFrame) -> dict[str, str]:
    """Return by id what each session of a plan is; see `identity`."""
    return {str(row.session_id): identity(row) for row in rows_of(sessions)}


def found_again(sessions: pd.DataFrame, wanted: str) -> Any | None:
    """Return the session of a plan, as a row, that is what was wanted; None where none is."""
    day = wanted.split(" ", 1)[0]
    today = rows_of(sessions[sessions["date"] == pd.Timestamp(day)])
    return next((row for row in today if identity(row) == wanted), None)


def changed_sessions(sessions: pd.DataFrame, changes: pd.DataFrame) -> dict[str, str]:
    """Return by what it is of each session whether the last planning moved it or made it new.

    `sessions` are those of the plan, `changes` what `Planner.changes` returns.
    """
    told = {
        (row.owed_id, row.date_after, int(row.start_after)): str(row.change)
        for row in rows_of(changes[changes["change"].isin(["moved", "new"])])
    }
    found = {}
    for row in rows_of(sessions):
        for owed_id in row.owed_ids:
            if change := told.get((owed_id, row.date, int(row.start))):
                found[identity(row)] = change
    return found
