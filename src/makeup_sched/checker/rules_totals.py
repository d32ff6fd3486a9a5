"""The rules that several sessions break together: overlaps, caps and totals.

A violation names the last of the sessions in time and lists all of them in its message.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import TypeVar

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.violation import Rule, Violation

Key = TypeVar("Key", bound=Hashable)


def provider_has_no_two_at_once(_facts: Facts, sessions: Sequence[Session]) -> Iterator[Violation]:
    """Rule 1: "overlaps no other session of that provider ... locked ones included"."""
    own = [session for session in sessions if session.mode != "join"]
    together = _grouped(own, lambda session: [(session.provider.provider_id, session.on)])
    for (provider_id, _), group in together.items():
        for one, other in combinations(group, 2):
            if other.overlaps(one.start, one.end):
                yield _broken(1, [one, other], f"provider {provider_id} has both at once")


def student_has_no_two_at_once(_facts: Facts, sessions: Sequence[Session]) -> Iterator[Violation]:
    """Rule 2: "and in no other session"."""
    for (student_id, _), group in _by_student_and_day(sessions).items():
        for one, other in combinations(group, 2):
            if other.overlaps(one.start, one.end):
                yield _broken(2, [one, other], f"student {student_id} is in both at once")


def nobody_gets_more_than_owed(facts: Facts, sessions: Sequence[Session]) -> Iterator[Violation]:
    """Rule 3: "nobody is credited more than they are owed"."""
    for owed_id, group in _grouped(sessions, _owed_ids).items():
        minutes = sum(session.length * _owed_ids(session).count(owed_id) for session in group)
        debt = facts.debts[owed_id]
        if minutes > debt.owed:
            words = f"{minutes} min planned, {debt.owed} min owed"
            if debt.pending and facts.policy.pending == "hold":
                words += f" ({debt.pending} min wait for the team's decision)"
            yield _broken(3, group, words, owed_id)


def extension_within_its_bounds(facts: Facts, sessions: Sequence[Session]) -> Iterator[Violation]:
    """Rule 3: "lasts from `min_extension` to `max_extension`, before and after together"."""
    least, most = facts.policy.min_extension, facts.policy.max_extension
    extends = [session for session in sessions if session.mode == "extend"]
    together = _grouped(extends, lambda session: [(session.regular_session_id, session.on)])
    for (regular_session_id, on), group in together.items():
        minutes = sum(session.length for session in group)
        if not least <= minutes <= most:
            reason = f"regular session {regular_session_id} is extended by {minutes} min on {on}"
            yield _broken(3, group, f"{reason}, not by {least} to {most} min")


def all_who_join_stand_in_one_row(
    _facts: Facts, sessions: Sequence[Session]
) -> Iterator[Violation]:
    """Rule 4: "All who join one regular session on one date stand in one row"."""
    joins = [session for session in sessions if session.mode == "join"]
    together = _grouped(joins, lambda session: [(session.regular_session_id, session.on)])
    for (regular_session_id, on), group in together.items():
        if len(group) > 1:
            reason = f"{len(group)} rows join regular session {regular_session_id} on {on}"
            yield _broken(4, group, reason)


def student_within_the_daily_cap(facts: Facts, sessions: Sequence[Session]) -> Iterator[Violation]:
    """Rule 5: "Per student and day: make-up minutes within the cap", the student's own first."""
    for (student_id, on), group in _by_student_and_day(sessions).items():
        own = facts.students[student_id].minutes_per_day
        cap = facts.policy.makeup_minutes_per_day if own is None else own
        minutes = sum(session.length for session in group)
        if minutes > cap:
            yield _broken(5, group, f"student {student_id} has {minutes} min on {on}, cap {cap}")


def item_within_its_daily_sessions(
    facts: Facts, sessions: Sequence[Session]
) -> Iterator[Violation]:
    """Rule 5: "per item and day: `sessions_per_day_per_item`"."""
    cap = facts.policy.sessions_per_day_per_item
    together = _grouped(
        sessions, lambda session: [(owed_id, session.on) for owed_id in _owed_ids(session)]
    )
    for (owed_id, on), group in together.items():
        if len(group) > cap:
            yield _broken(5, group, f"{len(group)} sessions on {on}, cap {cap}", owed_id)


def provider_within_the_caps(_facts: Facts, sessions: Sequence[Session]) -> Iterator[Violation]:
    """Rule 6: "make-up minutes per day and per week (Monday to Sunday) within ... caps".

    A join takes none of the provider's time.
    """
    own = [session for session in sessions if session.mode != "join"]
    days = _grouped(own, lambda session: [(session.provider, session.on)])
    for (provider, on), group in days.items():
        minutes, cap = sum(session.length for session in group), provider.minutes_per_day
        if cap is not None and minutes > cap:
            reason = f"provider {provider.provider_id} has {minutes} min on {on}, cap {cap}"
            yield _broken(6, group, reason)
    weeks = _grouped(
        own, lambda session: [(session.provider, session.on - timedelta(session.on.weekday()))]
    )
    for (provider, monday), group in weeks.items():
        minutes, cap = sum(session.length for session in group), provider.minutes_per_week
        if cap is not None and minutes > cap:
            reason = f"provider {provider.provider_id} has {minutes} min in the week of {monday}"
            yield _broken(6, group, f"{reason}, cap {cap}")


def _owed_ids(session: Session) -> list[str]:
    return [attendee.debt.owed_id for attendee in session.attendees]


def _by_student_and_day(sessions: Sequence[Session]) -> dict[tuple[str, object], list[Session]]:
    return _grouped(
        sessions,
        lambda session: [
            (attendee.student.student_id, session.on) for attendee in session.attendees
        ],
    )


def _grouped(
    sessions: Sequence[Session], keys: Callable[[Session], Sequence[Key]]
) -> dict[Key, list[Session]]:
    """Return sessions by each of their keys, in order of time, none twice under a key."""
    groups: dict[Key, list[Session]] = defaultdict(list)
    for session in sorted(sessions, key=lambda session: (session.on, session.start)):
        for key in dict.fromkeys(keys(session)):
            groups[key].append(session)
    return groups


def _broken(rule: Rule, group: Sequence[Session], reason: str, owed_id: str = "") -> Violation:
    listed = ", ".join(f"{session.session_id} ({session.when})" for session in group)
    return Violation(rule, group[-1].session_id, owed_id, f"{reason}: {listed}")
