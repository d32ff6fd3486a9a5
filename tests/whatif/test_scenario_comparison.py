"""The comparison: figures, claims, and that it does not depend on how it is computed."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from whatif_cases import HOUR, case_of, compared

import makeup_sched as ms
from makeup_sched.charts.scenarios import scenarios_alt, scenarios_chart
from makeup_sched.solve.clock import Clock
from makeup_sched.whatif import compare
from makeup_sched.whatif.comparison import Compared, Comparison, surely
from makeup_sched.whatif.reading import scenarios_of
from makeup_sched.whatif.sharing import shared, what_stays
from makeup_sched.whatif.words import comparison_words
from support.judge import few, planned, problems, unmet
from support.random_cases import blueprints
from support.tiny import Blueprint, bells, blueprint, hours, locked, owes, provider, student

LESS = {"name": "less", "policy": {"categories": {"resource": "never"}}}
MORE = {"name": "more", "add_hours": [{"provider_id": "P", **HOUR, "site": "Oak"}]}


def test_dollars_are_those_of_contractors_and_staff_after_school() -> None:
    rows = [student("A", after_school="yes"), *owes("A", 60), provider()]
    rows += [bells("08:00-08:30", "resource"), bells("15:00-15:30", "after_school")]
    case = blueprint(*rows, hours("15:00-15:30"), costs={"after_hours_rate": 50},
                     sessions_per_day_per_item=2).case  # fmt: skip
    half_an_hour = {"start": "08:00", "end": "08:30", "site": "Oak"}
    hired = {"provider_id": "N", "disciplines": ["SLP"], "employment": "contract",
             "hourly_rate": 90, "hours": [half_an_hour]}  # fmt: skip
    table = compared({"name": "hired", "add_provider": [hired]}, case=case).table
    assert table["dollars"].tolist() == [25, 70]
    assert table["dollars_more"].tolist() == [0, 45]
    assert table["contract_hours"].tolist() == [0, 0.5]
    assert table["buy_the_rest"].tolist() == [40, 0]


def test_dollars_without_a_rate_are_not_known() -> None:
    rows = [student("A"), *owes("A", 30, discipline="MUSIC")]
    hired = provider(disciplines="MUSIC", employment="contract")
    case = blueprint(*rows, hired, hours("08:00-08:30")).case
    table = compared({"name": "gone", "remove_provider": [{"provider_id": "P"}]}, case=case).table
    assert table["dollars"].isna().tolist() == [True, False]
    assert table["buy_the_rest"].isna().tolist() == [False, True]


def test_what_is_not_planned_when_it_is_stopped_is_left_out() -> None:
    clock = Clock(600)
    clock.stop()
    case = blueprint(student("A"), *owes("A", 30), provider(), hours("08:00-08:30")).case
    with pytest.raises(ms.MakeupSchedError, match="Stopped before"):
        compare.scenarios(case, scenarios_of([LESS, MORE]), seconds=1, workers=1, clock=clock)

    class Stopping(ThreadPoolExecutor):
        """Takes two cases, and stops when the next is handed over."""

        taken: tuple[Any, ...] = ()

        def submit(self, *work: Any, **more: Any) -> Any:
            if len(self.taken) == 2:
                wait(self.taken, timeout=60)
                running.stop()
            self.taken += (super().submit(*work, **more),)
            return self.taken[-1]

    running = Clock(600)
    with Stopping(1) as executor:
        found = compare.scenarios(case, scenarios_of([LESS, MORE]), seconds=5, clock=running,
                                  executor=executor)  # fmt: skip
    assert found.table["scenario"].tolist()[0] == "as it is"
    assert len(found.table) < 3


def test_bounds_hold_for_minutes_and_not_for_priorities() -> None:
    """With A's priority the plan gives A 15 minutes; another leaves only 15 of the 45 unmet."""
    rows = [student("A", priority="3"), student("B"), *owes("A", 15)]
    rows += [*owes("B", 30, min_session="30"), provider(), hours("08:00-08:30")]
    found = compared(case=blueprint(*rows).case)
    assert found.table[["unmet", "unmet_at_least"]].to_numpy().tolist() == [[15, 15]]


