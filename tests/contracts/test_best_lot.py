"""The cheapest lot of visits among those at hand: all minutes, least pay, every visit on a date."""

from dataclasses import replace

import numpy as np
from contract_cases import columns_of
from hypothesis import given

from makeup_sched.contracts import dense
from makeup_sched.contracts.best_lot import best_lot
from makeup_sched.contracts.buying import Buying
from makeup_sched.contracts.dense import dense_visits
from makeup_sched.contracts.open_places import OpenPlaces
from makeup_sched.contracts.standing import Session, Standing
from makeup_sched.solve.clock import Clock
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, owes, provider, students

NEVER = hours("08:00-08:15", weekday="Sun")
A, B = 1, 2
NINE, HALF_PAST = 540, 570


def two_who_owe_half_an_hour() -> OpenPlaces:
    rows = [day(0), *students("AB"), provider(), NEVER]
    rows += [row for who in "AB" for row in owes(who, 30)]
    return OpenPlaces(columns_of(blueprint(*rows, contract={"lead_days": 0})))


def visit(places: OpenPlaces, *sessions: Session) -> Standing:
    pool, slot, _ = next(iter(places.at))
    return Standing(pool, slot, -1, sessions[0].start, sessions[0].start + 60, sessions)


def test_one_visit_for_both_is_cheaper_than_one_each() -> None:
    places = two_who_owe_half_an_hour()
    each = [visit(places, Session(NINE, 30, who)) for who in (A, B)]
    both = visit(places, Session(NINE, 30, A), Session(HALF_PAST, 30, B))
    lot = best_lot(places, [*each, both], Clock(5.0))
    assert lot is not None
    assert [(one.start, one.end, one.sessions) for one in lot] == [(NINE, 600, both.sessions)]
    assert lot[0].day >= 0


def test_what_was_left_before_is_given_where_a_visit_is_at_hand() -> None:
    places = two_who_owe_half_an_hour()
    each = [visit(places, Session(NINE, 30, who)) for who in (A, B)]
    lot = best_lot(places, each, Clock(5.0))
    assert lot is not None
    assert len(lot) == 2


def test_no_lot_where_nobody_may_be_seen_twice_a_day() -> None:
    rows = [day(0), *students("A"), provider(), NEVER, *owes("A", 60)]
    made = blueprint(*rows, contract={"lead_days": 0}, max_session=30)
    places = OpenPlaces(columns_of(made))
    twice = [visit(places, Session(start, 30, A)) for start in (NINE, HALF_PAST)]
    assert best_lot(places, twice, Clock(5.0)) is None


def test_a_seat_may_stay_empty() -> None:
    places = two_who_owe_half_an_hour()
    both = visit(places, Session(NINE, 30, A), Session(HALF_PAST, 30, B))
    once = visit(places, Session(NINE, 30, A))
    held = best_lot(places, [replace(both, end=both.start + 30), once], Clock(5.0))
    assert held is not None
    assert [one.items for one in held] == [A | B]


@few(30)
@given(blueprints())
def test_time_makes_visits_no_worse(made: Blueprint) -> None:
    columns = columns_of(made)
    ranks = []
    for seconds in (0.0, 0.3):
        visits, minutes = dense_visits(columns, 30, Clock(seconds))
        paid = sum(one.bundle.end - one.bundle.start for one in visits)
        ranks.append((-int(minutes.sum()), paid))
    assert ranks[1] <= ranks[0]


def test_prices_of_what_never_finds_a_place_stay_numbers() -> None:
    places = two_who_owe_half_an_hour()
    prices = np.ones(2)
    nothing_bought = Buying(places, 30, [], prices)
    for _ in range(4000):
        prices = dense._learned(places, prices, nothing_bought)
    assert np.isfinite(prices).all()
