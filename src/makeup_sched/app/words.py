"""What the page says where a rule stands against something, in words that need no manual."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.app.week_view import span_words
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import CATEGORY_WORDS, clock_with_half, day_words, named
from makeup_sched.checker import Violation
from makeup_sched.plain_words import counted
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.planner import Planner

RULES = {
    1: "the provider must be free there, at the right place",
    2: "every student must be there, and not in time that is protected",
    3: "a session must be neither too short nor too long",
    4: "a group must fit together",
    5: "a student's make-up minutes a day are limited",
    6: "a provider's make-up minutes are limited",
    7: "only within the dates of planning, and not after what is due",
    8: "locked sessions stand exactly as they are",
}
"""The rules of `docs/rules.md`, each as a reason against a place."""

MOST_NAMED = 3
"""Students of a session who are named in a sentence; of more the number is said."""
_SPOKEN = {"SLP": "speech"}
"""What is said for a discipline; others are said as the tables have them."""
_EDITS = {"move": "the move of", "lock": "the lock on", "unlock": "the unlocking of",
          "remove": "the removal of"}  # fmt: skip
_EDIT = re.compile(r"(move|lock|unlock|remove) ")
_SESSION = re.compile(r"(?:\bsession )?(?<![\w-])([\w.-]*\w)")
_WHEN = re.compile(r"\b(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})\b(?!-)")
_OF_STUDENT = re.compile(r"student (\S+) is (.*)")
_NOT_FREE = re.compile(r" is not free, not at .+?, on ")
_NEVER = re.compile(r"(is|are) in (\w+) \(never\)")
_SPAN = re.compile(r"\b(\d{2}):(\d{2})-(\d{2}):(\d{2})\b")
_ENDS_WITH_SPAN = re.compile(r"(?P<what>.*)(?P<start>\d{2}:\d{2})-(?P<end>\d{2}:\d{2})")
_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CLOCK = re.compile(r"(?<!-)\b(\d{2}):(\d{2})\b(?![-\u00a0])")  # not one with AM or PM behind


def place_words(day: date, start: int) -> str:
    """Return a day and a start as `Tue May 5, 12:30 PM`."""
    return f"{day_words(day)}, {clock_with_half(start)}"


def session_words(case: Case, session: Any, *, names: bool) -> str:
    """Return a session, a row of a plan's sessions, as `speech with S03 on Tue Jan 13, 10:00 AM`.

    Its id stands behind it in brackets.
    """
    people = people_words(case, session.student_ids, names=names)
    what = _SPOKEN.get(session.discipline, session.discipline)
    when = place_words(session.date.date(), int(session.start))
    return f"{what} with {people} on {when} ({session.session_id})"


def people_words(case: Case, student_ids: Sequence[str], *, names: bool) -> str:
    """Return students as `S03 and S07`; of many the first and how many more."""
    who = [_who(case, str(student_id), names) for student_id in student_ids]
    if len(who) > MOST_NAMED:
        who = [*who[: MOST_NAMED - 1], f"{len(who) - MOST_NAMED + 1} more"]
    return " and ".join(filter(None, [", ".join(who[:-1]), who[-1]]))


def with_sessions(case: Case, sessions: pd.DataFrame, text: str, *, names: bool) -> str:
    """Return a text with the ids of sessions replaced by what each is, the id behind it."""
    known = {str(row.session_id): row for row in rows_of(sessions)}

    def said(found: re.Match[str]) -> str:
        session = known.get(found[1])
        return found[0] if session is None else session_words(case, session, names=names)

    return _SESSION.sub(said, text)


def published_words(since: date) -> str:
    """Say that another plan is published than the one that is shown, and how to go on from it."""
    return (
        f"Another plan is published, since {day_words(since)}; this one is new. To go on from the "
        "published one press Plan on from the record, below."
    )


def out_words(who: str, on: date, makeups: int, regular: int, locked: int = 0) -> str:
    """Say that somebody is out on a date, and which sessions do not take place for it."""
    counts = ((makeups, "make-up session"), (regular, "regular session"))
    words = [counted(number, noun) for number, noun in counts if number]
    if locked:  # of the make-up sessions
        words[0] += f" ({locked} locked)"
    sessions = " and ".join(words)
    said = f"{who} is out on {day_words(on)}" + (f": {sessions} out, too" if sessions else "")
    if not regular:
        return said
    return (
        f"{said}. Minutes of regular sessions are not added to what is owed: enter them as missed"
    )


def back_words(who: str, on: date) -> str:
    """Say that somebody is no longer out on a date, and what becomes of what had fallen out."""
    return (
        f"{who} is back on {day_words(on)}. What had fallen out is planned anew, and is no longer "
        "locked; published sessions come back with Plan on from the record"
    )


def over_words(since: date, uncounted: int) -> str:
    """Ask before a plan takes the place of a published one; minutes given may not be in it."""
    said = f"A plan is published, since {day_words(since)}. This one would take its place."
    if not uncounted:
        return said
    does = "does" if uncounted == 1 else "do"
    return (
        f"{said} The {counted(uncounted, 'minute')} given by the record {does} not count in it and "
        "would be given again: press Plan on from the record first."
    )


def uncounted_words(minutes: int, *, published: bool) -> str:
    """Say that the record holds minutes that are not counted, and how to have them count."""
    are = "is" if minutes == 1 else "are"
    said = f"The record holds {counted(minutes, 'minute')} given, which {are} not counted here"
    return f"{said}: press Plan on from the record." if published else f"{said}."


def as_sentence(text: str) -> str:
    """Return a text with a capital at its beginning and a stop at its end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", ":")) else ".")


