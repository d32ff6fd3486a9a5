"""Reading a plan that anyone may have written: sessions as records, and what is unreadable.

A row that cannot be understood (no date, an unknown student, ...) is reported and left out of
everything else; the other rows are checked as if it were not there.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.checker import cells
from makeup_sched.checker.cells import Row
from makeup_sched.checker.debt import Debt
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.records import Provider, Regular, Student
from makeup_sched.checker.violation import Violation, clock
from makeup_sched.vocabulary import MODES

READERS = {
    "session_id": cells.text,
    "provider_id": cells.text,
    "discipline": cells.text,
    "date": cells.day,
    "start": cells.whole,
    "end": cells.whole,
    "minutes": cells.whole,
    "site": cells.text,
    "mode": cells.text,
    "regular_session_id": cells.text,
    "tier": cells.text,
    "contract": cells.yes_no,
    "student_ids": cells.words,
    "owed_ids": cells.words,
    "locked": cells.yes_no,
}
"""How each column of sessions.csv is read."""

MAY_BE_BLANK = ("regular_session_id",)


@dataclass(frozen=True)
class Attendee:
    """One student in a session and the owed item that the minutes are credited to."""

    student: Student
    debt: Debt


@dataclass(frozen=True)
class Session:
    """One readable session of a plan; `start` and `end` in minutes after midnight.

    `minutes` is what the plan says is credited, `length` what start and end say. `regular` is
    None where the plan names no regular session, or one that the case does not have.
    """

    session_id: str
    provider: Provider
    discipline: str
    on: date
    start: int
    end: int
    minutes: int
    site: str
    mode: str
    regular_session_id: str
    regular: Regular | None
    tier: str
    contract: bool
    attendees: tuple[Attendee, ...]
    locked: bool

    @property
    def length(self) -> int:
        """Minutes from start to end."""
        return self.end - self.start

    @property
    def when(self) -> str:
        """Date and time in words."""
        return f"{self.on} {clock(self.start)}-{clock(self.end)}"

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether any minute lies within a time of the same day."""
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Plan:
    """A plan as read: readable sessions, all rows cell by cell, and what was unreadable."""

    sessions: tuple[Session, ...]
    rows: tuple[dict[str, Any], ...]
    violations: tuple[Violation, ...]


def read_plan(facts: Facts, sessions: pd.DataFrame) -> Plan:
    """Read the rows of a plan; never fails, whatever the cells hold."""
    rows = read_cells(sessions)
    violations = list(_repeated_ids(rows))
    missing = [column for column in READERS if column not in sessions.columns]
    if missing:
        columns = ", ".join(missing)
        violations.append(Violation("format", "", "", f"the plan lacks the column(s) {columns}"))
    readable = []
    for row in rows:
        wrong = [*_wrong_cells(row, missing), *_unknown_ids(facts, row)]
        violations += wrong
        if not wrong and not missing:
            readable.append(_session(facts, row))
    return Plan(tuple(readable), tuple(rows), tuple(violations))


def read_cells(sessions: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table of sessions, each cell read or None."""
    blank = [None] * len(sessions)
    given = {str(name): cells.tolist() for name, cells in sessions.items()}
    columns = [
        list(map(reader, given[column])) if column in given else blank
        for column, reader in READERS.items()
    ]
    return [dict(zip(READERS, row, strict=True)) for row in zip(*columns, strict=True)]


def _repeated_ids(rows: list[dict[str, Any]]) -> Iterator[Violation]:
    counts = Counter(row["session_id"] for row in rows if row["session_id"])
    for session_id, count in counts.items():
        if count > 1:
            yield Violation("format", session_id, "", f"{count} sessions have this session_id")


def _wrong_cells(row: Row, missing: list[str]) -> Iterator[Violation]:
    def wrong(message: str) -> Violation:
        return Violation("format", row["session_id"] or "", "", message)

    for column in READERS:
        if row[column] is None and column not in missing and column not in MAY_BE_BLANK:
            yield wrong(f"{column} is blank or not readable")
    start, end = row["start"], row["end"]
    if start is not None and end is not None and not 0 <= start < end <= 24 * 60:
        yield wrong(f"start {start} and end {end} (minutes after midnight) are no time of a day")
    if row["mode"] is not None and row["mode"] not in MODES:
        yield wrong(f'mode "{row["mode"]}" is none of {", ".join(MODES)}')
    students, items = row["student_ids"], row["owed_ids"]
    if students is not None and items is not None:
        if not students:
            yield wrong("the session has no student")
        if len(students) != len(items):
            yield wrong(f"{len(students)} student_ids but {len(items)} owed_ids")


def _unknown_ids(facts: Facts, row: Row) -> Iterator[Violation]:
    session_id = row["session_id"] or ""
    provider_id = row["provider_id"]
    if provider_id is not None and provider_id not in facts.providers:
        yield Violation("format", session_id, "", f"provider {provider_id} is unknown")
    for student_id in row["student_ids"] or ():
        if student_id not in facts.students:
            yield Violation("format", session_id, "", f"student {student_id} is unknown")
    for owed_id in row["owed_ids"] or ():
        if owed_id not in facts.debts:
            yield Violation("format", session_id, owed_id, f"owed item {owed_id} is unknown")


def _session(facts: Facts, row: Row) -> Session:
    regular_session_id = row["regular_session_id"] or ""
    pairs = zip(row["student_ids"], row["owed_ids"], strict=True)
    return Session(
        session_id=row["session_id"],
        provider=facts.providers[row["provider_id"]],
        discipline=row["discipline"],
        on=row["date"],
        start=row["start"],
        end=row["end"],
        minutes=row["minutes"],
        site=row["site"],
        mode=row["mode"],
        regular_session_id=regular_session_id,
        regular=facts.regulars.get(regular_session_id),
        tier=row["tier"],
        contract=row["contract"],
        attendees=tuple(
            Attendee(facts.students[student_id], facts.debts[owed_id])
            for student_id, owed_id in pairs
        ),
        locked=row["locked"],
    )
