"""Rule 8: the sessions of the case's `locked` table stand exactly as given."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    free = _Free(plan.rows)
    wanted = [_given(row) for row in read_cells(facts.case.table("locked"))]
    # rows that name their session choose first, so that one without an id takes none of theirs
    for given in sorted(wanted, key=lambda given: "session_id" not in given):
        row = free.take(given)
        if row is None:
            session_id = given.get("session_id", "")
            reason = f"the locked session ({_shown(given)}) is not in the plan"
            yield Violation(8, session_id, "", reason)
            continue
        yield from _unchanged(given, row)
    for row in free.rest():
        if row["locked"]:
            reason = "marked as locked, but not in the case's locked table"
            yield Violation(8, row["session_id"] or "", "", reason)


class _Free:
    """The plan's rows that no locked session has taken yet."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self._left = dict(enumerate(rows))
        self._named: dict[Any, list[int]] = defaultdict(list)
        self._dated: dict[Any, list[int]] = defaultdict(list)
        for number, row in self._left.items():
            self._named[row["session_id"]].append(number)
            self._dated[row["date"]].append(number)

    def take(self, given: Row) -> dict[str, Any] | None:
        """Take the first row for a locked session: of its id, else equal in every given cell."""
        for number in self._likely(given):
            row = self._left.get(number)
            if row is None:
                continue
            if "session_id" in given or all(row[key] == value for key, value in given.items()):
                return self._left.pop(number)
        return None

    def _likely(self, given: Row) -> list[int]:
        if "session_id" in given:
            return self._named.get(given["session_id"], [])
        return self._dated.get(given["date"], []) if "date" in given else list(self._left)

    def rest(self) -> Iterable[dict[str, Any]]:
        """Return what is left."""
        return self._left.values()


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
