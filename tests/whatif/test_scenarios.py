"""Each kind of change on a tiny case has the effect that it must have."""

from pathlib import Path
from typing import Any

import pytest
from whatif_cases import HOUR, case_of, compared

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.whatif.apply import all_changed, changed
from makeup_sched.whatif.reading import read_scenarios, scenarios_of
from support.judge import planned, problems
from support.tiny import (
    award,
    blueprint,
    day,
    hours,
    locked,
    on,
    owes,
    provider,
    student,
    students,
)

MORE_AT_NINE = {"provider_id": "P", "start": "09:00", "end": "09:30", "site": "Oak"}


@pytest.mark.parametrize(
    ("change", "less"),
    [
        ({"add_provider": [{"provider_id": "N", "disciplines": ["SLP"],
                            "hours": [{**HOUR, "site": "Elm"}]}]}, 30),
        ({"add_hours": [{"provider_id": "P", **HOUR, "site": "Oak"}]}, 30),
        ({"add_hours": [MORE_AT_NINE]}, 0),
        ({"add_hours": [MORE_AT_NINE], "students": [{"ids": ["A"], "after_school": True}]}, 30),
        ({"add_hours": [MORE_AT_NINE], "students": [{"grades": [2], "after_school": True}]}, 30),
        ({"add_hours": [MORE_AT_NINE],
          "students": [{"schools": ["Elm"], "after_school": True}]}, 0),
        ({"add_hours": [{"provider_id": "P", **HOUR, "site": "tele"}],
          "students": [{"schools": ["Elm"], "tele": True}]}, 30),
        ({"students": [{"max_makeup_minutes_per_day": 15}]}, -15),
        ({"change_provider": [{"provider_id": "P", "makeup_minutes_per_day": 15}]}, -15),
        ({"change_provider": [{"provider_id": "P", "makeup_minutes_per_week": 15}]}, -15),
        ({"remove_provider": [{"provider_id": "P"}]}, -30),
        ({"remove_provider": [{"provider_id": "P", "from_date": on(1)}]}, 0),
        ({"policy": {"categories": {"resource": "never"}}}, -30),
        ({"policy": {"modes": ["join"]}}, -30),
        ({"policy": {"grid_minutes": 20}}, -20),
    ],
)  # fmt: skip
def test_each_change_does_what_it_says(change: dict[str, Any], less: int) -> None:
    found = compared({"name": "changed", **change})
    line = found.table.set_index("scenario").loc["changed"]
    assert (line["unmet_less"], line["claim"]) == (less, "proven")
    assert line["unmet_less_at_least"] == line["unmet_less_at_most"] == less
    for one in found.cases:
        assert problems(one.case, one.plan) == []


def test_a_gain_is_that_of_the_changed_case_planned_by_itself() -> None:
    wanted = scenarios_of([{"name": "n", "add_hours": [{"provider_id": "P", **HOUR}]}])
    alone = planned(changed(case_of(), wanted[0])).summary.unmet
    assert compared({"name": "n", "add_hours": [{"provider_id": "P", **HOUR}]}).table[
        "unmet"
    ].tolist() == [60, alone]


def test_larger_groups_need_the_provider_and_the_policy() -> None:
    rows = [*students("ABC"), *(row for who in "ABC" for row in owes(who, 30, setting="group"))]
    case = blueprint(rows, provider(max_group="2"), hours("08:00-08:30")).case
    table = compared(
        {"name": "policy alone", "policy": {"group_cap": 3}},
        {"name": "both", "policy": {"group_cap": 3},
         "change_provider": [{"provider_id": "P", "max_group": 3}]},
        case=case,
    ).table  # fmt: skip
    assert table["unmet"].tolist() == [30, 30, 0]


def due_case(**policy: Any) -> Case:
    rows = [day(0), day(7), student("A"), student("B"), provider()]
    rows += [award("A", 30, due_on=on(1)), award("B", 30, due_on=on(1)), owes("A", 15)[0]]
    return blueprint(*rows, hours("08:00-09:00", start_date=on(7)), end_date=on(7), **policy).case


@pytest.mark.parametrize(
    ("change", "unmet"),
    [
        ({"due_days_later": 7}, 0),
        ({"due_days_later": 5}, 60),
        ({"award_due": [{"award_id": "A-award", "due_on": on(7)}]}, 30),
    ],
)
def test_due_dates_move(change: dict[str, Any], unmet: int) -> None:
    assert compared({"name": "n", **change}, case=due_case()).table["unmet"].tolist() == [60, unmet]


def test_the_policys_due_date_moves_too() -> None:
    later = changed(
        case_of(due_within_days=9), scenarios_of([{"name": "n", "due_days_later": 3}])[0]
    )
    assert later.policy.due_within_days == 12


def test_a_profile_comes_over_the_cases_policy_and_keys_over_the_profile() -> None:
    case = case_of(group_cap=3, reasons={"suspension": "not_owed"})
    keys = {"profile": "illinois", "clocks": {"notice_within_school_days": 5}}
    made = changed(case, scenarios_of([{"name": "n", "policy": keys}])[0]).policy
    assert made.group_cap == 3
    assert made.clocks.not_delivered_within_school_days == 10
    assert made.clocks.notice_within_school_days == 5


