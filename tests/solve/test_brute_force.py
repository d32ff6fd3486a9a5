"""The plan of a tiny case is the best of all plans, in every objective term in order."""

from hypothesis import assume, given

from support.brute_force import TooLargeError, best_plan
from support.judge import few, planned, values
from support.random_cases import beside_regular, blueprints
from support.tiny import Blueprint, day, hours, owes, provider, students, tiny_case


def agrees(made: Blueprint) -> None:
    """Assert that the plan is proven and as good as the best of all plans."""
    try:
        best = best_plan(made.case)
    except TooLargeError:
        assume(False)
        raise
    found = planned(made.case)
    assert values(found) == best.vector
    assert found.summary.status == "optimal"


@few(40)
@given(blueprints())
def test_plan_is_the_best_of_all_plans(made: Blueprint) -> None:
    agrees(made)


@few(32)
@given(blueprints(largest=3, with_locked=False))
def test_plan_for_few_students_is_the_best_of_all_plans(made: Blueprint) -> None:
    agrees(made)


@few(45)
@given(beside_regular())
def test_plan_around_a_regular_session_is_the_best_of_all_plans(made: Blueprint) -> None:
    agrees(made)


def test_best_plan_of_a_case_that_can_be_done_by_hand() -> None:
    # two students, an hour on Monday and on Tuesday: A's 30 minutes and B's 45 fit on Monday but
    # for 15; 15 minutes a week later cost 15 x 8 // 7 and one session more
    case = tiny_case(
        students("AB"), provider(), hours("08:00-09:00"), owes("A", 30), owes("B", 45),
        day(0), day(1),
    )  # fmt: skip
    assert best_plan(case).vector == (0, 0, 0, 0, 0, 0, 30 + 30 + 15 * 8 // 7, 3)
