"""Programs for the tests of the engines."""

import numpy as np

from makeup_sched.model.rows import NO_LIMIT, Rows
from makeup_sched.solve.program import Program


def entangled(count: int) -> Program:
    """Return a program that takes some iterations: nothing of it can be seen beforehand.

    With 60 rows it is solved at once; with 120 its proof takes far longer than a second.
    """
    random, each = np.random.default_rng(0), 8
    rows = Rows(
        row=np.repeat(np.arange(count), each),
        variable=np.concatenate([random.choice(2 * count, each, False) for _ in range(count)]),
        coefficient=random.integers(1, 9, count * each),
        lower=np.full(count, -NO_LIMIT),
        upper=np.full(count, 40),
    )
    return Program(rows, np.full(2 * count, 5), -random.integers(1, 30, 2 * count))
