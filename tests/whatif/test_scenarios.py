"""Scenarios on tiny cases: each kind of change has the effect that it must have."""

from pathlib import Path
from typing import Any

import pytest

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.charts.scenarios import scenarios_alt, scenarios_chart
from makeup_sched.whatif.apply import changed
from makeup_sched.whatif.compare import Comparison, scenarios
from makeup_sched.whatif.scenario import read_scenarios, scenarios_of
from support.judge import problems
from support.tiny import award, bells, blueprint, day, hours, on, owes, provider, student


def case_of(**policy: Any) -> Case:
    rows = [day(0), day(1), student("A", grade="2"), student("B", school="Elm")]
    rows += [*owes("A", 60), *owes("B", 30), bells("08:00-09:00", "resource")]
    rows += [bells("09:00-10:00", "after_school"), provider(), hours("08:00-08:30", weekday="Mon")]
    return blueprint(*rows, **policy).case


def compared(*wanted: dict[str, Any], case: Case | None = None, workers: int = 1) -> Comparison:
    return scenarios(case or case_of(), scenarios_of(wanted), seconds=5.0, workers=workers)


HOUR = {"weekday": "Tue", "start": "08:00", "end": "09:00"}


@pytest.mark.parametrize(
    ("change", "less"),
    [
        ({"add_provider": [{"provider_id": "N", "disciplines": ["SLP"],
                            "hours": [{**HOUR, "site": "Elm"}]}]}, 30),
        ({"add_hours": [{"provider_id": "P", **HOUR, "site": "Oak"}]}, 30),
        ({"add_hours": [{"provider_id": "P", "start": "09:00", "end": "09:30", "site": "Oak"}]}, 0),
        ({"add_hours": [{"provider_id": "P", "start": "09:00", "end": "09:30", "site": "Oak"}],
          "students": [{"ids": ["A"], "after_school": True}]}, 30),
        ({"remove_provider": [{"provider_id": "P"}]}, -30),
        ({"policy": {"categories": {"resource": "never"}}}, -30),
        ({"policy": {"modes": ["join"]}}, -30),
    ],
)  # fmt: skip
def test_each_change_does_what_it_says(change: dict[str, Any], less: int) -> None:
    found = compared({"name": "changed", **change})
    table = found.table.set_index("scenario")
    assert table.loc["changed", "unmet_less"] == less
    assert table.loc["changed", "claim"] == ("proven" if less else "")
    for one in found.cases:
        assert problems(one.case, one.plan) == []
        assert one.unmet_at_least <= one.plan.summary.unmet


def test_dates_move_later() -> None:
    rows = [day(0), day(7), student("A"), award("A", 30, due_on=on(1)), provider()]
    rows += owes("A", 15)[:1]
    case = blueprint(*rows, hours("08:00-09:00", start_date=on(7)), end_date=on(7)).case
    table = compared({"name": "later", "due_days_later": 7}, case=case).table
    assert table["unmet"].tolist() == [30, 0]


def test_dollars_are_those_of_contractors_and_staff_after_school() -> None:
    rows = [day(0), student("A", after_school="yes"), *owes("A", 60), provider()]
    rows += [bells("08:00-08:30", "resource"), bells("15:00-15:30", "after_school")]
    case = blueprint(*rows, hours("15:00-15:30"), costs={"after_hours_rate": 50},
                     sessions_per_day_per_item=2).case  # fmt: skip
    half_an_hour = {"start": "08:00", "end": "08:30", "site": "Oak"}
    hired = {"provider_id": "N", "disciplines": ["SLP"], "employment": "contract",
             "hourly_rate": 90, "hours": [half_an_hour]}  # fmt: skip
    table = compared({"name": "hired", "add_provider": [hired]}, case=case).table
    assert table["dollars"].tolist() == [25, 70]
    assert table["contract_hours"].tolist() == [0, 0.5]
    assert table["buy_the_rest"].tolist() == [40, 0]


def test_the_same_with_one_worker_or_two() -> None:
    change = {"name": "more", "add_hours": [{"provider_id": "P", **HOUR, "site": "Oak"}]}
    one, two = compared(change), compared(change, workers=2)
    assert one.table.equals(two.table)
    for first, second in zip(one.cases, two.cases, strict=True):
        assert first.plan.sessions.equals(second.plan.sessions)


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "what.toml"
    path.write_text(
        '[[scenario]]\nname = "A"\nadd_hour = 3\n[[scenario]]\nname = "as it is"\n'
        '[[scenario]]\n[[scenario]]\nname = "C"\n[[scenario]]\nname = "C"\n'
    )
    with pytest.raises(ms.CaseError) as error:
        read_scenarios(path)
    said = str(error.value)
    assert "add_hour" in said
    assert "did you mean" in said.casefold()
    assert "choose another name" in said
    assert "C: stands twice" in said


def test_a_change_that_cannot_be_made_names_scenario_and_reason() -> None:
    wanted = {"name": "wrong", "add_hours": [{"provider_id": "PP", **HOUR}],
              "students": [{"schools": ["Oakk"], "esy": True}]}  # fmt: skip
    with pytest.raises(ms.CaseError) as error:
        changed(case_of(), scenarios_of([wanted])[0])
    said = str(error.value)
    assert 'scenarios wrong, column add_hours: "PP" is no provider' in said
    assert 'students.school: "Oakk" is no school of any student' in said
    nonsense = {"name": "policy", "policy": {"group_cap": 0}}
    with pytest.raises(ms.CaseError, match="scenarios policy"):
        changed(case_of(), scenarios_of([nonsense])[0])


def test_the_picture_says_what_the_table_says() -> None:
    table = compared({"name": "none", "remove_provider": [{"provider_id": "P"}]}).table
    assert "none: 90 minutes unmet (at least 90 in any plan), $0" in scenarios_alt(table)
    assert scenarios_chart(table).get_axes()


def test_the_sample_scenarios_can_be_applied() -> None:
    data = Path(__file__).parents[2] / "data"
    case = ms.read_case(data / "one-school")
    for one in read_scenarios(data / "one-school-scenarios.toml"):
        assert changed(case, one).name == one.name
