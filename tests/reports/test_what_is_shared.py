"""What a shared report leaves out so that nobody works out what it does not say."""

import io
from functools import cache

import openpyxl
import pandas as pd
import pytest

from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.contracting import contracting
from makeup_sched.reports.board import Section, board_report
from makeup_sched.reports.board_files import board_book
from makeup_sched.reports.sharing import Sharing
from support.tiny import Row, bells, block, blueprint, day, hours, on, owes, provider, student

CONTRACT = {"lead_days": 0, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80, "OT": 75}}


def owing(count: int, **cells: str) -> list[Row]:
    """Return students who owe 30 minutes each of a discipline."""
    name = cells.get("discipline", "SLP")
    ids = [f"{name}{number:02d}" for number in range(count)]
    rows = [student(who) for who in ids]
    return rows + [row for who in ids for row in owes(who, 30, setting="group", **cells)]


def answered(rows: list[Row]) -> Contracting:
    rows = [day(0), day(1), provider(), hours("08:00-08:30", weekday="Mon"), *rows]
    return contracting(blueprint(*rows, contract=CONTRACT).case, seconds=15, workers=1)


@cache
def with_a_small_discipline() -> Contracting:
    """Return an answer about 12 students with speech and 3 with OT."""
    return answered([*owing(12), *owing(3, discipline="OT")])


@cache
def with_one_left() -> Contracting:
    """Return an answer in which one of 12 students is in core instruction all day."""
    return answered([*owing(12), block("SLP00", "00:00-24:00", "core")])


@cache
def with_all_cleared() -> Contracting:
    return answered(owing(12))


def sheets(answer: Contracting) -> set[str]:
    return set(openpyxl.load_workbook(io.BytesIO(board_book(answer))).sheetnames)


def section(answer: Contracting, heading: str) -> Section:
    return next(one for one in board_report(answer).sections if one.heading == heading)


def test_dollars_do_not_tell_the_hours_of_a_small_discipline() -> None:
    answer = with_a_small_discipline()
    assert {post.post.discipline for post in answer.least.visits} == {"SLP", "OT"}  # type: ignore[union-attr]
    assert set(answer.prices["way"]) > {"contract", "staff"}
    assert not {"contract", "contract and reimbursement"} & set(Sharing(answer).prices["way"])
    words = section(answer, "What it costs").words
    assert any("left out" in one for one in words)


def test_neither_steps_nor_weeks_are_told_beside_what_is_left_out() -> None:
    for answer in (with_a_small_discipline(), with_one_left()):
        assert len(answer.curve)
        assert len(answer.waiting)
        assert not {"trade-off", "delay"} & sheets(answer)
        shown = section(answer, "By when")
        assert not shown.table
        assert any("left out" in one for one in shown.words)


def test_where_nothing_is_left_out_all_is_told() -> None:
    answer = with_all_cleared()
    assert {"trade-off", "delay", "prices"} <= sheets(answer)
    assert set(Sharing(answer).prices["way"]) == set(answer.prices["way"])
    assert section(answer, "By when").table


def test_what_can_be_told_of_nobody_has_no_table() -> None:
    answer = with_a_small_discipline()
    assert not {"visits", "pattern", "months"} & sheets(answer)
    heading = board_report(answer).sections[1].heading
    assert not section(answer, heading).table


@cache
def with_small_schools() -> Contracting:
    """Return an answer about 12 students at Oak, and few at each of two other schools."""
    others = {"Elm": 5, "Birch": 6}
    rows = [*owing(12)]
    for school, count in others.items():
        for number in range(count):
            who = f"{school}{number}"
            rows += [student(who, school=school), *owes(who, 30)]
    return answered(rows)


def test_single_visits_tell_nothing_of_a_small_school() -> None:
    answer = with_small_schools()
    assert {one.post.site for one in answer.least.visits} == {"Oak", "Elm", "Birch"}  # type: ignore[union-attr]
    assert not {"trade-off", "delay"} & sheets(answer)


def test_minutes_of_few_who_are_cleared_are_not_told() -> None:
    """Of 14 students 11 are in core instruction all day; of the others staff see one."""
    rows = owing(11)
    rows += [block(f"SLP{number:02d}", "00:00-24:00", "core") for number in range(11)]
    rows += [row for who in "ABC" for row in (student(who), *owes(who, 30))]
    answer = answered([*rows, hours("08:00-08:30", kind="leave", weekday="Tue")])
    assert Sharing(answer).few_cleared
    said = " ".join(" ".join(one.words) for one in board_report(answer).sections)
    assert "minutes of fewer than 10 students" in said
    assert f"{answer.least.unmet} minutes" not in said  # type: ignore[union-attr]
    assert not {"trade-off", "delay"} & sheets(answer)
    assert not {"reimbursement"} & set(Sharing(answer).prices["way"])


@pytest.mark.parametrize("at_esy", [3, 12])
def test_visits_at_an_esy_site_are_told_where_enough_students_come(at_esy: int) -> None:
    """Of 12 students some are in core instruction all through the school year."""
    ids = [f"SLP{number:02d}" for number in range(12)]
    rows = [
        row for who in ids for row in (student(who, esy="yes", esy_site="Camp"), *owes(who, 30))
    ]
    rows += [block(who, "00:00-24:00", "core", end_date=on(13)) for who in ids[:at_esy]]
    rows += [bells("08:00-12:00", "esy", day_type="esy"), bells("08:00-15:00", "resource")]
    rows += [day(number, "esy") for number in range(14, 18)]
    answer = answered(rows)
    sites = set(answer.visits["site"])
    assert sites == {"Oak", "Camp"} if at_esy < 12 else {"Camp"}
    assert (len(Sharing(answer).of_sites(answer.visits)) > 0) == (at_esy >= 10)


def test_few_who_come_to_another_school_in_esy_are_not_told_beside_its_own_students() -> None:
    """Three of Oak have their ESY days at Elm, which has twelve students of its own."""
    few = [f"SLP{number:02d}" for number in range(3)]
    rows = [row for who in few for row in (student(who, esy="yes", esy_site="Elm"), *owes(who, 30))]
    rows += [block(who, "00:00-24:00", "core", end_date=on(13)) for who in few]
    rows += [row for number in range(12)
             for row in (student(f"E{number}", school="Elm"), *owes(f"E{number}", 30))]  # fmt: skip
    rows += [bells("08:00-12:00", "esy", day_type="esy"), bells("08:00-15:00", "resource")]
    rows += [day(number, "esy") for number in range(14, 18)]
    answer = answered(rows)
    assert on(14) in set(answer.visits["date"].astype(str))
    assert not {"visits", "pattern", "months"} & sheets(answer)


def test_beside_a_school_left_out_each_step_is_of_many_visits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    curve = pd.DataFrame({"visits": range(38), "unmet": range(380, 0, -10)})
    monkeypatch.setattr(Contracting, "curve", curve)
    assert Sharing(with_small_schools()).curve["visits"].tolist() == [0, 10, 20, 37]
    assert Sharing(with_all_cleared()).curve["visits"].tolist() == curve["visits"].tolist()
