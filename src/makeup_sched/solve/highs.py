"""Solves a program with HiGHS: the linear relaxation, or the whole-number program itself."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.model.rows import NO_LIMIT
from makeup_sched.solve.program import Answer, Clock, Program, is_feasible

_TOLERANCE = 1e-6


class _QuietHighs(highspy.Highs):
    """HiGHS without its banner, which it prints as soon as callbacks are set up."""

    def enableCallbacks(self) -> None:  # noqa: N802
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class _Search:
    """How a whole-number search goes: start, bounds from and for elsewhere, most nodes."""

    start: IntArray | None
    known: Callable[[], int | None]
    proven: Callable[[int], None]
    nodes: int | None


def solve_relaxation(program: Program, clock: Clock, seconds: float) -> Answer:
    """Solve the linear relaxation; its optimum, rounded up, bounds every plan from below."""
    return _run(program, clock, seconds, None)


def solve_whole(
    program: Program,
    clock: Clock,
    seconds: float,
    start: IntArray | None = None,
    known: Callable[[], int | None] = lambda: None,
    proven: Callable[[int], None] = lambda _: None,
    nodes: int | None = None,
) -> Answer:
    """Solve the whole-number program within a time limit, from a start solution if given.

    `known` returns a lower bound found elsewhere meanwhile; the search ends when it is met.
    `proven` is told the engine's own bound whenever it has risen. `nodes` is the most
    branch-and-bound nodes.
    """
    return _run(program, clock, seconds, _Search(start, known, proven, nodes))


def _run(program: Program, clock: Clock, seconds: float, search: _Search | None) -> Answer:
    limit = min(seconds, clock.left)
    if limit <= 0:
        return Answer(None, None)
    scale = int(np.gcd.reduce(program.weights)) or 1
    engine = _QuietHighs()  # type: ignore[no-untyped-call]
    _set_options(engine, limit)
    engine.passModel(_as_lp(program, scale, search is not None))

    def interrupt(event: Any) -> None:
        if clock.stopped.is_set() or (search and _met(event.data_out, program, scale, search)):
            event.interrupt()

    engine.cbMipInterrupt += interrupt
    engine.cbSimplexInterrupt += interrupt
    if search is not None and search.nodes is not None:
        engine.setOptionValue("mip_max_nodes", search.nodes)
    if search is not None and search.start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = search.start.astype(float).tolist()
        engine.setSolution(solution)
    engine.run()
    return _answer(engine, program, scale, search is not None)


def _met(state: Any, program: Program, scale: int, search: _Search) -> bool:
    """Pass the engine's bound on, and say whether its best plan meets the bound known by now."""
    if math.isfinite(state.mip_dual_bound):
        search.proven(_rounded_up(state.mip_dual_bound, scale) + program.constant)
    bound = search.known()
    best = state.mip_primal_bound * scale + program.constant
    return bound is not None and bool(best <= bound + _TOLERANCE)


def _set_options(engine: Any, limit: float) -> None:
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("threads", 1)
    engine.setOptionValue("time_limit", limit)
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", 1 - 1e-3)
    engine.setOptionValue("random_seed", 0)


def _as_lp(program: Program, scale: int, whole: bool) -> Any:
    lp = highspy.HighsLp()
    rows = program.rows
    order = np.argsort(rows.row, kind="stable")
    lp.num_col_, lp.num_row_ = len(program.upper), len(rows)
    lp.col_cost_ = (program.weights // scale).astype(np.float64)
    lp.col_lower_ = np.zeros(len(program.upper))
    lp.col_upper_ = program.upper.astype(np.float64)
    unlimited = highspy.kHighsInf
    lp.row_lower_ = np.where(rows.lower <= -NO_LIMIT, -unlimited, rows.lower.astype(np.float64))
    lp.row_upper_ = np.where(rows.upper >= NO_LIMIT, unlimited, rows.upper.astype(np.float64))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    counts = np.bincount(rows.row, minlength=len(rows))
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    lp.a_matrix_.index_ = rows.variable[order].astype(np.int32)
    lp.a_matrix_.value_ = rows.coefficient[order].astype(np.float64)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(program.upper)
    return lp


def _answer(engine: Any, program: Program, scale: int, whole: bool) -> Answer:
    info = engine.getInfo()
    status = engine.getModelStatus()
    relaxed = np.asarray(engine.getSolution().col_value, dtype=np.float64)
    if not whole:
        if status != highspy.HighsModelStatus.kOptimal:
            return Answer(None, None)
        return Answer(
            None, _rounded_up(info.objective_function_value, scale) + program.constant, relaxed
        )
    bound = None
    if math.isfinite(info.mip_dual_bound):
        bound = _rounded_up(info.mip_dual_bound, scale) + program.constant
    values = None
    if len(relaxed) == len(program.upper) and math.isfinite(info.objective_function_value):
        candidate = np.rint(relaxed).astype(np.int64)
        # rounding is checked exactly: what comes back is a solution in whole numbers, or nothing
        values = candidate if is_feasible(program, candidate) else None
    return Answer(values, bound)


def _rounded_up(value: float, scale: int) -> int:
    return math.ceil(value - _TOLERANCE * max(1.0, abs(value))) * scale
