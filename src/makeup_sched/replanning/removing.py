"""Sessions that are not to be, and the time they took: kept free, or free for other sessions."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.hours import hours_row
from makeup_sched.replanning.locking import named, take_out
from makeup_sched.replanning.rows import with_rows
from makeup_sched.replanning.state import State
from makeup_sched.tables.weekdays import EVERY_DAY

BLOCKED = "unavailable"
"""The category of the time in which students are not to join a regular session."""


def remove(state: State, session_ids: Sequence[str], *, keep_free: bool) -> State:
    """Return the state without sessions, locked or not.

    With `keep_free` their time is no place for planning: the provider's time of that date is taken
    out, or, for a join, which takes none, the students' own. Raises EditError where another locked
    session would break a rule.
    """
    chosen = state.rows(session_ids)
    left = take_out(state, chosen).without_sessions(chosen)
    if keep_free:
        held = [state.held[name] for name in chosen["session_id"]]
        left = left.with_case(_kept_free(left.draft, state.facts, held), takes_away=True)
    return left.checked(f"{named(chosen)} cannot be removed")


def _kept_free(case: Case, facts: Facts, gone: Sequence[Session]) -> Case:
    hours = [row for session in gone if session.mode != "join"
             for row in _taken_out(facts, session)]  # fmt: skip
    joins = [session for session in gone if session.mode == "join"]
    if joins and facts.rule_of(BLOCKED) != "never":
        raise EditError(
            f"the policy lets sessions use {BLOCKED} time, so that {joins[0].session_id}, which "
            "joins a regular session, cannot be kept from it; remove it with keep_free=False"
        )
    blocks = [row for session in joins for row in _blocked(session)]
    if hours:
        case = with_rows(case, "provider_hours", hours)
    return with_rows(case, "student_blocks", blocks) if blocks else case


def _taken_out(facts: Facts, session: Session) -> Iterator[dict[str, object]]:
    """Return rows that take the provider's time out, regular sessions left alone.

    A session that can no longer stand may lie over a regular one, which is not to be cancelled.
    """
    provider_id, on = session.provider.provider_id, session.on
    regular = facts.hours.regular_sessions(provider_id, on)
    for start, end in _without(session, sorted((each.start, each.end) for each in regular)):
        yield hours_row(provider_id, on, on, start, end, "other")


def _without(session: Session, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the stretches of a session's time outside of others, which are in order of time."""
    free_from = session.start
    for start, end in taken:
        if free_from < min(start, session.end):
            yield free_from, min(start, session.end)
        free_from = max(free_from, end)
    if free_from < session.end:
        yield free_from, session.end


def _blocked(session: Session) -> Iterator[dict[str, object]]:
    for attendee in session.attendees:
        yield {
            "student_id": attendee.student.student_id,
            "start_date": pd.Timestamp(session.on),
            "end_date": pd.Timestamp(session.on),
            "weekday": EVERY_DAY,
            "start": session.start,
            "end": session.end,
            "category": BLOCKED,
            "note": "not to join the regular session",
        }
