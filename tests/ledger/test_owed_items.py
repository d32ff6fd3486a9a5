"""A tiny case for each rule of what is owed, worked out by hand."""

from datetime import date

import pytest
from owed_cases import END, SERVICES, START, award, gave, make_case, miss

from makeup_sched.case.case import Case
from makeup_sched.ledger import OwedItem, owed_items, owed_table


def only(case: Case) -> OwedItem:
    items = owed_items(case)
    assert len(items) == 1
    return items[0]


def test_nothing_missed_nothing_owed() -> None:
    assert owed_items(make_case()) == []


def test_every_field_of_a_service() -> None:
    services = [
        {
            **SERVICES[1],
            "setting": "group",
            "max_group": 3,
            "min_session": 20,
            "max_session": 40,
        }
    ]
    case = make_case(
        [miss("2025-11-03", 30, service_id="B-OT"), miss("2025-11-05", 12, service_id="B-OT")],
        services=services,
    )
    assert only(case) == OwedItem(
        owed_id="B-OT",
        student_id="B",
        discipline="OT",
        owed=45,
        raw_owed=42,
        pending=0,
        oldest_date=date(2025, 11, 3),
        due_date=None,
        due_shown=END,
        group=True,
        max_group=3,
        min_session=20,
        max_session=40,
        own_provider="P2",
        earliest_date=START,
        priority=3,
        kind="service",
    )


def test_blank_session_lengths_are_the_policys() -> None:
    item = only(make_case([miss("2025-11-03", 30)], min_session=10, max_session=45))
    assert (item.min_session, item.max_session, item.max_group) == (10, 45, None)
    assert not item.group


@pytest.mark.parametrize(
    ("reason", "owed", "pending"),
    [("provider_absent", 30, 0), ("student_absent", 0, 0), ("suspension", 0, 30)],
)
def test_a_reason_counts_as_the_policy_says(reason: str, owed: int, pending: int) -> None:
    case = make_case([miss("2025-11-03", 30, reason)])
    items = owed_items(case)
    assert sum(item.owed for item in items) == owed
    assert sum(item.pending for item in items) == pending
    assert len(items) == (owed + pending > 0)


def test_a_districts_own_policy_on_a_reason() -> None:
    case = make_case([miss("2025-11-03", 30, "student_absent")], reasons={"student_absent": "owed"})
    assert only(case).owed == 30


@pytest.mark.parametrize("reason", ["provider_absent", "student_absent", "suspension"])
def test_the_rows_own_decision_wins(reason: str) -> None:
    assert only(make_case([miss("2025-11-03", 30, reason, "owed")])).owed == 30
    assert owed_items(make_case([miss("2025-11-03", 30, reason, "not_owed")])) == []


def test_deliveries_are_deducted_oldest_first() -> None:
    missed = [miss("2025-11-10", 30), miss("2025-11-03", 20), miss("2025-11-17", 30)]
    item = only(make_case(missed, [gave("2025-12-01", 15), gave("2025-12-02", 10)]))
    assert (item.raw_owed, item.oldest_date) == (55, date(2025, 11, 10))


def test_an_exactly_delivered_row_is_no_longer_the_oldest() -> None:
    missed = [miss("2025-11-03", 20), miss("2025-11-10", 30)]
    assert only(make_case(missed, [gave("2025-12-01", 20)])).oldest_date == date(2025, 11, 10)


def test_never_below_zero_and_a_delivered_item_is_left_out() -> None:
    assert owed_items(make_case([miss("2025-11-03", 20)], [gave("2025-12-01", 50)])) == []


def test_a_surplus_does_not_pay_for_another_item() -> None:
    missed = [miss("2025-11-03", 20), miss("2025-11-03", 20, service_id="B-OT")]
    assert only(make_case(missed, [gave("2025-12-01", 50)])).owed_id == "B-OT"


def test_not_owed_minutes_take_no_delivery() -> None:
    missed = [miss("2025-11-03", 20, "student_absent"), miss("2025-11-10", 30)]
    assert only(make_case(missed, [gave("2025-12-01", 20)])).raw_owed == 10


def test_rounded_up_to_the_grid() -> None:
    case = make_case([miss("2025-11-03", 31)], grid_minutes=15)
    assert (only(case).raw_owed, only(case).owed) == (31, 45)
    assert owed_table(case)["rounding"].tolist() == [14]


