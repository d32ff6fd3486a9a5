"""Rules 1 and 2 for a session on its own: the provider is free, every attendee is there."""

from collections.abc import Iterator

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Attendee, Session
from makeup_sched.checker.records import Regular
from makeup_sched.checker.violation import Violation, clock
from makeup_sched.vocabulary import EVERY_SITE, TELE


def provider_has_discipline(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: "A session has one provider who has its discipline"."""
    provider = session.provider
    if session.discipline not in provider.disciplines:
        reason = f"provider {provider.provider_id} does not have discipline {session.discipline}"
        yield Violation(1, session.session_id, "", reason)


def within_free_time_at_its_site(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: "lies within that provider's free time at its site".

    Time at `*` serves every place, not tele. A `join` takes the place of its regular session
    instead.
    """
    if session.mode == "join":
        return
    provider_id = session.provider.provider_id
    fitting = (session.site,) if session.site == TELE else (session.site, EVERY_SITE)
    at_work = facts.hours.at_work(provider_id, session.on)
    for start, end, site in at_work.parts(session.start, session.end):
        if site not in fitting:
            place = f"at {site}" if site else "not free"
            reason = (
                f"provider {provider_id} is {place}, not at {session.site},"
                f" on {session.on} {clock(start)}-{clock(end)}"
            )
            yield Violation(1, session.session_id, "", reason)


def overlaps_no_regular_session(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: "overlaps no other session of that provider, regular ... ones included"."""
    if session.mode == "join":
        return
    provider_id = session.provider.provider_id
    for regular in facts.hours.regular_sessions(provider_id, session.on):
        if session.overlaps(regular.start, regular.end):
            reason = f"{session.when} overlaps {_named(regular)} of provider {provider_id}"
            yield Violation(1, session.session_id, "", reason)


def names_its_regular_session(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: a `join` and an `extend` have a regular session, which takes place on the date.

    It is one of the same provider and discipline, at the same site; an `extra` has none.
    """

    def broken(reason: str) -> Violation:
        return Violation(1, session.session_id, "", reason)

    regular = session.regular
    if session.mode == "extra":
        if session.regular_session_id:
            yield broken(f"an extra names regular session {session.regular_session_id}")
        return
    if regular is None:
        named = f'"{session.regular_session_id}"' if session.regular_session_id else "none"
        yield broken(f"its regular session is {named}, which is not in the case")
        return
    if not facts.hours.takes_place(regular, session.on):
        yield broken(f"{_named(regular)} does not take place on {session.on}")
    if regular.provider_id != session.provider.provider_id:
        yield broken(f"{_named(regular)} is one of provider {regular.provider_id}")
    if regular.discipline != session.discipline:
        yield broken(f"{_named(regular)} has discipline {regular.discipline}")
    if regular.site != session.site:
        yield broken(f"{_named(regular)} is at {regular.site}, not at {session.site}")


def join_takes_its_place(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: "A `join` takes exactly the place of its regular session on that date"."""
    regular = session.regular
    if session.mode != "join" or regular is None:
        return
    if (session.start, session.end) != (regular.start, regular.end):
        reason = f"{session.when} is not the time of {_named(regular)}"
        yield Violation(1, session.session_id, "", reason)


def extend_touches(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: "an `extend` touches its regular session's start or end"."""
    regular = session.regular
    if session.mode != "extend" or regular is None:
        return
    if session.end != regular.start and session.start != regular.end:
        reason = f"{session.when} does not touch {_named(regular)}"
        yield Violation(1, session.session_id, "", reason)


def mode_is_planned(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 1: `modes` of the policy, the ways in which minutes are made up; locked ones stand."""
    if session.mode not in facts.policy.modes and not session.locked:
        yield Violation(1, session.session_id, "", f"the policy has no mode {session.mode}")


def every_attendee_is_there(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 2: "Every attendee is there ... in no `never` category for the whole session"."""
    for attendee in session.attendees:
        day = facts.days.categories(attendee.student, session.on)
        for start, end, category in day.parts(session.start, session.end):
            time = f"on {session.on} {clock(start)}-{clock(end)}"
            if not category:
                yield _about(session, attendee, f"is not there {time}")
            elif facts.rule_of(category) == "never":
                yield _about(session, attendee, f"is in {category} (never) {time}")


def every_attendee_is_at_its_site(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 2: "at that site". Site: "the same, or tele on both sides"."""
    for attendee in session.attendees:
        student = attendee.student
        if session.site == TELE:
            if not student.tele:
                yield _about(session, attendee, "has no tele")
        elif facts.days.site(student, session.on) != session.site:
            place = facts.days.site(student, session.on)
            yield _about(session, attendee, f"is at {place}, not at {session.site}")


def every_attendee_is_in_no_regular_session(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 2: "in no other session", regular ones included."""
    if facts.rule_of("related_service") == "never":
        return  # every minute of a regular session is in that category: said already
    for attendee in session.attendees:
        for regular in facts.days.regular_sessions(attendee.student, session.on):
            if session.overlaps(regular.start, regular.end):
                yield _about(session, attendee, f"is in {_named(regular)} at that time")


def _about(session: Session, attendee: Attendee, what: str) -> Violation:
    reason = f"student {attendee.student.student_id} {what}"
    return Violation(2, session.session_id, attendee.debt.owed_id, reason)


def _named(regular: Regular) -> str:
    time = f"{clock(regular.start)}-{clock(regular.end)}"
    return f"regular session {regular.session_id} ({time})"
