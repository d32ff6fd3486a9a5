"""Rates by discipline and kind of day."""

import datetime as dt

from makeup_sched.contracts.pool import Post, Visit
from makeup_sched.contracts.prices import Served, price_table
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
    prices = price_table(case, visits).set_index("way")
    assert prices["dollars"].to_dict() == {
        "contract": 140, "reimbursement": 300, "staff": 90, "cheapest mix": 140,
    }  # fmt: skip
    assert prices.loc["reimbursement", "hours"] == 3


def test_dollars_are_whole_cents() -> None:
    rows = [day(0), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    rows += [bells("08:00-12:00", "resource")]
    case = blueprint(*rows, contract={"hourly_rate": {"SLP": 71}}).case
    visits = [Served(Visit(MONDAY, Post("SLP", "Oak"), 480, 535), 50)]
    prices = price_table(case, visits)
    assert prices["dollars"].map(str).str.fullmatch(r"\d+\.\d{1,2}").all()
    assert prices.set_index("way").loc["contract", "dollars"] == 65.08
