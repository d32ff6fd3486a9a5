"""A session at another place: whether it may be there, and how it stands there."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from makeup_sched.checker import Violation
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.records import Provider
from makeup_sched.checker.tiers import tier_of
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.locking import put_in, take_out
from makeup_sched.replanning.rows import below, typed
from makeup_sched.replanning.rules import rules_broken_by
from makeup_sched.replanning.state import State
from makeup_sched.replanning.words import DateLike, TimeLike, as_date, as_minute
from makeup_sched.tables.rendering import time_text
from makeup_sched.vocabulary import TELE


@dataclass(frozen=True)
class Place:
    """Where a session is to go; `start` in minutes after midnight, None leaves as it is.

    Without a site it is the one at which the session stands, else where its first student is that
    day, else tele.
    """

    on: dt.date | None = None
    start: int | None = None
    provider_id: str | None = None
    site: str | None = None


@dataclass(frozen=True)
class Trial:
    """A session at a place, and the rules that it breaks there."""

    session: Session
    violations: tuple[Violation, ...]


def place_of(
    date: DateLike | None, start: TimeLike | None, provider: str | None, site: str | None
) -> Place:
    """Return a place from what is said of it."""
    return Place(
        on=None if date is None else as_date(date),
        start=None if start is None else as_minute(start),
        provider_id=provider,
        site=site,
    )


def move(state: State, session_id: str, place: Place) -> State:
    """Return the state with a session at another place, locked there.

    Raises EditError with the rules that it breaks, by itself or beside the other locked sessions.
    """
    chosen = state.rows([session_id])
    found = trial(state, session_id, place)
    if found.violations:
        there = found.session
        when = f"{there.on} {time_text(there.start)}"
        raise EditError(f"{session_id} cannot be moved to {when}:", found.violations)
    left = take_out(state, chosen)
    others = left.sessions[left.sessions["session_id"] != session_id]
    moved = row_of(found.session)
    return put_in(left.with_sessions(below(others, moved)), moved)


def trial(state: State, session_id: str, place: Place) -> Trial:
    """Return a session at a place, in the way in which it breaks the fewest rules there."""
    state.rows([session_id])
    before = state.held[session_id]
    others = others_locked(state, session_id)
    tried = []
    for session in variants(state.facts, before, place):
        broken = rules_broken_by(state.facts, session, others, before)
        if not broken:
            return Trial(session, ())
        tried.append(Trial(session, tuple(broken)))
    return min(tried, key=lambda each: len(each.violations))


def others_locked(state: State, session_id: str) -> list[Session]:
    """Return the locked sessions beside one."""
    return [session for session in state.locked if session.session_id != session_id]


def variants(facts: Facts, before: Session, place: Place) -> Iterator[Session]:
    """Return a session at a place in every way in which it might stand there, the likeliest first.

    One that joins or extends a regular session does so again where it can, else it becomes one of
    its own.
    """
    provider = before.provider
    if place.provider_id is not None:
        provider = known_provider(facts, place.provider_id)
    start = before.start if place.start is None else place.start
    there = replace(
        before, provider=provider, contract=provider.contract, on=place.on or before.on,
        start=start, end=start + before.length, locked=True,
    )  # fmt: skip
    for way in _ways(there):
        for site in _sites(facts, way, place):
            session = replace(way, site=site)
            yield replace(session, tier=tier_of(facts, session))


def known_provider(facts: Facts, provider_id: str) -> Provider:
    """Return the provider; EditError where the case has none of this id."""
    if provider_id not in facts.providers:
        raise EditError(f'there is no provider "{provider_id}" in the case')
    return facts.providers[provider_id]


def row_of(session: Session) -> pd.DataFrame:
    """Return a session as a row of a plan's `sessions`."""
    cells = {
        "session_id": session.session_id,
        "provider_id": session.provider.provider_id,
        "discipline": session.discipline,
        "date": pd.Timestamp(session.on),
        "start": session.start,
        "end": session.end,
        "minutes": session.minutes,
        "site": session.site,
        "mode": session.mode,
        "regular_session_id": session.regular_session_id,
        "tier": session.tier,
        "contract": session.contract,
        "student_ids": tuple(each.student.student_id for each in session.attendees),
        "owed_ids": tuple(each.debt.owed_id for each in session.attendees),
        "locked": session.locked,
    }
    return typed("sessions", [cells])


def _ways(there: Session) -> Sequence[Session]:
    if there.mode == "extra":
        return [there]
    own = replace(there, mode="extra", regular=None, regular_session_id="")
    return [there, own]


def _sites(facts: Facts, session: Session, place: Place) -> Sequence[str]:
    if place.site is not None:
        return [place.site]
    first = facts.days.site(session.attendees[0].student, session.on)
    return list(dict.fromkeys([session.site, first, TELE]))
