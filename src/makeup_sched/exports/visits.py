"""A make-up session as a calendar file holds it, and telling which one became which."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.one_child import SIZE
from makeup_sched.case.values import rows_of


@dataclass(frozen=True)
class Visit:
    """One session; `start` and `end` in minutes after midnight.

    `student_ids` and `owed_ids` are those that the calendar may show, `size` counts all who attend.
    """

    provider_id: str
    discipline: str
    date: date
    start: int
    end: int
    site: str
    mode: str
    regular_session_id: str
    student_ids: tuple[str, ...]
    owed_ids: tuple[str, ...]
    size: int

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as JSON holds them."""
        return {**asdict(self), "date": self.date.isoformat()}

    @classmethod
    def from_dict(cls, facts: dict[str, Any]) -> "Visit":
        """Read facts as JSON holds them; KeyError, TypeError or ValueError where they are none."""
        texts = ("provider_id", "discipline", "site", "mode", "regular_session_id")
        return cls(
            **{name: str(facts[name]) for name in texts},
            date=date.fromisoformat(facts["date"]),
            start=int(facts["start"]),
            end=int(facts["end"]),
            size=int(facts["size"]),
            student_ids=tuple(map(str, facts["student_ids"])),
            owed_ids=tuple(map(str, facts["owed_ids"])),
        )


def visits_of(sessions: pd.DataFrame) -> list[Visit]:
    """Return the visits of scoped sessions, in their order."""
    return [
        Visit(
            provider_id=str(row.provider_id),
            discipline=str(row.discipline),
            date=row.date.date(),
            start=int(row.start),
            end=int(row.end),
            site=str(row.site),
            mode=str(row.mode),
            regular_session_id=str(row.regular_session_id),
            student_ids=tuple(map(str, row.student_ids)),
            owed_ids=tuple(map(str, row.owed_ids)),
            size=int(getattr(row, SIZE)),
        )
        for row in rows_of(sessions)
    ]


_SAME: tuple[Callable[[Visit], Hashable], ...] = (
    lambda one: (one.owed_ids, one.provider_id, one.date, one.start, one.end, one.site),
    lambda one: (one.owed_ids, one.date),
    lambda one: (one.provider_id, one.date, one.start, one.discipline, one.mode),
)
"""What makes two visits the same one, the surest first: nothing moved; moved within its day;
somebody joined or left."""


def pair_visits(old: Sequence[Visit], new: Sequence[Visit]) -> dict[int, int]:
    """Return which old visit each new one is: positions in `old` by positions in `new`.

    What is left after the sure ones is paired by who attends, the nearest dates first: such a
    session was moved to another day.
    """
    pairs: dict[int, int] = {}
    for same in _SAME:
        waiting: dict[Hashable, list[int]] = {}
        for place in _left(len(old), pairs.values()):
            waiting.setdefault(same(old[place]), []).append(place)
        for place in _left(len(new), pairs):
            if found := waiting.get(same(new[place])):
                pairs[place] = found.pop(0)
    _pair_moved(old, new, pairs)
    return pairs


def _pair_moved(old: Sequence[Visit], new: Sequence[Visit], pairs: dict[int, int]) -> None:
    by_items: dict[Hashable, list[int]] = {}
    for place in _left(len(old), pairs.values()):
        by_items.setdefault(old[place].owed_ids, []).append(place)
    near = sorted(
        (abs((old[before].date - new[place].date).days), place, before)
        for place in _left(len(new), pairs)
        for before in by_items.get(new[place].owed_ids, [])
    )
    taken: set[int] = set()
    for _, place, before in near:
        if place not in pairs and before not in taken:
            pairs[place] = before
            taken.add(before)


def _left(count: int, used: Any) -> list[int]:
    gone = set(used)
    return [place for place in range(count) if place not in gone]
