"""Rule 3 for a session on its own: how long it may be and what it credits."""

from collections import Counter
from collections.abc import Iterator

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.violation import Violation, clock


def length_is_on_the_grid(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 3: "Length is a multiple of the grid". "An `extra` starts on the grid"."""
    grid = facts.policy.grid_minutes
    if session.length % grid:
        reason = f"{session.length} min is not a multiple of {grid} min"
        yield Violation(3, session.session_id, "", reason)
    if session.mode == "extra" and session.start % grid:
        reason = f"an extra starts at {clock(session.start)}, not on the grid of {grid} min"
        yield Violation(3, session.session_id, "", reason)


def extra_is_not_too_long(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 3: "to `max_session` (of every item in it)"; binds an `extra` only."""
    if session.mode != "extra":
        return
    for attendee in session.attendees:
        debt = attendee.debt
        if session.length > debt.max_session:
            reason = f"{session.length} min is more than the item's {debt.max_session} min"
            yield Violation(3, session.session_id, debt.owed_id, reason)


def extra_is_not_too_short(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 3: "from `min_session`"; binds an `extra` only.

    "Shorter only where an item in it owes less than its `min_session` in all: then exactly what
    that item owes."
    """
    if session.mode != "extra":
        return
    debts = [attendee.debt for attendee in session.attendees]
    if any(debt.owed < debt.min_session and debt.owed == session.length for debt in debts):
        return
    for debt in debts:
        if session.length < debt.min_session:
            reason = (
                f"{session.length} min is less than the item's {debt.min_session} min,"
                " and no item in it owes exactly that"
            )
            yield Violation(3, session.session_id, debt.owed_id, reason)


def extends_only_who_may_be_extended(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 3: "an `extend` ... for students with `extend = yes`"."""
    if session.mode != "extend":
        return
    for attendee in session.attendees:
        if not attendee.student.extend:
            reason = f"student {attendee.student.student_id} has extend = no"
            yield Violation(3, session.session_id, attendee.debt.owed_id, reason)


def credits_exactly_its_length(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 3: "each attendee is credited exactly the length"; once, and not another's item."""
    if session.minutes != session.length:
        reason = f"credits {session.minutes} min, but {session.when} is {session.length} min"
        yield Violation(3, session.session_id, "", reason)
    counts = Counter(attendee.student.student_id for attendee in session.attendees)
    for student_id, count in counts.items():
        if count > 1:
            reason = f"student {student_id} stands in it {count} times"
            yield Violation(3, session.session_id, "", reason)
    for attendee in session.attendees:
        debt, student_id = attendee.debt, attendee.student.student_id
        if debt.student_id != student_id:
            reason = f"the item is student {debt.student_id}'s, not student {student_id}'s"
            yield Violation(3, session.session_id, debt.owed_id, reason)
