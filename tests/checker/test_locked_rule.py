"""Rule 8: locked sessions stand exactly as given."""

from typing import Any

from check_cases import allowed, forbidden, join, make_case, plan, session

from makeup_sched.checker import check

LOCKED = session("x", 7, "09:00-09:30", "A", locked=True)
CASE = make_case(locked=[LOCKED])


def test_as_given() -> None:
    allowed(CASE, LOCKED, session("y", 8, "09:00-09:30", "B"))


def test_left_out() -> None:
    reason = "the locked session (x, P1, SLP, 2026-01-07, 09:00, 09:30, 30, Oak, extra"
    forbidden(CASE, 8, "x", reason, session("y", 8, "09:00-09:30", "B"))


def test_moved() -> None:
    later = {**LOCKED, "date": LOCKED["date"].replace(day=8)}
    forbidden(CASE, 8, "x", "date is 2026-01-08, locked as 2026-01-07", later)
    violations = check(CASE, plan({**LOCKED, "start": 545, "end": 575}))
    assert [violation.message for violation in violations] == [
        "start is 09:05, locked as 09:00",
        "end is 09:35, locked as 09:30",
    ]


def test_another_student_added() -> None:
    both = {**LOCKED, "student_ids": ("A", "B"), "owed_ids": ("A-SLP", "B-SLP")}
    violations = check(CASE, plan(both))
    assert [(violation.rule, violation.message) for violation in violations] == [
        (8, "student_ids is A;B, locked as A"),
        (8, "owed_ids is A-SLP;B-SLP, locked as A-SLP"),
    ]


def test_not_marked() -> None:
    forbidden(CASE, 8, "x", "not marked as locked", {**LOCKED, "locked": False})


def test_marked_without_reason() -> None:
    other = session("y", 8, "09:00-09:30", "B", locked=True)
    forbidden(CASE, 8, "y", "not in the case's locked table", LOCKED, other)


def test_blank_cells_ask_for_nothing() -> None:
    blank: dict[str, Any] = {**LOCKED, "session_id": "", "tier": "", "site": "", "minutes": None}
    case = make_case(locked=[blank])
    allowed(case, LOCKED)
    allowed(case, {**LOCKED, "session_id": "anything"})
    reason = "the locked session (P1, SLP, 2026-01-07, 09:00, 09:30"
    forbidden(case, 8, "", reason, session("y", 8, "09:00-09:30", "B"))


def test_a_locked_session_obeys_the_other_rules() -> None:
    wrong = session("x", 7, "08:30-09:00", "A", locked=True)
    forbidden(make_case(locked=[wrong]), 2, "x", "student A is in core (never)", wrong)


def test_a_locked_session_may_be_of_a_mode_that_is_not_planned() -> None:
    here = join("x", 5, "D", locked=True)
    case = make_case({"modes": ["extra"], "min_session": 5}, locked=[here], missed=[
        {"date": LOCKED["date"], "service_id": "D-SLP", "minutes": 30}])  # fmt: skip
    allowed(case, here)
