"""Every reason on a case made for it, and helps that are confirmed by planning."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.explaining.changes import Change, changes
from makeup_sched.explaining.explain import explain
from makeup_sched.explaining.explanation import Explanation
from makeup_sched.places.task import planning_task
from makeup_sched.plain_words import long_date
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
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
    words = "somebody who gives SLP, such as a contractor, comes to Oak every day"
    assert helps(case) == {words: 30}


def test_somebody_who_comes_every_day_comes_in_esy_to_its_site() -> None:
    who = student("A", esy="yes", esy_site="Elm")
    rows = [day(day_type="esy"), who, *owes("A", 30), provider(disciplines="OT")]
    rows += [bells("08:00-12:00", "esy", day_type="esy"), hours("08:00-09:00")]
    case = blueprint(*rows).case
    words = "somebody who gives SLP, such as a contractor, comes to Oak (in ESY Elm) every day"
    assert helps(case)[words] == 30


def test_due_before_the_first_date() -> None:
    rows = [day(20), student("A"), *owes("A", 15)[:1], award("A", 30, due_on="2026-02-27")]
    case = blueprint(*rows, provider(), hours("08:00-09:00")).case
    assert codes(case, "A-award") == {("past_due", "proved")}
    words = f"it is due on {long_date(case.end_date)}, the last date to plan on"
    assert helps(case, "A-award")[words] == 30


def test_never_free_together_and_the_half_hour_that_helps() -> None:
    case = blueprint(*ONE, bells("08:00-08:30", "core"), bells("08:30-10:00", "resource"),
                     hours("08:00-08:30")).case  # fmt: skip
    assert codes(case) == {("no_common_time", "proved")}
    assert helps(case)["P has 08:30-09:00 on Mon at Oak"] == 30


def test_only_after_school() -> None:
    case = blueprint(*ONE, bells("08:00-15:00", "core"), bells("15:00-16:00", "after_school"),
                     hours("15:00-16:00")).case  # fmt: skip
    assert helps(case)["the student may stay after or come before school"] == 30


def test_the_students_own_limit() -> None:
    case = blueprint(*ONE, hours("08:00-09:00"), makeup_minutes_per_day=15).case
    assert ("student_cap", "proved") in codes(case)
    words = "the student may have 45 make-up minutes a day instead of 15"
    assert helps(case)[words] == 15


def test_the_providers_limit() -> None:
    rows = [row for row in ONE if row[0] != "providers"]
    case = blueprint(*rows, provider(makeup_minutes_per_day="15"), hours("08:00-09:00")).case
    assert ("provider_full", "proved") in codes(case)
    assert helps(case)["P may give 45 make-up minutes a day instead of 15"] == 15


def test_only_a_group_of_others_has_a_seat() -> None:
    rows = [day(), student("A", keep_apart="B"), student("B"), *owes("A", 30, setting="group")]
    rows += [provider(), hours("08:00-08:30"), regular("R", "08:00-08:30", "B", max_group="3")]
    case = blueprint(*rows).case
    assert ("group_only_with_incompatible", "proved") in codes(case)


@pytest.mark.parametrize(("site", "tried"), [("Oak", True), ("Elm", False)])
def test_a_seat_is_thought_of_only_where_the_student_is(site: str, tried: bool) -> None:
    rows = [day(), student("A"), *students("BC", school=site), *owes("A", 30, setting="group")]
    rows += [provider(), hours("08:00-08:30", site=site), hours("09:00-09:10")]
    rows += [regular("R", "08:00-08:30", "BC", max_group="2", site=site)]
    found = explained(blueprint(*rows).case)
    thought_of = {one.change for one in found.helps} | {one.change for one in found.tried}
    assert ("one more seat is made in the regular session R (3 in all)" in thought_of) == tried


def test_minutes_that_no_number_of_sessions_comes_to() -> None:
    """Three half hours are free; of 45 minutes one of them is given, whatever stands elsewhere."""
    rows = [day(0), day(1), day(2), student("A"), *owes("A", 45, min_session="30")]
    case = blueprint(*rows, provider(), hours("08:00-08:30"), max_session=30).case
    found = explained(case)
    assert "adds up to all of the minutes" in found.summary
    assert "outside protected time" not in found.summary
    assert found.blocked == ()
    capped = blueprint(*rows, provider(makeup_minutes_per_day="15"), hours("08:00-08:30"),
                       max_session=30).case  # fmt: skip
    found = explained(capped)
    assert {claim.code for claim in found.claims} == {"provider_full", "no_common_time"}
    assert "adds up to all of the minutes" in found.summary
    assert "too little shared time" not in found.claims[-1].sentence


def test_others_take_the_time_and_the_trade_names_them() -> None:
    rows = [day(), student("A"), student("B", priority="2"), *owes("A", 30), *owes("B", 30)]
    case = blueprint(*rows, provider(), hours("08:00-08:30")).case
    found = explained(case)
    assert {(claim.code, claim.sure) for claim in found.claims} == {("competes", "in_this_plan")}
    assert found.trade is not None
    assert found.trade.others == (("B-SLP", 30),)
    [place] = found.blocked
    assert (place.blocked_by, place.owed_ids) == (("other_items",), ("B-SLP",))
    assert found.trade.least_lost == 15  # B's minutes weigh double


def test_what_others_lose_at_least_is_whole_steps_of_the_grid() -> None:
    rows = [day(), student("A"), student("B", priority="3"), *owes("A", 30), *owes("B", 30)]
    case = blueprint(*rows, provider(), hours("08:00-08:30")).case
    found = explained(case)
    assert found.trade is not None
    assert found.trade.least_lost == 15  # a third of 30 is 10, and the grid is 15


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
    assert helps(case, "A-award")["it is due a week later"] == 30


def test_without_time_nothing_is_claimed() -> None:
    case = blueprint(*ONE, bells("08:00-08:30", "core"), bells("08:30-10:00", "resource"),
                     hours("08:00-08:30")).case  # fmt: skip
    [found] = explain(case, planned(case), seconds=1e-9)
    assert found.claims
    assert (found.helps, found.trade, found.tried) == ((), None, ())
    assert found.not_settled
    [alone] = explain(case, planned(case), seconds=0)
    assert alone == replace(found, not_settled=())


def test_after_a_stop_reasons_are_told_and_nothing_else_is_looked_into() -> None:
    case = blueprint(*ONE, bells("08:00-08:30", "core"), bells("08:30-10:00", "resource"),
                     hours("08:00-08:30")).case  # fmt: skip
    clock = Clock(60.0)
    clock.stop()
    [found] = explain(case, planned(case), clock=clock)
    assert found.claims
    assert (found.helps, found.trade, found.tried) == ((), None, ())
    assert found.not_settled


def test_the_same_change_gains_the_same_for_all_items_under_each() -> None:
    """Nobody could see both: a plan around A knows of 15 minutes, one around B of 30."""
    rows = [day(), *students("AB"), *owes("A", 30, max_session="15"), provider(),
            *owes("B", 60, discipline="OT", provider_id="Q", max_session="30"),
            provider("Q", disciplines="OT"), hours("08:00-10:00"),
            hours("08:00-10:00", provider_id="Q")]  # fmt: skip
    case = blueprint(*rows).case
    found = explain(case, planned(case), seconds=20.0)
    gains = [(each.item_minutes, each.all_minutes) for one in found for each in one.helps
             if each.kind == "sessions_per_day"]  # fmt: skip
    assert gains == [(15, 30), (30, 30)]


def test_a_change_for_one_student_is_not_taken_for_that_of_another() -> None:
    rows = [day(), *students("AB", max_makeup_minutes_per_day="15"), *owes("A", 30), provider(),
            *owes("B", 45), hours("08:00-10:00")]  # fmt: skip
    case = blueprint(*rows).case
    found = explain(case, planned(case), seconds=20.0)
    gains = [(each.item_minutes, each.all_minutes) for one in found for each in one.helps
             if each.kind == "student_cap"]  # fmt: skip
    assert gains == [(15, 15), (30, 30)]


@pytest.mark.parametrize(("pending", "said"), [("hold", True), ("plan", False)])
def test_what_is_planned_although_it_waits_is_not_said_to_be_why_nothing_is_unmet(
    pending: str, said: bool
) -> None:
    waits = ("missed", {"date": "2026-02-24", "service_id": "A-SLP", "minutes": "15",
                        "reason": "suspension"})  # fmt: skip
    case = blueprint(*ONE, waits, hours("08:00-10:00"), pending=pending).case
    with pytest.raises(ms.MakeupSchedError) as error:
        explain(case, planned(case), ["A-SLP"])
    assert ("wait for the team" in str(error.value)) is said


def test_an_item_without_unmet_minutes_is_refused() -> None:
    case = blueprint(*ONE, hours("08:00-09:00")).case
    with pytest.raises(ms.MakeupSchedError, match="has no unmet minutes"):
        explain(case, planned(case), ["A-SLP"])
    with pytest.raises(ms.MakeupSchedError, match="did you mean"):
        explain(case, planned(case), ["A-SPL"])
    with pytest.raises(ms.MakeupSchedError, match="the items of student A are A-SLP"):
        explain(case, planned(case), ["A"])


def test_both_limits_on_minutes_together_are_named() -> None:
    rows = [row for row in ONE if row[0] != "providers"]
    case = blueprint(*rows, provider(makeup_minutes_per_day="15"), hours("08:00-09:00"),
                     makeup_minutes_per_day=15).case  # fmt: skip
    [claim] = explained(case).claims
    assert (claim.code, claim.sure, claim.minutes) == ("student_cap", "proved", 15)
    assert "together with those that the providers may give" in claim.sentence


def test_a_proof_holds_no_word_on_this_plan_alone() -> None:
    """15 minutes are beyond the limit; the other 15 go to B, who comes first."""
    rows = [day(), student("A"), student("B", priority="2"), *owes("A", 30), *owes("B", 15)]
    case = blueprint(*rows, provider(), hours("08:00-08:15"), makeup_minutes_per_day=15).case
    first, *others = explained(case).claims
    assert (first.sure, first.minutes) == ("proved", 15)
    assert "in this plan" not in first.sentence
    assert [(claim.code, claim.sure) for claim in others] == [("competes", "in_this_plan")]


def test_what_a_plan_says_of_itself_is_not_repeated() -> None:
    case = blueprint(*ONE, bells("08:00-08:30", "core"), hours("08:00-08:30")).case
    plan = planned(case)
    edited = replace(plan, items=plan.items.assign(reason="competes", explanation="Nobody cares."))
    [found] = explain(case, edited, helps=False)
    assert found.codes == ("no_common_time",)
    assert "Nobody cares" not in found.claims[0].sentence


def test_a_plan_of_another_case_is_refused() -> None:
    case = blueprint(*ONE, hours("08:00-08:15")).case
    other = blueprint(*ONE, hours("09:00-09:30")).case
    with pytest.raises(ms.MakeupSchedError, match="breaks 1 rule"):
        explain(case, planned(other))


def test_the_tables_hold_all_and_name_no_student() -> None:
    rows = [day(), student("A", name="Ada"), student("B", priority="2"), *owes("A", 30),
            *owes("B", 30)]  # fmt: skip
    case = blueprint(*rows, provider(), hours("08:00-08:30")).case
    found = explain(case, planned(case), seconds=20.0)
    tables = found.tables()
    assert tables["items"]["codes"].tolist() == ["competes"]
    assert tables["places"]["owed_ids"].tolist() == ["B-SLP"]
    assert tables["trades"]["other_minutes"].tolist() == [30]
    assert set(tables["helps"]["sure"]) <= {"at_least", "proved", "none_found"}
    page = found._repr_html_() + json.dumps([one.as_dict() for one in found])
    assert "Ada" not in page
    assert "08:00" in page


@few(8)
@given(blueprints())
def test_helps_are_confirmed_by_planning_anew(made: Blueprint) -> None:
    case = made.with_policy(objective={}).case
    plan = planned(case)
    short = plan.items.loc[plan.items["unmet"] > 0, "owed_id"].tolist()
    assume(short)
    [found] = explain(case, plan, short[:1], seconds=15.0)
    by_words = {change.words: change.case for change in _changes(case, short[0])}
    for one in found.helps[:2]:
        again = planned(by_words[one.change])
        assert problems(by_words[one.change], again) == []
        gained = _weighted(case, plan) - _weighted(by_words[one.change], again)
        assert gained >= one.all_minutes
    for none in found.tried:
        if none.sure == "proved":
            assert _alone(by_words[none.change], found) >= found.unmet


@few(12)
@given(blueprints())
def test_proved_minutes_have_no_place_even_with_nobody_else_served(made: Blueprint) -> None:
    case = made.with_policy(objective={}).case
    plan = planned(case)
    assume(bool((plan.items["unmet"] > 0).any()) and case.table("locked").empty)
    for found in explain(case, plan, helps=False):
        assert found.proved <= _alone(case, found) <= found.unmet


def _weighted(case: Case, plan: Plan) -> int:
    """Return unmet minutes with those of urgent students counted no less than once."""
    return int(plan.items["unmet"].sum())


def _alone(case: Case, found: Explanation) -> int:
    """Return the unmet minutes of an item where no other item of the case can be planned."""
    only = {"services": "service_id", "awards": "award_id"}
    wanted = {found.owed_id}.union(*case.table("locked")["owed_ids"])
    tables = {name: case.table(name) for name in only}
    kept = {name: table[table[only[name]].isin(wanted)] for name, table in tables.items()}
    plan = planned(replace(case, tables={**case.tables, **kept}))
    items = plan.items.set_index("owed_id")["unmet"]
    return int(items.get(found.owed_id, 0))


def _changes(case: Case, owed_id: str) -> list[Change]:
    task = planning_task(case)
    number = next(n for n, item in enumerate(task.items) if item.owed_id == owed_id)
    return list(changes(task, number))
