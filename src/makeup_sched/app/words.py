"""What the page says where a rule stands against something, in words that need no manual."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from makeup_sched.app.week_view import span_words
from makeup_sched.case.case import Case
from makeup_sched.charts.words import CATEGORY_WORDS, clock_with_half, day_words, named
from makeup_sched.checker import Violation
from makeup_sched.replanning.errors import EditError

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

_NEVER = re.compile(r"is in (\w+) \(never\)")
_SPAN = re.compile(r"\b(\d{2}):(\d{2})-(\d{2}):(\d{2})\b")
_ENDS_WITH_SPAN = re.compile(r"(?P<what>.*)(?P<start>\d{2}:\d{2})-(?P<end>\d{2}:\d{2})")
_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CLOCK = re.compile(r"(?<!-)\b(\d{2}):(\d{2})\b(?!-)")


def place_words(day: date, start: int) -> str:
    """Return a day and a start as `Tue May 5, 12:30 PM`."""
    return f"{day_words(day)}, {clock_with_half(start)}"


def rules_words(case: Case, broken: Iterable[Violation], *, names: bool) -> list[dict[str, str]]:
    """Return each broken rule once, with what it asks for and every reason against it."""
    found: dict[str, dict[str, str]] = {}
    for violation in _joined(broken):
        key = str(violation.rule)
        rule = RULES.get(violation.rule, "") if violation.rule != "format" else ""
        entry = found.setdefault(key, {"rule": key, "asks": rule, "reason": ""})
        reason = reason_words(case, violation.message, names=names)
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


def refusal_words(case: Case, error: EditError, *, names: bool) -> str:
    """Return why an edit cannot be, in one sentence."""
    reason = error.reason.rstrip(":")
    return reason_words(case, reason[:1].upper() + reason[1:], names=names) + "."


def reason_words(case: Case, message: str, *, names: bool) -> str:
    """Return a message of the checker with dates, times and protected time in plain words.

    With `names`, people's names stand in place of their ids.
    """
    text = _NEVER.sub(_protected, message)
    text = _CLOCK.sub(lambda found: clock_with_half(60 * int(found[1]) + int(found[2])), text)
    text = _SPAN.sub(lambda found: span_words(*_minutes(found)), text)
    text = _DATE.sub(lambda found: day_words(date(*map(int, found.groups()))), text)
    return _named(case, text) if names else text


def _protected(found: re.Match[str]) -> str:
    category = found[1]
    return f"is in {CATEGORY_WORDS.get(category, category)}, which is protected,"


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
