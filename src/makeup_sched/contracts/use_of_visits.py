"""How much of the paid time of visits a plan uses, and visits without what it does not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.contracts.pool import Visit


class Counted(Protocol):
    """Whatever has the items of a plan, with their minutes `unmet`."""

    @property
    def items(self) -> pd.DataFrame:
        """One line for each item."""
        ...


def unmet_in(made: Counted) -> int:
    """Return the minutes that a plan leaves unmet."""
    return int(made.items["unmet"].sum())


def paid_minutes(visits: Sequence[Visit]) -> int:
    """Return the paid minutes of visits."""
    return sum(visit.minutes for visit in visits)


def given_in(visit: Visit, sessions: pd.DataFrame) -> int:
    """Return the minutes of the sessions that a visit's contractor gives in it."""
    return sum(end - start for start, end in _within(visit, sessions))


def without_idle_ends(visit: Visit, sessions: pd.DataFrame, least: int) -> Visit:
    """Cut idle minutes at both ends of a visit, as far as it stays long enough."""
    times = np.array(_within(visit, sessions)).reshape(-1, 2)
    if not len(times):
        return visit
    end = max(int(times[:, 1].max()), visit.start + min(least, visit.minutes))
    start = max(visit.start, min(int(times[:, 0].min()), end - least))
    return replace(visit, start=start, end=end)


def _within(visit: Visit, sessions: pd.DataFrame) -> list[tuple[int, int]]:
    """Return start and end of the sessions that a visit's contractor gives in it."""
    mine = sessions[
        (sessions["provider_id"] == visit.provider_id)
        & (sessions["date"] == pd.Timestamp(visit.date))
        & (sessions["start"] >= visit.start)
        & (sessions["end"] <= visit.end)
    ]
    return [(int(row.start), int(row.end)) for row in rows_of(mine)]
