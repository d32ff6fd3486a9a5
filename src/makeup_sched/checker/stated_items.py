"""Checks that what a plan states of each owed item is what its sessions come to."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import cells
from makeup_sched.checker.cells import Row
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.recount import ItemCount, recount
from makeup_sched.checker.violation import Violation

READERS = {
    "owed_id": cells.text,
    "student_id": cells.text,
    "discipline": cells.text,
    "owed": cells.whole,
    "planned": cells.whole,
    "unmet": cells.whole,
    "pending": cells.whole,
    "oldest_date": cells.day,
    "due_date": cells.day,
    "reason": cells.text,
}
"""How each column of items.csv that can be checked is read."""

ALWAYS = ("student_id", "discipline", "owed", "planned", "unmet", "pending")
WHERE_OWED = ("oldest_date", "due_date")


def check_items(case: Case | Facts, sessions: pd.DataFrame, items: pd.DataFrame) -> list[Violation]:
    """Check a plan's `items` table against its sessions.

    Parameters
    ----------
    case, sessions
        As for `check`.
    items
        The plan's `items` table: minutes as whole numbers, dates `datetime64`, text `str`.
        `oldest_date` and `due_date` are looked at only where minutes are owed; the wording of
        `reason` and `explanation` is free.

    Returns
    -------
    list of Violation
        All of rule `"format"`, one per wrong value or missing row.
    """
    missing = [column for column in READERS if column not in items.columns]
    if missing:
        return [_wrong("", f"items lacks the column(s) {', '.join(missing)}")]
    counts = recount(case, sessions).items
    rows: list[dict[str, Any]] = [
        {column: reader(row[column]) for column, reader in READERS.items()}
        for row in cells.rows_of(items)
    ]
    violations = list(_rows_are_right(rows, counts))
    for row in rows:
        if row["owed_id"] in counts:
            violations += _values_are_right(row, counts[row["owed_id"]])
    return violations


def _rows_are_right(
    rows: list[dict[str, Any]], counts: dict[str, ItemCount]
) -> Iterator[Violation]:
    """`items` has a row for each item that is owed or pending."""
    listed = Counter(row["owed_id"] for row in rows)
    for owed_id, times in listed.items():
        if owed_id is None:
            yield _wrong("", f"items has {times} row(s) without owed_id")
        elif times > 1:
            yield _wrong(owed_id, f"items has {times} rows for it")
    for owed_id in counts:
        if owed_id not in listed:
            yield _wrong(owed_id, "items has no row for it")
    for row in rows:
        stated = any(row[column] for column in ("owed", "planned", "unmet", "pending"))
        if row["owed_id"] is not None and row["owed_id"] not in counts and stated:
            yield _wrong(row["owed_id"], "items has a row for it, but it is not owed or pending")


def _values_are_right(row: Row, count: ItemCount) -> Iterator[Violation]:
    for column in (*ALWAYS, *WHERE_OWED) if count.owed else ALWAYS:
        expected = getattr(count, column)
        if row[column] != expected:
            stated = "blank" if row[column] is None else row[column]
            yield _wrong(count.owed_id, f"items says {column} {stated}, should be {expected}")
    if count.unmet and row["reason"] is None:
        yield _wrong(count.owed_id, f"items gives no reason for {count.unmet} unmet min")
    if not count.unmet and row["reason"] is not None:
        yield _wrong(count.owed_id, f"items gives reason {row['reason']}, but nothing is unmet")


def _wrong(owed_id: str, message: str) -> Violation:
    return Violation("format", "", owed_id, message)
