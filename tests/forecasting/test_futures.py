"""Futures against exact chances on cases small enough to work out, and what planning may know."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from forecast_cases import cleared, one_place, one_session, outcomes, rates_of, setting

from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case
from makeup_sched.forecasting.draws import draw, nobody_out
from makeup_sched.forecasting.future import Setting, walk
from makeup_sched.forecasting.rates import miss_rates
from makeup_sched.forecasting.setting import setting_of, weeks_of
from makeup_sched.planning import plan
from support.judge import planned
from support.tiny import blueprint, day, hours, owes, provider, regular, student, students

DATA = Path(__file__).parents[2] / "data"
THERE = 0.75
MANY = 400


def test_one_place_both_have_to_be_there() -> None:
    case = one_place(day(0))
    assert cleared(outcomes(case, rates_of(case, 0.25, 0.25), MANY)) == pytest.approx(
        THERE**2, abs=0.06
    )


def test_a_second_chance_after_the_review() -> None:
    case = one_place(day(0), day(7))
    found = cleared(outcomes(case, rates_of(case, 0.25, 0.25), MANY))
    assert found == pytest.approx(1 - (1 - THERE**2) ** 2, abs=0.06)


def test_no_second_chance_where_the_review_comes_too_late() -> None:
    case = one_place(day(0), day(7))
    found = cleared(outcomes(case, rates_of(case, 0.25, 0.25), MANY, review_weeks=2))
    assert found == pytest.approx(THERE**2, abs=0.06)


def test_a_loss_is_known_only_when_the_week_is_over() -> None:
    # Tuesday is free, too, but whoever planned on Sunday did not know of Monday
    case = one_place(day(0), day(1))
    found = cleared(outcomes(case, rates_of(case, 0.25, 0.0), MANY))
    assert found == pytest.approx(THERE, abs=0.06)


def _group() -> Case:
    """Two students who are owed one session together, on one date."""
    rows = [day(0), *students("AB"), *owes("A", 60, setting="group"), provider()]
    return blueprint(*rows, *owes("B", 60, setting="group"), hours("08:00-09:00")).case


def test_a_provider_who_is_out_is_out_for_all() -> None:
    case = _group()
    found = outcomes(case, rates_of(case, 0.25, 0.0), MANY)
    assert {one.outstanding[-1] for one in found} == {0, 120}
    assert cleared(found) == pytest.approx(THERE, abs=0.06)


def test_a_student_who_is_away_is_away_alone() -> None:
    case = _group()
    count = Counter(one.outstanding[-1] for one in outcomes(case, rates_of(case, 0.0, 0.25), MANY))
    assert count[0] / MANY == pytest.approx(THERE**2, abs=0.06)
    assert count[60] / MANY == pytest.approx(2 * THERE * (1 - THERE), abs=0.06)


def test_missed_sessions_are_owed_on_top_as_the_policy_says() -> None:
    case = one_session(day(0), day(7))
    count = Counter(
        one.missed.get("SLP", 0) for one in outcomes(case, rates_of(case, 0.25, 0.0), MANY)
    )
    assert count[0] / MANY == pytest.approx(THERE**2, abs=0.06)
    assert count[60] / MANY == pytest.approx((1 - THERE) ** 2, abs=0.05)
    away = outcomes(case, rates_of(case, 0.0, 0.5), 40)
    assert {one.unmet["SLP"] for one in away} == {30}


def test_minutes_that_the_team_decides_on_wait() -> None:
    case = one_session(day(0))
    rates = rates_of(case, 0.0, 0.5, {"student": "student_refused"})
    found = outcomes(case, rates, 60)
    assert {(one.pending, one.missed.get("SLP", 0)) for one in found} == {(0, 0), (30, 0)}


def test_a_miss_that_is_known_is_not_owed_twice() -> None:
    rows = [day(0), student("A"), *owes("A", 30, on_date="2026-03-02"), provider()]
    rows += [hours("08:00-08:30"), regular("R", "08:00-08:30", "A")]
    case = blueprint(*rows).case
    assert {one.outstanding[-1] for one in outcomes(case, rates_of(case, 0.9, 0.0), 40)} == {30}


def test_minutes_missed_in_a_future_find_a_place() -> None:
    rows = [day(0), day(7), student("A"), *owes("A", 60), provider(), hours("08:00-10:00")]
    rows += [regular("R", "09:00-10:00", "A", start_date="2026-03-02", end_date="2026-03-02")]
    case = blueprint(*rows).case
    found = outcomes(case, rates_of(case, 0.5, 0.0), MANY)
    # out on the first Monday: make-up and session are lost, and only one fits into the second
    count = Counter(one.outstanding[-1] for one in found)
    assert count[0] / MANY == pytest.approx(0.5, abs=0.06)
    assert set(count) == {0, 60, 120}


def test_with_nothing_more_missed_the_future_is_the_plan() -> None:
    rows = [day(0), day(1), student("A"), *owes("A", 90, max_session="30"), provider()]
    case = blueprint(*rows, hours("08:00-09:00")).case
    shared = setting(case, rates_of(case, 0.5, 0.5))
    undisturbed = walk(shared, nobody_out(shared.chances, shared.people))
    assert (
        undisturbed.outstanding == undisturbed.of_today == (planned(case).summary.unmet,) == (30,)
    )
    assert undisturbed.lost == undisturbed.missed == {}


@pytest.fixture(scope="module")
def therapist() -> tuple[Setting, int]:
    case = read_case(DATA / "one-therapist")
    made = plan(case, seconds=1, workers=1)
    return setting_of(case, made.sessions, miss_rates(case)), made.summary.unmet


def test_a_therapists_plan_stays_as_it_is_when_nothing_is_missed(
    therapist: tuple[Setting, int],
) -> None:
    shared, unmet = therapist
    undisturbed = walk(shared, nobody_out(shared.chances, shared.people))
    assert undisturbed.outstanding[-1] <= unmet


def test_planning_knows_nothing_of_what_comes(therapist: tuple[Setting, int]) -> None:
    shared, _ = therapist
    draws = draw(shared.chances, shared.people, 3)
    first = shared.task.available.days.ordinal >= shared.weeks[3].toordinal() + 1
    other = {side: np.where(first, 1 - luck, luck) for side, luck in draws.luck.items()}
    one, two = walk(shared, draws), walk(shared, replace(draws, luck=other))
    assert one.outstanding[:4] == two.outstanding[:4]
    assert one.outstanding[4:] != two.outstanding[4:]


def test_weeks_end_on_sundays_and_with_the_last_date() -> None:
    case = one_place(day(1), day(7), day(9))
    assert [end.isoformat() for end in weeks_of(case)] == ["2026-03-08", "2026-03-11"]
