"""Dense visits: contract time in which certain minutes are given, for as little pay as is found.

Visits are bought again and again. What an item cost is what its minutes are worth the next time, so
that whoever is hard to place chooses earlier (squeaky wheel optimisation, Joslin and Clements
1999). In turn with that some visits of the best lot are given up and bought anew, with the prices
shaken a little (large neighbourhood search, Shaw 1998). In the end the cheapest lot is put together
from all visits that were ever bought.
"""

from collections.abc import Sequence

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.best_lot import best_lot, kind_of
from makeup_sched.contracts.booked import Booked, Bundle, Diary, GroupSession
from makeup_sched.contracts.buying import Buying
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.pool import Visit, provider_id
from makeup_sched.contracts.standing import Standing
from makeup_sched.places.columns import Columns
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.relaxed import Floats

_PATIENCE = 200
"""Times that it is tried without gain."""
_GIVEN_UP = (0.1, 0.4)
"""The share of the visits that are given up at a time."""
_FOR_PASSES = 0.7
"""Share of the time for buying; the rest is for the cheapest lot of all that was bought."""
_LEARNED = 0.6
"""By how much of the way prices go to what minutes cost the last time."""
_SCARCE = 0.5
"""What a minute that found no place is worth more, and by what share."""
_DEAREST = 1e6
"""What a minute is worth at most: one that has no place at all gets dearer each time."""
_MOST_LEFT = 1e-3
"""What a minute of the item with most minutes left is worth more at first."""


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
        How long visits are bought anew; once they are bought even without time.

    Returns
    -------
        The visits, those that stand first, and the minutes of each item that are given in them or
        in what was added to them.
    """
    places = OpenPlaces(columns, {} if diary is None else diary.days)
    paid = _paid_already(columns, standing)
    best = _best_bought(places, least, paid, clock, np.random.default_rng(seed))
    return [_booked(places, one) for one in best.standing], columns.task.left - best.left


def _best_bought(
    places: OpenPlaces,
    least: int,
    paid: Sequence[Standing],
    clock: Clock,
    random: np.random.Generator,
) -> Buying:
    """Buy again and again; then look among all visits ever bought for the cheapest lot."""
    prices = _first_prices(places)
    last = best = _bought(places, least, paid, prices)
    kinds = {kind_of(one): None for one in best.standing}
    passes, waited = clock.part(_FOR_PASSES), 0
    while waited < _PATIENCE and not passes.over:
        waited += 1
        if waited % 2:
            prices = _learned(places, prices, last)
            other = last = _bought(places, least, paid, prices)
        else:
            share = random.uniform(*_GIVEN_UP)
            kept = [one for one in best.standing[len(paid) :] if random.random() > share]
            other = _bought(places, least, [*paid, *kept], prices, random)
        kinds |= {kind_of(one): None for one in other.standing}
        if other.rank < best.rank:
            waited = 0
        if other.rank <= best.rank:
            best = other
    lot = None if paid else best_lot(places, kinds, clock)
    chosen = best if lot is None else Buying(places, least, lot, prices)
    return min(best, chosen, key=lambda one: one.rank)


def _bought(
    places: OpenPlaces,
    least: int,
    standing: Sequence[Standing],
    prices: Floats,
    random: np.random.Generator | None = None,
) -> Buying:
    buying = Buying(places, least, standing, prices)
    buying.buy(random)
    return buying


def _first_prices(places: OpenPlaces) -> Floats:
    """Return a price for each item: all alike, of equal ones whoever has most left first."""
    left = places.task.left[places.numbers]
    return np.asarray(1.0 + _MOST_LEFT * left / left.max(initial=1), dtype=np.float64)


def _learned(places: OpenPlaces, prices: Floats, last: Buying) -> Floats:
    """Return prices nearer to what a minute of each item cost the last time."""
    cost, given = np.zeros(len(prices)), np.zeros(len(prices))
    for one in last.standing:
        minutes = sum(each.length * each.items.bit_count() for each in one.sessions)
        for each in one.sessions:
            for bit in bits_of(each.items):
                cost[bit.bit_length() - 1] += one.paid / minutes * each.length
                given[bit.bit_length() - 1] += each.length
    seen = np.where(given > 0, cost / np.maximum(given, 1), prices)
    short = last.left[places.numbers] > 0
    seen = np.where(short, seen * (1 + _SCARCE) + _SCARCE, seen)
    return np.minimum(prices + _LEARNED * (seen - prices), _DEAREST)


def _booked(places: OpenPlaces, one: Standing) -> Booked:
    sessions = tuple(
        GroupSession(
            each.start, each.length, tuple(places.number(bit) for bit in bits_of(each.items))
        )
        for each in one.sessions
    )
    return Booked(Bundle(one.pool, one.start, one.end, sessions), one.day)


def _paid_already(columns: Columns, visits: Sequence[Visit]) -> list[Standing]:
    ordinal = {int(date): day for day, date in enumerate(columns.task.available.days.ordinal)}
    slots = {day: slot for slot, days in enumerate(columns.slots) for day in days.tolist()}
    found = []
    for one in visits:
        day = ordinal[one.date.toordinal()]
        pool = provider_id(one.post)
        found.append(Standing(pool, slots[day], day, one.start, one.end, ()))
    return found
