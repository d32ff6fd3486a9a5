"""OR-tools CP-SAT on the time-indexed model: the very matrix that `time_indexed` gives HiGHS.

Two workers, no first plan. All modes and all rules are in it.
"""

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.peers.cpsat import searched, solver_for
from benchmarks.peers.dated import dated_model, plan_of
from benchmarks.peers.peer import Stopwatch, Timeline, peak_memory
from makeup_sched.case.case import Case
from makeup_sched.model.model import Model

NAME = "time_indexed_cpsat"


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case with CP-SAT."""
    watch = Stopwatch(seconds)
    model = dated_model(case)
    program, variables = _as_cp_model(model)
    solver = solver_for(watch)
    status = searched(solver, program, watch)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = np.array([solver.value(v) for v in variables], dtype=np.int64) if found else None
    return Timeline(
        name=NAME,
        points=tuple(watch.points),
        bound=watch.bound,
        left_out="",
        memory=peak_memory(),
        sessions=plan_of(model, values),
        proofs=tuple(watch.proofs),
    )


def _as_cp_model(model: Model) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    program = cp_model.CpModel()
    variables = [program.new_int_var(0, int(upper), "") for upper in model.upper]
    rows = model.rows
    order = np.argsort(rows.row, kind="stable")
    ends = np.cumsum(np.bincount(rows.row, minlength=len(rows)))[:-1]
    names = np.split(rows.variable[order], ends)
    weights = np.split(rows.coefficient[order], ends)
    limits = zip(rows.lower.tolist(), rows.upper.tolist(), strict=True)
    for of_row, by, (lower, upper) in zip(names, weights, limits, strict=True):
        terms = [variables[number] for number in of_row.tolist()]
        total = cp_model.LinearExpr.weighted_sum(terms, by.tolist())
        program.add_linear_constraint(total, lower, upper)
    costs = model.weights["unmet"].tolist()
    program.minimize(cp_model.LinearExpr.weighted_sum(variables, costs))
    return program, variables
