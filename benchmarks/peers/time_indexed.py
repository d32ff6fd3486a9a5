"""HiGHS on the time-indexed model: the package's model over all dates as one whole-number program.

No first plan, no bound from elsewhere, no tricks: what a user gets who writes the same rows down
and calls the solver. All modes and all rules are in it.
"""

import math
from typing import Any

import highspy
import numpy as np

from benchmarks.peers.dated import dated_model, plan_of
from benchmarks.peers.peer import WORKERS, Stopwatch, Timeline, peak_memory
from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.model.model import Model
from makeup_sched.model.rows import NO_LIMIT

NAME = "time_indexed"
_TINY = 1e-6


class _QuietHighs(highspy.Highs):
    """HiGHS without its banner, which it prints as soon as callbacks are set up."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case with HiGHS."""
    watch = Stopwatch(seconds)
    model = dated_model(case)
    engine = _QuietHighs()  # type: ignore[no-untyped-call]
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("mip_rel_gap", 0.0)  # the default would stop within 0.01 %
    engine.setOptionValue("threads", WORKERS)
    engine.passModel(_as_lp(model))
    engine.setOptionValue("time_limit", watch.left)
    engine.cbMipImprovingSolution += lambda event: watch.note(
        round(event.data_out.objective_function_value)
    )
    engine.cbMipInterrupt += lambda event: watch.note_bound(_bound(event.data_out.mip_dual_bound))
    if watch.left > 0:
        highspy.Highs.resetGlobalScheduler(True)  # it may have been made for other threads
        engine.run()
        watch.note_bound(_bound(engine.getInfo().mip_dual_bound))
    values = _values(engine, model)
    if values is not None:
        watch.note(int(model.weights["unmet"] @ values))
    return Timeline(
        name=NAME,
        points=tuple(watch.points),
        bound=watch.bound,
        left_out="",
        memory=peak_memory(),
        sessions=plan_of(model, values),
        proofs=tuple(watch.proofs),
    )


def _as_lp(model: Model) -> Any:
    rows = model.rows
    order = np.argsort(rows.row, kind="stable")
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.upper), len(rows)
    lp.col_cost_ = model.weights["unmet"].astype(np.float64)
    lp.col_lower_ = np.zeros(len(model.upper))
    lp.col_upper_ = model.upper.astype(np.float64)
    lp.row_lower_ = np.where(rows.lower <= -NO_LIMIT, -highspy.kHighsInf, rows.lower)
    lp.row_upper_ = np.where(rows.upper >= NO_LIMIT, highspy.kHighsInf, rows.upper)
    counts = np.bincount(rows.row, minlength=len(rows))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    lp.a_matrix_.index_ = rows.variable[order].astype(np.int32)
    lp.a_matrix_.value_ = rows.coefficient[order].astype(np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.upper)
    return lp


def _values(engine: Any, model: Model) -> IntArray | None:
    found = np.asarray(engine.getSolution().col_value, dtype=np.float64)
    status = engine.getInfo().primal_solution_status
    if (
        status != highspy.SolutionStatus.kSolutionStatusFeasible
        or len(found) != model.variables.count
    ):
        return None
    return np.rint(found).astype(np.int64)


def _bound(bound: float) -> int | None:
    if not math.isfinite(bound) or bound < 0:
        return None
    return math.ceil(bound - _TINY * max(1.0, bound))
