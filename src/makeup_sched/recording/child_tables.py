"""The rows about one child of the tables that were taken in, with their numbers in the whole ones.

Of each table only the parts that are needed are read.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from makeup_sched.recording.entry import Part
from makeup_sched.recording.kinds import TABLE_IMPORTED
from makeup_sched.recording.rows import AT, LINE, lines_of_parts
from makeup_sched.recording.state import TABLE, Row
from makeup_sched.recording.store import Store

FIRST_ROW = 2
"""Number of the first row of a table below its header, as a spreadsheet shows it."""
Rows = dict[int, Row]
"""Rows of a table by their numbers."""

_WHOLE = "SELECT student_id, content FROM parts WHERE entry = ? AND place > 0 ORDER BY place"
_OWN = f"""
    SELECT student_id, content FROM parts
    WHERE entry = ? AND place > 0 AND student_id <> ''
    AND student_id IN (SELECT value FROM json_each(?))
    AND json_extract(content, '$.{AT}') IS NULL ORDER BY place
"""
_WITH = """
    SELECT student_id, content FROM parts
    WHERE entry = ? AND json_extract(content, ?) IN (SELECT value FROM json_each(?)) ORDER BY place
"""
_LISTING = f"""
    SELECT json_extract(content, '$.{LINE}') FROM parts
    WHERE entry = ? AND student_id = ? AND student_id <> ''
"""
_NAMED = f"""
    SELECT json_extract(content, '$.{LINE}') FROM parts
    WHERE entry = ? AND json_extract(content, '$.session_id') IN (SELECT value FROM json_each(?))
"""
_HAS_GAPS = "SELECT EXISTS (SELECT 1 FROM parts WHERE entry = ? AND place > 0 AND content IS NULL)"


def child_tables(
    store: Store, student_id: str, upto: int, sessions: Iterable[str] = ()
) -> dict[str, Rows]:
    """Return by table what concerns a child, of the newest tables that were taken in.

    Tables `calendar` and `providers` are whole. Of the others there are the rows of the child; the
    regular and locked sessions that it attends with all who attend them, and the regular ones that
    `sessions` names, with the rows of these students; the hours of the providers that give any of
    these or a service; and the bell schedule of the child.
    """
    numbers: dict[str, int] = {}
    for number, own in store.first_parts(TABLE_IMPORTED, upto):
        numbers.setdefault(own.get(TABLE, ""), number)
    newest = _Newest(store, numbers)
    found = {table: newest.whole(table) for table in ("calendar", "providers")}
    found |= {table: newest.of_students(table, [student_id])
              for table in ("services", "student_blocks")}  # fmt: skip
    items = [row["service_id"] for row in found["services"].values()]
    found["amendments"] = newest.having("amendments", "service_id", items)
    found["regular_sessions"] = newest.attended("regular_sessions", student_id, sessions)
    found["locked"] = newest.attended("locked", student_id)
    attended = [*found["regular_sessions"].values(), *found["locked"].values()]
    attending = {one for row in attended for one in row.get("student_ids", "").split(";")}
    found["students"] = newest.of_students("students", {student_id, *attending})
    staff = {row.get("provider_id", "") for row in (*found["services"].values(), *attended)}
    found["provider_hours"] = newest.having("provider_hours", "provider_id", staff)
    own_rows = [row for row in found["students"].values() if row["student_id"] == student_id]
    bells = {row.get("bell_schedule", "") for row in own_rows}
    found["bell_schedules"] = newest.having("bell_schedules", "bell_schedule", bells)
    return found


@dataclass(frozen=True)
class _Newest:
    """The entries that took tables in last, by table."""

    store: Store
    numbers: Mapping[str, int]

    def whole(self, table: str) -> Rows:
        """Return all rows."""
        return self._rows(table, _WHOLE)

    def of_students(self, table: str, students: Collection[str]) -> Rows:
        """Return the rows of students, without the students that these list."""
        return self._rows(table, _OWN, _listed(students))

    def having(self, table: str, column: str, texts: Collection[str]) -> Rows:
        """Return the rows with one of several texts in a column."""
        return self._rows(table, _WITH, f"$.{column}", _listed(texts))

    def attended(self, table: str, student_id: str, sessions: Iterable[str] = ()) -> Rows:
        """Return the sessions that list a student, and those of some ids, with all whom they list.

        The table has a column `student_ids`.
        """
        if table not in self.numbers:
            return {}
        number = self.numbers[table]
        lines = {line for (line,) in self.store.select(_LISTING, number, student_id)}
        if wanted := [*sessions]:
            lines |= {line for (line,) in self.store.select(_NAMED, number, _listed(wanted))}
        return self._rows(table, _WITH, f"$.{LINE}", _listed(lines)) if lines else {}

    def _rows(self, table: str, query: str, *values: str) -> Rows:
        if table not in self.numbers:
            return {}
        number = self.numbers[table]
        lines = lines_of_parts(table, _parts(self.store.select(query, number, *values)))
        places = self._places(table, number) if lines else {}
        return {places.get(line, int(line)) + FIRST_ROW: row for line, row in lines.items()}

    def _places(self, table: str, number: int) -> dict[str, int]:
        """Return how many rows stand before each, where that is not its line: some were erased."""
        if not self.store.select(_HAS_GAPS, number)[0][0]:
            return {}
        lines = lines_of_parts(table, _parts(self.store.select(_WHOLE, number)))
        return {line: place for place, line in enumerate(lines)}


def _parts(rows: Iterable[tuple[Any, ...]]) -> list[Part]:
    return [
        Part(None if content is None else json.loads(content), owner) for owner, content in rows
    ]


def _listed(texts: Iterable[str]) -> str:
    return json.dumps(sorted(texts))
