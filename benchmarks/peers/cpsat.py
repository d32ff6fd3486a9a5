"""How the peers that use OR-tools CP-SAT search: two workers, each better plan and bound noted."""

import math

from ortools.sat.python import cp_model

from benchmarks.peers.peer import WORKERS, Stopwatch


class Noting(cp_model.CpSolverSolutionCallback):
    """Notes the objective value of each improved plan."""

    def __init__(self, watch: Stopwatch, per_unit: int = 1) -> None:
        super().__init__()
        self._watch, self._per_unit = watch, per_unit

    def on_solution_callback(self) -> None:
        """Note the plan that was just found."""
        self._watch.note(round(self.objective_value) * self._per_unit)


def solver_for(watch: Stopwatch) -> cp_model.CpSolver:
    """Return a solver for the time that is left."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = watch.left
    solver.parameters.num_workers = WORKERS
    return solver


def searched(
    solver: cp_model.CpSolver,
    program: cp_model.CpModel,
    watch: Stopwatch,
    per_unit: int = 1,
    whole: bool = True,
) -> cp_model.CpSolverStatus:
    """Run the solver and return its status.

    `per_unit` is what one unit of the objective weighs. Bounds are noted only where the model is
    the `whole` case: one that leaves plans out proves nothing about the others.
    """
    if whole:
        solver.best_bound_callback = lambda bound: watch.note_bound(_rounded_up(bound, per_unit))
    status = solver.solve(program, Noting(watch, per_unit))
    if whole and status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        watch.note_bound(_rounded_up(solver.best_objective_bound, per_unit))
    return status


def _rounded_up(bound: float, per_unit: int) -> int:
    """Return a bound in minutes, 0 or more: the solver may begin far below."""
    return math.ceil(max(0.0, bound) - 1e-6) * per_unit
