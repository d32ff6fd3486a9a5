"""The checker's rules on sessions that were read already, quick enough to ask hundreds of times.

`checker.check` reads the case and the plan anew on every call.
"""

from collections.abc import Sequence
from datetime import timedelta

from makeup_sched.checker import Violation
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.rules import OF_ALL_SESSIONS, OF_ONE_SESSION


def broken_rules(facts: Facts, sessions: Sequence[Session]) -> list[Violation]:
    """Return every rule that sessions break, each by itself and all together."""
    alone = [found for session in sessions for found in _alone(facts, session)]
    return [*alone, *_together(facts, sessions)]


def rules_broken_by(
    facts: Facts, session: Session, others: Sequence[Session], before: Session
) -> list[Violation]:
    """Return every rule that a session breaks by itself or beside others that break none.

    `before` is the session at the place that it leaves: without it, another one may break a rule.
    """
    return [*_alone(facts, session), *_together(facts, _near(session, others, before))]


def breaks_no_rule(
    facts: Facts, session: Session, others: Sequence[Session], before: Session
) -> bool:
    """Say whether `rules_broken_by` would return nothing, looking no further than the first."""
    alone = any(True for rule in OF_ONE_SESSION for _ in rule(facts, session))
    return not alone and not _together(facts, _near(session, others, before))


def _alone(facts: Facts, session: Session) -> list[Violation]:
    return [violation for rule in OF_ONE_SESSION for violation in rule(facts, session)]


def _together(facts: Facts, sessions: Sequence[Session]) -> list[Violation]:
    return [violation for rule in OF_ALL_SESSIONS for violation in rule(facts, sessions)]


def _near(session: Session, others: Sequence[Session], before: Session) -> list[Session]:
    near = [other for other in others if _touched(session, other) or _touched(before, other)]
    return [*near, session]


def _touched(session: Session, other: Session) -> bool:
    """Say whether any rule looks at both: within a week (caps), or for the same item (totals)."""
    items = {attendee.debt.owed_id for attendee in session.attendees}
    return _monday(session) == _monday(other) or any(
        attendee.debt.owed_id in items for attendee in other.attendees
    )


def _monday(session: Session) -> object:
    return session.on - timedelta(session.on.weekday())
