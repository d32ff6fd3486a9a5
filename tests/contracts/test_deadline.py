"""By when to decide: the last day that loses nothing, and what waiting costs."""

import datetime as dt

from hypothesis import given

from makeup_sched.contracts.certificate import certificate
from makeup_sched.contracts.deadline import Deadline, deadline
from makeup_sched.contracts.pool import staff_alone
from makeup_sched.solve.clock import Clock
from support.judge import few
from support.random_cases import blueprints
from support.tiny import MONDAY, Blueprint, Row, blueprint, day, hours, on, owes, provider, student


def found(
    rows: list[Row], lead_days: int, *, plans: bool = True, unmet: int | None = None
) -> Deadline:
    rows = [*rows, student("A"), provider(), hours("08:00-08:15", weekday="Sun")]
    contract = {"lead_days": lead_days, "min_visit_minutes": 30}
    case = staff_alone(blueprint(*rows, contract=contract).case)
    return deadline(case, MONDAY, Clock(10.0), plans=plans, unmet=unmet, workers=1)


def test_the_last_session_decides_when_to_decide() -> None:
    rows = [*(day(offset) for offset in (0, 7, 14, 21)), *owes("A", 30)]
    answer = found(rows, lead_days=7)
    # the last school day is day 21: with a week's notice, day 14
    assert answer.last_day == MONDAY + dt.timedelta(days=14)
    assert answer.settled
    assert answer.weeks["lost_at_least"].tolist() == [0, 0, 0, 30]
    assert (answer.weeks["first_session"] - answer.weeks["decided_on"]).dt.days.eq(7).all()


def test_each_week_may_cost_more() -> None:
    rows = [*(day(offset) for offset in (0, 7, 14)), *owes("A", 90, max_session="30")]
    assert found(rows, lead_days=0).weeks["lost_at_least"].tolist() == [0, 30, 60, 90]


def test_without_plans_no_last_day_is_claimed() -> None:
    rows = [day(0), day(7), *owes("A", 30)]
    assert found(rows, lead_days=0, plans=False).last_day is None


def test_days_as_good_as_a_plan_that_is_worse_than_the_known_one_show_nothing() -> None:
    """Only 30 of the 60 minutes have a place; were 45 placed at once, no day would be as good."""
    rows = [day(0), day(7), *owes("A", 60, min_session="30", max_session="30")]
    assert found(rows, lead_days=7, unmet=30).last_day == MONDAY
    assert found(rows, lead_days=7, unmet=15).last_day is None


def test_once_nobody_can_come_all_is_lost_that_staff_cannot_give() -> None:
    """Staff could give A or B all, not both: of each alone nothing is lost however late it is."""
    rows = [day(0), day(7), student("A"), student("B"), *owes("A", 30), *owes("B", 30)]
    rows += [provider(), hours("08:00-08:30", start_date=on(0), end_date=on(0))]
    contract = {"lead_days": 0, "min_visit_minutes": 30}
    case = staff_alone(blueprint(*rows, contract=contract, group_cap=1).case)
    staff = certificate(case, Clock(10.0), workers=1)
    answer = deadline(case, MONDAY, Clock(10.0), plans=False, staff=staff, workers=1)
    assert answer.weeks["lost_at_least"].tolist() == [0, 0, 30]


@few(10)
@given(blueprints())
def test_what_staff_place_is_not_looked_at_and_changes_nothing(made: Blueprint) -> None:
    case = staff_alone(made.case)
    staff = certificate(case, Clock(10.0), workers=1)
    first = case.start_date
    one = deadline(case, first, Clock(10.0), plans=False, workers=1).weeks["lost_at_least"]
    two = deadline(case, first, Clock(10.0), plans=False, staff=staff, workers=1)
    lost = two.weeks["lost_at_least"]
    assert lost[:-1].tolist() == one[:-1].tolist()
    assert lost.iloc[-1] == max(one.iloc[-1], staff.unmet_at_least)


def test_too_late_from_the_start() -> None:
    answer = found([day(0), *owes("A", 30)], lead_days=30)
    assert answer.last_day is None
    assert answer.weeks["lost_at_least"].tolist() == [30]


def test_days_that_were_not_looked_at_are_not_called_too_late() -> None:
    rows = [*(day(offset) for offset in range(0, 28, 7)), *owes("A", 30), student("A"), provider()]
    rows.append(hours("08:00-08:15", weekday="Sun"))
    case = staff_alone(blueprint(*rows, contract={"lead_days": 0}).case)
    answer = deadline(case, MONDAY, Clock(0.0), plans=True, workers=1)
    assert (answer.last_day, answer.settled) == (None, False)
