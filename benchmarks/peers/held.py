"""From the sessions that a peer holds to the table of a plan, the locked sessions included."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.places.task import Task
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.plans.tiers import tier


@dataclass(frozen=True)
class Held:
    """A session of its own: times in minutes after midnight, items by their number in the task."""

    provider_id: str
    day: int
    start: int
    end: int
    site: str
    items: tuple[int, ...]
    mode: str = "extra"
    regular_session_id: str = ""


def held_table(task: Task, held: Iterable[Held]) -> pd.DataFrame:
    """Return the sessions and the locked ones of the case, in the contract's columns."""
    locked = locked_sessions(task.case)
    rows: list[dict[Hashable, Any]] = locked.to_dict("records")
    taken = {*locked["session_id"], *(regular.session_id for regular in task.available.regular)}
    names = (f"M{number:05d}" for number in range(1, 10**5))
    free = (name for name in names if name not in taken)
    rows += [{"session_id": next(free), **_cells(task, session)} for session in held]
    return pd.DataFrame(rows, columns=list(locked.columns)).astype(locked.dtypes.to_dict())


def unmet_minutes(task: Task, held: Iterable[Held]) -> int:
    """Return the sum over items of priority times the minutes that the sessions leave unmet."""
    left = task.left.copy()
    for session in held:
        left[list(session.items)] -= session.end - session.start
    priority = np.array([item.priority for item in task.items], dtype=np.int64)
    return int(priority @ left)


def _cells(task: Task, session: Held) -> dict[Hashable, Any]:
    items = [task.items[number] for number in session.items]
    students = tuple(item.student_id for item in items)
    return {
        "provider_id": session.provider_id,
        "discipline": items[0].discipline,
        "date": pd.Timestamp(task.available.days.dates[session.day]),
        "start": session.start,
        "end": session.end,
        "minutes": session.end - session.start,
        "site": session.site,
        "mode": session.mode,
        "regular_session_id": session.regular_session_id,
        "tier": tier(task.open_time, session.day, session.start, session.end, students),
        "contract": task.providers[session.provider_id].contract,
        "student_ids": students,
        "owed_ids": tuple(item.owed_id for item in items),
        "locked": False,
    }
