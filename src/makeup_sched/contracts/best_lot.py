"""The cheapest lot of visits among all that were ever bought at a post, and dates for it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from makeup_sched.contracts.demand import beside_nobody
from makeup_sched.contracts.lots import Lots
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.standing import Standing
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import solve_whole
from makeup_sched.tables.clock import DAY


def kind_of(visit: Standing) -> Standing:
    """Return a visit as it could be held on any date of its kind."""
    return replace(visit, day=-1)


def best_lot(places: OpenPlaces, kinds: Iterable[Standing], clock: Clock) -> list[Standing] | None:
    """Return the cheapest lot that gives most minutes; None where none is found with dates.

    Parameters
    ----------
    places
        Who could be seen when, and what is left.
    kinds
        Visits to choose from (`kind_of`).
    clock
        Ends the search.
    """
    # a minute that is left weighs more than any visit
    lots = Lots(beside_nobody(places, DAY), places, list(dict.fromkeys(kinds)))
    if not lots.visits or clock.over:
        return None
    found = solve_whole(lots.program, clock, clock.left)
    return None if found.values is None else _on_dates(places, lots.chosen(found.values))


def _on_dates(places: OpenPlaces, lot: Sequence[Standing]) -> list[Standing] | None:
    """Put visits on dates on which nobody in them is seen yet; None where one finds no date."""
    seen_on: dict[int, int] = defaultdict(int)
    found = []
    for kind in sorted(lot, key=lambda one: len(places.columns.slots[one.slot])):
        items = kind.items
        days = [day for day in places.dates(kind.slot, items) if not items & seen_on[day]]
        if not days:
            return None
        found.append(replace(kind, day=days[0]))
        for bit in bits_of(items):
            seen_on[days[0]] |= places.of_student(bit)
    return found
