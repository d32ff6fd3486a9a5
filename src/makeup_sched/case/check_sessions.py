"""Checks of regular sessions: who may give them, and that nobody is in two at once."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from makeup_sched.case.checked import CheckedTables
from makeup_sched.tables.problems import Problem

Pairs = list[tuple[int, int]]


def provider_without_discipline(given: CheckedTables) -> list[Problem]:
    """A provider gives only the own disciplines."""
    message = "is not among the disciplines of the provider of this session"
    return given.flag(
        "regular_sessions", _lacking(given, "regular_sessions"), "discipline", message
    )


def service_provider_without_discipline(given: CheckedTables) -> list[Problem]:
    """A service on the caseload of a provider who doesn't have its discipline."""
    message = "is not among the disciplines of the provider on whose caseload this service is"
    return given.flag("services", _lacking(given, "services"), "discipline", message, "warning")


def overlapping_sessions(given: CheckedTables) -> Iterator[Problem]:
    """Neither a provider nor a student can be in two regular sessions on one date at one time."""
    sessions = given["regular_sessions"]
    taken: set[tuple[int, int]] = set()
    by_provider = _overlapping(given, sessions[["provider_id"]].reset_index(drop=True))
    students = sessions["student_ids"].reset_index(drop=True).explode().to_frame("student_id")
    by_student = _overlapping(given, students.dropna())
    for who, found in (("provider", by_provider), ("student", by_student)):
        named: dict[int, list[tuple[str, int]]] = {}
        for person, pairs in found.items():
            for earlier, later in pairs:
                if who == "provider" or (earlier, later) not in taken:
                    named.setdefault(later, []).append((person, earlier))
                taken.add((earlier, later))
        for later, overlaps in sorted(named.items()):
            yield _overlap(given, who, later, overlaps)


def _lacking(given: CheckedTables, table: str) -> list[bool]:
    providers = given["providers"].drop_duplicates("provider_id")
    own = dict(zip(providers["provider_id"], providers["disciplines"], strict=True))
    rows = zip(given[table]["provider_id"], given[table]["discipline"], strict=True)
    # a provider whose disciplines are blank is an error of its own, and one is enough
    return [bool(word and own.get(who)) and word not in own[who] for who, word in rows]


def _overlapping(given: CheckedTables, people: pd.DataFrame) -> dict[str, Pairs]:
    """Return for each person the pairs of sessions (positions) that fall together on some date.

    `people` has one column of ids, indexed by the position of the session.
    """
    sessions = given["regular_sessions"]
    held = given.session_dates.held
    start = sessions["start"].to_numpy(dtype="float64", na_value=np.nan).tolist()
    end = sessions["end"].to_numpy(dtype="float64", na_value=np.nan).tolist()
    found: dict[str, Pairs] = {}
    column, position = people.columns[0], people.index.to_numpy()
    for person, places in people.groupby(column).indices.items():
        if len(places) < 2:
            continue
        members = sorted(set(position[places].tolist()))
        pairs = [
            (earlier, later)
            for earlier, later in _at_one_time(members, start, end)
            if (held[earlier] & held[later]).any()
        ]
        if pairs and person:
            found[str(person)] = pairs
    return found


def _at_one_time(
    members: list[int], start: list[float], end: list[float]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of sessions whose times of day overlap, the earlier row first."""
    for place, first in enumerate(members):
        begin, over = start[first], end[first]
        for second in members[place + 1 :]:
            if begin < end[second] and start[second] < over:
                yield first, second


def _overlap(
    given: CheckedTables, who: str, later: int, overlaps: list[tuple[str, int]]
) -> Problem:
    sessions, dates = given["regular_sessions"], given.session_dates
    person, earlier = overlaps[0]
    day = dates.dates["date"][np.flatnonzero(dates.held[earlier] & dates.held[later])[0]].date()
    other = sessions["session_id"].iloc[earlier]
    more = f", and {len(overlaps) - 1} more" if len(overlaps) > 1 else ""
    message = (
        f"overlaps session {other} (row {sessions.index[earlier]}) of the same {who} {person}, "
        f"for instance on {day}{more}; a {who} can be in one session at a time"
    )
    name = str(sessions["session_id"].iloc[later])
    return Problem("regular_sessions", int(sessions.index[later]), "session_id", name, message)
