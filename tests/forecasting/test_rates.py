"""Rates by hand: what the record counts, and how far it is drawn towards what is published."""

import pytest

from makeup_sched.case.case import Case
from makeup_sched.forecasting.published import published, published_provider, published_student
from makeup_sched.forecasting.rates import USUAL_REASON, WORTH, miss_rates
from makeup_sched.forecasting.record import own_record
from makeup_sched.forecasting.sides import GAPS, REASONS_OF
from makeup_sched.vocabulary import REASONS
from support.tiny import (
    Row,
    award,
    blueprint,
    day,
    hours,
    owes,
    provider,
    regular,
    student,
    students,
)


def _missed(service_id: str, on_date: str, minutes: int, reason: str) -> Row:
    return "missed", {"date": on_date, "service_id": service_id, "minutes": str(minutes),
                      "reason": reason}  # fmt: skip


def _recorded(*more: Row) -> Case:
    """Two students in one daily session; the record begins on Monday, 23 February."""
    rows = [day(0), *students("AB"), *owes("A", 30), *owes("B", 30), provider()]
    rows += [hours("08:00-09:00"), regular("R", "08:00-08:30", "AB")]
    return blueprint(*rows, *more).case


def test_every_reason_has_a_side_or_is_a_gap() -> None:
    named = [*REASONS_OF["provider"], *REASONS_OF["student"], *GAPS]
    assert sorted(named) == sorted(REASONS)


def test_the_published_chance_is_both_sides_together() -> None:
    for month in (2, 7, 11):
        out, away = published_provider("SLP", month), published_student("SLP", month)
        assert out + (1 - out) * away == pytest.approx(published("SLP", month))
    assert published("SLP", 11) > published("SLP", 9)
    assert published("art", 11) == published("SPED", 11)


def test_the_record_counts_days_of_providers_and_attendances_of_students() -> None:
    # Monday both miss (she is out), Tuesday A is away for 15 minutes, Friday it ends
    case = _recorded(
        _missed("A-SLP", "2026-02-24", 15, "student_absent"),
        _missed("B-SLP", "2026-02-27", 30, "provider_meeting"),
    )
    counts = {row["side"]: row for row in own_record(case).counts.to_dict("records")}
    assert (counts["provider"]["scheduled"], counts["provider"]["missed"]) == (5, 1.5)
    assert (counts["student"]["scheduled"], counts["student"]["missed"]) == (10 - 3, 0.5)


def test_gaps_are_neither_missed_nor_scheduled() -> None:
    case = _recorded(_missed("A-SLP", "2026-02-24", 30, "extended_absence"))
    counts = {row["side"]: row for row in own_record(case).counts.to_dict("records")}
    # Monday and Tuesday; on Tuesday only B was due
    assert (counts["provider"]["scheduled"], counts["provider"]["missed"]) == (2, 1)
    assert (counts["student"]["scheduled"], counts["student"]["missed"]) == (1, 0)


def test_a_month_is_drawn_towards_what_is_published() -> None:
    case = _recorded(_missed("B-SLP", "2026-02-27", 30, "provider_meeting"))
    rates = miss_rates(case)
    line = rates.table[(rates.table["side"] == "provider") & (rates.table["month"] == 2)].iloc[0]
    worth, rate = WORTH["provider"], published_provider("SLP", 2)
    assert line["used"] == pytest.approx((1.5 + worth * rate) / (5 + worth))
    assert line["own_weight"] == pytest.approx(5 / (5 + worth))


def test_other_months_move_with_the_level_of_the_record() -> None:
    case = _recorded(_missed("B-SLP", "2026-02-27", 30, "provider_meeting"))
    rates = miss_rates(case)
    mean = sum(published_provider("SLP", month) for month in range(1, 13)) / 12
    prior = WORTH["provider"] * mean
    level = (1.5 + prior) / (5 * published_provider("SLP", 2) + prior)
    used = rates.used("SLP", "provider", 5)
    assert used == pytest.approx(level * published_provider("SLP", 5))
    assert rates.evidence["SLP", "provider"] == pytest.approx(1.5 + prior)


def test_without_a_record_the_published_rates_are_used() -> None:
    service = {"service_id": "A-SLP", "student_id": "A", "discipline": "SLP", "minutes": "30"}
    rows = [day(0), student("A"), award("A", 60), ("services", service), provider()]
    rates = miss_rates(blueprint(*rows, hours("08:00-10:00")).case)
    assert rates.table["used"].tolist() == pytest.approx(rates.table["published"].tolist())
    assert rates.used("OT", "student", 4) == published_student("OT", 4)


def test_reasons_are_drawn_as_often_as_they_are_recorded() -> None:
    case = _recorded(_missed("B-SLP", "2026-02-27", 30, "provider_meeting"))
    reasons = dict(miss_rates(case).reasons["provider"])
    assert reasons["provider_meeting"] == pytest.approx(1 / (3 + USUAL_REASON))
