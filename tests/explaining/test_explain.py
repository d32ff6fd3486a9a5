"""Every reason on a case made for it, and helps that are confirmed by planning."""

import pytest
from hypothesis import assume, given

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.explaining.changes import Change, changes
from makeup_sched.explaining.explain import explain
from makeup_sched.explaining.explanation import Explanation, explanation_table
from makeup_sched.places.task import planning_task
from makeup_sched.reasons.reach import Reach
from support.judge import few, planned, problems
from support.random_cases import blueprints
from support.tiny import (
    Blueprint,
    award,
    bells,
    blueprint,
    day,
    hours,
    locked,
    on,
    owes,
    provider,
    regular,
    student,
    students,
)


def explained(case: Case, owed_id: str = "A-SLP") -> Explanation:
    [found] = explain(case, planned(case), [owed_id], seconds=20.0)
    return found


def codes(case: Case, owed_id: str = "A-SLP") -> set[tuple[str, str]]:
    return {(claim.code, claim.sure) for claim in explained(case, owed_id).claims}


def helps(case: Case, owed_id: str = "A-SLP") -> dict[str, int]:
    return {one.change: one.item_minutes for one in explained(case, owed_id).helps}


ONE = [day(), student("A"), *owes("A", 30), provider()]


def test_nobody_has_the_discipline() -> None:
    case = blueprint(day(), student("A"), *owes("A", 30), provider(disciplines="OT"),
                     hours("08:00-09:00")).case  # fmt: skip
    assert codes(case) == {("no_provider", "proved")}


def test_due_before_the_first_date() -> None:
    rows = [day(), student("A"), *owes("A", 15)[:1], award("A", 30, due_on="2026-02-27")]
    case = blueprint(*rows, provider(), hours("08:00-09:00")).case
    assert codes(case, "A-award") == {("past_due", "proved")}


def test_never_free_together_and_the_half_hour_that_helps() -> None:
    case = blueprint(*ONE, bells("08:00-08:30", "core"), bells("08:30-10:00", "resource"),
                     hours("08:00-08:30")).case  # fmt: skip
    assert codes(case) == {("no_common_time", "proved")}
    assert helps(case)["If P has 08:30-09:00 free on Mon at Oak"] == 30


def test_only_after_school() -> None:
    case = blueprint(*ONE, bells("08:00-15:00", "core"), bells("15:00-16:00", "after_school"),
                     hours("15:00-16:00")).case  # fmt: skip
    assert helps(case)["If the student may stay after or come before school"] == 30


def test_the_students_own_limit() -> None:
    case = blueprint(*ONE, hours("08:00-09:00"), makeup_minutes_per_day=15).case
    assert ("student_cap", "proved") in codes(case)
    words = "If the student may have 45 make-up minutes a day instead of 15"
    assert helps(case)[words] == 15


def test_the_providers_limit() -> None:
    rows = [row for row in ONE if row[0] != "providers"]
    case = blueprint(*rows, provider(makeup_minutes_per_day="15"), hours("08:00-09:00")).case
    assert ("provider_full", "proved") in codes(case)
    assert helps(case)["If P may give 45 make-up minutes a day"] == 15


def test_only_a_group_of_others_has_a_seat() -> None:
    rows = [day(), student("A", keep_apart="B"), student("B"), *owes("A", 30, setting="group")]
    rows += [provider(), hours("08:00-08:30"), regular("R", "08:00-08:30", "B", max_group="3")]
    case = blueprint(*rows).case
    assert ("group_only_with_incompatible", "proved") in codes(case)


def test_others_take_the_time_and_the_trade_names_them() -> None:
    rows = [day(), student("A"), student("B", priority="2"), *owes("A", 30), *owes("B", 30)]
    case = blueprint(*rows, provider(), hours("08:00-08:30")).case
    found = explained(case)
    assert {(claim.code, claim.sure) for claim in found.claims} == {("competes", "in_this_plan")}
    assert found.trade is not None
    assert found.trade.others == (("B-SLP", 30),)
    assert found.blocked["blocked_by"].tolist() == ["B-SLP"]


def test_a_locked_session_is_in_the_way() -> None:
    rows = [day(), *students("AB"), *owes("A", 30), *owes("B", 30), provider()]
    open_case = blueprint(*rows, hours("08:00-08:30"))
    sessions = planned(blueprint(*[row for row in rows if row[1].get("student_id") != "A"
                                   and row[1].get("service_id") != "A-SLP"],
                                 hours("08:00-08:30")).case).sessions  # fmt: skip
    case = open_case.plus(*locked(sessions)).case
    assert ("locked", "proved") in codes(case)


def test_a_due_date_a_week_later() -> None:
    rows = [day(0), day(7), student("A"), *owes("A", 15)[:1], award("A", 30, due_on=on(1))]
    case = blueprint(*rows, provider(), hours("08:00-09:00", start_date=on(3))).case
    assert helps(case, "A-award")["If it is due a week later"] == 30


def test_without_time_nothing_is_claimed() -> None:
    case = blueprint(*ONE, bells("08:00-09:00", "core"), hours("08:00-08:30")).case
    [found] = explain(case, planned(case), seconds=0.0)
    assert (found.helps, found.tried, found.trade) == ((), (), None)
    assert found.not_settled


def test_an_item_without_unmet_minutes_is_refused() -> None:
    case = blueprint(*ONE, hours("08:00-09:00")).case
    with pytest.raises(ms.MakeupSchedError, match="has no unmet minutes"):
        explain(case, planned(case), ["A-SLP"])
    with pytest.raises(ms.MakeupSchedError, match="did you mean"):
        explain(case, planned(case), ["A-SPL"])


@few(8)
@given(blueprints())
def test_helps_are_confirmed_by_planning_anew(made: Blueprint) -> None:
    case = made.with_policy(objective={}).case
    plan = planned(case)
    short = plan.items.loc[plan.items["unmet"] > 0, "owed_id"].tolist()
    assume(short)
    [found] = explain(case, plan, short[:1], seconds=15.0)
    by_words = {f"If {change.words}": change.case for change in _changes(case, short[0])}
    for one in found.helps[:2]:
        again = planned(by_words[one.change])
        assert problems(by_words[one.change], again) == []
        weighted = again.summary.objective["unmet"].value
        assert weighted <= plan.summary.objective["unmet"].value
    proved = sum(claim.minutes for claim in found.claims if claim.sure == "proved"
                 and claim.code == found.claims[0].code)  # fmt: skip
    assert proved <= found.unmet
    assert len(explanation_table([found])) >= len(found.claims)


def _changes(case: Case, owed_id: str) -> list[Change]:
    task = planning_task(case)
    number = next(n for n, item in enumerate(task.items) if item.owed_id == owed_id)
    return list(changes(task, number, Reach(task)))
