"""The cheapest lot of visits for a demand, staff beside it or not.

Visits are made at prices: what a minute of each item is worth in the linear relaxation over those
made so far (column generation: Barnhart et al. 1998). Once none is worth more than it costs, others
that are worth nearly so much join them, and a whole-number program chooses. Again and again, with
visits of more kinds each time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.demand import Demand
from makeup_sched.contracts.filling import Filling, Looseness
from makeup_sched.contracts.lots import Lots
from makeup_sched.contracts.open_places import OpenPlaces
from makeup_sched.contracts.seating import Seating
from makeup_sched.contracts.standing import Standing
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import Relaxation, solve_whole
from makeup_sched.solve.relaxed import Floats

_PASSES = 13
"""Most times that visits are made at the relaxation's prices."""
_KEPT, _DEAREST = 0.5, 3.0
"""How much of the last price is kept every third time, and the most that is then believed."""
_TINY = 1e-6
_FOR_NOTHING = 0.02
"""What a minute is worth at least when visits are made: whoever costs nothing is seen, too."""
_LOOSE = (
    Looseness(prices=0.5, choice=0.3, waits=0.1, pause=60),
    Looseness(prices=0.7, choice=0.5, waits=0.2, pause=90),
)
_NEAR = 30.0
"""By how many paid minutes a visit may cost more than it is worth at first."""
_CHOICES = ((5_000, 0.5), (15_000, 0.7), (25_000, 0.7), (40_000, 0.7))
"""Visits to choose from each time, and the share of the time left for that choice."""
_FRUITLESS = 20
"""After how often making no new visit there are no others to be made."""
_HOPELESS = 5.0
"""How far from the relaxation a choice shows that there is not time enough."""
_GOOD_ENOUGH = 1.005
"""How near to what is proven a lot is the cheapest one."""


@dataclass(frozen=True)
class Lot:
    """Visits whose date is not settled, what they cost, and the values of the demand's variables.

    `cost` counts paid minutes and what is unmet at its weight.
    """

    visits: tuple[Standing, ...]
    cost: int
    demand: IntArray


def cheapest_lot(
    demand: Demand,
    places: OpenPlaces,
    least: int,
    clock: Clock,
    *,
    seed: int = 0,
    proven: Callable[[], int] = lambda: 0,
) -> Lot:
    """Return the cheapest lot of visits that is found.

    Parameters
    ----------
    demand
        What is owed, and who else could give it.
    places
        Where contractors could see whom.
    least
        The shortest visit, in minutes.
    clock
        Ends the search.
    seed
        Of what is made at random.
    proven
        What every lot costs at least, as far as is known by now.
    """
    search = _Search(demand, places, least, seed)
    search.make_at_prices(clock.part(0.25))
    for number, (most, share) in enumerate(_CHOICES):
        if clock.over or search.cost <= _GOOD_ENOUGH * proven():
            break
        search.make_others(_LOOSE[number % len(_LOOSE)], most, clock.part(0.2))
        before = search.cost
        search.choose(most, clock.part(share), proven)
        if search.cost > _HOPELESS * search.relaxed or (number and search.cost == before):
            break
    return Lot(tuple(search.lots.chosen(search.values)), search.cost, search.own)


class _Search:
    """Visits made so far, their prices, and the best choice."""

    def __init__(self, demand: Demand, places: OpenPlaces, least: int, seed: int) -> None:
        self._demand, self._places, self._least = demand, places, least
        self._random = np.random.default_rng(seed)
        self._made: dict[Standing, None] = {}
        self._prices: Floats = np.ones(len(places.numbers))
        self.relaxed = 0.0
        self.lots = Lots(demand, places, ())
        self.values = demand.nothing_given

    @property
    def cost(self) -> int:
        """Paid minutes of the best choice, and what it leaves unmet at its weight."""
        return self.lots.program.value(self.values)

    @property
    def own(self) -> IntArray:
        """The values of the demand's variables in the best choice."""
        return self.values[: self.lots.first]

    def make_at_prices(self, clock: Clock) -> None:
        """Make the visits that are worth most, until none is worth more than it costs."""
        nothing_new = False
        for number in range(_PASSES):
            filling = Filling(self._places, self._least, self._prices, Looseness(), self._random)
            visits = self._densest(filling)
            if number:
                visits = [one for one in visits if filling.worth(one) > one.paid + _TINY]
            new = self._make(visits)
            if clock.over or (nothing_new and not new):
                break
            nothing_new = not new
            self._reprice(clock, steady=number % 3 == 2)

    def make_others(self, loose: Looseness, count: int, clock: Clock) -> None:
        """Make so many more visits, at random, that cost little more than they are worth."""
        gap = self.cost - self.relaxed if self.lots.visits else _NEAR
        near = max(0.0, min(self._least, gap))
        enough, fruitless = len(self._made) + count, 0
        while len(self._made) < enough and fruitless < _FRUITLESS and not clock.over:
            prices = np.maximum(self._prices, _FOR_NOTHING)
            filling = Filling(self._places, self._least, prices, loose, self._random)
            dear = self._dear()
            new = self._make(
                visit
                for key in self._places.at
                for visit in filling.visits(*key)
                if dear(visit) <= near
            )
            fruitless = 0 if new else fruitless + 1

    def choose(self, most: int, clock: Clock, proven: Callable[[], int]) -> None:
        """Choose anew among so many visits, those that cost least beyond what they are worth."""
        dear = self._dear()
        held = np.flatnonzero(self.lots.held(self.values)).tolist()
        visits = dict.fromkeys([self.lots.visits[number] for number in held])
        visits |= dict.fromkeys(sorted(self._made, key=dear)[:most])
        lots = Lots(self._demand, self._places, list(visits))
        start = lots.values_of(self.lots, self.values)
        found = solve_whole(lots.program, clock, clock.left, start, known=proven)
        if found.values is not None:
            self.lots, self.values = lots, found.values

    def _densest(self, filling: Filling) -> Iterable[Standing]:
        """Return of the visits that begin at each time the one worth most a paid minute."""
        for key in self._places.at:
            visits = filling.visits(*key)
            if visits:
                yield max(visits, key=lambda one: filling.worth(one) / one.paid)

    def _make(self, visits: Iterable[Standing]) -> bool:
        """Keep visits; say whether any is new."""
        before = len(self._made)
        self._made |= dict.fromkeys(visits)
        return len(self._made) > before

    def _reprice(self, clock: Clock, *, steady: bool) -> None:
        """Set prices to those of the relaxation over all visits made; `steady` ones move less."""
        lots = Lots(self._demand, self._places, list(self._made))
        program = lots.program
        engine = Relaxation(program, np.ones(len(program.rows), dtype=bool))
        values = engine.solve(clock)
        if values is None:
            return
        self.relaxed = float(program.weights @ values) + program.constant
        prices = lots.prices(engine.prices)
        if steady:
            prices = _KEPT * self._prices + (1 - _KEPT) * np.clip(prices, 0.0, _DEAREST)
        self._prices = np.maximum(prices, 0.0)

    def _dear(self) -> Callable[[Standing], float]:
        """Return what says how much more a visit costs than it is worth."""
        worth = Seating(self._places, self._prices).worth
        return lambda visit: (
            visit.paid - sum(one.length * worth(one.items) for one in visit.sessions)
        )
