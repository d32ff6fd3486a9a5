"""HiGHS as this package uses it gives its answers whatever else a process has used it for."""

import highspy
import numpy as np

from makeup_sched.model.rows import NO_LIMIT, Rows
from makeup_sched.solve.highs import solve_relaxation, solve_whole
from makeup_sched.solve.program import Clock, Program


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
