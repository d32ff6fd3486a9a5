"""What the picture of owed and planned minutes shows: one row per student, and the totals."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.values import rows_of


@dataclass(frozen=True)
class Part:
    """Minutes of one discipline owed to a student: planned, without a place, not yet decided."""

    discipline: str
    planned: int
    unmet: int
    pending: int


@dataclass(frozen=True)
class OwedRow:
    """All that is owed to one student; minutes."""

    student_id: str
    parts: tuple[Part, ...]

    @property
    def planned(self) -> int:
        """Minutes planned."""
        return sum(part.planned for part in self.parts)

    @property
    def unmet(self) -> int:
        """Minutes owed for which there is no place."""
        return sum(part.unmet for part in self.parts)

    @property
    def owed(self) -> int:
        """Minutes owed, pending ones aside."""
        return self.planned + self.unmet

    @property
    def pending(self) -> int:
        """Minutes that the team has yet to decide."""
        return sum(part.pending for part in self.parts)

    @property
    def length(self) -> int:
        """Minutes that the student's bars stand for, pending ones included."""
        return self.owed + self.pending


def owed_rows(items: pd.DataFrame, pending_apart: bool) -> list[OwedRow]:
    """Return a row per student, those with the most unmet minutes first, then the most owed.

    Parameters
    ----------
    items
        A table with the columns of `items.csv`. Items of one discipline are added up.
    pending_apart
        Whether pending minutes come on top of what is owed. Where the policy plans them they
        are a part of it, and are not shown a second time.
    """
    found: dict[str, dict[str, Part]] = {}
    for item in rows_of(items):
        parts = found.setdefault(str(item.student_id), {})
        name = str(item.discipline)
        planned, unmet, pending = int(item.planned), int(item.unmet), int(item.pending)
        pending = pending if pending_apart else 0
        before = parts.get(name, Part(name, 0, 0, 0))
        parts[name] = Part(
            name, before.planned + planned, before.unmet + unmet, before.pending + pending
        )
    rows = [
        OwedRow(student, tuple(parts[name] for name in sorted(parts)))
        for student, parts in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.unmet, -row.length, row.student_id))


def totals(rows: Sequence[OwedRow]) -> tuple[int, int, int]:
    """Return planned, unmet and pending minutes of all rows."""
    return (
        sum(row.planned for row in rows),
        sum(row.unmet for row in rows),
        sum(row.pending for row in rows),
    )
