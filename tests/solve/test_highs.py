"""HiGHS as this package uses it gives its answers whatever else a process has used it for."""

import weakref

import highspy
import numpy as np
import pytest
from engine_cases import entangled

from makeup_sched.model.rows import NO_LIMIT, Rows
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.highs import Relaxation, solve_relaxation, solve_whole
from makeup_sched.solve.program import Program


def _knapsack() -> Program:
    """Maximise x + 3y where 2x + 3y is at most 7 and both at most 2: 6 at (0, 2)."""
    rows = Rows(
        row=np.array([0, 0]),
        variable=np.array([0, 1]),
        coefficient=np.array([2, 3]),
        lower=np.array([-NO_LIMIT]),
        upper=np.array([7]),
    )
    return Program(rows, np.array([2, 2]), np.array([-1, -3]))


def test_another_number_of_threads_before_is_no_obstacle() -> None:
    other = highspy.Highs()  # type: ignore[no-untyped-call]
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 2)
    other.addVar(0.0, 1.0)
    other.run()
    whole = solve_whole(_knapsack(), Clock(10.0), 10.0)
    assert whole.values is not None
    assert whole.values.tolist() == [0, 2]
    assert whole.bound == -6
    assert solve_relaxation(_knapsack(), Clock(10.0), 10.0).bound == -6


class _StoppedLate(Clock):
    """A clock that is stopped right after it was looked at."""

    @property
    def left(self) -> float:
        self.stopped.set()
        return self.seconds


def test_a_stop_ends_a_relaxation_at_work() -> None:
    program = entangled(60)
    inside = np.ones(len(program.rows), dtype=bool)
    assert Relaxation(program, inside).solve(Clock(60.0)) is not None
    assert Relaxation(program, inside).solve(_StoppedLate(60.0)) is None


def test_a_relaxation_is_gone_as_soon_as_nobody_has_it() -> None:
    relaxation = Relaxation(entangled(60), np.ones(60, dtype=bool))
    assert relaxation.solve(Clock(60.0)) is not None
    gone: list[bool] = []
    weakref.finalize(relaxation._engine, gone.append, True)
    del relaxation
    assert gone == [True]


def _each_column_twice(seed: int) -> Program:
    """Give four items what they are owed by visits that there are twice; what is left is dear."""
    random = np.random.default_rng(seed)
    items, kinds = 4, 24
    owed = random.integers(4, 12, items)
    cells = random.integers(0, 4, (kinds, items)) * (random.random((kinds, items)) < 0.5)
    kind, item = np.nonzero(np.concatenate([cells, cells]))
    left = 2 * kinds + np.arange(items)
    rows = Rows(
        row=np.concatenate([np.arange(items), item]),
        variable=np.concatenate([left, kind]),
        coefficient=np.concatenate([np.ones_like(owed), cells[kind % kinds, item]]),
        lower=owed,
        upper=owed,
    )
    paid = np.tile(random.integers(10, 15, kinds), 2)
    return Program(
        rows,
        np.concatenate([np.full(2 * kinds, 5), owed]),
        np.concatenate([paid, np.full(items, 30)]),
    )


@pytest.mark.parametrize("seed", [2, 3, 6, 9])
def test_a_start_ends_no_search_too_soon(seed: int) -> None:
    """The engine takes a start for better than it is where there are equal columns."""
    program = _each_column_twice(seed)
    start = np.zeros_like(program.upper)
    start[-4:] = program.rows.upper
    best = solve_whole(program, Clock(20.0), 20.0)
    again = solve_whole(program, Clock(20.0), 20.0, start)
    assert best.values is not None
    assert again.values is not None
    assert program.value(again.values) == program.value(best.values) < program.value(start)
    assert again.bound == program.value(best.values)


def test_a_start_is_not_lost_where_there_is_no_time_for_better() -> None:
    program = _each_column_twice(2)
    start = np.zeros_like(program.upper)
    start[-4:] = program.rows.upper
    found = solve_whole(program, Clock(20.0), 1e-9, start)
    assert found.values is not None
    assert program.value(found.values) <= program.value(start)


def test_a_start_that_breaks_a_row_is_no_answer_and_ends_no_search() -> None:
    """A plan of an earlier term, over kinds of day, may break what is held for the next one."""
    program = _each_column_twice(2)
    nothing = np.zeros_like(program.upper)
    found = solve_whole(program, Clock(20.0), 20.0, nothing)
    best = solve_whole(program, Clock(20.0), 20.0)
    assert found.values is not None
    assert best.values is not None
    assert program.value(found.values) == program.value(best.values) == found.bound
    assert solve_whole(program, Clock(20.0), 1e-9, nothing).values is None
