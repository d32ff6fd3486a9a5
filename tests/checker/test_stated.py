"""What a plan states of itself: items and summary."""

from copy import deepcopy
from datetime import date
from typing import Any

import pandas as pd
import pytest
from check_cases import make_case, plan, session, table

from makeup_sched.checker import check_items, check_summary

CASE = make_case()
SESSIONS = plan(session("x", 7, "09:00-09:30", "AB"))
DECEMBER = date(2025, 12, 1)


def item(owed_id: str, owed: int, planned: int, oldest: date = DECEMBER) -> dict[str, Any]:
    unmet = owed - planned
    return {
        "owed_id": owed_id,
        "student_id": "A" if owed_id == "W" else owed_id[0],
        "discipline": "OT" if owed_id == "W" else "SLP",
        "owed": owed,
        "planned": planned,
        "unmet": unmet,
        "pending": 0,
        "oldest_date": oldest,
        "due_date": date(2026, 1, 23),
        "reason": "no_room" if unmet else "",
        "explanation": "There is no room." if unmet else "",
    }


ITEMS = [
    item("A-SLP", 60, 30),
    item("B-SLP", 45, 30),
    item("C-SLP", 30, 0),
    item("D-SLP", 10, 0),
    item("E-SLP", 30, 0),
    item("W", 30, 0, date(2026, 1, 8)),
]
# two students, 37 days after 1 December: 30 * 37 // 7 = 158 each; 30 min of study_hall for two
VALUES = {
    "unmet": 145, "contract": 0, "esy": 0, "extended_day": 0, "avoid": -60, "other_provider": 0,
    "lateness": 316, "sessions": 1,
}  # fmt: skip
SUMMARY: dict[str, Any] = {
    "status": "feasible",
    "owed": 205,
    "planned": 60,
    "unmet": 145,
    "pending": 0,
    "objective": {term: {"value": value, "lower_bound": None} for term, value in VALUES.items()},
    "tiers": {"school_day": 60, "extended_day": 0, "esy": 0},
    "wall_seconds": 0.1,
    "seed": 1,
    "version": "1",
}


def said_of_items(items: pd.DataFrame) -> list[str]:
    return [str(violation) for violation in check_items(CASE, SESSIONS, items)]


def said_of_summary(summary: dict[str, Any], **more: Any) -> list[str]:
    return [violation.message for violation in check_summary(CASE, SESSIONS, summary, **more)]


def test_items_that_agree() -> None:
    assert said_of_items(table("items", ITEMS)) == []


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("owed", 55, "owed 55, should be 60"),
        ("planned", 35, "planned 35, should be 30"),
        ("unmet", 0, "unmet 0, should be 30"),
        ("pending", 5, "pending 5, should be 0"),
        ("student_id", "B", "student_id B, should be A"),
        ("discipline", "OT", "discipline OT, should be SLP"),
        ("oldest_date", date(2025, 12, 2), "oldest_date 2025-12-02, should be 2025-12-01"),
        ("due_date", None, "due_date blank, should be 2026-01-23"),
    ],
)
def test_a_wrong_value_in_items(column: str, value: Any, reason: str) -> None:
    items = table("items", [{**ITEMS[0], column: value}, *ITEMS[1:]])
    assert said_of_items(items) == [f"format, item A-SLP: items says {reason}"]


def test_rows_of_items() -> None:
    missing = table("items", ITEMS[1:])
    assert said_of_items(missing) == ["format, item A-SLP: items has no row for it"]
    twice = table("items", [*ITEMS, ITEMS[0]])
    assert said_of_items(twice) == ["format, item A-SLP: items has 2 rows for it"]
    strange = table("items", [*ITEMS, item("Z-SLP", 30, 0)])
    reason = "format, item Z-SLP: items has a row for it, but it is not owed or pending"
    assert said_of_items(strange) == [reason]
    lacking = table("items", ITEMS).drop(columns=["owed"])
    assert said_of_items(lacking) == ["format: items lacks the column(s) owed"]


def test_reasons_in_items() -> None:
    silent = table("items", [{**ITEMS[0], "reason": ""}, *ITEMS[1:]])
    assert said_of_items(silent) == ["format, item A-SLP: items gives no reason for 30 unmet min"]


def test_summary_that_agrees() -> None:
    assert said_of_summary(SUMMARY) == []


def test_wrong_values_in_the_summary() -> None:
    wrong = deepcopy(SUMMARY)
    wrong["planned"] = 65
    wrong["tiers"] = {"school_day": 55}
    wrong["objective"]["lateness"]["value"] = 300
    assert said_of_summary(wrong) == [
        "the summary says planned 65, should be 60",
        "the summary says tier school_day 55, should be 60",
        "the summary says objective lateness 300, should be 316",
    ]


def test_missing_and_strange_parts() -> None:
    wrong = deepcopy(SUMMARY)
    del wrong["seed"], wrong["objective"]["esy"]
    wrong["objective"]["beauty"] = {"value": 1, "lower_bound": 0}
    wrong["status"] = "best"
    assert said_of_summary(wrong) == [
        "the summary has no seed",
        "the summary has no objective term esy",
        "the summary names objective term beauty, which is none",
        "the summary has status best, which is neither optimal nor feasible",
    ]
    assert said_of_summary({"objective": 3, "tiers": None})


def test_bounds() -> None:
    above = deepcopy(SUMMARY)
    above["objective"]["unmet"]["lower_bound"] = 150
    above["objective"]["avoid"]["lower_bound"] = -70
    above["objective"]["esy"]["lower_bound"] = "none"
    assert said_of_summary(above) == [
        "the summary objective unmet has lower bound 150 above its value 145",
        "the summary objective esy has lower bound none, which is no number",
    ]


def test_optimal_only_where_every_bound_is_the_value() -> None:
    proven = deepcopy(SUMMARY)
    proven["status"] = "optimal"
    for entry in proven["objective"].values():
        entry["lower_bound"] = entry["value"]
    assert said_of_summary(proven) == []
    proven["objective"]["lateness"]["lower_bound"] = 300
    proven["objective"]["sessions"]["lower_bound"] = None
    assert said_of_summary(proven) == [
        "the summary is optimal, but lateness is 316 with lower bound 300",
        "the summary is optimal, but sessions is 1 with lower bound unknown",
    ]


def test_moved_is_checked_where_there_is_a_baseline() -> None:
    assert said_of_summary(SUMMARY, baseline=SESSIONS) == [
        "the summary has no objective term moved"
    ]
    with_moved = deepcopy(SUMMARY)
    with_moved["objective"]["moved"] = {"value": 0, "lower_bound": 0}
    assert said_of_summary(with_moved, baseline=SESSIONS) == []
    assert said_of_summary(with_moved) == []
