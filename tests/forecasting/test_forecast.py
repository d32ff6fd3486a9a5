"""Forecasts against exact chances on cases small enough to work out, and what futures know."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from makeup_sched.availability.availability import availability
from makeup_sched.case.case import Case
from makeup_sched.forecasting.forecast import forecast, wilson
from makeup_sched.forecasting.future import Outcome, Setting, future, owed_by_discipline
from makeup_sched.forecasting.rates import PRIOR, Rates, miss_rates, published
from support.judge import planned
from support.tiny import MONDAY, blueprint, day, hours, owes, provider, regular, student


def rates(chance: float, share: float = 0.5) -> Rates:
    rows = [("SLP", month, 0, 0, chance, chance) for month in range(1, 13)]
    columns = ["discipline", "month", "scheduled", "missed", "published", "used"]
    return Rates(pd.DataFrame(rows, columns=columns), share)


def outcomes(case: Case, chance: float, count: int) -> list[Outcome]:
    owed = sum(owed_by_discipline(case).values())
    made, available = planned(case).sessions, availability(case, [])
    setting = Setting(case, made, available, rates(chance), (case.end_date,), 0, owed)
    return [future(setting, stream) for stream in np.random.SeedSequence(1).spawn(count)]


def cleared(found: list[Outcome]) -> float:
    return sum(one.outstanding[-1] <= 0 for one in found) / len(found)


def test_one_place_both_have_to_be_there() -> None:
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    # each is out with a chance of a quarter
    found = cleared(outcomes(blueprint(*rows).case, 0.5, 300))
    assert found == pytest.approx(0.75**2, abs=0.08)


def test_a_second_chance_after_the_review() -> None:
    rows = [day(0), day(28), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    found = cleared(outcomes(blueprint(*rows).case, 0.5, 50))
    assert found == pytest.approx(1 - (1 - 0.75**2) ** 2, abs=0.15)


def test_a_plan_knows_nothing_of_what_comes() -> None:
    # on the same day a second hour is free, but the day is over when the loss is known
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-12:00")]
    assert cleared(outcomes(blueprint(*rows).case, 0.5, 100)) < 0.8


def test_missed_regular_sessions_are_owed_on_top() -> None:
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-10:00")]
    rows.append(regular("R", "09:00-09:30", "A"))
    case = blueprint(*rows).case
    found = outcomes(case, 0.5, 100)
    left = {dict(one.unmet).get("SLP", 0) for one in found}
    assert left <= {0, 30, 60}
    assert 60 in left


def test_a_miss_that_is_known_is_not_owed_twice() -> None:
    rows = [day(0), student("A"), *owes("A", 30, on_date="2026-03-02"), provider()]
    rows += [hours("08:00-08:30"), regular("R", "08:00-08:30", "A")]
    case = blueprint(*rows).case
    assert {one.outstanding[-1] for one in outcomes(case, 0.9, 40)} == {30}


def test_without_misses_the_future_is_the_plan() -> None:
    rows = [day(0), day(1), student("A"), *owes("A", 90, max_session="30"), provider()]
    case = blueprint(*rows, hours("08:00-09:00")).case
    [one] = outcomes(case, 0.0, 1)
    assert one.outstanding == (planned(case).summary.unmet,) == (30,)


def test_rates_are_drawn_towards_the_published_ones() -> None:
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    rows.append(regular("R", "08:00-08:30", "A", start_date="2026-02-02"))
    found = miss_rates(blueprint(*rows).case)
    line = found.table[found.table["month"] == 2].to_dict("records")[0]
    # the record begins on its first miss, a Monday: five school days of one student
    assert (line["scheduled"], line["missed"]) == (5, 1)
    assert line["used"] == pytest.approx((1 + PRIOR * published("SLP", 2)) / (5 + PRIOR))
    assert found.provider_share == pytest.approx((1 + 10) / (1 + 20))
    assert published("SLP", 11) > published("SLP", 9)


def test_the_same_futures_with_one_worker_or_two() -> None:
    rows = [day(0), day(28), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    case = blueprint(*rows).case
    one, two = (forecast(case, futures=12, seconds=5, workers=count) for count in (1, 2))
    assert one.chances.equals(two.chances)
    assert one.hours.equals(two.hours)
    assert one.chances["date"].iloc[0] == pd.Timestamp(MONDAY + dt.timedelta(days=6))
    assert one.hours["sure"].tolist()[-3:] == [0.5, 0.8, 0.9]


def test_intervals_as_in_the_books() -> None:
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert wilson(0, 0) == (0.0, 1.0)
