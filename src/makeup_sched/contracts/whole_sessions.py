"""What staff leave of an item is a whole session, or nothing: where it is less they give less."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.places.task import Task
from makeup_sched.plans.plan import Plan


@dataclass(frozen=True, order=True)
class _Part:
    """What an item is given in a session (row of the table), in minutes.

    By `room` minutes the session can end earlier: nobody else sits in it, and it is long enough.
    """

    minutes: int
    room: int
    row: Hashable


def with_whole_sessions_left(task: Task, made: Plan) -> pd.DataFrame:
    """Return a plan's sessions, less given where what is left is no session for contractors.

    Of an item with fewer minutes unmet than its shortest session sessions end earlier, or are given
    up, so that as little as possible is left. Locked sessions stand.
    """
    shortest = {item.owed_id: min(item.min_session, item.owed) for item in task.items}
    unmet = made.items.set_index("owed_id")["unmet"]
    lacking = {
        str(one): shortest[str(one)] - int(minutes)
        for one, minutes in unmet.items()
        if 0 < minutes < shortest.get(str(one), 0)
    }
    given_up: set[tuple[Hashable, str]] = set()
    earlier: dict[Hashable, int] = {}
    for item, parts in _parts(made.sessions, lacking, shortest, task.grid).items():
        gone, ends = _least(sorted(parts), lacking[item], task.grid)
        given_up |= {(part.row, item) for part in gone}
        earlier |= ends
    return _without(_ending(made.sessions, earlier), given_up)


def _parts(
    sessions: pd.DataFrame, wanted: dict[str, int], shortest: dict[str, int], grid: int
) -> dict[str, list[_Part]]:
    """Return the parts of the wanted items that are not locked."""
    found: dict[str, list[_Part]] = defaultdict(list)
    open_ones = sessions[~sessions["locked"]]
    for number, row in zip(open_ones.index, rows_of(open_ones), strict=True):
        # a regular session lasts as long as it does
        alone = len(row.owed_ids) == 1 and not row.regular_session_id
        for item in row.owed_ids:
            if item in wanted:
                spare = max(0, int(row.minutes) - shortest[item]) if alone else 0
                found[item].append(_Part(int(row.minutes), spare // grid * grid, number))
    return found


def _least(
    parts: Sequence[_Part], lacking: int, grid: int
) -> tuple[tuple[_Part, ...], dict[Hashable, int]]:
    """Return the parts to give up, and by how much the sessions of others end earlier.

    Both together give up at least what is lacking, where there is so much, and little more: of no
    part, one, or the shortest ones that do, what leaves least.
    """
    shortest: list[_Part] = []
    for part in parts:
        if sum(each.minutes for each in shortest) < lacking:
            shortest.append(part)
    ways = [
        (sum(part.minutes for part in gone) + sum(ends.values()), len(gone), gone, ends)
        for gone in [(), *((part,) for part in parts)]
        if (ends := _ended(parts, gone, lacking, grid)) is not None
    ]
    ways.append((sum(part.minutes for part in shortest), len(shortest), tuple(shortest), {}))
    return min(ways, key=lambda way: way[:2])[2:]


def _ended(
    parts: Sequence[_Part], gone: tuple[_Part, ...], lacking: int, grid: int
) -> dict[Hashable, int] | None:
    """Return by how much sessions end earlier beside those given up; None if it is too little."""
    rest = -(-(lacking - sum(part.minutes for part in gone)) // grid) * grid
    ends: dict[Hashable, int] = {}
    for part in parts:
        if rest > 0 and part.room and part not in gone:
            ends[part.row] = min(part.room, rest)
            rest -= ends[part.row]
    return ends if rest <= 0 else None


def _ending(sessions: pd.DataFrame, earlier: dict[Hashable, int]) -> pd.DataFrame:
    """Return sessions of which some (by row) end so many minutes earlier."""
    by = pd.Series(sessions.index.map(lambda row: earlier.get(row, 0)), sessions.index, dtype=int)
    # whoever reads a session without a tier works it out
    tier = sessions["tier"].mask(by > 0, "")
    return sessions.assign(end=sessions["end"] - by, minutes=sessions["minutes"] - by, tier=tier)


def _without(sessions: pd.DataFrame, given_up: set[tuple[Hashable, str]]) -> pd.DataFrame:
    """Return sessions without some parts (row and item); one in which nobody is left is gone."""
    left = [
        [(student, item)
         for student, item in zip(students, items, strict=True) if (number, item) not in given_up]
        for number, students, items in zip(
            sessions.index, sessions["student_ids"], sessions["owed_ids"], strict=True
        )
    ]  # fmt: skip
    columns = {
        name: pd.Series([tuple(pair[place] for pair in pairs) for pairs in left], sessions.index)
        for place, name in enumerate(("student_ids", "owed_ids"))
    }
    return sessions.assign(**columns)[pd.Series(map(bool, left), sessions.index, dtype=bool)]
