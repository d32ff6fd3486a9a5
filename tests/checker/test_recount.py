"""Figures of plans, counted by hand in the comments."""

from typing import Any

from check_cases import (
    added,
    allowed,
    changed,
    extend,
    january,
    join,
    make_case,
    plan,
    session,
)

from makeup_sched.checker import ItemCount, recount

MORE_FOR_D = {"date": january(2), "service_id": "D-SLP", "minutes": 20}
CASE = make_case(
    **added("missed", MORE_FOR_D),
    students=[
        {"student_id": "A", "grade": "2", "priority": 3, "esy": True},
        {"student_id": "B", "grade": "3", "after_school": True},
        {"student_id": "C", "grade": "5"},
        {"student_id": "D"},
        {"student_id": "E", "school": "Elm"},
    ],
)
SESSIONS = [
    session("s1", 7, "09:50-10:15", "AB"),
    session("s2", 8, "13:45-14:05", "B", provider_id="P2", contract=True, tier="extended_day"),
    join("s3", 12, "D"),
    extend("s4", 12, "10:30-10:35", "A"),
    session("s5", 20, "09:00-09:15", "A", tier="esy"),
    session("s6", 14, "11:00-11:30", "C"),
]


def test_the_plan_stands() -> None:
    allowed(CASE, *SESSIONS)


def test_terms() -> None:
    counted = recount(CASE, plan(*SESSIONS))
    # A: 60 owed, 25 + 5 + 15 planned, 15 unmet at priority 3; B: 45 - 25 - 20; C: 30 - 30;
    # D: 30 - 30; E: 30 unmet; the award W: 30 unmet at A's priority 3
    assert counted.unmet == 3 * 15 + 30 + 3 * 30
    assert counted.contract == 20  # s2
    assert counted.esy == 15  # s5, one student
    assert counted.extended_day == 20  # s2: its last 5 minutes are after school
    # s1: 10 min study_hall for two (-20), then resource; s2 intervention; s3 resource;
    # s6 30 min specials (+30)
    assert counted.avoid == 10
    assert counted.other_provider == 20  # s2: B's service is P1's
    # from 1 December: s1 37 days, 25 * 37 // 7 = 132 for each of two; s2 38 days,
    # 20 * 38 // 7 = 108; s3 42 days, 30 * 42 // 7 = 180; s4 5 * 42 // 7 = 30;
    # s5 50 days, 15 * 50 // 7 = 107; s6 44 days, 30 * 44 // 7 = 188
    assert counted.lateness == 132 + 132 + 108 + 180 + 30 + 107 + 188
    assert counted.sessions == 5  # the join is none
    assert counted.moved is None
    assert list(counted.terms) == [
        "unmet", "contract", "esy", "extended_day", "avoid", "other_provider", "lateness",
        "sessions",
    ]  # fmt: skip


def test_tiers_count_every_attendee() -> None:
    # school day: s1 25 for two, s3 30, s4 5, s6 30
    tiers = recount(CASE, plan(*SESSIONS)).tiers
    assert tiers == {"school_day": 115, "extended_day": 20, "esy": 15}


def test_items() -> None:
    counted = recount(CASE, plan(*SESSIONS))
    assert counted.items["A-SLP"] == ItemCount(
        owed_id="A-SLP", student_id="A", discipline="SLP", owed=60, planned=45, unmet=15,
        pending=0, oldest_date=january(1).replace(year=2025, month=12), due_date=january(23),
    )  # fmt: skip
    # owed: 60 + 45 + 30 + 30 + 30 + 30; planned: 45 + 45 + 30 + 30
    assert counted.minutes == {"owed": 225, "planned": 150, "unmet": 75, "pending": 0}


def test_pending_items_are_listed() -> None:
    held = {"date": january(2), "service_id": "F-SLP", "minutes": 20, "reason": "suspension"}
    case = make_case(
        **added("services", {"service_id": "F-SLP", "student_id": "C"}), **added("missed", held)
    )
    counted = recount(case, plan())
    assert (counted.items["F-SLP"].owed, counted.items["F-SLP"].pending) == (0, 20)
    assert counted.minutes["pending"] == 20


def test_joins_by_a_contract_provider_cost_no_contract_minutes() -> None:
    case = make_case(
        **added("missed", MORE_FOR_D), **changed("providers", "P1", employment="contract")
    )
    there = join("x", 12, "D", contract=True)
    allowed(case, there)
    counted = recount(case, plan(there))
    assert (counted.contract, counted.sessions) == (0, 0)


def test_a_service_without_own_provider_has_no_other() -> None:
    for nobody in ("", "P9"):  # P9 has left
        case = make_case(**changed("services", "A-SLP", provider_id=nobody))
        assert recount(case, plan(session("x", 7, "09:00-09:30", "A"))).other_provider == 0


def test_lateness_is_never_below_zero() -> None:
    ahead = [{"date": january(14), "service_id": "A-SLP", "minutes": 30}]
    case = make_case(missed=ahead)
    assert recount(case, plan(session("x", 7, "09:00-09:30", "A"))).lateness == 0


def test_after_school_of_any_attendee_makes_the_tier() -> None:
    # the same minutes are resource for A, after school for B
    block: dict[str, Any] = {"student_id": "B", "start": "10:00", "end": "11:00"}
    case = make_case(
        **changed("students", "B", after_school=True),
        **added("student_blocks", {**block, "category": "after_school"}),
    )
    together = session("x", 7, "10:00-10:30", "AB", tier="extended_day")
    allowed(case, together)
    assert recount(case, plan(together)).extended_day == 60


def test_moved() -> None:
    before = [
        session("a", 2, "09:00-09:30", "A"),  # before the start: not counted
        session("b", 7, "09:00-09:30", "AB"),
        session("c", 8, "09:00-09:30", "A"),
        session("d", 9, "09:00-09:30", "C"),
    ]
    now = [
        session("other", 7, "09:00-09:30", "A"),  # A as before, B has left: 1 moved
        session("c", 8, "09:00-09:35", "A"),  # another length: 1 moved
        session("d", 9, "09:00-09:30", "C", site="tele"),  # held
    ]
    counted = recount(make_case(), plan(*now), plan(*before))
    assert counted.moved == 2
    assert counted.terms["moved"] == 2
    assert recount(make_case(), plan(*before), plan(*before)).moved == 0
