"""Rows of tables as parts of an entry, taken apart so that each student's cells stand alone.

A row that lists several students becomes one part for itself and one for each listed student.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from makeup_sched.recording.entry import Part

LINE, AT = "line", "at"
"""Facts of a part that say which row it belongs to and which place in the row's lists."""

_OWNER = "student_id"
_LISTS: dict[str, tuple[str, ...]] = {
    "students": ("keep_apart",),
    "regular_sessions": ("student_ids",),
    "locked": ("student_ids", "owed_ids"),
    "sessions": ("student_ids", "owed_ids"),
}
"""Columns that list students, and those that go along with them in the same order."""
_ITEMS = {"amendments": "service_id"}
"""Columns by which the student of a row is found where the row doesn't name one."""

Cells = Mapping[str, str]


def parts_of_rows(
    table: str, rows: Sequence[Cells], student_of: Mapping[str, str]
) -> tuple[Part, ...]:
    """Return the parts of rows; `student_of` says whose each service or award is.

    The cells are text as in a CSV file; blank ones are left out.
    """
    parts = []
    for number, row in enumerate(rows):
        lists = {name: row.get(name, "").split(";") for name in _LISTS.get(table, ())
                 if row.get(name)}  # fmt: skip
        own = {name: text for name, text in row.items() if text and name not in lists}
        owner = row.get(_OWNER, "") or student_of.get(row.get(_ITEMS.get(table, ""), ""), "")
        parts.append(Part({LINE: str(number), **own}, owner))
        for place in range(max(map(len, lists.values()), default=0)):
            cells = {name: texts[place] for name, texts in lists.items() if place < len(texts)}
            student = next(iter(cells.values()), "")
            parts.append(Part({LINE: str(number), AT: str(place), **cells}, student))
    return tuple(parts)


def rows_of_parts(table: str, parts: Iterable[Part]) -> list[dict[str, str]]:
    """Return the rows that parts were made from, without what was erased.

    A row whose own part was erased is gone; one that listed only students who are gone, too.
    """
    return list(lines_of_parts(table, parts).values())


def lines_of_parts(table: str, parts: Iterable[Part]) -> dict[str, dict[str, str]]:
    """Return the rows that `rows_of_parts` returns, by the line that each was."""
    rows: dict[str, dict[str, str]] = {}
    lists: dict[str, dict[str, list[str]]] = {}
    for facts in _left(parts):
        line = facts[LINE]
        cells = {name: text for name, text in facts.items() if name not in (LINE, AT)}
        if AT not in facts:
            rows[line] = cells
            continue
        for name, text in cells.items():
            lists.setdefault(line, {}).setdefault(name, []).append(text)
    for line, row in rows.items():
        row.update({name: ";".join(texts) for name, texts in lists.get(line, {}).items()})
    needed = "student_ids" if "student_ids" in _LISTS.get(table, ()) else ""
    return {line: row for line, row in rows.items() if not needed or row.get(needed)}


def _left(parts: Iterable[Part]) -> Iterator[Mapping[str, str]]:
    return (part.facts for part in parts if part.facts is not None)
