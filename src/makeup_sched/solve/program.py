"""A whole-number program as arrays, and what an engine answers."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.rows import NO_LIMIT, Rows, stacked


@dataclass(frozen=True)
class Program:
    """Minimise `weights @ x + constant` subject to rows and `0 <= x <= upper`, x whole numbers."""

    rows: Rows
    upper: IntArray
    weights: IntArray
    constant: int = 0

    def value(self, values: IntArray) -> int:
        """Return the objective value of a solution."""
        return int(self.weights @ values) + self.constant


@dataclass(frozen=True)
class Answer:
    """What an engine found: a solution or None, a lower bound or None."""

    values: IntArray | None
    bound: int | None
    relaxed: npt.NDArray[np.float64] | None = None


def with_budgets(program: Program, budgets: list[tuple[IntArray, int]]) -> Program:
    """Return the program with a row per budget: weights @ x is at most the amount."""
    parts = [program.rows]
    for weights, amount in budgets:
        used = np.flatnonzero(weights)
        scale = int(np.gcd.reduce(weights[used])) if len(used) else 1
        parts.append(
            Rows(
                row=np.zeros(len(used), dtype=np.int64),
                variable=used,
                coefficient=weights[used] // scale,
                lower=np.array([-NO_LIMIT]),
                upper=np.array([amount // scale]),
            )
        )
    return replace(program, rows=stacked(parts))


def restricted(program: Program, values: IntArray, free: BoolArray) -> tuple[Program, IntArray]:
    """Return the program over the free variables, the others fixed at `values`.

    The second result holds the numbers of the free variables, in the order of the new program.
    """
    chosen = np.flatnonzero(free)
    number = np.full(len(free), -1)
    number[chosen] = np.arange(len(chosen))
    rows = program.rows
    inside = free[rows.variable]
    fixed = np.bincount(
        rows.row[~inside],
        weights=rows.coefficient[~inside] * values[rows.variable[~inside]],
        minlength=len(rows),
    ).astype(np.int64)
    touched, row = np.unique(rows.row[inside], return_inverse=True)
    kept = np.where(free, 0, values)
    return (
        Program(
            rows=Rows(
                row=row.astype(np.int64),
                variable=number[rows.variable[inside]],
                coefficient=rows.coefficient[inside],
                lower=rows.lower[touched] - fixed[touched],
                upper=rows.upper[touched] - fixed[touched],
            ),
            upper=program.upper[chosen],
            weights=program.weights[chosen],
            constant=program.constant + int(program.weights @ kept),
        ),
        chosen,
    )


def is_feasible(program: Program, values: IntArray) -> bool:
    """Say whether values keep every row and bound."""
    sums = np.bincount(
        program.rows.row,
        weights=program.rows.coefficient * values[program.rows.variable],
        minlength=len(program.rows),
    )
    inside = ((values >= 0) & (values <= program.upper)).all()
    return bool(
        inside and (sums <= program.rows.upper).all() and (sums >= program.rows.lower).all()
    )
