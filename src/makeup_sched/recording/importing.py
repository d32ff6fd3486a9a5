"""Taking a case into the record: what differs from what the record holds becomes entries."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from makeup_sched.case.case import Case
from makeup_sched.recording.entry import Draft
from makeup_sched.recording.kinds import (
    LEDGER_TABLES,
    POLICY_IMPORTED,
    TABLE_IMPORTED,
    WITHDRAWN,
)
from makeup_sched.recording.lineages import SOURCE, Lineage
from makeup_sched.recording.rows import parts_of_rows
from makeup_sched.recording.state import POLICY, TABLE, Row, State, students_of_items
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS

Key = Callable[[Mapping[str, str]], str]
_KEYS: dict[str, Key] = {
    "missed": lambda row: f"{row.get('date')} {row.get('service_id')}",
    "awards": lambda row: row.get("award_id", ""),
    "delivered": lambda row: f"{row.get('date')} {row.get('owed_id')}",
    "service_log": lambda row: f"{row.get('date')} {row.get('service_id')}",
}
"""By what a changed row of a table is known to be the same row."""


def import_drafts(
    case: Case,
    state: State,
    known: Mapping[str, Sequence[Lineage]],
    source: str,
    why: str,
) -> list[Draft]:
    """Return the entries that make the record hold a case's tables.

    A table that is planned by (calendar, services, ...) is taken in whole where it differs. Of a
    table of events (missed, awards, delivered, service_log) each new row becomes an entry, a
    changed one a correction, and one that an earlier table held and this one no longer does is
    withdrawn; what was logged in the record itself stays. A row whose entry was corrected or
    withdrawn by hand is not taken in once more while its key and its minutes stand in the table as
    before; one that had gone from the table after it was withdrawn is new when it comes back.

    `known` are the lineages of each table of events.
    """
    rows = {table: _rows(case, table) for table in INPUT_SCHEMAS}
    students = state.student_of | students_of_items(rows["services"], rows["awards"])
    drafts = []
    policy = json.dumps(case.policy.model_dump(mode="json"), sort_keys=True)
    if not state.tables or case.policy != state.policy:
        drafts.append(Draft(POLICY_IMPORTED, why, {POLICY: policy, SOURCE: source}))
    for table, new in rows.items():
        if table in LEDGER_TABLES:
            drafts += _event_drafts(table, new, known[table], students, source, why)
        elif new != state.tables.get(table, []):
            own = {TABLE: table, SOURCE: source, "rows": str(len(new))}
            parts = parts_of_rows(table, new, students)
            drafts.append(Draft(TABLE_IMPORTED, why, own, rows=parts))
    return drafts


def decided_by_hand(case: Case, table: str, known: Sequence[Lineage]) -> list[tuple[Row, Lineage]]:
    """Return the rows that say something new of an event about which somebody wrote by hand.

    An import leaves what was written by hand, so these rows are not taken in; each comes with the
    lineage of its event. `known` are the lineages of the table.
    """
    left, key = list(known), _KEYS[table]
    rows = _without(_rows(case, table), left, _as_taken_in, _content)
    rows = _without(rows, left, _as_it_holds, _content)
    return _paired(rows, left, partial(_as_an_event, key), partial(_event, key))[1]


def _rows(case: Case, table: str) -> list[Row]:
    cells = render_table(table, case.table(table)).to_dict("records")
    return [{str(name): text for name, text in row.items() if text} for row in cells]


def _event_drafts(
    table: str,
    new: list[Row],
    known: Sequence[Lineage],
    students: Mapping[str, str],
    source: str,
    why: str,
) -> list[Draft]:
    """Return entries for rows that are new, corrections for changed ones and for those gone."""
    kind, key = LEDGER_TABLES[table], _KEYS[table]
    fresh, left = _apart(new, known, key)
    changed: dict[str, deque[Lineage]] = defaultdict(deque)
    for line in sorted(left, key=lambda line: not line.stands):
        changed[key(line.row or {})].append(line)
    drafts = []
    for row in fresh:
        student = row.get("student_id") or students.get(
            row.get("service_id") or row.get("owed_id") or "", ""
        )
        old = changed[key(row)].popleft() if changed[key(row)] else None
        number = None if old is None else old.live.number
        drafts.append(Draft(kind, why, {**row, SOURCE: source}, student, corrects=number))
    # what was corrected by hand stays; a withdrawal is noted once more, so that the row is new
    # where it is typed in again
    gone = [line.live for lines in changed.values() for line in lines
            if not (line.by_hand and line.stands)]  # fmt: skip
    drafts += [
        Draft(WITHDRAWN, why, {SOURCE: source}, entry.student_id, corrects=entry.number)
        for entry in sorted(gone, key=lambda entry: entry.number)
    ]
    return drafts


def _apart(new: list[Row], known: Sequence[Lineage], key: Key) -> tuple[list[Row], list[Lineage]]:
    """Return the rows that say something new, and what came from tables and none of them says now.

    A row that a table said before says nothing new, whatever was made of its entry by hand since;
    nor does one that says what was written by hand: it is one and the same.
    """
    left = list(known)
    rows = _without(new, left, _as_taken_in, _content)
    rows = _without(rows, left, _as_it_holds, _content)
    rows = _without(rows, left, partial(_as_an_event, key), partial(_event, key))
    return rows, [line for line in left if line.row is not None]


def _as_taken_in(line: Lineage) -> str:
    """Return all that a table said when it was last taken in."""
    return "" if line.row is None else _content(line.row)


def _as_it_holds(line: Lineage) -> str:
    """Return all that the entry says that holds by now."""
    return _content(line.live.facts) if line.stands else ""


def _as_an_event(key: Key, line: Lineage) -> str:
    """Return the event that somebody decided about by hand: the table's, or one they wrote down.

    A new note about it in the table is no new event, so the decision stays.
    """
    if not line.by_hand:
        return ""
    if line.row is not None:
        return _event(key, line.row)
    return _event(key, line.live.facts) if line.stands else ""


def _without(
    rows: list[Row],
    left: list[Lineage],
    said: Callable[[Lineage], str],
    says: Callable[[Mapping[str, str]], str],
) -> list[Row]:
    """Return the rows that say what none of the lineages said; takes those off that one does."""
    return _paired(rows, left, said, says)[0]


def _paired(
    rows: list[Row],
    left: list[Lineage],
    said: Callable[[Lineage], str],
    says: Callable[[Mapping[str, str]], str],
) -> tuple[list[Row], list[tuple[Row, Lineage]]]:
    """Return the rows that say what no lineage said, and the others, each with the one that did.

    Lineages that did are taken off `left`.
    """
    places: dict[str, deque[Lineage]] = defaultdict(deque)
    for line in sorted(left, key=lambda line: not line.stands):
        if words := said(line):
            places[words].append(line)
    found: list[Row] = []
    pairs: list[tuple[Row, Lineage]] = []
    for row in rows:
        if places[says(row)]:
            pairs.append((row, places[says(row)].popleft()))
        else:
            found.append(row)
    taken = {id(line) for _, line in pairs}
    left[:] = [line for line in left if id(line) not in taken]
    return found, pairs


def _event(key: Key, row: Mapping[str, str]) -> str:
    return f"{key(row)} {row.get('minutes')}"


def _content(row: Mapping[str, str]) -> str:
    return json.dumps(sorted((name, text) for name, text in row.items() if name != SOURCE and text))
