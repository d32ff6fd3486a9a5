"""What the record says of one child, without reading the rest: its case, state and history."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.defaults import fill_defaults
from makeup_sched.case.one_child import one_of
from makeup_sched.case.planning_dates import planning_dates
from makeup_sched.recording.child_entries import child_entries, corrections_of, roots_of
from makeup_sched.recording.child_history import ChildHistory, child_history
from makeup_sched.recording.child_tables import Rows, child_tables
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.everybody import Everybody
from makeup_sched.recording.kinds import DECIDED, KINDS, LEDGER_TABLES, OUTCOMES, PAPER_FILED
from makeup_sched.recording.state import EVENTS, NO_CASE, Row, State, frame_of_text, policy_of
from makeup_sched.recording.store import Store
from makeup_sched.tables.parse import typed_table
from makeup_sched.tables.problems import CaseError
from makeup_sched.tables.schemas import INPUT_SCHEMAS, empty_table

_ITEMS = ("service_id", "owed_id", "award_id")
_FEEDING = {
    table: tuple(kind.name for kind in KINDS.values() if kind.feeds == table)
    for table in LEDGER_TABLES
}
"""Kinds of entries whose rows end up in a table."""
_OF_ITEMS = {kind for kinds in _FEEDING.values() for kind in kinds} | {DECIDED, *OUTCOMES}
"""Kinds of entries that are about a service or an award, whosever it is by now."""
_LINK = "SELECT link FROM entries WHERE number = ?"
_NEWEST = """
    SELECT max(json_extract(p.content, ?)) FROM entries AS e
    JOIN parts AS p ON p.entry = e.number AND p.place = 0
    WHERE e.kind IN (SELECT value FROM json_each(?)) AND e.number <= ?3
    AND NOT EXISTS (SELECT 1 FROM entries AS c WHERE c.corrects = e.number AND c.number <= ?3)
"""


@dataclass(frozen=True)
class ChildRecord:
    """What the record says of one child up to one of its entries.

    Attributes
    ----------
    case
        The case with what concerns the child: see `child_tables`. Rows of `missed`, `awards`,
        `delivered` and `service_log` are numbered by entries of the record, those of other tables
        as in the whole case; it has no hash.
    state
        The tables that were taken in and the events, cut in the same way; where the child has
        papers, those of everybody. Published plans are in `history` alone.
    history
        Every entry about the child.
    holds
        Of a row of `case` whose entry was corrected, the number of the entry that holds by now.
    file, link
        The name of the record's file, and the link (in hex) of the entry up to which it was read.
    """

    case: Case
    state: State
    history: ChildHistory
    holds: Mapping[int, int]
    file: str
    link: str

    @property
    def student_id(self) -> str:
        """The child."""
        return self.history.student_id

    def entry_of(self, row: int) -> int:
        """Return the entry of a row of `missed`, `awards`, `delivered` or `service_log`."""
        return self.holds.get(row, row)


def child_record(
    store: Store,
    name: str,
    student_id: str,
    upto: int,
    known: Everybody,
    sessions: Iterable[str] = (),
) -> ChildRecord:
    """Return what the record says of a child up to one of its entries.

    The tables are not held against each other as those of a whole case: they were when they were
    taken in.

    Parameters
    ----------
    store, name
        The file of the record and the name of its case.
    student_id, upto
        The child, and the last entry that counts.
    known
        Whom the record knows by then.
    sessions
        Ids of regular sessions that the child does not attend and that are needed, too.

    Raises
    ------
    MakeupSchedError
        Where the record has no such student.
    """
    if not known.students:
        raise RecordError(NO_CASE)
    one_of(student_id, sorted(known.students))
    with store.reading():
        history = child_history(store, student_id, upto, known)
        events = [*_events(history, known.items(student_id)),
                  *_of_everybody(store, history, upto),
                  *_written_for_others(store, known, student_id, upto)]  # fmt: skip
        roots = roots_of(store, [entry.number for entry in events])
        events.sort(key=lambda entry: roots[entry.number])
        tables = child_tables(store, student_id, upto, sessions)
        policy = policy_of(store, upto)
        rows = {table: list(found.values()) for table, found in tables.items()}
        state = State(upto, rows, policy, tuple(events))
        link = bytes(store.select(_LINK, upto)[0][0]).hex()
        start = policy.start_date or _first_date(store, upto)
    case = _case(state, tables, roots, start, name)
    holds = {root: number for number, root in roots.items()}
    return ChildRecord(case, state, history, holds, store.path.name, link)


def _events(history: ChildHistory, items: frozenset[str]) -> Iterator[Entry]:
    """Yield the entries about the child that hold, none of items that are another's by now."""
    for entry in history.entries:
        if (
            entry.kind in EVENTS
            and entry.student_id == history.student_id
            and entry.number not in history.corrected_by
            and (entry.kind not in _OF_ITEMS or _about(entry) & items)
        ):
            yield entry


def _of_everybody(store: Store, history: ChildHistory, upto: int) -> list[Entry]:
    """Return the papers that are not the child's, where it has some that they may complete."""
    if not history.standing(PAPER_FILED):
        return []
    papers = store.entries(upto, kinds=(PAPER_FILED,), live=True)
    return [entry for entry in papers if entry.student_id != history.student_id]


def _written_for_others(
    store: Store, known: Everybody, student_id: str, upto: int
) -> Iterator[Entry]:
    """Yield what was written of a service or award while it was another child's, and holds."""
    for other, items in known.former_owners(student_id).items():
        entries = [entry for entry in child_entries(store, other, upto)
                   if entry.kind in _OF_ITEMS and entry.student_id == other]  # fmt: skip
        gone = {*corrections_of(store, [entry.number for entry in entries], upto).values()}
        for entry in entries:
            if entry.number not in gone and _about(entry) & items:
                yield entry


def _about(entry: Entry) -> set[str]:
    """Return the service or award that an entry is about."""
    return {entry.get(column) for column in _ITEMS} - {""}


def _first_date(store: Store, upto: int) -> date | None:
    """Return the day after the newest miss or delivery of anybody, as a case begins."""
    for tables, column in ((("missed", "delivered"), "date"), (("awards",), "decided_on")):
        kinds = [kind for table in tables for kind in _FEEDING[table]]
        newest = store.select(_NEWEST, f"$.{column}", json.dumps(kinds), upto)[0][0]
        if newest:
            return date.fromisoformat(newest) + timedelta(days=1)
    return None


def _case(
    state: State,
    tables: Mapping[str, Rows],
    roots: Mapping[int, int],
    start: date | None,
    name: str,
) -> Case:
    frames = {}
    for table in INPUT_SCHEMAS:
        fed = [roots[entry.number] for entry in state.of_kind(*_FEEDING.get(table, ()))]
        numbers = fed if table in _FEEDING else [*tables[table]]
        frames[table] = _frame(table, state.rows(table), numbers)
    filled = fill_defaults(frames)
    dated = state.policy.model_copy(update={"start_date": start})
    first, last, problems = planning_dates(filled, dated)
    if first is None or last is None or problems:
        raise CaseError(problems)
    return Case(filled, state.policy, first, last, name)


def _frame(table: str, rows: Sequence[Row], numbers: Sequence[int]) -> pd.DataFrame:
    if not rows:
        return empty_table(table)
    raw = frame_of_text(table, rows)
    raw.index = pd.Index([*numbers], dtype="int64", name="row")
    return typed_table(table, raw)
