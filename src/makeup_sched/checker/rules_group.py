"""Rule 4: who may be in one session together."""

from collections.abc import Iterator
from itertools import combinations

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session
from makeup_sched.checker.records import Regular, Student
from makeup_sched.checker.violation import Violation


def one_discipline(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 4: "A group: one discipline", which is every item's."""
    for attendee in session.attendees:
        debt = attendee.debt
        if debt.discipline != session.discipline:
            reason = f"the item is {debt.discipline}, the session {session.discipline}"
            yield Violation(4, session.session_id, debt.owed_id, reason)


def size_within_the_cap(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 4: "every item in it allows groups, size within the cap".

    "The smallest of this [`group_cap`], the provider's and each item's max_group counts"; "in a
    `join` the regular attendees count for size (the regular session's `max_group` too)".
    """
    size = len(session.attendees) + len(_regular_attendees(facts, session))
    for limit, whose, owed_id in _limits(facts, session):
        if size > limit:
            reason = f"{size} students, but {whose} allows {limit}"
            yield Violation(4, session.session_id, owed_id, reason)


def grades_within_the_span(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 4: "grades within the span (an unknown grade fits all)"."""
    together = [*_students(session), *_regular_attendees(facts, session)]
    grades = [student.grade for student in together if student.grade is not None]
    span = facts.policy.group_grade_span
    if grades and max(grades) - min(grades) > span:
        reason = f"grades from {min(grades)} to {max(grades)} are more than {span} apart"
        yield Violation(4, session.session_id, "", reason)


def nobody_kept_apart(facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 4: "nobody in it kept apart from another".

    In a join "nobody among them is kept apart from a regular attendee" either; two regular
    attendees are none of the plan's doing.
    """
    students = _students(session)
    pairs = list(combinations(students, 2))
    pairs += [(one, other) for one in students for other in _regular_attendees(facts, session)]
    for one, other in pairs:
        if other.student_id in one.keep_apart or one.student_id in other.keep_apart:
            reason = f"students {one.student_id} and {other.student_id} are kept apart"
            yield Violation(4, session.session_id, "", reason)


def extend_is_for_those_who_attend(_facts: Facts, session: Session) -> Iterator[Violation]:
    """Rule 4: "The attendees of an `extend` are among those of its regular session"."""
    regular = session.regular
    if session.mode != "extend" or regular is None:
        return
    for attendee in session.attendees:
        student_id = attendee.student.student_id
        if student_id not in regular.student_ids:
            reason = f"student {student_id} does not attend regular session {regular.session_id}"
            yield Violation(4, session.session_id, attendee.debt.owed_id, reason)


def _students(session: Session) -> list[Student]:
    return [attendee.student for attendee in session.attendees]


def _regular_attendees(facts: Facts, session: Session) -> list[Student]:
    """Return those who attend anyway where the session is a join; nobody in another mode."""
    if session.mode != "join" or session.regular is None:
        return []
    known = facts.students
    return [known[each] for each in session.regular.student_ids if each in known]


def _limits(facts: Facts, session: Session) -> Iterator[tuple[int, str, str]]:
    """Give every limit of the group's size: how many, whose, and of which item."""
    yield facts.policy.group_cap, "the policy", ""
    if session.provider.max_group is not None:
        yield session.provider.max_group, f"provider {session.provider.provider_id}", ""
    if session.mode == "join" and session.regular is not None:
        limit = _regular_limit(session.regular)
        if limit is not None:
            yield limit, f"regular session {session.regular.session_id}", ""
    for attendee in session.attendees:
        if attendee.debt.max_group is not None:
            yield attendee.debt.max_group, "the item", attendee.debt.owed_id


def _regular_limit(regular: Regular) -> int | None:
    """`max_group`, by default "1 where one student attends, else the provider's"."""
    if regular.max_group is not None:
        return regular.max_group
    return 1 if len(regular.student_ids) == 1 else None
