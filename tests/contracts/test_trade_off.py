"""The curve goes from nothing bought to all, the best bargain first."""

from datetime import timedelta

import pandas as pd

from makeup_sched.charts.trade_off import trade_off_alt, trade_off_chart
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.contracting import contracting
from makeup_sched.contracts.fewer_visits import with_fewer_visits
from makeup_sched.contracts.pool import Visit, posts_of, staff_alone, with_visits
from makeup_sched.contracts.trade_off import trade_off
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock
from support.tiny import blueprint, day, hours, owes, provider, student


def visits(*student_minutes: int) -> pd.DataFrame:
    """Return visits of an hour on one date after another, in which students get so many minutes."""
    return pd.DataFrame(
        {
            "discipline": "SLP",
            "site": "Oak",
            "date": pd.date_range("2026-03-02", periods=len(student_minutes)),
            "start": "08:00",
            "minutes": 60,
            "student_minutes": list(student_minutes),
            "dollars": 80.0,
        }
    )


def test_the_best_bargain_comes_first() -> None:
    curve = trade_off(visits(60, 150), 15)
    assert curve["unmet"].tolist() == [225, 75, 15]
    assert curve["dollars"].tolist() == [0, 80, 160]
    assert curve["hours"].tolist() == [0, 1, 2]
    assert trade_off_alt(curve) == "From 225 unmet minutes to 15 with 2.0 hours ($160)"
    assert trade_off_chart(curve).get_axes()


def test_staff_planned_anew_beside_the_first_visits_leave_fewer() -> None:
    table = visits(60, 60, 30)
    assert trade_off(table, 5)["unmet"].tolist() == [155, 95, 35, 5]
    assert trade_off(table, 5, {1: 70, 2: 50})["unmet"].tolist() == [155, 70, 35, 5]
    assert trade_off(table, 5, {1: 30})["unmet"].tolist() == [155, 30, 30, 5]


def test_the_first_visit_clears_what_staff_cannot_beside_it() -> None:
    # staff have an hour on Monday for one of two; a contractor sees the other, and one more
    rows = [day(0), day(1), provider(), hours("08:00-08:30", weekday="Mon")]
    rows += [row for name in "ABC" for row in [student(name), *owes(name, 30)]]
    contract = {"lead_days": 0, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}
    case = blueprint(*rows, contract=contract, group_cap=1).case
    answer = contracting(case, seconds=20, workers=1)
    assert answer.certificate.unmet == 60
    assert answer.curve["unmet"].tolist() == [60, 30, 0]
    assert answer.fewer == {1: 30}


def test_where_fewer_visits_clear_as_much_they_are_the_contract() -> None:
    rows = [day(0), day(1), provider(), hours("08:00-08:15", weekday="Sun")]
    rows += [row for name in "AB" for row in [student(name), *owes(name, 30)]]
    contract = {"lead_days": 0, "min_visit_minutes": 60, "hourly_rate": {"SLP": 80}}
    case = staff_alone(blueprint(*rows, contract=contract, group_cap=1).case)
    (post,) = posts_of(planning_task(case))
    dear = tuple(Visit(case.start_date + timedelta(one), post, 480, 540) for one in (0, 1))
    both = with_visits(case, dear)
    sold = LeastContract(both, dear, plan(both, clock=Clock(5), workers=1), 60, case.start_date)
    staff = plan(case, clock=Clock(5), workers=1)
    least, fewer = with_fewer_visits(case, sold, staff, Clock(10))
    assert (len(least.visits), least.minutes, least.unmet) == (1, 60, 0)
    assert set(least.case.table("provider_hours")["provider_id"]) == {"P", "contract-SLP-Oak-1"}
    assert fewer == {}
