"""Two terms minimised in one search, the first before the second.

The first counts more than the second ever can, so that the best of both together is the best of the
first and, among those, the best of the second. The factor is the span of the second term, which is
small where it counts attendances.
"""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from makeup_sched.availability.days import IntArray
from makeup_sched.model.model import Model
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import WrongAnswerError, _as_cp_model
from makeup_sched.solve.program import Program

_PREPARING = 1e-5
"""Seconds per variable and row for building a program and preparing it: no clock ends that."""


@dataclass(frozen=True)
class Joint:
    """A program that minimises two terms of a model.

    Attributes
    ----------
    program
        Minimises `factor` times the first term (in steps) plus the second, which is never positive.
    first, second
        Coefficients of both terms.
    step
        The first term is always a multiple of it.
    factor
        More than the second term can ever come to.
    """

    program: Program
    first: IntArray
    second: IntArray
    step: int
    factor: int

    def bound_of_first(self, both: int) -> int:
        """Return the bound of the first term that follows from one of the program."""
        return -(-both // self.factor) * self.step

    def bound_of_second(self, both: int, first: int) -> int:
        """Return a bound of the second term over all plans with at most `first` in the first."""
        return max(both - self.factor * (first // self.step), 1 - self.factor)


@dataclass(frozen=True)
class Found:
    """A solution, and a lower bound where one is proven."""

    values: IntArray
    bound: int | None


def joint_of(model: Model, first: str, second: str) -> Joint:
    """Return both terms as one program; no coefficient of the second is positive."""
    ahead, behind = model.weights[first], model.weights[second]
    step = int(np.gcd.reduce(ahead)) or 1
    factor = 1 - int((behind * model.upper).sum())
    program = Program(model.rows, model.upper, ahead // step * factor + behind)
    return Joint(program, ahead, behind, step, factor)


def solve_lightly(program: Program, clock: Clock, hint: IntArray, seed: int = 0) -> Found:
    """Solve a program that a good solution is known of, with little time for preparing it.

    CP-SAT's usual presolve of a model for one therapist takes a second by itself. The answer is
    never worse than the hint, which has to be a solution; it is the hint where the time would end
    before the search begins.

    Raises
    ------
    WrongAnswerError
        When CP-SAT calls the program infeasible.
    """
    if clock.left <= _PREPARING * (len(program.upper) + len(program.rows)):
        return Found(hint, None)
    model, scale = _as_cp_model(program, hint)
    solver = cp_model.CpSolver()
    options = solver.parameters
    if clock.left < float("inf"):
        options.max_time_in_seconds = clock.left
    options.num_workers, options.random_seed = 1, seed % 2**31
    options.linearization_level, options.catch_sigint_signal = 2, False
    options.cp_model_probing_level = options.symmetry_level = 0
    options.max_presolve_iterations, options.cp_model_use_sat_presolve = 1, False
    options.find_big_linear_overlap = False
    options.merge_at_most_one_work_limit = options.presolve_inclusion_work_limit = 0
    with clock.stopping(solver.stop_search):
        status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        raise WrongAnswerError("CP-SAT calls a program infeasible that has a known solution")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(hint, None)
    values = np.array(list(solver.response_proto.solution), dtype=np.int64)
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) * scale + program.constant
    return Found(values if program.value(values) < program.value(hint) else hint, bound)
