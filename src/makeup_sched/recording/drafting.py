"""From the cells that somebody writes to an entry: read as declared, ids known, whose it is."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from makeup_sched.case.frames import raw_from_frame
from makeup_sched.recording.entry import Draft
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.kinds import KINDS, Kind
from makeup_sched.recording.lookup import Lookup
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.problems import CaseError, Problem
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import facts
from makeup_sched.tables.suggest import did_you_mean

Cells = Mapping[str, Any]


def draft(lookup: Lookup, kind: str, cells: Cells, why: str, corrects: int | None = None) -> Draft:
    """Return one entry of a kind; see `drafts`."""
    return drafts(lookup, kind, [cells], why, [corrects])[0]


def drafts(
    lookup: Lookup,
    kind: str,
    rows: Sequence[Cells],
    why: str,
    corrects: Sequence[int | None] = (),
) -> list[Draft]:
    """Return entries of one kind from their cells, text or Python's own values.

    Raises
    ------
    CaseError
        Where cells can't be what their columns say; it lists every problem.
    RecordError
        Where an id is not one of the record.
    """
    if not rows:
        return []
    declared = declared_kind(kind)
    read = read_rows(declared.table, rows)
    numbers = list(corrects) or [None] * len(rows)
    return [
        Draft(kind, why, row, student_of_row(lookup, row), corrects=number)
        for row, number in zip(read, numbers, strict=True)
    ]


def declared_kind(name: str) -> Kind:
    """Return a kind whose entries are rows of a table; RecordError where there is none so named."""
    kind = KINDS.get(name)
    if kind is None or not kind.by_hand:
        known = [each.name for each in KINDS.values() if each.by_hand]
        words = f"there are {', '.join(known)}{did_you_mean(name, known)}"
        raise RecordError(f"{name} is not a kind of entry that can be added; {words}")
    return kind


def read_rows(table: str, rows: Sequence[Cells]) -> list[dict[str, str]]:
    """Return rows as text in the form in which the record keeps them, blank cells left out.

    Raises CaseError with every cell that can't be read, and every name that is no column.
    """
    columns = [column.name for column in facts(table).columns]
    unknown = dict.fromkeys(name for row in rows for name in row if name not in columns)
    problems = [
        Problem(table, 0, name, "", f"is not a column of {table}{did_you_mean(name, columns)}")
        for name in unknown
    ]
    raw = raw_from_frame(table, pd.DataFrame([dict(row) for row in rows], columns=columns))
    parsed = parse_table(table, raw)
    problems += [problem for problem in parsed.problems if problem.severity == "error"]
    if len(parsed.frame) < len(rows):
        problems.append(Problem(table, 0, "", "", "has a row without any cell"))
    if problems:
        raise CaseError(problems)
    cells = render_table(table, parsed.frame).to_dict("records")
    return [{str(name): text for name, text in row.items() if text} for row in cells]


def student_of_row(lookup: Lookup, row: Mapping[str, str]) -> str:
    """Return whose a row is; RecordError where it names a service, award or student not there."""
    known: Mapping[str, Any]
    for column, known, what in (
        ("service_id", lookup.services, "service"),
        ("owed_id", lookup.student_of, "service or award"),
    ):
        if (name := row.get(column, "")) and name not in known:
            raise RecordError(f"the record has no {what} {name}{did_you_mean(name, known)}")
    student = row.get("student_id", "")
    if student and student not in lookup.students:
        hint = did_you_mean(student, lookup.students)
        raise RecordError(f"the record has no student {student}{hint}")
    item = row.get("service_id") or row.get("owed_id") or ""
    return student or lookup.student_of.get(item, "")
