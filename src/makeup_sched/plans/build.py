"""From what the search holds to the rows of a plan."""

from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.values import rows_of
from makeup_sched.ledger.items import OwedItem
from makeup_sched.model.variables import Variables
from makeup_sched.places.people import Provider
from makeup_sched.places.task import Task
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.plans.tiers import tier
from makeup_sched.solve.held import HELD, Held, held_in, sessions_of
from makeup_sched.tables.schemas import empty_table
from makeup_sched.vocabulary import MODES


def sessions_table(variables: Variables, values: IntArray) -> pd.DataFrame:
    """Return the sessions of a solution over dates; see `sessions_held`."""
    return sessions_held(variables.columns.task, held_in(variables, values))


def sessions_held(task: Task, held: Held) -> pd.DataFrame:
    """Return what is held and the locked sessions, in the contract's columns.

    Sorted by date, start and provider; new sessions are numbered M0001, M0002, and so on, numbers
    that locked sessions carry are left out.
    """
    locked = locked_sessions(task.case).to_dict("records")
    rows = [*_planned(task, held), *_unnamed(locked, task)]
    rows.sort(key=lambda row: (row["date"], row["start"], row["provider_id"], row["student_ids"]))
    taken = {row["session_id"] for row in rows} | {r.session_id for r in task.available.regular}
    numbers = (f"M{number:04d}" for number in range(1, 10**9))
    free = (name for name in numbers if name not in taken)
    for row in rows:
        row["session_id"] = row["session_id"] or next(free)
    empty = empty_table("sessions")
    frame = pd.DataFrame(rows, columns=list(empty.columns)).astype(empty.dtypes.to_dict())
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return frame


def _planned(task: Task, held: Held) -> Iterable[dict[str, Any]]:
    names = list(task.providers)
    for rows in sessions_of(held):
        items = [task.items[number] for number in sorted(rows["item"].tolist())]
        first = {name: int(rows[name][0]) for name in HELD.names or ()}
        yield _row(task, task.providers[names[first["provider"]]], items, first)


def _row(
    task: Task, provider: Provider, items: list[OwedItem], place: dict[str, int]
) -> dict[str, Any]:
    day, start, length, regular = (place[n] for n in ("day", "start", "length", "regular"))
    students = tuple(item.student_id for item in items)
    return {
        "session_id": "",
        "provider_id": provider.provider_id,
        "discipline": items[0].discipline,
        "date": pd.Timestamp(task.available.days.dates[day]),
        "start": start,
        "end": start + length,
        "minutes": length,
        "site": task.available.sites[place["site"]],
        "mode": MODES[place["mode"]],
        "regular_session_id": task.available.regular[regular].session_id if regular >= 0 else "",
        "tier": tier(task.open_time, day, start, start + length, students),
        "contract": provider.contract,
        "student_ids": students,
        "owed_ids": tuple(item.owed_id for item in items),
        "locked": False,
    }


def _unnamed(rows: list[dict[Hashable, Any]], task: Task) -> Iterable[dict[str, Any]]:
    """Take the names away that locked sessions without an id carry until they are numbered."""
    given = set(task.case.table("locked")["session_id"])
    for row in rows:
        name = row["session_id"]
        yield {**{str(key): value for key, value in row.items()},
               "session_id": name if name in given else ""}  # fmt: skip


def items_table(task: Task, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return what became of each item, in the contract's columns; reasons are left blank."""
    planned: dict[str, int] = {}
    for row in rows_of(sessions):
        for owed_id in row.owed_ids:
            planned[owed_id] = planned.get(owed_id, 0) + int(row.minutes)
    rows = [
        {
            "owed_id": item.owed_id,
            "student_id": item.student_id,
            "discipline": item.discipline,
            "owed": item.owed,
            "planned": planned.get(item.owed_id, 0),
            "unmet": item.owed - planned.get(item.owed_id, 0),
            "pending": item.pending,
            "oldest_date": pd.Timestamp(item.oldest_date),
            "due_date": pd.Timestamp(item.due_shown),
            "reason": "",
            "explanation": "",
        }
        for item in task.items
    ]
    empty = empty_table("items")
    frame = pd.DataFrame(rows, columns=list(empty.columns)).astype(empty.dtypes.to_dict())
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return frame
