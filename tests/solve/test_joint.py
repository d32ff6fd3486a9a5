"""Two terms minimised at once: what its bounds say of each term."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.model.rows import no_rows
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.joint import Joint, solve_lightly
from makeup_sched.solve.program import Program
from support.judge import few

STEP, FACTOR = 5, 4
"""The first term is a multiple of 5, the second lies between -3 and 0."""
FIRSTS = st.integers(0, 20).map(lambda number: number * STEP)
SECONDS = st.integers(1 - FACTOR, 0)


def joint() -> Joint:
    weights = np.array([STEP])
    program = Program(no_rows(), np.array([9]), np.array([FACTOR]))
    return Joint(program, weights, np.zeros_like(weights), STEP, FACTOR)


@few(200)
@given(st.lists(st.tuples(FIRSTS, SECONDS), min_size=1, max_size=8), st.integers(0, 9))
def test_bounds_hold_for_every_plan(plans: list[tuple[int, int]], below: int) -> None:
    bound = min(first // STEP * FACTOR + second for first, second in plans) - below
    least = joint().bound_of_first(bound)
    assert least <= min(first for first, _ in plans)
    for first, _ in plans:
        as_good = [second for other, second in plans if other <= first]
        assert joint().bound_of_second(bound, first) <= min(as_good)


@few(200)
@given(st.lists(st.tuples(FIRSTS, SECONDS), min_size=1, max_size=8))
def test_the_best_of_both_proves_both(plans: list[tuple[int, int]]) -> None:
    first, second = min(plans)
    bound = first // STEP * FACTOR + second
    assert joint().bound_of_first(bound) == first
    assert joint().bound_of_second(bound, first) == second


def test_without_time_the_solution_at_hand_comes_back_without_a_bound() -> None:
    hint = np.array([2])
    found = solve_lightly(joint().program, Clock(0.0), hint)
    assert (found.values.tolist(), found.bound) == ([2], None)
    found = solve_lightly(joint().program, Clock(10.0), hint)
    assert (found.values.tolist(), found.bound) == ([0], 0)