def test_another_policy_keeps_the_dates(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("group_cap = 2\nmax_session = 30\n")
    path = tmp_path / "what.toml"
    path.write_text('[[scenario]]\nname = "n"\npolicy_file = "other.toml"\n'
                    "policy = { max_session = 45 }\n")  # fmt: skip
    case = case_of(group_cap=5)
    made = changed(case, read_scenarios(path)[0])
    assert (made.policy.group_cap, made.policy.max_session) == (2, 45)
    assert (made.start_date, made.end_date) == (case.start_date, case.end_date)


def test_a_policy_file_that_is_missing_does_not_hide_what_is_wrong_elsewhere() -> None:
    wanted = scenarios_of([
        {"name": "lost", "policy_file": "no-such.toml", "remove_provider": [{"provider_id": "X"}]},
        {"name": "other", "remove_provider": [{"provider_id": "Y"}]},
    ])  # fmt: skip
    with pytest.raises(ms.CaseError) as error:
        all_changed(case_of(), wanted)
    said = str(error.value)
    assert "scenarios, lost, column policy_file: no-such.toml can't be read" in said
    assert "lost, column remove_provider" in said
    assert "other, column remove_provider" in said


def test_what_is_locked_with_a_provider_who_leaves_falls_out() -> None:
    rows = [day(0), day(1), student("A"), *owes("A", 60), provider(), hours("08:00-08:30")]
    plan = blueprint(*rows, sessions_per_day_per_item=1)
    case = plan.plus(*locked(planned(plan.case).sessions)).case
    gone = {"provider_id": "P", "from_date": on(1)}
    found = compared({"name": "n", "remove_provider": [gone]}, case=case)
    assert found.table["unmet"].tolist() == [0, 30]
    assert [one.plan.sessions["locked"].sum() for one in found.cases] == [2, 1]


def test_a_change_that_breaks_what_is_locked_is_refused() -> None:
    rows = [student("A"), *owes("A", 30), provider(), hours("08:00-08:30")]
    plan = blueprint(*rows)
    case = plan.plus(*locked(planned(plan.case).sessions)).case
    wanted = {"name": "n", "policy": {"categories": {"resource": "never"}}}
    with pytest.raises(ms.CaseError, match="what is locked could not stay: rule 2"):
        changed(case, scenarios_of([wanted])[0])


def test_every_change_that_cannot_be_made_is_told_at_once() -> None:
    wanted: list[dict[str, Any]] = [
        {"name": "one", "add_hours": [{"provider_id": "PP", **HOUR},
                                       {"provider_id": "P", **HOUR, "site": "Oka"}],
         "students": [{"schools": ["Oakk"], "esy": True}, {"ids": ["A"]}]},
        {"name": "two", "policy": {"group_cap": 0, "max_sesion": 45}},
        {"name": "three", "due_days_later": 3,
         "change_provider": [{"provider_id": "P", "disciplines": ["SPL"]}]},
        {"name": "four", "add_provider": [{"provider_id": "P", "disciplines": ["SLP"],
                                           "hours": [{**HOUR, "end": "noonish"}]}]},
        {"name": "five", "award_due": [{"award_id": "W", "due_on": on(0)}],
         "remove_provider": [{"provider_id": "P", "from_date": on(30)}]},
        {"name": "six", "students": [{"schools": ["Elm"], "grades": ["2"], "esy": True}]},
    ]  # fmt: skip
    with pytest.raises(ms.CaseError) as error:
        all_changed(case_of(), scenarios_of(wanted))
    said = str(error.value)
    for words in (
        'scenarios, one, column add_hours 1.provider_id: "PP" is no provider of the case',
        'one, column add_hours 2.site: "Oka" is no site of the case; it has *, Elm, Oak, tele',
        'one, column students 1.schools: "Oakk" is no school of a student of the case; did you',
        "one, column students 2: says nothing about them",
        'two, column policy, group_cap: "0" must be at least 1',
        "two, column policy, max_sesion",
        "three, column due_days_later",
        'change_provider 1.disciplines: "SPL" is no discipline of the case; it has SLP',
        "four, column add_provider 1, provider_id",
        'four, column add_provider 1.hours 1, end: "noonish"',
        "five, column award_due 1.award_id",
        "five, column remove_provider 1.from_date",
        "six, column students 1: means no student",
    ):
        assert words in said, said


def test_a_key_that_is_none_and_a_name_that_the_case_lacks_are_told_together(
    tmp_path: Path,
) -> None:
    path = tmp_path / "scenarios.toml"
    path.write_text(
        '[[scenario]]\nname = "one"\nadd_ours = []\n'
        '[[scenario]]\nname = "two"\nremove_provider = [{ provider_id = "PP" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(ms.CaseError) as error:
        ms.scenarios(case_of(), path)
    said = str(error.value)
    assert "scenarios, one, column add_ours" in said
    assert 'scenarios, two, column remove_provider 1.provider_id: "PP" is no provider' in said


def test_the_sample_scenarios_can_be_applied() -> None:
    data = Path(__file__).parents[2] / "data"
    case = ms.read_case(data / "one-school")
    wanted = read_scenarios(data / "one-school-scenarios.toml")
    assert [one.name for one in all_changed(case, wanted)] == [one.name for one in wanted]
