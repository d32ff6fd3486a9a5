"""Taking a case into the record: what differs from what the record holds becomes entries."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping

from makeup_sched.case.case import Case
from makeup_sched.recording.entry import Draft, Entry
from makeup_sched.recording.kinds import (
    KINDS,
    LEDGER_TABLES,
    POLICY_IMPORTED,
    TABLE_IMPORTED,
    WITHDRAWN,
)
from makeup_sched.recording.rows import parts_of_rows
from makeup_sched.recording.state import POLICY, TABLE, Row, State, students_of_items
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS

SOURCE = "source"
"""The fact of an entry that came from a table: what that table was read from."""

Key = Callable[[Mapping[str, str]], str]
_KEYS: dict[str, Key] = {
    "missed": lambda row: f"{row.get('date')} {row.get('service_id')}",
    "awards": lambda row: row.get("award_id", ""),
    "delivered": lambda row: f"{row.get('date')} {row.get('owed_id')}",
    "service_log": lambda row: f"{row.get('date')} {row.get('service_id')}",
}
"""By what a changed row of a table is known to be the same row."""


def import_drafts(case: Case, state: State, source: str, why: str) -> list[Draft]:
    """Return the entries that make the record hold a case's tables.

    A table that is planned by (calendar, services, ...) is taken in whole where it differs. Of a
    table of events (missed, awards, delivered, service_log) each new row becomes an entry, a
    changed one a correction, and one that an earlier table held and this one no longer does is
    withdrawn; what was logged in the record itself stays.
    """
    rows = {table: _rows(case, table) for table in INPUT_SCHEMAS}
    students = state.student_of | students_of_items(rows["services"], rows["awards"])
    drafts = []
    policy = json.dumps(case.policy.model_dump(mode="json"), sort_keys=True)
    if not state.tables or case.policy != state.policy:
        drafts.append(Draft(POLICY_IMPORTED, why, {POLICY: policy, SOURCE: source}))
    for table, new in rows.items():
        if table in LEDGER_TABLES:
            drafts += _event_drafts(table, new, state, students, source, why)
        elif new != state.tables.get(table, []):
            own = {TABLE: table, SOURCE: source, "rows": str(len(new))}
            parts = parts_of_rows(table, new, students)
            drafts.append(Draft(TABLE_IMPORTED, why, own, rows=parts))
    return drafts


def _rows(case: Case, table: str) -> list[Row]:
    cells = render_table(table, case.table(table)).to_dict("records")
    return [{str(name): text for name, text in row.items() if text} for row in cells]


def _event_drafts(
    table: str,
    new: list[Row],
    state: State,
    students: Mapping[str, str],
    source: str,
    why: str,
) -> list[Draft]:
    """Return entries for rows that are new, corrections for changed ones and for those gone."""
    kind = LEDGER_TABLES[table]
    known = state.of_kind(*(each.name for each in KINDS.values() if each.feeds == table))
    key = _KEYS[table]
    fresh, gone = _apart(new, known, key)
    changed: dict[str, deque[Entry]] = defaultdict(deque)
    for entry in gone:
        if entry.kind == kind:
            changed[key(entry.facts)].append(entry)
    drafts = []
    for row in fresh:
        student = row.get("student_id") or students.get(
            row.get("service_id") or row.get("owed_id") or "", ""
        )
        old = changed[key(row)].popleft() if changed[key(row)] else None
        number = None if old is None else old.number
        drafts.append(Draft(kind, why, {**row, SOURCE: source}, student, corrects=number))
    left = [entry for entries in changed.values() for entry in entries]
    drafts += [
        Draft(WITHDRAWN, why, {SOURCE: source}, entry.student_id, corrects=entry.number)
        for entry in sorted(left, key=lambda entry: entry.number)
    ]
    return drafts


def _apart(new: list[Row], known: list[Entry], key: Key) -> tuple[list[Row], list[Entry]]:
    """Return the rows that the record doesn't hold, and what it has from tables but not in these.

    A row that was logged by hand and then also written into the table is one and the same.
    """
    held: dict[str, deque[Entry]] = defaultdict(deque)
    for entry in sorted(known, key=lambda entry: SOURCE not in entry.facts):
        held[_content(entry.facts)].append(entry)
    matched = set()
    fresh = []
    for row in new:
        if held[_content(row)]:
            matched.add(held[_content(row)].popleft().number)
        else:
            fresh.append(row)
    by_hand: dict[str, deque[Entry]] = defaultdict(deque)
    for entry in known:
        if SOURCE not in entry.facts and entry.number not in matched:
            by_hand[_event(key, entry.facts)].append(entry)
    fresh = [row for row in fresh if not _taken(by_hand[_event(key, row)])]
    gone = [entry for entry in known if SOURCE in entry.facts and entry.number not in matched]
    return fresh, gone


def _taken(entries: "deque[Entry]") -> bool:
    """Take the first entry, if any, and say whether there was one."""
    return bool(entries) and entries.popleft() is not None


def _event(key: Key, row: Mapping[str, str]) -> str:
    return f"{key(row)} {row.get('minutes')}"


def _content(row: Mapping[str, str]) -> str:
    return json.dumps(sorted((name, text) for name, text in row.items() if name != SOURCE and text))
