"""A whole forecast: the same with any workers, its tables, what stops it, and its picture."""

import json
from functools import partial

import numpy as np
import pandas as pd
import pytest
from forecast_cases import one_place, one_session

from makeup_sched.charts.forecast import forecast_alt, forecast_chart
from makeup_sched.forecasting.draws import Chances, draw
from makeup_sched.forecasting.forecast import Forecast, forecast
from makeup_sched.forecasting.outcomes import hours_table, wilson
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError
from support.judge import planned
from support.tiny import day


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast(one_session(day(0), day(7)), futures=12, seconds=5, workers=1)


def test_the_same_futures_with_one_worker_or_two(found: Forecast) -> None:
    two = forecast(one_session(day(0), day(7)), futures=12, seconds=5, workers=2)
    for name, table in found.tables().items():
        pd.testing.assert_frame_equal(table, two.tables()[name])


def test_the_tables_say_the_same(found: Forecast) -> None:
    last = found.chances.iloc[-1]
    assert last["all"] == (found.ends["unmet"] == 0).mean()
    assert last["left_high"] == found.ends["unmet"].quantile(0.9, interpolation="higher")
    assert found.hours["hours"].is_monotonic_increasing
    assert found.chances["undisturbed"].tolist() == [30, 30]
    assert json.loads(json.dumps(found.as_dict()))["futures"] == 12
    assert "Limits:" in found.method


def test_another_seed_other_futures(found: Forecast) -> None:
    other = forecast(found.case, plan=found.plan, futures=12, seed=1, workers=1)
    assert not other.ends.equals(found.ends)


def test_a_stop_keeps_what_was_walked_through() -> None:
    clock = Clock(float("inf"))

    def stop(_: int) -> None:
        clock.stop()

    case = one_place(day(0))
    walked = partial(forecast, case, plan=planned(case), futures=100, workers=1)
    some, whole = walked(clock=clock, done=stop), walked()
    assert 0 < some.futures < 100
    pd.testing.assert_frame_equal(some.ends, whole.ends[: len(some.ends)])
    with pytest.raises(MakeupSchedError, match="stopped before"):
        walked(clock=clock)


def test_a_plan_of_another_case_is_refused() -> None:
    other = planned(one_place(day(0)))
    with pytest.raises(MakeupSchedError, match="breaks rules of the case"):
        forecast(one_session(day(7)), plan=other, futures=1, workers=1)


def test_hours_by_discipline_and_together() -> None:
    lines = [(number, name, minutes) for number, pair in enumerate([(60, 0), (0, 120), (30, 30)])
             for name, minutes in zip(("OT", "SLP"), pair, strict=True)]  # fmt: skip
    table = hours_table(pd.DataFrame(lines, columns=["future", "discipline", "unmet"]))
    hours = {(row["discipline"], row["sure"]): row["hours"] for row in table.to_dict("records")}
    assert (hours["OT", 0.5], hours["OT", 0.9]) == (0.5, 1.0)
    assert (hours["all", 0.5], hours["all", 0.9]) == (1.0, 2.0)


def test_the_less_is_known_of_a_rate_the_more_futures_differ() -> None:
    spread = []
    for evidence in (4.0, 400.0, np.inf):
        chances = Chances(
            {"provider": np.full((1, 1), 0.1), "student": np.full((1, 1), 0.1)},
            {"provider": np.array([evidence]), "student": np.array([evidence])},
            {"provider": (("provider_absent", 1.0),), "student": (("student_absent", 1.0),)},
        )
        drawn = [draw(chances, {"provider": 1, "student": 1}, seed) for seed in range(200)]
        levels = np.array([one.chance["provider"][0, 0] for one in drawn])
        assert levels.mean() == pytest.approx(0.1, abs=0.02)
        spread.append(levels.std())
    assert spread[0] > spread[1] > spread[2] == 0


def test_the_picture_and_its_words(found: Forecast) -> None:
    assert forecast_chart(found.chances, found.futures).get_axes()
    assert "30 if nothing more is missed" in forecast_alt(found.chances, found.futures)


def test_the_ticks_of_the_picture_are_round_numbers(found: Forecast) -> None:
    chances = found.chances.assign(left_high=2645.0)
    words = {text.get_text() for text in forecast_chart(chances, 2).get_axes()[0].texts}
    assert {"0", "750", "1,500", "2,250", "3,000"} <= words


def test_dates_of_the_picture_are_written_as_in_the_others(found: Forecast) -> None:
    words = {text.get_text() for text in forecast_chart(found.chances, 2).get_axes()[0].texts}
    last = found.chances["date"].iloc[-1]
    assert f"{last:%b} {last.day}" in words


def test_intervals_as_in_the_books() -> None:
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert wilson(0, 0) == (0.0, 1.0)
