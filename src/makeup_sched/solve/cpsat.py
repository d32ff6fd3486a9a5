"""Solves a program with OR-tools CP-SAT."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from makeup_sched.availability.days import IntArray
from makeup_sched.model.rows import NO_LIMIT, activity
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.program import Answer, Program

_PER_UNIT = 2.0
"""Seconds that a unit of CP-SAT's own measure of work takes, about."""
_PER_COEFFICIENT = 6e-6
"""Seconds for each coefficient that it does not measure, about: reading and preparing a program."""


@dataclass(frozen=True)
class Effort:
    """How hard to try: seconds of the clock, units of CP-SAT's own work, workers, seed."""

    seconds: float
    work: float = float("inf")
    workers: int = 1
    seed: int = 0


class WrongAnswerError(RuntimeError):
    """An engine said that there is no plan; there always is one."""


def solve_cpsat(
    program: Program, clock: Clock, effort: Effort, hint: IntArray | None = None
) -> Answer:
    """Solve the program; `hint` is a solution to start from.

    Raises
    ------
    WrongAnswerError
        When CP-SAT calls the program infeasible although a hint was given.
    """
    limit = min(effort.seconds, clock.left)
    if limit <= 0:
        return Answer(None, None)
    model, scale = _as_cp_model(program, hint)
    solver = cp_model.CpSolver()
    work = effort.work
    if clock.meter is not None:
        work = min(work, limit / _PER_UNIT)
    elif limit < float("inf"):
        solver.parameters.max_time_in_seconds = limit
    if work < float("inf"):
        solver.parameters.max_deterministic_time = work
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed % 2**31
    solver.parameters.linearization_level = 2
    solver.parameters.catch_sigint_signal = False
    with clock.stopping(solver.stop_search):
        status = solver.solve(model)
    clock.spend(
        _PER_UNIT * solver.response_proto.deterministic_time
        + _PER_COEFFICIENT * len(program.rows.coefficient)
    )
    if status == cp_model.INFEASIBLE and hint is not None:
        raise WrongAnswerError("CP-SAT calls a program infeasible that has a known solution")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None)
    values = np.array(list(solver.response_proto.solution), dtype=np.int64)
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) * scale + program.constant
    return Answer(values, bound)


def _as_cp_model(program: Program, hint: IntArray | None) -> tuple[cp_model.CpModel, int]:
    """Return the CP-SAT model and the scale by which its objective was divided."""
    model = cp_model.CpModel()
    proto = model.proto
    for upper in program.upper.tolist():
        proto.variables.add().domain.extend([0, upper])
    _add_rows(program, proto)
    used = np.flatnonzero(program.weights)
    scale = int(np.gcd.reduce(program.weights[used])) if len(used) else 1
    proto.objective.vars.extend(used.tolist())
    proto.objective.coeffs.extend((program.weights[used] // scale).tolist())
    if hint is not None:
        proto.solution_hint.vars.extend(range(len(hint)))
        proto.solution_hint.values.extend(hint.tolist())
    return model, scale


def _add_rows(program: Program, proto: cp_model.CpModelProto) -> None:
    rows = program.rows
    order = np.argsort(rows.row, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows.row, minlength=len(rows)))])
    variables = rows.variable[order].tolist()
    coefficients = rows.coefficient[order].tolist()
    least, most = activity(rows, np.zeros_like(program.upper), program.upper)
    binary = program.upper <= 1
    plain = np.ones(len(rows), dtype=bool)
    np.logical_and.at(plain, rows.row, binary[rows.variable] & (rows.coefficient == 1))
    at_most_one = plain & (rows.upper == 1) & (rows.lower <= 0)
    lower = np.where(rows.lower <= -NO_LIMIT, least, rows.lower).tolist()
    upper = np.where(rows.upper >= NO_LIMIT, most, rows.upper).tolist()
    for row in range(len(rows)):
        begin, end = int(starts[row]), int(starts[row + 1])
        constraint = proto.constraints.add()
        if at_most_one[row]:
            constraint.at_most_one.literals.extend(variables[begin:end])
            continue
        constraint.linear.vars.extend(variables[begin:end])
        constraint.linear.coeffs.extend(coefficients[begin:end])
        constraint.linear.domain.extend([min(lower[row], upper[row]), upper[row]])
