"""Buys visits, the one that is worth most for its paid time first.

A visit is filled from its begin on, each time by the session whose students' minutes are worth
most; it ends where it is worth most per paid minute. A visit that stands is made longer where that
is the better buy.
"""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.seating import Seating
from makeup_sched.contracts.standing import LONGEST, Session, Standing, all_items
from makeup_sched.solve.relaxed import Floats
from makeup_sched.tables.clock import DAY

_PAUSE = 30
"""Idle minutes after which a visit is over."""
_SHAKE = 0.2
"""By what share prices are shaken."""


@dataclass(frozen=True)
class _Offer:
    """A new visit, or a longer one (`visit`: its number, else -1), and what it would hold.

    `start` is when the first session could be, `begin` when the paid time begins.
    """

    pool: str
    slot: int
    start: int
    visit: int = -1
    begin: int = 0
    value: float = 0.0
    paid: int = 0
    sessions: tuple[Session, ...] = ()

    @property
    def end(self) -> int:
        """The end of the paid time."""
        return self.begin + self.paid

    @property
    def worth(self) -> float:
        """What the minutes given are worth for each paid one."""
        return self.value / self.paid if self.paid else 0.0

    @property
    def items(self) -> int:
        """All who are seen."""
        return all_items(self.sessions)


class Buying:
    """Visits that stand, and what is left; buys more of them."""

    def __init__(
        self, places: OpenPlaces, least: int, standing: Sequence[Standing], prices: Floats
    ) -> None:
        """Take places, the shortest visit in minutes, visits, and what minutes are worth.

        `prices` has one for each of `places.numbers`.
        """
        self._places, self._least = places, least
        self.standing = list(standing)
        self.left: IntArray = places.task.left.copy()
        self._seating = Seating(places, prices)
        self._seen_on: dict[int, int] = defaultdict(int)
        for one in standing:
            self._give(one.day, one.sessions)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Minutes left, minutes paid, visits: less is better."""
        paid = sum(one.paid for one in self.standing)
        return int(self.left.sum()), paid, len(self.standing)

    def buy(self, random: np.random.Generator | None = None) -> None:
        """Take the offer that is worth most for its paid time, again and again."""
        line = _Line(random)
        for pool, slot, start in self._places.at:
            line.put(_Offer(pool, slot, start))
        for number, one in enumerate(self.standing):
            line.put(_Offer(one.pool, one.slot, one.end, number))
        while line:
            offer = self._filled(line.first())
            if not offer.sessions:
                continue
            if line.others_may_be_better(offer):
                line.put(offer)
                continue
            taken = self._take(offer)
            if taken is None:
                continue
            one = self.standing[taken]
            line.put(_Offer(one.pool, one.slot, one.end, taken))
            if offer.visit < 0:
                line.put(offer)

    def _filled(self, offer: _Offer) -> _Offer:
        """Return the offer filled with who is left, cut where it is worth most."""
        used, least = 0, self._least
        longer = offer.visit >= 0
        if longer:
            standing = self.standing[offer.visit]
            if standing.end != offer.start:
                return replace(offer, sessions=())  # it was made longer since
            used, least = self._seen_on[standing.day] | ~self._places.allowed[standing.day], 0
        # where too little of the day is left for a whole visit it begins before its sessions
        begin = min(offer.start, DAY - least)
        grid, at, where = self._places.grid, self._places.at, (offer.pool, offer.slot)
        # a visit that stands may end between two cells
        time = busy = -(-offer.start // grid) * grid
        value = best = 0.0
        paid = count = 0
        sessions: list[Session] = []
        while time < offer.start + LONGEST and time - busy < _PAUSE:
            session = self._seating.session(at.get((*where, time), ()), time, used)
            if session is None and not sessions and not longer:
                break
            if session is None:
                time += grid
                continue
            sessions.append(session)
            used |= self._seating.of_students(session.items)
            time = busy = time + session.length
            value += session.length * self._seating.worth(session.items)
            lasts = max(least, time - begin)
            if not paid or value * paid >= best * lasts:
                best, paid, count = value, lasts, len(sessions)
        return replace(offer, begin=begin, value=best, paid=paid, sessions=tuple(sessions[:count]))

    def _take(self, offer: _Offer) -> int | None:
        """Put an offer on a date; return the number of its visit, None where no date suits."""
        if offer.visit >= 0:
            one = self.standing[offer.visit]
            longer = replace(one, end=offer.end, sessions=one.sessions + offer.sessions)
            self.standing[offer.visit] = longer
            self._give(one.day, offer.sessions)
            return offer.visit
        day = self._free_day(offer)
        if day is None:
            return None
        new = Standing(offer.pool, offer.slot, day, offer.begin, offer.end, offer.sessions)
        self.standing.append(new)
        self._give(day, offer.sessions)
        return len(self.standing) - 1

    def _free_day(self, offer: _Offer) -> int | None:
        """Return the first date of the kind on which nobody in it is seen already."""
        items = offer.items
        for day in self._places.columns.slots[offer.slot].tolist():
            if not self._seen_on[day] & items and not items & ~self._places.allowed[day]:
                return int(day)
        return None

    def _give(self, day: int, sessions: Sequence[Session]) -> None:
        for session in sessions:
            self._seen_on[day] |= self._seating.of_students(session.items)
            for bit in bits_of(session.items):
                number = self._places.number(bit)
                self.left[number] -= session.length
                self._seating.note(bit, int(self.left[number]))


class _Line:
    """Offers in line, the one that was worth most first; those not looked at yet come before.

    With `random` each stretch of time is worth up to a fifth more than it is.
    """

    def __init__(self, random: np.random.Generator | None) -> None:
        self._heap: list[tuple[float, bool, int, _Offer]] = []
        self._random, self._count = random, 0
        self._factor: dict[tuple[str, int, int], float] = {}

    def __len__(self) -> int:
        return len(self._heap)

    def put(self, offer: _Offer) -> None:
        """Put an offer in line; one without sessions has not been looked at."""
        self._count += 1
        worth = self._shaken(offer) if offer.sessions else float("inf")
        # of equal ones the longer visit: fewer journeys
        heapq.heappush(self._heap, (-worth, offer.visit < 0, self._count, offer))

    def first(self) -> _Offer:
        """Take the first offer."""
        return heapq.heappop(self._heap)[3]

    def others_may_be_better(self, offer: _Offer) -> bool:
        """Say whether an offer that was just looked at may not be the best of all."""
        return bool(self._heap) and self._shaken(offer) < -self._heap[0][0]

    def _shaken(self, offer: _Offer) -> float:
        if self._random is None:
            return offer.worth
        key = (offer.pool, offer.slot, offer.start)
        if key not in self._factor:
            self._factor[key] = 1 + _SHAKE * self._random.random()
        return offer.worth * self._factor[key]
