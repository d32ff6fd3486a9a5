"""Rates by discipline and kind of day."""

import datetime as dt

import pytest

from makeup_sched.contracts.pool import Post, Visit
from makeup_sched.contracts.prices import MIX, Served, price_table
from support.tiny import MONDAY, bells, blueprint, day, hours, owes, provider, student


def test_staff_are_paid_the_esy_rate_on_esy_days() -> None:
    rows = [day(0), day(1, "esy"), student("A", esy="yes"), *owes("A", 30), provider()]
    rows += [hours("08:00-09:00"), bells("08:00-12:00", "esy", day_type="esy")]
    rows += [bells("08:00-12:00", "resource")]
    costs = {"after_hours_rate": 50, "esy_rate": 40, "reimbursement_rate": 100}
    case = blueprint(*rows, costs=costs, contract={"hourly_rate": {"SLP": 70}}).case
    visits = [
        Served(Visit(MONDAY + dt.timedelta(days=offset), Post("SLP", "Oak"), 480, 540), 90)
        for offset in (0, 1)
    ]
    prices = price_table(case, visits, sum(one.student_minutes for one in visits)).set_index("way")
    assert prices["dollars"].to_dict() == {
        "contract": 140, "reimbursement": 300, "staff": 90, MIX: 140,
    }  # fmt: skip
    assert prices.loc["reimbursement", "hours"] == 3


def test_families_buy_no_more_than_what_staff_leave() -> None:
    """Contractors who come for groups also give what staff could have given."""
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    rows += [bells("08:00-12:00", "resource")]
    rates = {"reimbursement_rate": 100}
    case = blueprint(*rows, contract={"hourly_rate": {"SLP": 70}}, costs=rates).case
    visits = [Served(Visit(MONDAY, Post("SLP", "Oak"), 480, 540), 60)]
    prices = price_table(case, visits, 30).set_index("way")
    assert prices["hours"].to_dict() == {"contract": 1, "reimbursement": 0.5, MIX: 0.5, "staff": 1}
    assert prices["dollars"].drop("staff").to_dict() == {
        "contract": 70, "reimbursement": 50, MIX: 50,
    }  # fmt: skip


def test_dollars_are_whole_cents() -> None:
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    rows += [bells("08:00-12:00", "resource")]
    case = blueprint(*rows, contract={"hourly_rate": {"SLP": 71}}).case
    visits = [Served(Visit(MONDAY, Post("SLP", "Oak"), 480, 535), 50)]
    prices = price_table(case, visits, sum(one.student_minutes for one in visits))
    assert prices["dollars"].map(str).str.fullmatch(r"\d+\.\d{1,2}").all()
    assert prices.set_index("way").loc["contract", "dollars"] == 65.08


def notes(*given: int, **costs: float) -> dict[str, str]:
    """Return the note of each way where hours' visits give students so many minutes."""
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    rows += [bells("08:00-12:00", "resource")]
    rates = {"reimbursement_rate": 100, **costs}
    case = blueprint(*rows, contract={"hourly_rate": {"SLP": 70}}, costs=rates).case
    visits = [
        Served(Visit(MONDAY + dt.timedelta(days=number), Post("SLP", "Oak"), 480, 540), minutes)
        for number, minutes in enumerate(given)
    ]
    return {
        row["way"]: row["note"]
        for row in price_table(case, visits, sum(one.student_minutes for one in visits)).to_dict(
            "records"
        )
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((90, 30, 30), "contractors for 1 visit, families paid back instead of the other 2 visits"),
        ((90, 90, 30), "contractors for 2 visits, families paid back instead of the other visit"),
        ((30, 30), "families paid back instead of all visits"),
        ((90,), "contractors for all visits"),
    ],
)
def test_the_mix_says_for_how_many_visits_who_is_paid(given: tuple[int, ...], words: str) -> None:
    assert notes(*given)[MIX] == f"visit by visit the cheaper of both: {words}"


def test_staff_are_said_to_be_in_no_mix_and_one_rate_is_said_once() -> None:
    """Their price may be the least, but whether they can be had is not known."""
    alike = notes(90, after_hours_rate=60, esy_rate=60)["staff"]
    assert "at $60 an hour, only if they can be had" in alike
    assert "so they are in no other line" in alike
    assert (
        "at $60 an hour, in ESY $50, only" in notes(90, after_hours_rate=60, esy_rate=50)["staff"]
    )


def test_no_visits_have_no_price() -> None:
    assert notes() == {}
