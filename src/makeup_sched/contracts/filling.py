"""Visits that could be held: contract time filled with those whose minutes are worth most.

Filled loosely not every session is held that could be, and what minutes are worth is shaken, so
that there are visits of many kinds to choose from.
"""

from dataclasses import dataclass

import numpy as np

from makeup_sched.contracts.open_places import OpenPlaces
from makeup_sched.contracts.seating import Seating
from makeup_sched.contracts.standing import LONGEST, Session, Standing
from makeup_sched.solve.relaxed import Floats
from makeup_sched.tables.clock import DAY


@dataclass(frozen=True)
class Looseness:
    """How far a visit may be from the one that is worth most.

    Attributes
    ----------
    prices
        The share by which each item's price is shaken.
    choice
        The share by which a session may be worth less than the best one.
    waits
        How often a session is not held that could be.
    pause
        Idle minutes after which a visit is over.
    """

    prices: float = 0.0
    choice: float = 0.0
    waits: float = 0.0
    pause: int = 30


class Filling:
    """Fills visits at prices of minutes (one for each of `places.numbers`)."""

    def __init__(
        self,
        places: OpenPlaces,
        least: int,
        prices: Floats,
        loose: Looseness,
        random: np.random.Generator,
    ) -> None:
        """Take the shortest visit in minutes, too."""
        self._places, self._least, self._loose, self._random = places, least, loose, random
        shaken = 1 + loose.prices * random.uniform(-1, 1, len(prices))
        self._seating = Seating(places, prices * shaken)

    def visits(self, pool: str, slot: int, start: int) -> list[Standing]:
        """Return the visits that begin then, by where they end; their date is not settled."""
        sessions = tuple(self._sessions(pool, slot, start))
        # where too little of the day is left for a whole visit it begins before its sessions
        begin = min(start, DAY - self._least)
        found = []
        for count, last in enumerate(sessions, start=1):
            end = max(begin + self._least, last.start + last.length)
            found.append(Standing(pool, slot, -1, begin, end, sessions[:count]))
        return found

    def worth(self, visit: Standing) -> float:
        """Return what the minutes given in a visit are worth."""
        return sum(one.length * self._seating.worth(one.items) for one in visit.sessions)

    def _sessions(self, pool: str, slot: int, start: int) -> list[Session]:
        grid, at = self._places.grid, self._places.at
        time = busy = start
        used, found = 0, list[Session]()
        while time < start + LONGEST and time - busy < self._loose.pause:
            choice = at.get((pool, slot, time), [])
            session = None
            if choice and not (found and self._waits()):
                session = self._seating.session(choice, time, used, self._shaken)
            if session is None:
                if not found:
                    break
                time += grid
                continue
            found.append(session)
            used |= self._seating.of_students(session.items)
            time = busy = time + session.length
        return found

    def _waits(self) -> bool:
        return bool(self._loose.waits) and self._random.random() < self._loose.waits

    def _shaken(self, worth: float) -> float:
        if not self._loose.choice:
            return worth
        return worth * (1 - self._loose.choice * self._random.random())
