"""Where a session may go, and how good it is there by the policy's own wishes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from makeup_sched import plain_words
from makeup_sched.case.values import rows_of
from makeup_sched.checker.facts import Facts
from makeup_sched.plain_words import counted
from makeup_sched.replanning.planner import Planner
from makeup_sched.vocabulary import TIERS

_WEEKS_AROUND = (-1, 0, 1, 2)


@dataclass(frozen=True)
class GoodPlace:
    """A place to which a session may be moved.

    Attributes
    ----------
    displaces
        Sessions that are not locked and stand there now; planning again moves them.
    disliked
        Minutes that students would spend away from what the policy wants avoided, less those in
        time that it prefers.
    """

    on: date
    start: int
    end: int
    site: str
    tier: str
    displaces: tuple[str, ...]
    disliked: int

    @property
    def words(self) -> str:
        """What is to be known of the place beside its time."""
        said = [] if self.tier == TIERS[0] else [plain_words.TIERS[self.tier]]
        if self.displaces:
            said.append(f"{counted(len(self.displaces), 'other session')} would move")
        if self.disliked:
            said.append("time to avoid" if self.disliked > 0 else "preferred time")
        return ", ".join(filter(None, said)) or "free"


def places_in_week(planner: Planner, facts: Facts, session: Any, week: date) -> list[GoodPlace]:
    """Return every place of a week to which a session (a row of `sessions`) may be moved."""
    standing = planner.sessions
    others = standing[~standing["locked"] & (standing["session_id"] != session.session_id)]
    return [
        GoodPlace(
            on=row.date.date(),
            start=int(row.start),
            end=int(row.end),
            site=str(row.site),
            tier=str(row.tier),
            displaces=_displaced(others, row, session),
            disliked=_disliked(facts, session.student_ids, row),
        )
        for row in rows_of(planner.allowed(session.session_id, week))
    ]


def best_places(planner: Planner, facts: Facts, session: Any, most: int) -> list[GoodPlace]:
    """Return the best other places around a session's week, each day's best one, best first.

    Ranked as the policy ranks them: time of the school day first, then time to avoid, then early;
    places where no other session has to move come before all others. Where another session of its
    own students would have to move, nothing is won by it: such a place is left out.
    """
    week = session.date.date()
    stands = (week, int(session.start))
    own = _sessions_of(planner.sessions, session.student_ids)
    found = [
        place
        for weeks in _WEEKS_AROUND
        for place in places_in_week(planner, facts, session, week + timedelta(weeks=weeks))
        if (place.on, place.start) != stands and own.isdisjoint(place.displaces)
    ]
    by_day: dict[date, GoodPlace] = {}
    for place in sorted(found, key=lambda each: (*_rank(each), each.start)):
        by_day.setdefault(place.on, place)
    return sorted(by_day.values(), key=lambda each: (*_rank(each), each.on))[:most]


def _sessions_of(sessions: pd.DataFrame, student_ids: Iterable[str]) -> set[str]:
    students = set(student_ids)
    return {
        str(row.session_id) for row in rows_of(sessions) if students.intersection(row.student_ids)
    }


def _rank(place: GoodPlace) -> tuple[int, int, int]:
    return len(place.displaces), TIERS.index(place.tier), place.disliked


def _displaced(others: pd.DataFrame, place: Any, session: Any) -> tuple[str, ...]:
    there = (others["date"] == place.date) & (others["start"] < place.end)
    near = others[there & (others["end"] > place.start)]
    return tuple(
        str(row.session_id)
        for row in rows_of(near)
        if (row.provider_id == place.provider_id and "join" not in (row.mode, place.mode))
        or set(row.student_ids) & set(session.student_ids)
    )


def _disliked(facts: Facts, student_ids: Iterable[str], place: Any) -> int:
    worth = {"avoid": 1, "prefer": -1}
    return sum(
        (end - start) * worth.get(facts.rule_of(category), 0)
        for student_id in student_ids
        for start, end, category in facts.days.categories(
            facts.students[student_id], place.date.date()
        ).parts(int(place.start), int(place.end))
        if category
    )
