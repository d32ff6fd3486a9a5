"""Sessions that are agreed: into the case's table `locked`, and out of it."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.rows import with_rows, without_rows
from makeup_sched.replanning.standing import locked_rows
from makeup_sched.replanning.state import State


def lock(state: State, session_ids: Sequence[str]) -> State:
    """Return the state with sessions locked where they stand.

    Raises EditError where one is locked already, or breaks a rule beside the other locked ones.
    """
    chosen = state.rows(session_ids)
    if chosen["locked"].any():
        raise EditError(f"{_listed(chosen[chosen['locked']])} locked already")
    return put_in(state, chosen).checked(f"{named(chosen)} cannot be locked")


def unlock(state: State, session_ids: Sequence[str]) -> State:
    """Return the state with sessions free to be moved by planning.

    Raises EditError where one is not locked, or where another locked one would break a rule.
    """
    chosen = state.rows(session_ids)
    if not chosen["locked"].all():
        raise EditError(f"{_listed(chosen[~chosen['locked']])} not locked")
    return take_out(state, chosen).checked(f"{named(chosen)} cannot be unlocked")


def put_in(state: State, chosen: pd.DataFrame) -> State:
    """Return the state with rows of its sessions in the table `locked`, whatever the rules say."""
    rows = [{str(name): cell for name, cell in row.items()} | {"locked": True}
            for row in chosen.to_dict("records")]  # fmt: skip
    return _marked(replace(state, draft=with_rows(state.draft, "locked", rows)), chosen, True)


def take_out(state: State, chosen: pd.DataFrame) -> State:
    """Return the state with those rows of its sessions that are locked out of `locked`."""
    # one that is not locked may stand exactly where another was put by hand and locked
    labels = locked_rows(state.draft, chosen[chosen["locked"]])
    if not labels:
        return state
    return _marked(replace(state, draft=without_rows(state.draft, "locked", labels)), chosen, False)


def _marked(state: State, chosen: pd.DataFrame, locked: bool) -> State:
    mark = state.sessions["locked"].mask(
        state.sessions["session_id"].isin(chosen["session_id"]), locked
    )
    return state.with_sessions(state.sessions.assign(locked=mark.astype(bool)))


def named(chosen: pd.DataFrame) -> str:
    """Return the ids of sessions as a list in words."""
    return ", ".join(chosen["session_id"])


def _listed(chosen: pd.DataFrame) -> str:
    return f"{named(chosen)} {'is' if len(chosen) == 1 else 'are'}"
