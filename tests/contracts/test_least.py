"""The least contract time on cases with known answers, and against every plan of tiny ones."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from makeup_sched.case.case import Case
from makeup_sched.checker import check
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.least import least_contract
from makeup_sched.contracts.pool import Post, Visit, provider_id, staff_alone, with_visits
from makeup_sched.contracts.together import Together
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.clock import DAY
from support.brute_force import TooLargeError, best_plan
from support.judge import few
from support.tiny import (
    MONDAY,
    Blueprint,
    bells,
    blueprint,
    day,
    hours,
    owes,
    provider,
    student,
    students,
)

WEEK = [day(offset) for offset in range(3)]


def least(case: Case, first: dt.date = MONDAY, seconds: float = 8.0) -> LeastContract:
    return least_contract(staff_alone(case), first, Clock(seconds), workers=1)


def visits_of(minutes: int, **more: object) -> dict[str, object]:
    return {"contract": {"lead_days": 0, "min_visit_minutes": minutes}, **more}


def test_staff_give_what_they_can_and_a_contractor_the_rest() -> None:
    rows = [*WEEK, *students("AB"), *owes("A", 30), *owes("B", 30), provider()]
    case = blueprint(*rows, hours("08:00-08:30", weekday="Mon"), **visits_of(30)).case
    found = least(case)
    assert (found.minutes, found.least_minutes, found.unmet) == (30, 30, 0)


def test_a_visit_in_which_nothing_is_given_is_not_in_the_contract(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As where the time is up before visits that nobody needs were dropped."""

    def one_more(_: Together, visits: list[Visit], made: Plan) -> tuple[list[Visit], Plan]:
        return [*visits, replace(visits[0], date=MONDAY + dt.timedelta(days=2), lane=2)], made

    monkeypatch.setattr(Together, "_without_idle", one_more)
    monkeypatch.setattr(Together, "_with_fewer", lambda *given: given[-2:])
    rows = [*WEEK, *students("A"), *owes("A", 30), provider()]
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), **visits_of(60)).case
    found = least(case)
    assert (len(found.visits), found.minutes, found.unmet) == (1, 60, 0)


def test_nobody_is_called_in_for_less_than_a_visit() -> None:
    rows = [*WEEK, *students("A"), *owes("A", 30), provider()]
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), **visits_of(60)).case
    found = least(case)
    assert (found.minutes, found.least_minutes, found.unmet) == (60, 60, 0)
    assert [visit.minutes for visit in found.visits] == [60]


@pytest.mark.parametrize(("setting", "minutes"), [("group", 30), ("individual", 90)])
def test_a_group_shares_a_contractors_time(setting: str, minutes: int) -> None:
    debts = [row for each in "ABC" for row in owes(each, 30, setting=setting)]
    rows = [*WEEK, *students("ABC"), *debts, provider()]
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), **visits_of(30)).case
    found = least(case)
    assert (found.minutes, found.least_minutes, found.unmet) == (minutes, minutes, 0)


def test_staff_leave_to_contractors_what_can_share_their_time() -> None:
    debts = [row for each in "AB" for row in owes(each, 30, setting="group")]
    rows = [*WEEK, *students("ABC"), *debts, *owes("C", 30), provider(max_group="1")]
    case = blueprint(*rows, hours("08:00-08:30", weekday="Mon"), **visits_of(30)).case
    found = least(case)
    assert (found.minutes, found.least_minutes, found.unmet) == (30, 30, 0)
    seen = found.plan.sessions.set_index("provider_id")["student_ids"]
    assert seen["P"] == ("C",)


def test_what_the_student_has_no_time_for_no_contract_clears() -> None:
    rows = [day(), student("A"), *owes("A", 60), provider(), bells("08:00-08:30", "resource")]
    case = blueprint(*rows, hours("09:00-09:15"), **visits_of(30)).case
    found = least(case)
    assert (found.minutes, found.unmet) == (30, 30)
    assert found.plan.items["reason"].tolist() == ["no_common_time"]


def test_nobody_comes_before_the_first_date() -> None:
    rows = [*WEEK, *students("A"), *owes("A", 30), provider()]
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), **visits_of(30)).case
    first = MONDAY + dt.timedelta(days=2)
    assert [visit.date for visit in least(case, first).visits] == [first]
    late = least(case, MONDAY + dt.timedelta(days=9))
    assert (late.visits, late.unmet) == ((), 30)


def test_a_contractor_comes_on_a_day_that_staff_do_not_need() -> None:
    shared = {"setting": "group", "min_session": "30"}
    rows = [day(0), day(1), *students("AB"), *owes("A", 45, **shared), *owes("B", 15, **shared)]
    rows += [provider(max_group="1"), hours("08:00-08:30", weekday="Mon")]
    found = least(blueprint(*rows, **visits_of(15)).case)
    assert (found.minutes, found.least_minutes, found.unmet) == (15, 15, 0)
    assert [visit.date for visit in found.visits] == [MONDAY + dt.timedelta(days=1)]


def test_contractors_at_hand_are_not_counted_as_staff() -> None:
    rows = [*WEEK, *students("A"), *owes("A", 30), provider(employment="contract")]
    found = least(blueprint(*rows, hours("08:00-12:00"), **visits_of(30)).case)
    assert found.minutes == 30


@st.composite
def tiny(draw: st.DrawFn) -> Blueprint:
    rows = [day(offset) for offset in range(draw(st.integers(1, 2)))]
    for each in "ABC"[: draw(st.integers(1, 3))]:
        rows.append(student(each, grade=draw(st.sampled_from(["1", "2", "4"]))))
        rows += owes(
            each,
            15 * draw(st.integers(1, 3)),
            setting=draw(st.sampled_from(["group", "individual"])),
            max_group=draw(st.sampled_from(["", "2"])),
        )
    rows += [bells("08:00-08:45", "resource"), provider(max_group="2")]
    rows.append(hours(draw(st.sampled_from(["08:00-08:15", "08:15-08:45", "08:00-08:30"])),
                      weekday="Mon"))  # fmt: skip
    contract = {"lead_days": 0, "min_visit_minutes": 15}
    return blueprint(*rows, contract=contract, objective={"order": ["unmet", "contract"]})


@few(8)
@given(tiny())
def test_no_plan_with_a_contractor_needs_less(made: Blueprint) -> None:
    case = staff_alone(made.case)
    always = [
        Visit(MONDAY + dt.timedelta(days=offset), Post("SLP", "Oak"), 0, DAY) for offset in (0, 1)
    ]
    try:
        best = best_plan(with_visits(case, always))
    except TooLargeError:
        assume(False)
    found = least(made.case, seconds=6.0)
    assert check(found.case, found.plan.sessions) == []
    assert found.least_minutes <= found.minutes
    # two contractors at once can do more than the one of the oracle, never less
    assert found.unmet <= best.vector[0]
    if found.unmet == best.vector[0]:
        assert found.least_minutes <= best.vector[1]


def test_ids_of_contractors_say_who_they_are() -> None:
    assert provider_id(Post("SLP", "Lake View"), 2) == "contract-SLP-Lake-View-2"
