"""Rule 7: on which dates sessions may be."""

from collections.abc import Iterator

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.violation import Violation


def within_the_dates_of_planning(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 7: "Dates: within `start_date`...`end_date`"."""
    first, last = facts.case.start_date, facts.case.end_date
    if not first <= session.on <= last:
        reason = f"{session.on} is not within {first} to {last}"
        yield Violation(7, session.session_id, "", reason)


def not_after_the_due_date(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 7: "not after an item's due date"."""
    for attendee in session.attendees:
        debt = attendee.debt
        if session.on > debt.due:
            reason = f"{session.on} is after the item's due date {debt.due}"
            yield Violation(7, session.session_id, debt.owed_id, reason)


def not_before_the_award(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 7: "not before an award's `decided_on`"."""
    for attendee in session.attendees:
        debt = attendee.debt
        if debt.not_before is not None and session.on < debt.not_before:
            reason = f"{session.on} is before the award was decided on, {debt.not_before}"
            yield Violation(7, session.session_id, debt.owed_id, reason)


def not_on_a_day_without_school(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 7: "day type not `no_school`"."""
    if facts.calendar.day_type(session.on) == "no_school":
        yield Violation(7, session.session_id, "", f"{session.on} is a day of type no_school")
