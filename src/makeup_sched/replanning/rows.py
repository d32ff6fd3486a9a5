"""Rows put into and taken out of a case's tables, all else left as it is."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.fingerprint import fingerprint
from makeup_sched.tables.columns import DTYPES, Kind
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import facts

Cells = Mapping[Any, Any]
FIRST_ROW = 2
_BLANK: dict[Kind, Any] = {
    "id": "",
    "text": "",
    "word": "",
    "date": pd.NaT,
    "time": pd.NA,
    "whole": pd.NA,
    "dollars": pd.NA,
    "yes_no": False,
    "ids": (),
    "words": (),
    "weekdays": (),
}


def typed(table: str, rows: Sequence[Mapping[str, Any]], first: int = FIRST_ROW) -> pd.DataFrame:
    """Return rows as a table with its declared columns and types; cells left out are blank."""
    index = pd.Index(range(first, first + len(rows)), dtype="int64", name="row")
    columns = {
        column.name: pd.Series(
            [row.get(column.name, _BLANK[column.kind]) for row in rows], index, DTYPES[column.kind]
        )
        for column in facts(table).columns
    }
    return pd.DataFrame(columns, index=index)


def below(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return both tables, one below the other, in the types they have."""
    if frame.empty or more.empty:
        return more if frame.empty else frame
    return pd.concat([frame, more])


def with_rows(case: Case, table: str, rows: Sequence[Mapping[str, Any]]) -> Case:
    """Return the case with rows below those that a table has."""
    frame = case.table(table)
    first = FIRST_ROW if frame.empty else int(frame.index.max()) + 1
    return with_table(case, table, below(frame, typed(table, rows, first)))


def added_rows(before: Case, after: Case) -> dict[str, Sequence[Cells]]:
    """Return the rows that an edited case has beside its own, but for those of `locked`.

    Rows are known by what they say: their numbers may be those of rows that are gone.
    """
    found: dict[str, Sequence[Cells]] = {}
    for table in sorted(after.tables.keys() - {"locked"}):
        mine, theirs = before.table(table), after.table(table)
        if mine is theirs:
            continue
        there = set(_texts(table, mine))
        new = theirs[[text not in there for text in _texts(table, theirs)]]
        if len(new):
            found[table] = new.to_dict("records")
    return found


def missing_rows(case: Case, more: Mapping[str, Sequence[Cells]]) -> dict[str, Sequence[Cells]]:
    """Return those rows of another case that a case lacks, of the people that it has."""
    providers = set(case.table("providers")["provider_id"])
    students = set(case.table("students")["student_id"])
    found: dict[str, Sequence[Cells]] = {}
    for table, rows in more.items():
        there = set(_texts(table, case.table(table)))
        missing = [
            row
            for row, text in zip(rows, _texts(table, typed(table, rows)), strict=True)
            if text not in there
            and (row.get("provider_id") in providers or row.get("student_id") in students)
        ]
        if missing:
            found[table] = missing
    return found


def _texts(table: str, frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return each row as text, by which two rows are known to say the same."""
    return list(render_table(table, frame).itertuples(index=False, name=None))


def with_added(case: Case, more: Mapping[str, Sequence[Cells]]) -> Case:
    """Return the case with further rows of its tables."""
    if not more:
        return case
    for table, rows in sorted(more.items()):
        case = with_rows(case, table, rows)
    return replace(case, source_hash=fingerprint(case.tables, case.policy))


def without_rows(case: Case, table: str, labels: Collection[int]) -> Case:
    """Return the case without the rows of a table that have these row numbers."""
    frame = case.table(table)
    return with_table(case, table, frame[~frame.index.isin(list(labels))])


def with_table(case: Case, table: str, frame: pd.DataFrame) -> Case:
    """Return the case with another table, its hash yet to be worked out."""
    # the hash of a whole case takes a while: it is worked out when the case is asked for
    return replace(case, tables={**case.tables, table: frame}, source_hash="")


def content(row: Cells) -> tuple[Hashable, ...]:
    """Return by what a row of `locked` and a row of a plan are known to be the same session.

    These are the cells that `locked` always gives; no two sessions of a plan have all in common.
    """
    return (row["provider_id"], pd.Timestamp(row["date"]), int(row["start"]), int(row["end"]),
            row["student_ids"], row["owed_ids"])  # fmt: skip
