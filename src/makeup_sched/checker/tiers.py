"""The tier of a session and whether a contract provider gives it."""

from collections.abc import Iterator

from makeup_sched.checker.day import OUTSIDE_SCHOOL
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.violation import Violation


def tier_of(facts: Facts, session: Session) -> str:
    """Return the tier that a session has, whatever the plan says.

    `esy` on a date of that type whatever the category of its minutes; `extended_day`: "any of
    its minutes in `before_school`/`after_school`, or a day of type `saturday`"; else
    `school_day`.
    """
    day_type = facts.calendar.day_type(session.on)
    if day_type == "esy":
        return "esy"
    if day_type == "saturday":
        return "extended_day"
    for attendee in session.attendees:
        day = facts.days.categories(attendee.student, session.on)
        if not day.words(session.start, session.end).isdisjoint(OUTSIDE_SCHOOL):
            return "extended_day"
    return "school_day"


def tier_is_right(facts: Facts, session: Session) -> Iterator[Violation]:
    """The column `tier` says what the session's day type and minutes make it."""
    tier = tier_of(facts, session)
    if session.tier != tier:
        reason = f"tier is {session.tier}, should be {tier}"
        yield Violation("format", session.session_id, "", reason)


def contract_is_right(_facts: Facts, session: Session) -> Iterator[Violation]:
    """A session by a provider with employment `contract` carries `contract = yes`."""
    provider = session.provider
    if session.contract != provider.contract:
        employment = "contract" if provider.contract else "staff"
        reason = f"contract is wrong: provider {provider.provider_id} is {employment}"
        yield Violation("format", session.session_id, "", reason)
