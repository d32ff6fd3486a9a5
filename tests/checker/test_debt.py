"""What is owed, as the checker works it out."""

from datetime import date
from typing import Any

from check_cases import added, changed, january, make_case

from makeup_sched.checker.debt import Debt, debts_of


def debt(owed_id: str, policy: dict[str, Any] | None = None, /, **tables: Any) -> Debt:
    return debts_of(make_case(policy, **tables))[owed_id]


def miss(day: int, minutes: int, **cells: Any) -> dict[str, Any]:
    return {"date": date(2025, 12, day), "service_id": "A-SLP", "minutes": minutes, **cells}


def gave(minutes: int, owed_id: str = "A-SLP") -> dict[str, Any]:
    return {"date": date(2025, 12, 20), "owed_id": owed_id, "minutes": minutes}


def test_reasons_and_decisions() -> None:
    rows = [
        miss(1, 10, reason="student_absent"),
        miss(2, 15, reason="student_absent", decision="owed"),
        miss(3, 20, reason="provider_absent"),
        miss(4, 25, reason="provider_absent", decision="not_owed"),
        miss(5, 30, reason="suspension"),
        miss(6, 35, reason="suspension", decision="owed"),
        miss(7, 40, reason="suspension", decision="not_owed"),
    ]
    found = debt("A-SLP", missed=rows)
    # owed: 15 + 20 + 35; the team has yet to decide on 30
    assert (found.owed, found.pending, found.oldest) == (70, 30, date(2025, 12, 2))
    planned = debt("A-SLP", {"pending": "plan"}, missed=rows)
    assert (planned.owed, planned.pending) == (100, 30)
    strict = debt("A-SLP", {"reasons": {"suspension": "not_owed"}}, missed=rows)
    assert (strict.owed, strict.pending) == (70, 0)


def test_deliveries_are_deducted_oldest_first() -> None:
    rows = [miss(8, 30), miss(1, 30)]
    found = debt("A-SLP", missed=rows, delivered=[gave(25)])
    assert (found.owed, found.oldest) == (35, date(2025, 12, 1))
    found = debt("A-SLP", missed=rows, delivered=[gave(25), gave(5)])
    assert (found.owed, found.oldest) == (30, date(2025, 12, 8))
    found = debt("A-SLP", missed=rows, delivered=[gave(100)])
    assert (found.owed, found.oldest) == (0, None)


def test_delivered_minutes_are_pending_no_more() -> None:
    rows = [miss(1, 30, reason="suspension"), miss(1, 20), miss(2, 10, reason="suspension")]
    held = debt("A-SLP", missed=rows, delivered=[gave(25)])
    assert (held.owed, held.pending) == (0, 40)
    # 20 decided, then 5 undecided of the same date are paid: 25 + 10 are left
    planned = debt("A-SLP", {"pending": "plan"}, missed=rows, delivered=[gave(25)])
    assert (planned.owed, planned.pending) == (35, 35)


def test_rounded_up_to_the_grid() -> None:
    assert debt("A-SLP", missed=[miss(1, 31), miss(2, 30)]).owed == 65
    assert debt("A-SLP", {"grid_minutes": 15}, missed=[miss(1, 31)]).owed == 45


def test_future_misses_are_owed_now() -> None:
    found = debt("A-SLP", missed=[{**miss(1, 30), "date": january(14)}])
    assert (found.owed, found.oldest) == (30, january(14))


def test_awards() -> None:
    found = debt("W")
    assert (found.owed, found.oldest, found.not_before) == (30, january(8), january(8))
    found = debt("W", **changed("awards", "W", decided_on=None))
    assert (found.owed, found.oldest, found.not_before) == (30, january(5), None)
    found = debt("W", **added("delivered", gave(18, "W")))
    assert found.owed == 15  # 12 rounded up


def test_due_dates() -> None:
    assert debt("A-SLP").due == january(23)  # the last date
    assert debt("A-SLP", {"due_within_days": 40}).due == january(10)  # 1 December + 40
    assert debt("W", {"due_within_days": 3}).due == january(11)
    assert debt("W", **changed("awards", "W", due_on=january(12))).due == january(12)


def test_lengths_and_groups() -> None:
    found = debt("A-SLP")
    assert (found.min_session, found.max_session, found.max_group) == (15, 60, None)
    own = debt("A-SLP", **changed("services", "A-SLP", min_session=20, max_session=30, max_group=2))
    assert (own.min_session, own.max_session, own.max_group) == (20, 30, 2)
    alone = debt("A-SLP", **changed("services", "A-SLP", setting="individual", max_group=3))
    assert alone.max_group == 1
