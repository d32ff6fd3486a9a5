"""Deciding when a contract can give nothing any more: said once, without a search."""

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console
from typer.testing import CliRunner

from makeup_sched.app.contracting_panel import answer_content
from makeup_sched.case.case import Case
from makeup_sched.case.write import write_case
from makeup_sched.cli.app import app
from makeup_sched.contracts import contracting as answers
from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.contracting import contracting
from makeup_sched.contracts.words import contracting_words
from makeup_sched.reports.board import board_report
from makeup_sched.reports.board_files import board_book, board_pdf
from support.tiny import MONDAY, award, block, blueprint, day, hours, on, owes, provider, student

LATE = "Too late: no contract decided on March 16, 2026 can give anything any more."
BY = "The last day on which deciding could still clear something is March 11, 2026."


def short(**limits: str) -> Case:
    """Return a case of three Mondays and twelve students with 30 minutes each; staff give nothing.

    The minutes are missed ones, or awards with these limits.
    """
    names = [f"S{number:02d}" for number in range(12)]
    rows = [day(0), day(7), day(14), provider(), hours("08:00-08:15", weekday="Sun")]
    rows += [student(name) for name in names]
    for name in names:
        service, missed = owes(name, 30)
        rows += [service, award(name, 30, **limits) if limits else missed]
    contract = {"lead_days": 5, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}
    return blueprint(*rows, contract=contract).case


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be searched for")

    monkeypatch.setattr(answers, "least_contract", searched)
    monkeypatch.setattr(answers, "deadline", searched)


def decided(offset: int, case: Case | None = None) -> Contracting:
    day_of_it = MONDAY + dt.timedelta(days=offset)
    return contracting(short() if case is None else case, seconds=10, workers=1, decided=day_of_it)


@pytest.mark.usefixtures("no_search")
def test_after_the_end_it_is_said_when_it_had_to_be_decided() -> None:
    late = decided(14)
    words = late.too_late_words()
    assert words.startswith(LATE)
    assert "could take place on March 21, 2026 (5 days after the decision)" in words
    assert "but the plan ends on March 16, 2026." in words
    assert "No contract clears any of the 360 minutes that the plan of staff leaves." in words
    assert late.too_late is not None
    # the last Monday is day 14: with five days' notice, day 9
    assert late.too_late.last_day == MONDAY + dt.timedelta(days=9)
    assert late.deadline is None
    assert late.prices.empty


def test_on_the_last_day_it_is_not_too_late_the_day_after_it_is() -> None:
    assert decided(9).too_late is None
    assert len(decided(9).visits)
    assert decided(10).too_late is not None


@pytest.mark.usefixtures("no_search")
def test_open_days_on_which_all_is_past_due_give_nothing() -> None:
    late = decided(3, short(decided_on="2026-02-01", due_on=on(7)))
    assert late.too_late is not None
    assert late.too_late.last_day == MONDAY + dt.timedelta(days=2)
    assert "no more can be given than staff give" in late.too_late_words()