def edit_words(edit: str) -> str:
    """Return an edit of a planner, such as `move M0002`, as something that can be taken back."""
    return _EDIT.sub(lambda found: f"{_EDITS[found[1]]} ", edit, count=1)


def told(planner: Planner, text: str, *, names: bool, sessions: pd.DataFrame | None = None) -> str:
    """Return an edit, or a session's id, in words; ids are of `sessions`, else of what stands."""
    case, known = planner.draft, planner.sessions if sessions is None else sessions
    said = with_sessions(case, known, reason_words(case, text, names=names), names=names)
    return as_sentence(said).removesuffix(".")


def last_edit_words(planner: Planner, what: str, *, names: bool, taken_back: bool = False) -> str:
    """Return `what` becomes of the last edit, its sessions as they stood before it; blank for none.

    With `taken_back` of the one that was taken back last.
    """
    edit = (planner.edits_taken_back if taken_back else planner.edits)[-1:]
    if not edit:
        return ""
    made_on = planner.edited_sessions(taken_back=taken_back)
    return told(planner, f"{what}: {edit_words(edit[0])}", names=names, sessions=made_on)


def rules_words(
    case: Case, sessions: pd.DataFrame, broken: Iterable[Violation], *, names: bool
) -> list[dict[str, str]]:
    """Return each broken rule once, with what it asks for and every reason against it."""
    found: dict[str, dict[str, str]] = {}
    for violation in _of_several(_joined(broken)):
        key = str(violation.rule)
        rule = RULES.get(violation.rule, "") if violation.rule != "format" else ""
        entry = found.setdefault(key, {"rule": key, "asks": rule, "reason": ""})
        reason = reason_words(case, violation.message, names=names)
        reason = with_sessions(case, sessions, reason, names=names)
        entry["reason"] = "; ".join(filter(None, [entry["reason"], reason]))
    return list(found.values())


def _joined(broken: Iterable[Violation]) -> list[Violation]:
    """Return violations, those of stretches of time that follow each other as one."""
    kept: list[Violation] = []
    for violation in broken:
        new = _ENDS_WITH_SPAN.fullmatch(violation.message)
        old = _ENDS_WITH_SPAN.fullmatch(kept[-1].message) if kept else None
        if new and old and new["what"] == old["what"] and new["start"] == old["end"]:
            text = f"{old['what']}{old['start']}-{new['end']}"
            kept[-1] = replace(violation, message=text)
        else:
            kept.append(violation)
    return kept


def _of_several(broken: Iterable[Violation]) -> list[Violation]:
    """Return violations, those that say the same of several students as one."""
    kept: dict[tuple[object, str], list[tuple[str, Violation]]] = {}
    for violation in broken:
        found = _OF_STUDENT.fullmatch(violation.message)
        student, what = (found[1], found[2]) if found else ("", violation.message)
        kept.setdefault((violation.rule, what), []).append((student, violation))
    told = []
    for (_, what), all_alike in kept.items():
        students = list(dict.fromkeys(student for student, _ in all_alike))
        text = f"students {', '.join(students[:-1])} and {students[-1]} are {what}"
        alone = len(students) == 1
        told.append(all_alike[0][1] if alone else replace(all_alike[0][1], message=text))
    return told


def refusal_words(case: Case, sessions: pd.DataFrame, error: EditError, *, names: bool) -> str:
    """Return why an edit cannot be, in one sentence."""
    reason = reason_words(case, error.reason.rstrip(":"), names=names)
    return as_sentence(with_sessions(case, sessions, reason, names=names))


def reason_words(case: Case, message: str, *, names: bool) -> str:
    """Return a message of the checker with dates, times and protected time in plain words.

    With `names`, people's names stand in place of their ids.
    """
    text = _NOT_FREE.sub(" is not free on ", _NEVER.sub(_protected, message))
    text = when_in_words(text)
    return _named(case, text) if names else text


def _who(case: Case, student_id: str, names: bool) -> str:
    return named(case.table("students"), "student_id", student_id, names)


def when_in_words(text: str) -> str:
    """Return a text with dates such as `2026-05-12` as `Tue May 12`, times as `2:15 PM`."""
    text = _WHEN.sub(
        lambda found: place_words(date.fromisoformat(found[1]), 60 * int(found[2]) + int(found[3])),
        text,
    )
    text = _CLOCK.sub(lambda found: clock_with_half(60 * int(found[1]) + int(found[2])), text)
    text = _SPAN.sub(lambda found: span_words(*_minutes(found)), text)
    return _DATE.sub(lambda found: day_words(date(*map(int, found.groups()))), text)


def _protected(found: re.Match[str]) -> str:
    category = CATEGORY_WORDS.get(found[2], found[2])
    return f"{found[1]} in {category}, which is protected,"


def _minutes(found: re.Match[str]) -> tuple[int, int]:
    hour, minute, last_hour, last_minute = map(int, found.groups())
    return 60 * hour + minute, 60 * last_hour + last_minute


def _named(case: Case, text: str) -> str:
    for table, column in (("students", "student_id"), ("providers", "provider_id")):
        people = case.table(table)
        for person_id in people[column]:
            if str(person_id) in text:
                name = named(people, column, str(person_id), True)
                text = re.sub(
                    rf"\b{re.escape(str(person_id))}\b(?!-)", name.replace("\\", ""), text
                )
    return text
