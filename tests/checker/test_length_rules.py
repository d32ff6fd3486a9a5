"""Rule 3: lengths and credited minutes."""

from datetime import date

import pytest
from check_cases import (
    added,
    allowed,
    changed,
    extend,
    forbidden,
    january,
    join,
    make_case,
    plan,
    session,
)

from makeup_sched.checker import check

TINY = make_case()


def test_length_on_the_grid() -> None:
    allowed(TINY, session("x", 7, "09:00-09:35", "A"))
    forbidden(TINY, 3, "x", "17 min is not a multiple", session("x", 7, "09:00-09:17", "A"))


def test_an_extra_starts_on_the_grid() -> None:
    case = make_case({"grid_minutes": 15})
    allowed(case, session("x", 7, "09:15-09:45", "A"))
    late = session("x", 7, "09:10-09:40", "A")
    forbidden(case, 3, "x", "starts at 09:10, not on the grid of 15 min", late)


def test_a_join_and_an_extension_start_where_their_session_says() -> None:
    case = make_case({"grid_minutes": 10}, **changed("regular_sessions", "R1", start="10:05",
                                                     end="10:35"))  # fmt: skip
    allowed(case, extend("x", 5, "09:55-10:05", "A"))


def test_longest_session() -> None:
    allowed(TINY, session("x", 7, "09:00-10:00", "A"))
    case = make_case({"max_session": 40})
    forbidden(case, 3, "x", "more than the item's 40", session("x", 7, "09:00-09:45", "A"))
    own = make_case({"max_session": 40}, **changed("services", "A-SLP", max_session=45))
    allowed(own, session("x", 7, "09:00-09:45", "A"))


def test_shortest_session() -> None:
    forbidden(TINY, 3, "x", "10 min is less", session("x", 7, "09:00-09:10", "A"))
    own = make_case(**changed("services", "A-SLP", min_session=10))
    allowed(own, session("x", 7, "09:00-09:10", "A"))


def test_shorter_only_for_exactly_what_an_item_owes_in_all() -> None:
    allowed(TINY, session("x", 7, "09:00-09:10", "D"))
    allowed(TINY, session("x", 7, "09:00-09:10", "AD"))
    less = session("x", 7, "09:00-09:05", "D")
    forbidden(TINY, 3, "x", "5 min is less than the item's 15 min", less)


def test_a_rest_is_not_what_an_item_owes_in_all() -> None:
    most = session("x", 7, "09:00-09:50", "A")
    rest = session("y", 8, "09:00-09:10", "A")
    forbidden(TINY, 3, "y", "no item in it owes exactly that", most, rest)


def test_minutes_are_the_length() -> None:
    wrong = session("x", 7, "09:00-09:30", "A", minutes=25)
    forbidden(TINY, 3, "x", "credits 25 min, but 2026-01-07 09:00-09:30 is 30 min", wrong)


def test_nobody_is_credited_more_than_owed() -> None:
    first, second = session("x", 7, "09:00-09:30", "A"), session("y", 8, "09:00-09:30", "A")
    allowed(TINY, first, second)
    third = session("z", 9, "09:00-09:15", "A")
    reason = (
        "75 min planned, 60 min owed: x (2026-01-07 09:00-09:30), y (2026-01-08 09:00-09:30),"
        " z (2026-01-09 09:00-09:15)"
    )
    forbidden(TINY, 3, "z", reason, first, second, third)


def test_a_service_that_owes_nothing_is_credited_nothing() -> None:
    paid = {"date": date(2025, 12, 20), "owed_id": "A-SLP", "minutes": 60}
    case = make_case(**added("delivered", paid))
    forbidden(case, 3, "x", "30 min planned, 0 min owed", session("x", 7, "09:00-09:30", "A"))


def test_item_of_another_student() -> None:
    wrong = session("x", 7, "09:00-09:30", "A", owed_ids=("B-SLP",))
    forbidden(TINY, 3, "x", "the item is student B's, not student A's", wrong)


def test_student_twice_in_a_session() -> None:
    twice = session("x", 7, "09:00-09:30", "AA")
    forbidden(TINY, 3, "x", "student A stands in it 2 times", twice)


def test_join_has_the_length_of_its_session_whatever_the_item_says() -> None:
    more = {"date": january(2), "service_id": "D-SLP", "minutes": 35}
    case = make_case(
        **added("missed", more), **changed("services", "D-SLP", min_session=40, max_session=45)
    )
    allowed(case, join("x", 5, "D"))


def test_extension_within_its_bounds() -> None:
    before = extend("x", 5, "09:55-10:00", "A")
    allowed(TINY, before, extend("y", 5, "10:30-10:35", "B"))
    after = extend("y", 5, "10:30-10:40", "B")
    reason = "regular session R1 is extended by 15 min on 2026-01-05, not by 5 to 10 min"
    forbidden(TINY, 3, "y", reason, before, after)
    forbidden(make_case({"min_extension": 10}), 3, "x", "extended by 5 min", before)


def test_extension_only_where_the_student_may_be_extended() -> None:
    case = make_case(**changed("students", "A", extend=False))
    forbidden(case, 3, "x", "student A has extend = no", extend("x", 5, "09:50-10:00", "A"))
    allowed(case, session("x", 5, "09:30-10:00", "A"))


def test_one_fault_does_not_hide_another() -> None:
    both = session("x", 7, "08:50-09:02", "A", tier="esy")
    rules = {violation.rule for violation in check(TINY, plan(both))}
    assert rules == {2, 3, "format"}


@pytest.mark.parametrize(("pending", "said"), [("hold", True), ("plan", False)])
def test_what_waits_for_the_team_is_no_cause_where_it_is_planned(pending: str, said: bool) -> None:
    waits = {"date": date(2025, 12, 8), "service_id": "C-SLP", "minutes": 10,
             "reason": "suspension"}  # fmt: skip
    case = make_case({"pending": pending}, **added("missed", waits))
    days = (session(f"x{day}", day, "09:00-09:30", "C") for day in (7, 8))
    (violation,) = check(case, plan(*days))
    assert "60 min planned" in violation.message
    assert ("wait for the team" in violation.message) is said
