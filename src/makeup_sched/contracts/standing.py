"""Visits with who is seen in them, as sets of items in the bits of a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

LONGEST = 240
"""Minutes within which the sessions of a visit begin; one that is paid already may grow beyond."""


@dataclass(frozen=True)
class Session:
    """Who (a set of items as bits) is seen from when on, for how many minutes."""

    start: int
    length: int
    items: int


@dataclass(frozen=True)
class Standing:
    """A visit in minutes after midnight, on a kind of day (`slot`).

    `day` is a planning date's index, -1 where the date is not settled.
    """

    pool: str
    slot: int
    day: int
    start: int
    end: int
    sessions: tuple[Session, ...]

    @property
    def paid(self) -> int:
        """Paid minutes."""
        return self.end - self.start

    @property
    def items(self) -> int:
        """All who are seen."""
        return all_items(self.sessions)


def all_items(sessions: Iterable[Session]) -> int:
    """Return the items of all who are seen."""
    return reduce(or_, (one.items for one in sessions), 0)
