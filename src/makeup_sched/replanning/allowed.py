"""All places of a week to which a session may be moved."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.replanning.moving import Place, known_provider, others_locked, variants
from makeup_sched.replanning.rules import breaks_no_rule
from makeup_sched.replanning.state import State
from makeup_sched.tables.clock import DAY

COLUMNS = {
    "provider_id": "str",
    "date": "datetime64[s]",
    "start": "Int64",
    "end": "Int64",
    "site": "str",
    "mode": "str",
    "tier": "str",
}


def allowed_places(
    state: State, session_id: str, monday: dt.date, provider_id: str | None
) -> pd.DataFrame:
    """Return a row for each start from `monday` on, seven days, at which a session may be."""
    state.rows([session_id])
    before = state.held[session_id]
    others = others_locked(state, session_id)
    provider = before.provider.provider_id if provider_id is None else provider_id
    known_provider(state.facts, provider)
    places = (
        Place(monday + dt.timedelta(days), start, provider)
        for days in range(7)
        for start in _starts(state.facts, before, provider, monday + dt.timedelta(days))
    )
    found = (_first_allowed(state.facts, before, place, others) for place in places)
    rows = [_row(session) for session in found if session is not None]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _first_allowed(
    facts: Facts, before: Session, place: Place, others: list[Session]
) -> Session | None:
    tried = variants(facts, before, place)
    return next((each for each in tried if breaks_no_rule(facts, each, others, before)), None)


def _starts(facts: Facts, session: Session, provider_id: str, on: dt.date) -> list[int]:
    """Return the starts that are worth a try: on the grid at work, and by the regular session."""
    if facts.calendar.day_type(on) == "no_school":
        return []
    grid = facts.policy.grid_minutes
    pieces = [(s, e) for s, e, site in facts.hours.at_work(provider_id, on).parts(0, DAY) if site]
    on_grid = {
        start for first, last in pieces for start in range(-(-first // grid) * grid, last, grid)
    }
    beside = set(_beside_regular(session, provider_id))
    return sorted(start for start in on_grid | beside if 0 <= start <= DAY - session.length)


def _beside_regular(session: Session, provider_id: str) -> Iterator[int]:
    regular = session.regular
    if regular is None or regular.provider_id != provider_id:
        return
    if session.mode == "join":
        yield regular.start
    else:
        yield from (regular.start - session.length, regular.end)


def _row(session: Session) -> dict[str, object]:
    return {
        "provider_id": session.provider.provider_id,
        "date": pd.Timestamp(session.on),
        "start": session.start,
        "end": session.end,
        "site": session.site,
        "mode": session.mode,
        "tier": session.tier,
    }
