"""The whole answer: verdict, tables, prices, files and the command."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console
from typer.testing import CliRunner

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.case.write import write_case
from makeup_sched.cli.app import app
from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.contracting import contracting
from makeup_sched.contracts.deadline import Deadline
from makeup_sched.contracts.prices import MIX
from makeup_sched.contracts.words import contracting_words
from makeup_sched.reports.board import board_report
from makeup_sched.solve.clock import Clock
from support.judge import planned
from support.tiny import (
    bells,
    block,
    blueprint,
    day,
    hours,
    locked,
    owes,
    provider,
    student,
    students,
)

RATES = {"lead_days": 0, "min_visit_minutes": 60, "hourly_rate": {"SLP": 80}}


def short_by(minutes: int, **policy: object) -> Case:
    rows = [day(0), day(1), student("A"), *owes("A", minutes), provider()]
    return blueprint(*rows, hours("08:00-08:30", weekday="Mon"), contract=RATES, **policy).case


def test_no_contract_where_staff_place_all() -> None:
    answer = contracting(short_by(30), seconds=10, workers=1)
    assert answer.needed is False
    assert answer.hours == 0
    assert answer.visits.empty


def test_a_proven_yes_with_hours_date_and_price() -> None:
    answer = contracting(short_by(60), seconds=20, workers=1)
    assert answer.needed is True
    assert (answer.hours, answer.hours_at_least) == (1.0, 1.0)
    assert answer.pattern["visits"].tolist() == [1]
    assert answer.deadline is not None
    assert answer.uncleared.empty


def test_visits_at_one_time_are_said_to_need_several_contractors() -> None:
    rows = [day(0), *students("AB"), *owes("A", 60), *owes("B", 60), provider()]
    rows += [bells("08:00-09:00", "resource"), hours("08:00-08:15", weekday="Sun")]
    answer = contracting(blueprint(*rows, contract=RATES).case, seconds=20, workers=1)
    assert len(answer.visits) == 2
    words = "On one date visits of one discipline at one place overlap"
    assert answer.at_once_words.startswith(words)


def _deciding(last_day: str, settled: bool, lost: dict[str, int]) -> str:
    """Return the words by when to decide, given minutes that are lost by the day of deciding."""
    answer = contracting(short_by(60), seconds=20, workers=1)
    days = pd.to_datetime(pd.Series(list(lost)))
    weeks = pd.DataFrame(
        {"decided_on": days, "first_session": days, "lost_at_least": list(lost.values())}
    )
    until = Deadline(weeks, dt.date.fromisoformat(last_day), settled)
    return replace(answer, deadline=until).last_day_words


def test_the_last_day_to_decide_does_not_hide_that_a_later_one_is_proven_to_lose() -> None:
    words = _deciding("2026-02-12", False, {"2026-02-09": 0, "2026-02-16": 30, "2026-02-23": 60})
    assert "Until February 12, 2026 nothing is lost" in words
    assert "From February 16, 2026 on minutes are lost, which is proven" in words
    assert "the days between: not settled in time" in words


def test_the_last_day_before_a_day_that_is_proven_to_lose_is_the_last() -> None:
    words = _deciding("2026-02-15", False, {"2026-02-09": 0, "2026-02-16": 30})
    assert words.startswith("Decide by February 15, 2026")


def test_later_days_of_which_nothing_is_proven_are_not_settled() -> None:
    words = _deciding("2026-02-12", False, {"2026-02-09": 0, "2026-02-16": 0})
    assert words.endswith("Later days: not settled in time.")


def test_the_day_of_the_decision_itself_is_not_said_to_be_as_good_as_itself() -> None:
    words = _deciding("2026-03-02", True, {"2026-03-02": 0, "2026-03-09": 60})
    assert words == (
        "Decide on March 2, 2026: no plan was found that clears as much when deciding later."
    )
    words = _deciding("2026-03-02", False, {"2026-03-02": 0, "2026-03-09": 60})
    assert words == (
        "Up to which day nothing is lost is not settled. From March 9, 2026 on minutes are lost, "
        "which is proven."
    )


def test_a_last_day_that_no_plan_showed_is_said_not_to_be_settled() -> None:
    answer = contracting(short_by(60), seconds=20, workers=1)
    assert answer.deadline is not None
    weeks = answer.deadline.weeks.assign(lost_at_least=0)
    open_end = replace(answer, deadline=Deadline(weeks, None, False))
    assert open_end.last_day_words == "Up to which day nothing is lost is not settled."


def _said(answer: Contracting) -> str:
    console = Console(record=True, width=100)
    console.print(contracting_words(answer))
    return " ".join(console.export_text().split())


def test_where_the_time_is_up_what_is_proven_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    # of three hours two days hold two
    answer = contracting(short_by(180), seconds=20, workers=1)
    assert answer.least is not None
    assert answer.least.unmet
    cut = replace(answer, least=replace(answer.least, in_time=False))
    # more time would clear no more, as what is left is beyond any contract
    assert cut.all_found
    assert "The time was up" not in _said(cut)
    monkeypatch.setattr(Contracting, "all_found", False)
    said = _said(replace(cut))
    assert "The time was up before all visits were found" in said
    assert f"Proven: to clear as much takes at least {answer.hours_at_least_shown:g} hours." in said
    assert "Of what the contract found so far would clear." in said


def test_a_contract_that_can_clear_nothing_is_said_to_whatever_its_size() -> None:
    rows = [day(0), day(1), student("A"), block("A", "08:00-12:00", "core"), *owes("A", 60)]
    case = blueprint(*rows, provider(), hours("08:00-12:00"), contract=RATES).case
    answer = contracting(case, seconds=20, workers=1)
    assert answer.beyond_any_contract
    # of a stop before that was proven only what holds from the day of the decision on is known
    assert _said(replace(answer, vain=None)).startswith("Yes.")
    said = _said(answer)
    assert said.startswith("Contracting does not help: no contract, however large")
    assert "No contract, however large, clears any of the rest; that is proven." in said


def test_a_report_after_a_stop_says_that_the_day_to_decide_was_not_looked_into() -> None:
    answer = contracting(board_case(), seconds=20, workers=1)
    stopped = replace(answer, deadline=None, stopped=True)
    sections = {section.heading: section.words for section in board_report(stopped).sections}
    assert sections["By when"] == ("Not looked into: it was stopped before.",)


def board_case() -> Case:
    """Return a case of as many students as a report says figures of."""
    names = [f"S{number:02d}" for number in range(12)]
    rows = [day(0), day(1), provider(), hours("08:00-08:15", weekday="Sun")]
    rows += [row for name in names for row in [student(name), *owes(name, 30)]]
    return blueprint(*rows, contract=RATES).case


def test_one_who_stops_is_answered_soon_with_what_is_proven() -> None:
    """Left alone it would take all of the 90 seconds; the bound holds whenever it is stopped."""
    clock = Clock(90)
    clock.stop()
    answer = contracting(ms.read_case(Path(__file__).parents[2] / "data" / "one-school"),
                         clock=clock, workers=1)  # fmt: skip
    assert clock.elapsed < 45
    assert 0 <= answer.certificate.unmet_at_least <= answer.certificate.unmet


def test_half_an_hour_of_one_student_is_cheaper_paid_back_than_an_hours_visit() -> None:
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-08:15", weekday="Sun")]
    answer = contracting(blueprint(*rows, contract=RATES).case, seconds=10, workers=1)
    prices = answer.prices.set_index("way")["dollars"].to_dict()
    assert prices == {"contract": 80, "reimbursement": 43, "staff": 60, MIX: 43}


def test_a_discipline_without_a_rate_has_no_price() -> None:
    rows = [day(0), student("A"), *owes("A", 30, discipline="COUNS"), provider(disciplines="COUNS")]
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), contract=RATES).case
    prices = contracting(case, seconds=10, workers=1).prices.set_index("way")
    assert prices["dollars"].isna().tolist() == [True, False, False, False]
    assert "COUNS" in str(prices.loc["contract", "note"])


def test_waiting_costs_what_contractors_could_have_placed() -> None:
    rows = [day(0), day(7), student("A"), student("B"), *owes("A", 30), *owes("B", 60)]
    rows += [block("B", "08:15-12:00", "core"), provider(), hours("08:00-08:15", weekday="Sun")]
    contract = {"lead_days": 0, "min_visit_minutes": 30}
    answer = contracting(blueprint(*rows, contract=contract).case, seconds=15, workers=1)
    # two dates with a quarter of an hour: half of what B is owed is out of reach anyway
    assert answer.uncleared["unmet"].tolist() == [30]
    assert answer.uncleared["beyond_any"].tolist() == [30]
    assert answer.uncleared["reason"].tolist() == ["no_common_time"]
    assert answer.waiting["lost_at_least"].tolist() == [30, 45, 90]
    assert answer.waiting["more_at_least"].tolist() == [0, 15, 60]


def test_the_face_offers_it() -> None:
    assert ms.contracting(short_by(30), seconds=10, progress=False).needed is False


def test_the_command_prints_json_and_writes_all(tmp_path: Path) -> None:
    write_case(short_by(60), tmp_path / "case")
    arguments = ["contracting", str(tmp_path / "case"), "--seconds", "15", "--json",
                 "--out", str(tmp_path / "out")]  # fmt: skip
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["unmet_by_staff_at_least_minutes"] == 30
    assert figures["contract_hours"] == 1.0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"contracting.json", "visits.csv", "pattern.csv", "staff.csv", "contract-plan"} <= names
    for name in ("staff", "contract"):
        checked = [
            "check",
            *(str(tmp_path / "out" / f"{name}-{part}") for part in ("case", "plan")),
        ]
        assert CliRunner().invoke(app, checked).exit_code == 0


@pytest.mark.parametrize("minutes", [30, 60])
def test_the_command_says_it_in_words(minutes: int, tmp_path: Path) -> None:
    write_case(short_by(minutes), tmp_path / "case")
    result = CliRunner().invoke(app, ["contracting", str(tmp_path / "case"), "--seconds", "15"])
    assert result.exit_code == 0, result.output
    assert (
        "No. Staff can place all" if minutes == 30 else "Yes. Whatever the plan"
    ) in result.stdout


@pytest.mark.parametrize(
    ("reason", "more"),
    [
        ("student_absent", ""),
        ("extended_absence", " The team has yet to decide on 30 minutes, not counted here."),
    ],
)
def test_where_nothing_is_owed_staff_are_not_said_to_place_it(reason: str, more: str) -> None:
    service, (table, missed) = owes("A", 30)
    rows = [day(0), student("A"), service, (table, {**missed, "reason": reason}), provider()]
    answer = contracting(blueprint(*rows, hours("08:00-09:00")).case, seconds=5, workers=1)
    words = "No. Nothing is owed, so there is nothing to contract for."
    assert str(contracting_words(answer)) == words + more
    report = board_report(answer)
    assert report.answer == words
    assert "What staff can give" not in {section.heading for section in report.sections}


def test_minutes_that_wait_and_are_planned_are_said_to_be_among_those_owed() -> None:
    service, (table, missed) = owes("A", 30)
    rows = [day(0), student("A"), service, (table, {**missed, "reason": "extended_absence"})]
    rows += [provider(), hours("08:00-09:00")]
    answer = contracting(blueprint(*rows, pending="plan").case, seconds=5, workers=1)
    assert (answer.certificate.owed, answer.certificate.plan.summary.pending) == (30, 30)
    console = Console(record=True, width=200)
    console.print(contracting_words(answer))
    said = console.export_text()
    words = "Of the owed minutes 30 wait for a decision of the team; they are planned all the same."
    assert words in said
    assert "not counted" not in said
    assumptions = next(one for one in board_report(answer).sections if one.heading == "Assumptions")
    assert "are counted as owed and planned all the same." in assumptions.words[-1]


def test_a_locked_session_of_a_contractor_makes_nobody_staff() -> None:
    rows = [day(0), day(1), student("A"), *owes("A", 120), provider()]
    rows += [hours("08:00-08:15", weekday="Mon"), provider("K", employment="contract")]
    rows += [hours("09:00-12:00", provider_id="K")]
    made = blueprint(*rows, contract=RATES)
    sessions = planned(made.case).sessions
    one = sessions[sessions["provider_id"] == "K"].head(1)
    assert len(one) == 1
    answer = contracting(made.plus(*locked(one)).case, seconds=10, workers=1)
    assert answer.needed is True


def test_contractors_of_an_earlier_answer_are_not_had_for_nothing() -> None:
    rows = [day(0), day(1), student("A"), student("B"), *owes("A", 60), *owes("B", 120)]
    rows += [provider(), hours("08:00-08:15", weekday="Sun")]
    first = contracting(blueprint(*rows, contract=RATES).case, seconds=10, workers=1)
    assert first.least is not None
    again = contracting(first.least.case, seconds=10, workers=1)
    assert (again.hours, again.hours_at_least) == (first.hours, first.hours_at_least)
    assert again.least is not None
    names = again.least.case.table("providers")["provider_id"]
    assert names.is_unique


def test_posts_whose_names_look_alike_are_two() -> None:
    rows = [day(0), student("A", school="Oak Park"), student("B", school="Oak-Park"), provider()]
    rows += [*owes("A", 60), *owes("B", 60), hours("08:00-08:15", weekday="Sun")]
    answer = contracting(blueprint(*rows, contract=RATES).case, seconds=10, workers=1)
    assert answer.uncleared.empty
    assert sorted(answer.visits["site"]) == ["Oak Park", "Oak-Park"]


def test_without_a_rate_no_month_has_a_price() -> None:
    rows = [day(0), student("A"), *owes("A", 30, discipline="COUNS"), provider(disciplines="COUNS")]
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), contract=RATES).case
    assert contracting(case, seconds=10, workers=1).months["dollars"].isna().all()


def test_visits_end_before_midnight_and_bounds_hold_off_the_grid() -> None:
    rows = [day(0), student("A", after_school="yes"), *owes("A", 60), provider()]
    rows += [bells("15:00-17:00", "after_school"), hours("08:00-08:15", weekday="Sun")]
    for least in (600, 50):
        contract = {**RATES, "min_visit_minutes": least}
        answer = contracting(blueprint(*rows, contract=contract).case, seconds=10, workers=1)
        assert answer.visits["end"].max() <= "24:00"
        assert answer.visits["minutes"].min() >= least
        assert answer.hours_at_least <= answer.hours


def test_nobody_comes_before_the_first_date() -> None:
    case = short_by(60)
    answer = contracting(case, seconds=10, workers=1, decided=case.start_date.replace(year=2020))
    assert answer.least is not None
    assert answer.least.first_date == case.start_date


def test_the_proof_of_the_only_discipline_is_that_of_all() -> None:
    lines = contracting(short_by(60), seconds=10, workers=1).certificate.table
    assert len(set(lines["unmet_at_least"])) == 1
