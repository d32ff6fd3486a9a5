"""What the record says at a moment: the tables of the case, the decisions, the published plans."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.case.read import case_from_parsed
from makeup_sched.plain_words import PAID_BACK
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.kinds import (
    DECIDED,
    KINDS,
    OUTCOMES,
    PLAN_PUBLISHED,
    POLICY_IMPORTED,
    REIMBURSED,
    TABLE_IMPORTED,
)
from makeup_sched.recording.rows import rows_of_parts
from makeup_sched.recording.store import Store
from makeup_sched.tables.parse import ParsedTable, parse_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS, empty_table, facts

Row = dict[str, str]
TABLE, POLICY = "table", "policy"
EVENTS = tuple(name for name in KINDS if name not in (TABLE_IMPORTED, POLICY_IMPORTED))
"""Kinds of entries of which one holds until another takes its place."""
NO_CASE = "no case was taken in yet; run: makeup-sched record import CASE"


@dataclass(frozen=True)
class State:
    """The record up to one of its entries.

    Attributes
    ----------
    upto
        Number of the last entry that counts.
    tables
        Rows of the tables that were taken in whole, as text, by table.
    policy
        The policy that was taken in.
    events
        All other entries that no later one takes the place of; a correction stands where the
        entry stood that it corrects.
    """

    upto: int
    tables: Mapping[str, list[Row]]
    policy: Policy
    events: tuple[Entry, ...]

    def of_kind(self, *kinds: str) -> list[Entry]:
        """Return the events of some kinds in their order."""
        return [entry for entry in self.events if entry.kind in kinds and not entry.erased]

    def rows(self, table: str) -> list[Row]:
        """Return the rows of one table of the case."""
        found = list(self.tables.get(table, []))
        kinds = [kind.name for kind in KINDS.values() if kind.feeds == table]
        columns = [column.name for column in facts(table).columns]
        for entry in self.of_kind(*kinds):
            own = entry.facts
            row = {name: own[name] for name in columns if name in own}
            if entry.kind == REIMBURSED and not row.get("note"):
                receipt = own.get("reference")
                row["note"] = f"{PAID_BACK}, receipt {receipt}" if receipt else PAID_BACK
            found.append(self._decided(row) if table == "missed" else row)
        return _told_apart(found) if table == "missed" else found

    def case(self, name: str) -> Case:
        """Return the case; raises RecordError where none was taken in, CaseError as reading does.

        Its tables are those that were taken in, with everything that was logged since.
        """
        if not self.tables:
            raise RecordError(NO_CASE)
        tables = tuple(
            (table, tuple(tuple(row.items()) for row in rows))
            for table in INPUT_SCHEMAS
            if (rows := self.rows(table)) or facts(table).required or table == "missed"
        )
        kept = _case_of(name, self.policy.model_dump_json(), tables)
        # copies: who changes a table changes it for nobody else
        return replace(kept, tables={table: each.copy() for table, each in kept.tables.items()})

    @cached_property
    def student_of(self) -> dict[str, str]:
        """Whose each service and award is."""
        return students_of_items(self.rows("services"), self.rows("awards"))

    @cached_property
    def outcomes(self) -> dict[tuple[str, str, str], Entry]:
        """What became of sessions, by session id, date and owed item."""
        return {
            (entry.get("session_id"), entry.get("date"), entry.get("owed_id")): entry
            for entry in self.of_kind(*OUTCOMES)
        }

    @cached_property
    def published(self) -> pd.DataFrame:
        """The published sessions in force, the columns of a plan's `sessions`.

        A plan takes the place of what an earlier one holds from its own first date on. Sorted by
        date, start and provider.
        """
        return sessions_in_force(self.of_kind(PLAN_PUBLISHED))

    @cached_property
    def published_ids(self) -> frozenset[str]:
        """The ids of all sessions that were ever published."""
        rows = (
            rows_of_parts("sessions", entry.parts[1:]) for entry in self.of_kind(PLAN_PUBLISHED)
        )
        return frozenset(row["session_id"] for each in rows for row in each)

    def _decided(self, row: Row) -> Row:
        decision = self._decisions.get((row.get("date", ""), row.get("service_id", "")))
        return {**row, "decision": decision} if decision else row

    @cached_property
    def _decisions(self) -> dict[tuple[str, str], str]:
        return {
            (entry.get("date"), entry.get("service_id")): entry.get("decision")
            for entry in self.of_kind(DECIDED)
        }


_Rows = tuple[tuple[tuple[str, str], ...], ...]


@lru_cache(maxsize=1)
def _case_of(name: str, policy: str, tables: tuple[tuple[str, _Rows], ...]) -> Case:
    """Return the case of rows by table; kept, as most entries change nothing of it."""
    parsed = {table: _parsed(table, rows) for table, rows in tables}
    return case_from_parsed(parsed, Policy.model_validate_json(policy), name)


@lru_cache(maxsize=32)
def _parsed(table: str, rows: _Rows) -> ParsedTable:
    """Return a table of rows, each its cells; kept, as most entries change one or two of them."""
    raw = frame_of_text(table, list(map(dict, rows)))
    raw.index = pd.RangeIndex(2, 2 + len(raw), name="row")
    return parse_table(table, raw)


def forget() -> None:
    """Keep no case of a record any more: something was erased from it."""
    _case_of.cache_clear()
    _parsed.cache_clear()


def state_of(store: Store, upto: int | None = None) -> State:
    """Return what the record says up to an entry, the newest where none is named."""
    with store.reading():
        last = store.count() if upto is None else upto
        corrected = store.corrections(last)
        events = store.entries(last, kinds=EVENTS, live=True)
        events.sort(key=lambda entry: _root(entry.number, corrected))
        tables = {
            table: rows_of_parts(table, entry.parts[1:])
            for table, entry in newest_imports(store, last).items()
        }
        return State(last, tables, policy_of(store, last), tuple(events))


def sessions_in_force(plans: Iterable[Entry]) -> pd.DataFrame:
    """Return the sessions in force by entries that published plans; see `State.published`."""
    rows: list[Row] = []
    for entry in plans:
        first = entry.get("start_date")
        kept = [row for row in rows if row["date"] < first]
        rows = kept + rows_of_parts("sessions", entry.parts[1:])
    return _sessions(rows) if rows else empty_table("sessions")


def students_of_items(services: Iterable[Row], awards: Iterable[Row]) -> dict[str, str]:
    """Return whose each service and award is."""
    found = {row.get("service_id", ""): row.get("student_id", "") for row in services}
    return found | {row.get("award_id", ""): row.get("student_id", "") for row in awards}


def newest_imports(
    store: Store, upto: int, tables: Collection[str] = tuple(INPUT_SCHEMAS)
) -> dict[str, Entry]:
    """Return the newest entry that took each of some tables in."""
    numbers: dict[str, int] = {}
    for number, own in store.first_parts(TABLE_IMPORTED, upto):
        if own.get(TABLE) in tables:
            numbers.setdefault(own[TABLE], number)
    entries = {entry.number: entry for entry in store.entries(upto, numbers=numbers.values())}
    return {table: entries[number] for table, number in numbers.items()}


def policy_of(store: Store, upto: int) -> Policy:
    """Return the newest policy that was taken in up to an entry."""
    for _, own in store.first_parts(POLICY_IMPORTED, upto):
        return Policy.model_validate(json.loads(own[POLICY]))
    return Policy()


def frame_of_text(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows of text under every header of the table."""
    headers = [column.name for column in facts(table).columns]
    return pd.DataFrame(rows, columns=headers, dtype=object).fillna("")


def _told_apart(rows: list[Row]) -> list[Row]:
    """Return misses of which no two are the same in every cell, as a decision may make them."""
    seen: set[tuple[tuple[str, str], ...]] = set()
    for row in rows:
        while (content := tuple(sorted(row.items()))) in seen:
            row["note"] = f"{row.get('note', '')} (again)".strip()
        seen.add(content)
    return rows


def _root(number: int, corrected: Mapping[int, int]) -> int:
    while number in corrected:
        number = corrected[number]
    return number


def _sessions(rows: list[Row]) -> pd.DataFrame:
    raw = pd.DataFrame(rows, dtype=object).fillna("")
    raw.index = pd.RangeIndex(2, 2 + len(raw), name="row")
    frame = parse_table("sessions", raw).frame
    frame = frame.sort_values(["date", "start", "provider_id"], kind="stable")
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return frame
