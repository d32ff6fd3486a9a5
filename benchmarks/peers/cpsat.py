"""How the peers that use OR-tools CP-SAT search: two workers, each better plan noted."""

import math

from ortools.sat.python import cp_model

from benchmarks.peers.peer import Stopwatch

WORKERS = 2


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


def bound_of(solver: cp_model.CpSolver, status: object, per_unit: int = 1) -> int | None:
    """Return the lower bound that the solver proved; None where it did not come to one."""
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return math.ceil(solver.best_objective_bound - 1e-6) * per_unit
