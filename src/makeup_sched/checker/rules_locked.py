"""Rule 8: the sessions of the case's `locked` table stand exactly as given."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from makeup_sched.checker.cells import Row
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Plan, read_cells
from makeup_sched.checker.violation import Violation, clock


def locked_sessions_stand(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Rule 8: "Locked sessions stand exactly as given."

    "A plan marks as `locked` exactly the rows of the case's `locked` table, every given cell
    unchanged." A blank cell of the table asks for nothing.
    """
    free = list(plan.rows)
    wanted = [_given(row) for row in read_cells(facts.case.table("locked"))]
    # rows that name their session choose first, so that one without an id takes none of theirs
    for given in sorted(wanted, key=lambda given: "session_id" not in given):
        row = _match(given, free)
        if row is None:
            session_id = given.get("session_id", "")
            reason = f"the locked session ({_shown(given)}) is not in the plan"
            yield Violation(8, session_id, "", reason)
            continue
        free = [other for other in free if other is not row]
        yield from _unchanged(given, row)
    for row in free:
        if row["locked"]:
            reason = "marked as locked, but not in the case's locked table"
            yield Violation(8, row["session_id"] or "", "", reason)


def _given(row: Row) -> dict[str, Any]:
    """Return the cells that a row of the locked table holds.

    A `contract` that is no cannot be told from a blank one; what it must be follows from the
    provider anyway.
    """
    blank: tuple[Any, ...] = (None, ())
    given = {column: value for column, value in row.items() if value not in blank}
    given.pop("locked", None)
    if given.get("contract") is False:
        del given["contract"]
    return given


def _match(given: Row, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the plan's row for a locked session: of its id, else equal in every given cell."""
    for row in rows:
        if "session_id" in given:
            if row["session_id"] == given["session_id"]:
                return row
        elif all(row[column] == value for column, value in given.items()):
            return row
    return None


def _unchanged(given: Row, row: Row) -> Iterator[Violation]:
    session_id = row["session_id"] or ""
    for column, value in given.items():
        if row[column] != value:
            planned = _shown_cell(column, row[column])
            reason = f"{column} is {planned}, locked as {_shown_cell(column, value)}"
            yield Violation(8, session_id, "", reason)
    if not row["locked"]:
        yield Violation(8, session_id, "", "not marked as locked")


def _shown(given: Row) -> str:
    return ", ".join(_shown_cell(column, value) for column, value in given.items())


def _shown_cell(column: str, value: Any) -> str:
    if value is None:
        return "blank"
    if isinstance(value, tuple):
        return ";".join(value)
    if column in ("start", "end"):
        return clock(value)
    return value.isoformat() if isinstance(value, date) else str(value)