@pytest.mark.usefixtures("no_search")
def test_the_command_says_it_once_and_leaves_out_what_says_nothing(tmp_path: Path) -> None:
    write_case(short(), tmp_path / "case")
    command = ["contracting", str(tmp_path / "case"), "--decided", "2026-03-16"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert said.startswith(LATE)
    assert said.count("too late") + said.count("Too late") == 1
    for left_out in ("hours of contract", "week of delay", "--seconds", "What it costs", "Yes."):
        assert left_out not in said
    result = CliRunner().invoke(app, [*command, "--json", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["too_late"] is True
    assert figures["last_day_to_clear_anything"] == "2026-03-11"
    assert figures["first_session_on"] == "2026-03-21"
    assert figures["contract_hours"] is None
    assert figures["uncleared_minutes"] == 360
    assert {line["reason"] for line in figures["uncleared"]} == {"too_late"}
    assert (tmp_path / "out" / "uncleared.csv").is_file()
    assert not (tmp_path / "out" / "delay.csv").exists()


def test_the_report_and_the_page_say_it_on_top() -> None:
    late = decided(14)
    report = board_report(late)
    assert report.answer.startswith(LATE)
    headings = {section.heading for section in report.sections}
    assert not headings & {"By when", "What it costs", "What was not settled"}
    assert board_pdf(late).startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(board_book(late)))
    assert str(book["report"]["B2"].value).startswith(LATE)
    assert "delay" not in book.sheetnames
    content = answer_content(late)
    assert content.answer.startswith(LATE)
    assert content.picture is None


@pytest.mark.usefixtures("no_search")
@pytest.mark.parametrize("with_staff", [True, False])
def test_where_staff_serve_all_who_can_still_come_a_late_contract_gives_nothing(
    with_staff: bool,
) -> None:
    # A and B are due in the second week, C on the last day, when staff can serve C
    rows = [day(0), day(7), day(14), provider()]
    rows += [hours("09:00-09:30", start_date=on(14), end_date=on(14))]
    if with_staff:  # for one of A and B: arithmetic for each alone says that both could be served
        rows += [hours("08:00-08:30", start_date=on(0), end_date=on(0))]
    rows += [student(name) for name in "ABC"]
    limits = {"decided_on": "2026-02-01", "due_on": on(7)}
    rows += [row for name in "ABC" for row in owes(name, 30)[:1]]
    rows += [award("A", 30, **limits), award("B", 30, **limits), award("C", 30)]
    contract = {"lead_days": 5, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}
    late = decided(3, blueprint(*rows, contract=contract, group_cap=1).case)
    assert late.certificate.unmet == (30 if with_staff else 60)
    assert late.too_late is not None
    assert late.too_late.last_day == MONDAY + dt.timedelta(days=2)
    assert "no more can be given than staff give" in late.too_late_words()


def test_minutes_that_only_a_late_decision_leaves_are_said_to_be_late() -> None:
    rows = [day(0), day(7), day(14), provider(), hours("08:00-08:15", weekday="Sun")]
    rows += [student(name) for name in "AB"]
    rows += [row for name in "AB" for row in owes(name, 30)[:1]]
    rows += [award("A", 30, decided_on="2026-02-01", due_on=on(7)), award("B", 30)]
    contract = {"lead_days": 5, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}
    answer = decided(5, blueprint(*rows, contract=contract).case)
    assert answer.too_late is None
    (line,) = answer.uncleared.to_dict("records")
    assert (line["owed_id"], line["beyond_any"], line["reason"]) == ("A-award", 30, "too_late")
    assert line["explanation"].startswith(
        "Decided too late for 30 minutes: with a decision on March 2, 2026"
    )


def test_on_the_first_day_of_a_short_plan_no_earlier_one_is_looked_for() -> None:
    # staff serve B; nobody ever reaches A
    rows = [day(0), day(1), provider(), hours("08:00-08:30"), student("A"), student("B")]
    rows += [block("A", "08:00-12:00", "core"), *owes("A", 30), *owes("B", 30)]
    contract = {"lead_days": 0, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}
    answer = decided(0, blueprint(*rows, contract=contract).case)
    assert answer.too_late is None
    assert answer.beyond_any_contract


RATES = {"lead_days": 5, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}


@pytest.mark.usefixtures("no_search")
def test_many_open_days_do_not_hide_that_all_that_staff_leave_is_past_due() -> None:
    rows = [*(day(7 * week) for week in range(14)), provider()]
    rows += [hours("08:00-08:15", weekday="Sun")]
    for name in "AB":
        rows += [student(name), owes(name, 30)[0]]
        rows.append(award(name, 30, decided_on="2026-02-01", due_on=on(7)))
    late = decided(5, blueprint(*rows, contract=RATES).case)
    assert late.as_dict()["too_late"] is True
    assert late.too_late is not None
    assert late.too_late.last_day == MONDAY + dt.timedelta(days=2)
    assert set(late.uncleared["reason"]) == {"too_late"}


def test_an_item_that_no_contract_ever_reaches_is_not_called_late() -> None:
    rows = [day(0), day(7), provider(), hours("08:00-08:15", weekday="Sun"), *owes("A", 30)]
    rows += [student("A"), student("B"), block("A", "08:00-12:00", "core"), *owes("B", 30)]
    late = decided(5, blueprint(*rows, contract=RATES).case)
    assert late.too_late is not None
    reasons = late.uncleared.set_index("student_id")["reason"].to_dict()
    assert reasons == {"A": "no_common_time", "B": "too_late"}


@pytest.mark.usefixtures("no_search")
def test_what_is_proven_of_all_is_not_said_of_each() -> None:
    # A may have 30 minutes on the only day, which staff give; each award alone could have them
    rows = [day(0), provider(), hours("08:00-08:30"), owes("A", 30)[0]]
    rows += [student("A", max_makeup_minutes_per_day="30"), award("A", 30, "A1")]
    rows += [award("A", 30, "A2")]
    answer = decided(-30, blueprint(*rows, contract=RATES, group_cap=1).case)
    assert answer.too_late is None
    assert answer.beyond_any_contract
    (line,) = answer.uncleared.to_dict("records")
    assert (line["beyond_any"], line["reason"]) == (0, "competes")
    assert "only if others lost as many" in line["explanation"]
    console = Console(record=True, width=200)
    console.print(contracting_words(answer))
    said = console.export_text()
    assert "No contract, however large, clears any of the rest; that is proven." in said
    assert "no visit" not in said.lower()


def test_a_search_with_contractors_proves_what_staff_alone_cannot_do_either() -> None:
    plan_of_staff = decided(14)
    proof = plan_of_staff.certificate
    weak = proof.table.assign(unmet_at_least=0)
    best = replace(proof, table=weak).at_best()
    assert best.unmet_at_least == best.unmet == 360
    assert best.table["unmet_at_least"].tolist() == [360, 360, 360]


def test_an_item_that_is_partly_late_is_told_one_thing() -> None:
    rows = [day(0), day(7), day(14), provider(), hours("08:00-08:15", weekday="Sun")]
    rows += [student(name) for name in "AB"]
    rows += [row for name in "AB" for row in owes(name, 30)[:1]]
    rows += [award("A", 90, "A1", decided_on="2026-02-01", due_on=on(14)), award("B", 30)]
    answer = decided(5, blueprint(*rows, contract=RATES, max_session=30).case)
    (line,) = answer.uncleared.to_dict("records")
    assert line["explanation"] == (
        "Decided too late for 30 minutes: with a decision on March 2, 2026 they could have a "
        "place, from March 12, 2026 on they have none. With contractors from March 7, 2026 on: at "
        "most 60 minutes fit in any plan by March 16, 2026: on each of the 2 dates that the "
        "student and a provider share, one session of at most 30 minutes can be given."
    )


def test_a_large_case_in_which_no_visit_is_found_is_called_late_if_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answers, "_PLANS_FOR_DEADLINE", 0)
    rows = [*(day(7 * week) for week in range(14)), provider(), student("A")]
    rows += [hours("08:00-08:15", weekday="Sun"), owes("A", 30)[0]]
    rows.append(award("A", 30, decided_on="2026-02-01", due_on=on(7)))
    late = decided(5, blueprint(*rows, contract=RATES).case)
    assert late.too_late is not None
    assert late.too_late.last_day == MONDAY + dt.timedelta(days=2)
    assert not late.too_late.shown
