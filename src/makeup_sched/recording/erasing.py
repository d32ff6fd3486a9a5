"""Erasing a student's data by a retention rule, so that the chain can still be verified."""

import re
from collections.abc import Iterable, Iterator

from makeup_sched.recording.entry import Draft, Entry
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.kinds import ERASED
from makeup_sched.recording.rows import AT, LINE
from makeup_sched.recording.state import forget
from makeup_sched.recording.store import Store

_SHORT = 2
RULE, PLACES = "rule", "places"


def erase(store: Store, student_id: str, rule: str, why: str, who: str) -> int:
    """Erase every part about a student and say in a new entry that it was done; return its number.

    What is erased: content, salt and owner of each part that names the student as the one it is
    about, and the other parts of rows that are the student's. The entry says by which rule, and
    which parts, but not whose they were.

    Raises RecordError where the record holds nothing about such a student.
    """
    with store.writing():
        places = store.places_of(student_id)
        if not student_id or not places:
            raise RecordError(f"the record holds nothing about a student {student_id}")
        places = sorted({*places, *_same_rows(store, places)})
        facts = {RULE: rule, PLACES: ";".join(f"{entry}.{place}" for entry, place in places)}
        if _names(f"{rule} {why}", student_id):
            raise RecordError("rule and reason stay in the record; leave the student's id out")
        (number,) = store.append([Draft(ERASED, why, facts)], who)
        store.blank(places)
    forget()
    return number


def erased_places(entries: Iterable[Entry]) -> frozenset[tuple[int, int]]:
    """Return entry and place of every part that entries say was erased."""
    found = set()
    for entry in entries:
        for text in filter(None, entry.get(PLACES).split(";")):
            number, _, place = text.partition(".")
            found.add((int(number), int(place)))
    return frozenset(found)


def _names(text: str, student_id: str) -> bool:
    """Say whether text names a student; a short id may be any number, such as that of years."""
    return len(student_id) > _SHORT and bool(re.search(rf"\b{re.escape(student_id)}\b", text))


def _same_rows(store: Store, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts that belong to rows whose own part is among the places."""
    own: dict[int, set[int]] = {}
    for number, place in places:
        own.setdefault(number, set()).add(place)
    found = []
    for entry in store.entries(numbers=own):
        lines = {
            part.facts[LINE]
            for place, part in enumerate(entry.parts)
            if place in own[entry.number] and part.facts and LINE in part.facts
            and AT not in part.facts
        }  # fmt: skip
        found += [
            (entry.number, place)
            for place, part in enumerate(entry.parts)
            if part.facts and part.facts.get(LINE) in lines
        ]
        found += [(entry.number, place) for place in _left_alone(entry, own[entry.number])]
    return found


def _left_alone(entry: Entry, erased: set[int]) -> Iterator[int]:
    """Yield the places of rows about nobody that list nobody any more, such as a session's.

    Their ids are often made from that of the student.
    """
    listing = {
        part.facts[LINE]
        for place, part in enumerate(entry.parts)
        if part.facts and AT in part.facts and place not in erased
    }
    listed = {
        part.facts[LINE]
        for place, part in enumerate(entry.parts)
        if part.facts and AT in part.facts and place in erased
    }
    for place, part in enumerate(entry.parts):
        if part.facts and AT not in part.facts and not part.student_id:
            line = part.facts.get(LINE)
            if line in listed and line not in listing:
                yield place
