"""Dense visits: the visit that gives most minutes for its paid time comes first.

A visit is filled from its begin on, each time by the session in which most students sit; it ends
where the minutes given per paid minute are most. A visit that stands is made longer where that is
the better buy. Then, as long as the time lasts, some visits are given up and bought anew with the
prices shaken a little, and the better lot is kept (large neighbourhood search, Shaw 1998).
"""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.booked import Booked, Bundle, Diary, GroupSession
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.pool import Visit, provider_id
from makeup_sched.places.columns import Columns
from makeup_sched.solve.program import Clock
from makeup_sched.tables.clock import DAY

_LONGEST = 240
"""Minutes of the longest stretch that is looked at; a visit that stands may grow beyond."""
_PAUSE = 30
"""Idle minutes after which a visit is over."""
_SHAKE = 0.2
"""By what share prices are shaken."""
_PATIENCE = 200
"""Times that it is tried without gain."""
_GIVEN_UP = (0.1, 0.4)
"""The share of the visits that are given up at a time."""


def dense_visits(
    columns: Columns,
    least: int,
    clock: Clock,
    *,
    standing: Sequence[Visit] = (),
    diary: Diary | None = None,
    seed: int = 0,
) -> tuple[list[Booked], IntArray]:
    """Return visits for what is left of a task with the pools of the posts, and minutes given.

    Parameters
    ----------
    columns
        Places of the pools over classes of dates.
    least
        The shortest visit, in minutes.
    standing
        Visits that are paid already and can be made longer.
    diary
        When students are seen already: not a second time on these days.
    clock, seed
        How long visits are given up and bought anew; once they are bought even without time.

    Returns
    -------
        The visits, those that stand first, and the minutes of each item that are given in them or
        in what was added to them.
    """
    open_places = OpenPlaces(columns, {} if diary is None else diary.days)
    random = np.random.default_rng(seed)
    paid = _paid_already(columns, standing)
    best = _Buying(open_places, least, paid)
    best.buy(None)
    waited = 0
    while waited < _PATIENCE and not clock.over:
        waited += 1
        share = random.uniform(*_GIVEN_UP)
        kept = paid + [one for one in best.standing[len(paid) :] if random.random() > share]
        other = _Buying(open_places, least, kept)
        other.buy(random)
        if other.rank < best.rank:
            waited = 0
        if other.rank <= best.rank:
            best = other
    return [_booked(open_places, one) for one in best.standing], columns.task.left - best.left


def _booked(places: OpenPlaces, one: "_Standing") -> Booked:
    sessions = tuple(
        GroupSession(
            each.start, each.length, tuple(places.number(bit) for bit in bits_of(each.items))
        )
        for each in one.sessions
    )
    return Booked(Bundle(one.pool, one.start, one.end, sessions), one.day)


def _paid_already(columns: Columns, visits: Sequence[Visit]) -> "list[_Standing]":
    ordinal = {int(date): day for day, date in enumerate(columns.task.available.days.ordinal)}
    slots = {day: slot for slot, days in enumerate(columns.slots) for day in days.tolist()}
    found = []
    for one in visits:
        day = ordinal[one.date.toordinal()]
        pool = provider_id(one.post)
        found.append(_Standing(pool, slots[day], day, one.start, one.end, ()))
    return found


@dataclass(frozen=True)
class _Session:
    """Who (a set of items as bits) is seen from when on, for how many minutes."""

    start: int
    length: int
    items: int


@dataclass(frozen=True)
class _Standing:
    """A visit that stands; minutes after midnight, `day` a planning date's index."""

    pool: str
    slot: int
    day: int
    start: int
    end: int
    sessions: tuple[_Session, ...]


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
    given: int = 0
    paid: int = 0
    sessions: tuple[_Session, ...] = ()

    @property
    def end(self) -> int:
        """The end of the paid time."""
        return self.begin + self.paid

    @property
    def worth(self) -> float:
        """Minutes given for each paid one."""
        return self.given / self.paid if self.paid else 0.0

    @property
    def items(self) -> int:
        """All who are seen."""
        return _seen(self.sessions)


