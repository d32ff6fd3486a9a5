"""The cheapest lot of visits against every lot of tiny cases, and what it says of itself."""

from contract_cases import columns_of
from hypothesis import given

from makeup_sched.contracts.cheapest_lot import cheapest_lot
from makeup_sched.contracts.demand import beside_nobody
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.solve.clock import Clock
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, owes, provider, students

VISIT, WEIGHT = 30, 25
NEVER = hours("08:00-08:15", weekday="Sun")


def test_one_visit_for_two_costs_its_least_time() -> None:
    rows = [day(0), *students("AB"), provider(), NEVER, *owes("A", 30), *owes("B", 30)]
    places = OpenPlaces(columns_of(blueprint(*rows, contract={"lead_days": 0})))
    lot = cheapest_lot(beside_nobody(places, WEIGHT), places, 60, Clock(3.0))
    assert (lot.cost, len(lot.visits)) == (60, 1)


def test_without_time_everything_stays_unmet() -> None:
    rows = [day(0), *students("A"), provider(), NEVER, *owes("A", 30)]
    places = OpenPlaces(columns_of(blueprint(*rows, contract={"lead_days": 0})))
    lot = cheapest_lot(beside_nobody(places, WEIGHT), places, 60, Clock(0.0))
    assert (lot.cost, lot.visits) == (30 * WEIGHT, ())


def test_no_better_one_is_looked_for_than_what_is_proven() -> None:
    rows = [day(0), *students("A"), provider(), NEVER, *owes("A", 30)]
    places = OpenPlaces(columns_of(blueprint(*rows, contract={"lead_days": 0})))
    asked = []

    def proven() -> int:
        asked.append(True)
        return 60

    lot = cheapest_lot(beside_nobody(places, WEIGHT), places, 60, Clock(30.0), proven=proven)
    assert lot.cost == 60
    assert asked


@few(8)
@given(blueprints())
def test_a_lot_costs_what_it_says_and_gives_nobody_too_much(made: Blueprint) -> None:
    places = OpenPlaces(columns_of(made.with_policy(contract={"lead_days": 0})))
    lot = cheapest_lot(beside_nobody(places, WEIGHT), places, VISIT, Clock(1.0))
    left = places.task.left.copy()
    for visit in lot.visits:
        assert visit.paid >= VISIT
        for session in visit.sessions:
            for bit in bits_of(session.items):
                left[places.number(bit)] -= session.length
    assert (left >= 0).all()
    unmet = int(left[places.numbers].sum())
    assert lot.cost == sum(one.paid for one in lot.visits) + WEIGHT * unmet
