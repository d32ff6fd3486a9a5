"""What locked sessions use up: time, minutes owed, and their share of every cap."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from makeup_sched.availability.availability import Availability
from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.ledger.items import OwedItem

Stretch = tuple[int, int, int]
"""Day index, start and end in minutes after midnight."""


@dataclass(frozen=True)
class LockedUse:
    """Sums over the locked sessions, by day index.

    `provider_minutes`, `student_minutes` and `item_sessions` are keyed by (id, day index),
    `joined` holds (regular session index, day) that already have their row, `extended` the
    minutes by which a regular session is already longer on a day.
    """

    item_minutes: IntArray
    provider_time: dict[str, list[Stretch]] = field(default_factory=dict)
    student_time: dict[str, list[Stretch]] = field(default_factory=dict)
    provider_minutes: dict[tuple[str, int], int] = field(default_factory=dict)
    student_minutes: dict[tuple[str, int], int] = field(default_factory=dict)
    item_sessions: dict[tuple[str, int], int] = field(default_factory=dict)
    joined: set[tuple[int, int]] = field(default_factory=set)
    extended: dict[tuple[int, int], int] = field(default_factory=dict)


def locked_use(case: Case, items: tuple[OwedItem, ...], open_time: Availability) -> LockedUse:
    """Add up what the locked sessions of the case use."""
    use = LockedUse(item_minutes=np.zeros(len(items), dtype=np.int64))
    index = {item.owed_id: number for number, item in enumerate(items)}
    day_of = {int(ordinal): day for day, ordinal in enumerate(open_time.days.ordinal)}
    regular = {session.session_id: number for number, session in enumerate(open_time.regular)}
    for row in rows_of(case.table("locked")):
        day = day_of[row.date.toordinal()]
        start, end = int(row.start), int(row.end)
        minutes = end - start
        for student, owed_id in zip(row.student_ids, row.owed_ids, strict=True):
            use.item_minutes[index[owed_id]] += minutes
            use.student_time.setdefault(student, []).append((day, start, end))
            _add(use.student_minutes, (student, day), minutes)
            _add(use.item_sessions, (owed_id, day), 1)
        if row.mode == "join":
            use.joined.add((regular[str(row.regular_session_id)], day))
            continue
        if row.mode == "extend":
            _add(use.extended, (regular[str(row.regular_session_id)], day), minutes)
        use.provider_time.setdefault(str(row.provider_id), []).append((day, start, end))
        _add(use.provider_minutes, (str(row.provider_id), day), minutes)
    return use


def _add(sums: dict[Any, int], key: Any, amount: int) -> None:
    sums[key] = sums.get(key, 0) + amount
