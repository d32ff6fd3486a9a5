"""The debts of a future against the ledger: the same rows, read as a case, give the same items."""

from dataclasses import fields
from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.case.case import Case
from makeup_sched.forecasting.debts import Debts, opening, owing_all
from makeup_sched.ledger.items import OwedItem, owed_items
from makeup_sched.replanning.rows import with_rows
from support.judge import few
from support.tiny import MONDAY, award, blueprint, day, hours, owes, provider, students

IDS = ("A-SLP", "B-SLP", "A-award")
REASONS = ("provider_absent", "student_absent", "suspension")
_miss = st.tuples(st.sampled_from(IDS[:2]), st.integers(0, 20), st.integers(1, 70),
                  st.sampled_from(REASONS))  # fmt: skip
_give = st.tuples(st.sampled_from(IDS), st.just(-1), st.integers(1, 90), st.just(""))
_policies = st.fixed_dictionaries(
    {"due_within_days": st.sampled_from([0, 12]), "pending": st.sampled_from(["hold", "plan"])}
)


def _case(policy: dict[str, object]) -> Case:
    rows = [day(0), day(25), *students("AB"), *owes("A", 50), *owes("B", 20), provider()]
    rows += [hours("08:00-09:00"), award("A", 40, decided_on="2026-02-20", due_on="2026-03-20")]
    rows.append(("missed", {"date": "2026-02-24", "service_id": "B-SLP", "minutes": "25",
                            "reason": "suspension"}))  # fmt: skip
    rows.append(("delivered", {"date": "2026-02-25", "owed_id": "A-SLP", "minutes": "30"}))
    return blueprint(*rows, **policy).case


def _plain(item: OwedItem, leave: tuple[str, ...]) -> dict[str, object]:
    return {each.name: getattr(item, each.name) for each in fields(item) if each.name not in leave}


@few(25)
@given(_policies, st.lists(st.one_of(_miss, _give), max_size=8))
def test_debts_go_on_as_the_ledger_would(
    policy: dict[str, object], events: list[tuple[str, int, int, str]]
) -> None:
    case = _case(policy)
    debts = Debts(opening(case, owed_items(owing_all(case))), case)
    missed, delivered = [], []
    for owed_id, offset, minutes, reason in events:
        on: date = MONDAY + timedelta(days=offset)
        if reason:
            debts.miss(owed_id, on, minutes, reason)
            missed.append({"date": pd.Timestamp(on), "service_id": owed_id, "minutes": minutes,
                           "reason": reason})  # fmt: skip
        else:
            debts.give(owed_id, minutes)
            delivered.append({"date": pd.Timestamp(on), "owed_id": owed_id, "minutes": minutes})
    later = with_rows(with_rows(case, "missed", missed), "delivered", delivered)
    # what is pending is counted apart and planned by nobody
    theirs = [item for item in owed_items(later) if item.raw_owed > 0]
    mine = debts.items(case.start_date)
    assert [_plain(item, ("pending",)) for item in mine] == [
        _plain(item, ("pending",)) for item in theirs
    ]
    assert debts.outstanding() == {item.owed_id: item.owed for item in theirs}


def test_nothing_is_planned_before_a_review() -> None:
    case = _case({})
    debts = Debts(opening(case, owed_items(owing_all(case))), case)
    review = MONDAY + timedelta(days=7)
    assert {item.earliest_date for item in debts.items(review)} == {review}