@given(plan=blueprints())
@few(12)
def test_no_plan_is_better_than_what_is_proven(plan: Blueprint) -> None:
    case = replace(plan, quick=False).changed("students", priority="1").case
    least = unmet(case)
    (base,) = compared(case=case).cases
    assert base.unmet_at_least <= least <= base.plan.summary.unmet
    assert problems(base.case, base.plan) == []


def test_claims_follow_from_bounds() -> None:
    found = compared(MORE, LESS)
    base, more, less = found.cases
    loose = Comparison((replace(base, unmet_at_least=20), more, less)).table
    assert loose["claim"].tolist() == ["", "in these plans", "proven"]
    assert loose["unmet_less"].tolist() == [0, 30, -30]
    assert loose["unmet_less_at_least"].tolist() == [0, -10, -70]
    assert loose["unmet_less_at_most"].tolist() == [0, 30, -30]
    assert [surely(line) for line in loose.to_dict("records")] == [
        "", "in these plans", "at least 30 more, proven",
    ]  # fmt: skip


def test_of_a_difference_only_what_is_proven_is_said_to_be() -> None:
    base, more, _ = compared(MORE, LESS).cases
    loose = Comparison((replace(base, unmet_at_least=base.unmet_at_least - 10), more)).table
    line = loose.to_dict("records")[1]
    assert (line["unmet_less"], surely(line)) == (30, "at least 20 fewer, proven")
    assert "30 fewer, 20 of them proven" in scenarios_alt(loose)


def test_a_plan_of_another_case_is_taken_over_where_it_is_better_and_allowed() -> None:
    case = case_of()
    empty = planned(replace(case, policy=case.policy.model_copy(update={"modes": ("join",)})))
    good = planned(case)
    poor = Compared("poor", case, replace(empty, case=case), 60)
    rich = Compared("rich", case, good, 60)
    strict = compared(LESS).cases[1]
    found = shared([poor, rich, strict])
    assert found[0].plan.sessions.equals(good.sessions)
    assert found[0].plan.summary.objective["unmet"].value == 60
    assert problems(case, found[0].plan) == []
    assert found[1:] == (rich, strict)


def test_what_stays_keeps_the_rules() -> None:
    rows = [student("A"), student("B"), *owes("A", 30), *owes("B", 30), provider()]
    plan = blueprint(*rows, hours("08:00-09:00"))
    sessions = planned(plan.case).sessions
    assert len(what_stays(plan.case, sessions)) == len(sessions) == 2
    shorter = plan.without("provider_hours").plus(hours("08:30-09:00")).case
    assert what_stays(shorter, sessions)["start"].tolist() == [510]
    kept = plan.plus(*locked(sessions.iloc[:1])).case
    assert what_stays(kept, planned(kept).sessions)["locked"].tolist() == [False]


@pytest.mark.parametrize("how", [{"workers": 2}, {"workers": 1, "deterministic": True}])
def test_the_same_however_it_is_computed(how: dict[str, Any]) -> None:
    one, two = compared(MORE, LESS), compared(MORE, LESS, **how)
    pd.testing.assert_frame_equal(one.table, two.table)
    for first, second in zip(one.cases, two.cases, strict=True):
        assert first.plan.sessions.equals(second.plan.sessions)


def test_locked_sessions_that_break_a_rule_stop_it_at_once() -> None:
    plan = blueprint(student("A"), *owes("A", 30), provider(), hours("08:00-08:30"))
    rows = locked(planned(plan.case).sessions)
    case = plan.without("provider_hours").plus(hours("10:00-11:00"), *rows).case
    with pytest.raises(ms.LockedError):
        compared(case=case)


def test_picture_and_words_say_what_the_table_says() -> None:
    table = compared(MORE, LESS).table
    said = scenarios_alt(table)
    assert "less: 90 min, 30 more, proven (at least 90 unmet in any plan), paid apart 0.0 h" in said
    assert scenarios_chart(table).get_axes()
    sentences = [str(part) for part in comparison_words(table).renderables]  # type: ignore[union-attr]
    assert any(
        one == "more: 30 minutes fewer unmet than as it is (proven: the best possible plans "
        "differ by just as much); at the same price."
        for one in sentences
    ), sentences