def test_rounding_comes_after_the_deliveries_and_once_per_item() -> None:
    missed = [miss("2025-11-03", 31), miss("2025-11-10", 31)]
    item = only(make_case(missed, [gave("2025-12-01", 11)]))
    assert (item.raw_owed, item.owed) == (51, 55)


def test_a_future_row_counts_now() -> None:
    item = only(make_case([miss("2026-03-03", 30)]))
    assert (item.owed, item.oldest_date, item.earliest_date) == (30, date(2026, 3, 3), START)


def test_held_pending_minutes_are_apart_and_take_no_delivery() -> None:
    missed = [miss("2025-11-03", 20, "suspension"), miss("2025-11-10", 30)]
    item = only(make_case(missed, [gave("2025-12-01", 40)]))
    assert (item.owed, item.pending, item.oldest_date) == (0, 20, date(2025, 11, 3))
    item = only(make_case(missed))
    assert (item.owed, item.pending, item.oldest_date) == (30, 20, date(2025, 11, 10))


def test_planned_pending_minutes_are_owed_like_the_others() -> None:
    missed = [miss("2025-11-03", 20, "suspension"), miss("2025-11-10", 30)]
    item = only(make_case(missed, pending="plan"))
    assert (item.owed, item.pending, item.oldest_date) == (50, 20, date(2025, 11, 3))
    item = only(make_case(missed, [gave("2025-12-01", 15)], pending="plan"))
    assert (item.owed, item.pending, item.oldest_date) == (35, 5, date(2025, 11, 3))


def test_on_one_date_decided_minutes_are_delivered_before_undecided_ones() -> None:
    missed = [miss("2025-11-03", 20, "suspension"), miss("2025-11-03", 20)]
    item = only(make_case(missed, [gave("2025-12-01", 20)], pending="plan"))
    assert (item.owed, item.pending) == (20, 20)


def test_due_within_days_counts_from_the_oldest_minute_still_owed() -> None:
    missed = [miss("2025-11-03", 20), miss("2025-11-10", 30)]
    item = only(make_case(missed, [gave("2025-12-01", 20)], due_within_days=90))
    assert item.due_date == item.due_shown == date(2026, 2, 8)


def test_an_awards_own_dates() -> None:
    decided = award(60, decided_on="2026-02-02", due_on="2026-04-01")
    item = only(make_case(awards=[decided], due_within_days=10))
    assert item.kind == "award"
    assert item.oldest_date == item.earliest_date == date(2026, 2, 2)
    assert item.due_date == date(2026, 4, 1)
    assert item.own_provider == ""


def test_an_award_decided_before_planning_may_start_with_it() -> None:
    item = only(make_case(awards=[award(60, decided_on="2025-10-01")], due_within_days=120))
    assert (item.oldest_date, item.earliest_date) == (date(2025, 10, 1), START)
    assert item.due_date == date(2026, 1, 29)


def test_an_award_without_a_date_counts_from_the_start_of_planning() -> None:
    item = only(make_case(awards=[award(60)]))
    assert (item.oldest_date, item.earliest_date, item.due_date) == (START, START, None)


def test_an_award_is_less_what_was_delivered() -> None:
    item = only(make_case(awards=[award(60)], delivered=[gave("2025-12-01", 25, "W1")]))
    assert item.owed == 35
    assert owed_items(make_case(awards=[award(60)], delivered=[gave("2025-12-01", 60, "W1")])) == []


@pytest.mark.parametrize("provider_id", ["", "P-who-left"])
def test_nobody_is_the_own_provider_of_a_service_whose_provider_is_not_there(
    provider_id: str,
) -> None:
    services = [{**SERVICES[0], "provider_id": provider_id}]
    assert only(make_case([miss("2025-11-03", 30)], services=services)).own_provider == ""


def test_sorted_by_id() -> None:
    missed = [miss("2025-11-03", 20, service_id="B-OT"), miss("2025-12-10", 30)]
    case = make_case(missed, awards=[award(60, award_id="AA")])
    assert [item.owed_id for item in owed_items(case)] == ["A-SP", "AA", "B-OT"]
