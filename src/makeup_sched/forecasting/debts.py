"""What is owed while a future is walked through: misses add to it, make-ups take from it.

It begins with the ledger of the case and goes on by the same rules: oldest minutes are paid first,
what is planned is rounded up to the grid, a due date follows from the oldest minute still owed. The
ledger itself reads tables, which is too slow for thousands of reviews; a test holds both together.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.ledger.items import OwedItem
from makeup_sched.ledger.sources import COUNTED_BY_RULE, owed_sources
from makeup_sched.replanning.rows import with_rows


@dataclass(frozen=True)
class Opening:
    """How matters stand when a future begins.

    Attributes
    ----------
    facts
        Every item that is owed or could come to be, by its id; the minutes in it say nothing.
    queue
        Minutes in the queue of each item with the date they were missed on, oldest first.
    given
        Minutes delivered of each item.
    counted
        How minutes missed for each reason are counted: `owed`, `pending` or `not_owed`.
    """

    facts: dict[str, OwedItem]
    queue: dict[str, tuple[tuple[dt.date, int], ...]]
    given: dict[str, int]
    counted: dict[str, str]


def opening(case: Case, items: Iterable[OwedItem]) -> Opening:
    """Return how matters stand at the beginning of planning.

    `items` are all that are owed or could come to be, see `owing_all`.
    """
    queue: dict[str, list[tuple[dt.date, int]]] = {}
    for line in rows_of(owed_sources(case)):
        if line.queued:
            queue.setdefault(str(line.owed_id), []).append((line.date.date(), int(line.queued)))
    given: dict[str, int] = {}
    for row in rows_of(case.table("delivered")):
        given[str(row.owed_id)] = given.get(str(row.owed_id), 0) + int(row.minutes)
    counted = {str(reason): COUNTED_BY_RULE[rule] for reason, rule in case.policy.reasons.items()}
    entries = {name: tuple(lines) for name, lines in queue.items()}
    return Opening({item.owed_id: item for item in items}, entries, given, counted)


def owing_all(case: Case) -> Case:
    """Return the case as if each service had missed a minute more and nothing were delivered.

    So everything that could come to be owed is an item of it; nothing is locked.
    """
    more = [
        {"date": case.start_date, "service_id": name, "minutes": 1, "decision": "owed"}
        for name in case.table("services")["service_id"]
    ]
    none = {name: case.table(name).iloc[:0] for name in ("delivered", "locked")}
    bare = replace(case, tables={**case.tables, **none}, source_hash="")
    return with_rows(bare, "missed", more)


class Debts:
    """The debts of one future."""

    def __init__(self, begin: Opening, case: Case) -> None:
        self._begin = begin
        self._grid = case.policy.grid_minutes
        self._due_within = case.policy.due_within_days
        self._end = case.end_date
        self._waits = case.policy.pending == "hold"
        self._queue = {name: list(lines) for name, lines in begin.queue.items()}
        self._given = dict(begin.given)
        self.pending = 0
        """Minutes missed on the way that the team would have to decide on."""

    def miss(self, owed_id: str, date: dt.date, minutes: int, reason: str) -> int:
        """Add a missed session; return the minutes that it makes owed by the policy."""
        counted = self._begin.counted[reason]
        if counted == "pending":
            self.pending += minutes
        if counted == "not_owed" or (counted == "pending" and self._waits):
            return 0
        self._queue.setdefault(owed_id, []).append((date, minutes))
        return minutes

    def give(self, owed_id: str, minutes: int) -> None:
        """Take a make-up session off what is owed."""
        self._given[owed_id] = self._given.get(owed_id, 0) + minutes

    def outstanding(self) -> dict[str, int]:
        """Return the minutes owed of each item with any, rounded up to the grid."""
        return {name: self._rounded(left) for name in self._queue if (left := self._left(name))}

    def _left(self, owed_id: str) -> int:
        """Return the minutes of an item that are owed, before rounding."""
        queued = sum(minutes for _, minutes in self._queue[owed_id])
        return max(0, queued - self._given.get(owed_id, 0))

    def _rounded(self, minutes: int) -> int:
        return -(-minutes // self._grid) * self._grid

    def items(self, first: dt.date) -> list[OwedItem]:
        """Return what is to be planned from a date on, sorted by id, as the ledger would."""
        return [self._item(name, first) for name in sorted(self.outstanding())]

    def _item(self, owed_id: str, first: dt.date) -> OwedItem:
        facts, left = self._begin.facts[owed_id], self._left(owed_id)
        oldest = self._oldest(owed_id)
        due = facts.due_date if facts.kind == "award" else None
        if due is None and self._due_within > 0:
            due = oldest + dt.timedelta(days=self._due_within)
        return replace(
            facts,
            owed=self._rounded(left),
            raw_owed=left,
            pending=0,
            oldest_date=oldest,
            due_date=due,
            due_shown=due or self._end,
            earliest_date=max(facts.earliest_date, first),
        )

    def _oldest(self, owed_id: str) -> dt.date:
        """Return the date of the oldest minute that is still owed."""
        paid = self._given.get(owed_id, 0)
        for date, minutes in sorted(self._queue[owed_id]):
            paid -= minutes
            if paid < 0:
                return date
        raise ValueError(f"nothing of {owed_id} is owed")
