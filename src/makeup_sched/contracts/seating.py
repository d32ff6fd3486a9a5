"""Who sits together in a contractor's session: those whose minutes are worth most."""

from collections.abc import Callable, Sequence

from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.standing import Session
from makeup_sched.solve.relaxed import Floats


class Seating:
    """Seats items (bits as in `OpenPlaces`) whose minutes have prices, while minutes are left."""

    def __init__(self, places: OpenPlaces, prices: Floats) -> None:
        """Take places, and what a minute of each of `places.numbers` is worth."""
        self._places = places
        self._price = {1 << place: price for place, price in enumerate(prices.tolist())}
        self._fitting = {length: self._who_fits(length, who) for length, who in _lengths(places)}
        self._known: dict[tuple[int, int], int] = {}
        self._worth: dict[int, float] = {0: 0.0}
        self._students: dict[int, int] = {}

    def note(self, bit: int, left: int) -> None:
        """Take note of how many minutes are left of an item."""
        for length, who in self._fitting.items():
            fits = self._places.fits(bit, left, length)
            self._fitting[length] = who | bit if fits else who & ~bit

    def best(self, who: int, length: int) -> int:
        """Return the group, of some items, whose minutes in a session are worth most; 0 for none.

        In it is nobody for whom the session is too short.
        """
        who &= self._fitting[length]
        if not who:
            return 0
        key = (who, length)
        if key not in self._known:
            groups = self._places.groups(who, length, self._price)
            self._known[key] = max(groups, key=self.worth, default=0)
        return self._known[key]

    def session(
        self,
        choice: Sequence[tuple[int, int]],
        time: int,
        used: int,
        shaken: Callable[[float], float] = lambda worth: worth,
    ) -> Session | None:
        """Return the session that is worth most a minute, of equal ones the longest.

        `choice` has lengths, in order, each with the items that have a place of it then; those
        `used` are seen already. `shaken` changes what a session is worth.
        """
        found: Session | None = None
        most = 0.0
        for length, items in choice:
            group = self.best(items & ~used, length)
            if group:
                worth = shaken(self.worth(group))
                if worth >= most:
                    found, most = Session(time, length, group), worth
        return found

    def worth(self, group: int) -> float:
        """Return what a minute of a group is worth."""
        if group not in self._worth:
            self._worth[group] = sum(self._price[bit] for bit in bits_of(group))
        return self._worth[group]

    def of_students(self, group: int) -> int:
        """Return all items of the students of some: nobody is seen twice on a day."""
        if group not in self._students:
            found = 0
            for bit in bits_of(group):
                found |= self._places.of_student(bit)
            self._students[group] = found
        return self._students[group]

    def _who_fits(self, length: int, who: int) -> int:
        left, places = self._places.task.left, self._places
        return sum(
            bit for bit in bits_of(who) if places.fits(bit, int(left[places.number(bit)]), length)
        )


def _lengths(places: OpenPlaces) -> list[tuple[int, int]]:
    """Return the lengths of sessions there are, each with the items that have a place of it."""
    found: dict[int, int] = {}
    for choice in places.at.values():
        for length, items in choice:
            found[length] = found.get(length, 0) | items
    return sorted(found.items())