class _Buying:
    """Visits that stand, and what is left; buys more of them."""

    def __init__(self, places: OpenPlaces, least: int, standing: list[_Standing]) -> None:
        self._places, self._least = places, least
        self.standing = list(standing)
        self.left: IntArray = places.task.left.copy()
        self._seen_on: dict[int, int] = defaultdict(int)
        for one in standing:
            self._give(one.day, one.sessions)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Minutes left, minutes paid, visits: less is better."""
        paid = sum(one.end - one.start for one in self.standing)
        return int(self.left.sum()), paid, len(self.standing)

    def buy(self, random: np.random.Generator | None) -> None:
        """Take the offer with most minutes for its paid time, again and again."""
        line = _Line(random)
        for pool, slot, start in self._places.at:
            line.put(_Offer(pool, slot, start))
        for number, one in enumerate(self.standing):
            line.put(_Offer(one.pool, one.slot, one.end, number))
        while line:
            offer = self._filled(line.first())
            if not offer.given:
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
                line.put(replace(offer, visit=-1))

    def _filled(self, offer: _Offer) -> _Offer:
        """Return the offer filled with who is left, cut where it is worth most."""
        used, least = 0, self._least
        longer = offer.visit >= 0
        if longer:
            standing = self.standing[offer.visit]
            if standing.end != offer.start:
                return replace(offer, given=0)  # it was made longer since
            used, least = self._seen_on[standing.day] | ~self._places.allowed[standing.day], 0
        # where too little of the day is left for a whole visit it begins before its sessions
        begin = min(offer.start, DAY - least)
        best = replace(offer, begin=begin, given=0, paid=0, sessions=())
        # a visit that stands may end between two cells
        time = busy = -(-offer.start // self._places.grid) * self._places.grid
        given = 0
        sessions: list[_Session] = []
        while time < offer.start + _LONGEST and time - busy < _PAUSE:
            session = self._best_session(offer.pool, offer.slot, time, used)
            if session is None and not sessions and not longer:
                break
            if session is None:
                time += self._places.grid
                continue
            sessions.append(session)
            used |= self._of_students(session)
            time = busy = time + session.length
            given += session.length * session.items.bit_count()
            paid = max(least, time - begin)
            if given / paid >= best.worth:
                best = replace(best, given=given, paid=paid, sessions=tuple(sessions))
        return best

    def _best_session(self, pool: str, slot: int, time: int, used: int) -> _Session | None:
        """Return the session in which most sit, of equal ones the longest."""
        found: _Session | None = None
        most = 0
        for length, items in self._places.at.get((pool, slot, time), ()):
            who = self._fitting(items & ~used, length)
            for group in self._places.groups(who, length, self.left) if who else ():
                if group.bit_count() > most or (group.bit_count() == most and found is not None
                                                and length > found.length):  # fmt: skip
                    found, most = _Session(time, length, group), group.bit_count()
        return found

    def _fitting(self, items: int, length: int) -> int:
        places = self._places
        return sum(bit for bit in bits_of(items)
                   if places.fits(bit, int(self.left[places.number(bit)]), length))  # fmt: skip

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
        new = _Standing(offer.pool, offer.slot, day, offer.begin, offer.end, offer.sessions)
        self.standing.append(new)
        self._give(day, offer.sessions)
        return len(self.standing) - 1

    def _free_day(self, offer: _Offer) -> int | None:
        """Return the first date of the kind on which nobody in it is seen already."""
        for day in self._places.columns.slots[offer.slot].tolist():
            seen, allowed = self._seen_on[day], self._places.allowed[day]
            if not seen & offer.items and not offer.items & ~allowed:
                return int(day)
        return None

    def _of_students(self, session: _Session) -> int:
        """Return all items of those who sit in a session: nobody is seen twice on a day."""
        found = 0
        for bit in bits_of(session.items):
            found |= self._places.of_student(bit)
        return found

    def _give(self, day: int, sessions: tuple[_Session, ...]) -> None:
        for session in sessions:
            self._seen_on[day] |= self._of_students(session)
            for bit in bits_of(session.items):
                self.left[self._places.number(bit)] -= session.length


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


def _seen(sessions: tuple[_Session, ...]) -> int:
    seen = 0
    for session in sessions:
        seen |= session.items
    return seen
