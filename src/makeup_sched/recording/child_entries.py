"""The entries about one child, read by the index of students: of each only what is about the child.

A table or a plan that was taken in for everybody has thousands of parts; a handful are read.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from makeup_sched.recording.entry import Entry, Part
from makeup_sched.recording.rows import AT
from makeup_sched.recording.store import Store

Place = tuple[int, int]
"""Number of an entry and place of one of its parts."""

_OWN = (
    # SQLite takes the index of students only where it is told that the id is not blank
    "SELECT entry, place, content FROM parts WHERE student_id = ? AND student_id <> '' "
    "AND entry <= ?"
)
_OF_KINDS = (
    "SELECT number FROM entries WHERE kind IN (SELECT value FROM json_each(?)) AND number <= ?"
)
_HEADS = (
    "SELECT number, recorded_at, who, kind, corrects FROM entries "
    "WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
)
_PARTS = (
    "SELECT p.entry, p.place, p.student_id, p.content FROM json_each(?) AS w "
    "CROSS JOIN parts AS p ON p.entry = json_extract(w.value, '$[0]') "
    "AND p.place = json_extract(w.value, '$[1]')"
)
_LATER = (
    "SELECT number, corrects FROM entries "
    "WHERE corrects IN (SELECT value FROM json_each(?)) AND number <= ?"
)
_ROOTS = """
    WITH RECURSIVE up (first, at) AS (
        SELECT value, value FROM json_each(?)
        UNION ALL
        SELECT up.first, e.corrects FROM up JOIN entries AS e ON e.number = up.at
        WHERE e.corrects IS NOT NULL
    )
    SELECT first, min(at) FROM up GROUP BY first
"""


def child_entries(
    store: Store, student_id: str, upto: int, kinds: Iterable[str] = ()
) -> list[Entry]:
    """Return the entries about a child in their order, and all of some kinds, cut to the child.

    Left of each are its own facts, the parts of the child, and of rows that list the child their
    parts about nobody. An entry whose own facts are another child's is left out.
    """
    numbers = {int(row[0]) for row in store.select(_OF_KINDS, json.dumps(list(kinds)), upto)}
    own: dict[Place, Mapping[str, str]] = {
        (entry, place): json.loads(content)
        for entry, place, content in store.select(_OWN, student_id, upto)
    }
    numbers |= {entry for entry, _ in own}
    wanted = {(number, 0) for number in numbers} | {*own}
    # the cells of a row's lists stand behind its own part, in their order
    wanted |= {(entry, place - int(facts[AT]) - 1) for (entry, place), facts in own.items()
               if AT in facts}  # fmt: skip
    parts: dict[int, list[Part]] = defaultdict(list)
    for (entry, place), part in sorted(_parts(store, wanted).items()):
        if not place or part.student_id in ("", student_id):
            parts[entry].append(part)
    return [
        Entry(number, recorded_at, who, kind, corrects, tuple(parts[number]))
        for number, recorded_at, who, kind, corrects in store.select(
            _HEADS, json.dumps(sorted(numbers))
        )
        if parts[number][0].student_id in ("", student_id)
    ]


def corrections_of(store: Store, numbers: Iterable[int], upto: int) -> dict[int, int]:
    """Return for each entry that corrects one of some the number of that one."""
    return dict(store.select(_LATER, json.dumps(sorted(numbers)), upto))


def roots_of(store: Store, numbers: Iterable[int]) -> dict[int, int]:
    """Return for each entry the one that it goes back to: corrected by it, by steps or not at all.

    Events stand in the tables of the case in the order of these.
    """
    return dict(store.select(_ROOTS, json.dumps(sorted(numbers))))


def _parts(store: Store, places: Iterable[Place]) -> dict[Place, Part]:
    found = store.select(_PARTS, json.dumps(sorted(places)))
    return {
        (entry, place): Part(None if content is None else json.loads(content), owner)
        for entry, place, owner, content in found
    }
