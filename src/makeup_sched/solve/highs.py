"""Solves a program with HiGHS: the linear relaxation, or the whole-number program itself."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.rows import NO_LIMIT, Rows, chosen, stacked
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.program import Answer, Program, is_feasible

_TOLERANCE = 1e-6
_PER_ITERATION = 2e-4
"""Seconds that an iteration of the simplex method takes, about, in a relaxation."""
_PER_ITERATION_WHOLE = 1e-3
"""The same in a whole-number search, with all that is done beside."""
_PER_COEFFICIENT = 25e-6
"""Seconds for each coefficient that such a search takes before its first look, about."""
_PER_LOOK = 25e-3
"""Seconds between two looks that a whole-number search takes at its limits, at the least."""
_PER_LOOK_AND_COEFFICIENT = 1.5e-6
"""The same for each coefficient, which counts in large programs."""


class _QuietHighs(highspy.Highs):
    """HiGHS without its banner, which it prints as soon as callbacks are set up."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Set up callbacks without a word."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]

    def search(self) -> None:
        """Run to the end.

        HiGHS refuses to run where something else in this thread has used it with another number
        of threads (its scheduler is made once for each thread); a new scheduler ends that.
        """
        if self.run() != highspy.HighsStatus.kError:
            return
        highspy.Highs.resetGlobalScheduler(True)
        if self.run() == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS cannot run this program")


@dataclass(frozen=True)
class _Search:
    """How a whole-number search goes: start, bounds from and for elsewhere, most nodes and cuts."""

    start: IntArray | None
    known: Callable[[], int | None]
    proven: Callable[[int], None]
    nodes: int | None
    gap: int
    cuts: int | None


@dataclass
class _Limit:
    """When a run of the engine ends: by time, or where work counts by that, or at a stop.

    `size` is how many coefficients the program has.
    """

    clock: Clock
    seconds: float
    size: int
    looks: int = 0

    @property
    def by_time(self) -> float:
        """Seconds that the engine may take."""
        return self.seconds if self.clock.meter is None else math.inf

    @property
    def allows_a_search(self) -> bool:
        """Whether a whole-number search can come to its first look in time."""
        return self.clock.meter is None or self.seconds >= self.size * _PER_COEFFICIENT

    @property
    def iterations(self) -> int:
        """Iterations that a relaxation may take."""
        if self.clock.meter is None:
            return int(highspy.kHighsIInf)
        return int(min(self.seconds / _PER_ITERATION, highspy.kHighsIInf))

    def ends_search(self) -> bool:
        """Say whether to end; asked at each look, as the engine does not tell its iterations."""
        self.looks += 1
        each = max(_PER_LOOK, self.size * _PER_LOOK_AND_COEFFICIENT)
        over = self.clock.meter is not None and self.looks * each > self.seconds
        return over or self.clock.stopped.is_set()


class Relaxation:
    """A linear relaxation that keeps its basis while rows are added to it.

    `inside` marks the rows of the program that it begins with.
    """

    def __init__(self, program: Program, inside: BoolArray) -> None:
        self._program, self._inside = program, inside.copy()
        self._numbers = [np.flatnonzero(inside)]
        self._engine = _QuietHighs()  # type: ignore[no-untyped-call]
        self._engine.setOptionValue("output_flag", False)
        self._engine.setOptionValue("threads", 1)
        self._scale = int(np.gcd.reduce(program.weights)) or 1
        self._engine.passModel(
            _as_lp(replace(program, rows=chosen(program.rows, inside)), self._scale, False)
        )

    def solve(self, clock: Clock) -> npt.NDArray[np.float64] | None:
        """Return the values at the optimum; None where the time does not suffice.

        Once it was stopped it solves nothing more.
        """
        if clock.over:
            return None

        def interrupt(event: Any) -> None:
            if clock.stopped.is_set():
                event.interrupt()

        limit = _Limit(clock, clock.left, len(self._program.rows.coefficient))
        self._engine.setOptionValue("time_limit", self._engine.getRunTime() + limit.by_time)
        self._engine.setOptionValue("simplex_iteration_limit", limit.iterations)
        # the engine's own `cancelSolve` works only where the engine keeps itself alive in a cycle
        self._engine.cbSimplexInterrupt += interrupt
        try:
            self._engine.search()
        finally:
            self._engine.cbSimplexInterrupt -= interrupt
        clock.spend(_PER_ITERATION * max(0, self._engine.getInfo().simplex_iteration_count))
        if self._engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._engine.getSolution()
        self._values = np.asarray(solution.col_value, dtype=np.float64)
        self._prices = np.asarray(solution.row_dual, dtype=np.float64)
        return self._values

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """Values of the variables at the last optimum."""
        return self._values

    @property
    def program(self) -> Program:
        """The program with all rows, those that were added to it too."""
        return self._program

    @property
    def prices(self) -> npt.NDArray[np.float64]:
        """Price of each row of the program at the last optimum, 0 for rows left out."""
        found = np.zeros(len(self._program.rows))
        numbers = np.concatenate(self._numbers)[: len(self._prices)]
        found[numbers] = self._prices * self._scale
        return found

    def lean(self, away: npt.NDArray[np.float64]) -> None:
        """Minimise the program's weights plus these (in units of a weight) from now on."""
        costs = (self._program.weights + away) / self._scale
        numbers = np.arange(len(costs), dtype=np.int32)
        self._engine.changeColsCost(len(costs), numbers, costs)

    def add_broken(self, tolerance: float) -> bool:
        """Add the program's rows that the last values break; say whether there were any."""
        rows = self._program.rows
        weights = rows.coefficient * self._values[rows.variable]
        sums = np.bincount(rows.row, weights=weights, minlength=len(rows))
        broken = (sums > rows.upper + tolerance) & ~self._inside
        self._take_in(broken)
        return bool(broken.any())

    def add(self, rows: Rows) -> None:
        """Add rows to the program; they have only an upper limit."""
        if not len(rows):
            return
        before = len(self._program.rows)
        self._program = replace(self._program, rows=stacked([self._program.rows, rows]))
        self._inside = np.concatenate([self._inside, np.zeros(len(rows), dtype=bool)])
        self._take_in(np.arange(len(self._inside)) >= before)

    def _take_in(self, new: BoolArray) -> None:
        taken = chosen(self._program.rows, new)
        if not len(taken):
            return
        self._inside |= new
        self._numbers.append(np.flatnonzero(new))
        order = np.argsort(taken.row, kind="stable")
        counts = np.bincount(taken.row, minlength=len(taken))
        self._engine.addRows(
            len(taken),
            np.full(len(taken), -highspy.kHighsInf),
            taken.upper.astype(np.float64),
            len(order),
            np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32),
            taken.variable[order].astype(np.int32),
            taken.coefficient[order].astype(np.float64),
        )


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
    gap: int = 0,
    cuts: int | None = None,
) -> Answer:
    """Solve the whole-number program within a time limit; no worse than a start, if one is given.

    A start that breaks a row or a limit counts for nothing.
    `known` returns a lower bound found elsewhere meanwhile; the search ends when it is met.
    `proven` is told the engine's own bound whenever it has risen. `nodes` is the most
    branch-and-bound nodes, `gap` the distance from the best possible at which to stop, `cuts` about
    how many cuts are kept at hand.
    """
    if start is not None and not is_feasible(program, start):
        start = None
    return _run(program, clock, seconds, _Search(start, known, proven, nodes, gap, cuts))


def _run(program: Program, clock: Clock, seconds: float, search: _Search | None) -> Answer:
    limit = _Limit(clock, min(seconds, clock.left), len(program.rows.coefficient))
    if limit.seconds <= 0 or not (search is None or limit.allows_a_search):
        return Answer(None if search is None else search.start, None)
    scale = int(np.gcd.reduce(program.weights)) or 1
    engine = _QuietHighs()  # type: ignore[no-untyped-call]
    _set_options(engine, limit, search, scale)
    engine.passModel(_as_lp(program, scale, search is not None))

    def interrupt_search(event: Any) -> None:
        if limit.ends_search() or (search and _met(event.data_out, program, scale, search)):
            event.interrupt()

    def interrupt_relaxation(event: Any) -> None:
        if clock.stopped.is_set():
            event.interrupt()

    engine.cbMipInterrupt += interrupt_search
    engine.cbSimplexInterrupt += interrupt_relaxation
    engine.search()
    each = _PER_ITERATION if search is None else _PER_ITERATION_WHOLE
    clock.spend(each * max(0, engine.getInfo().simplex_iteration_count))
    found = _answer(engine, program, scale, search is not None)
    return found if search is None else _no_worse_than_the_start(found, program, search.start)


def _no_worse_than_the_start(found: Answer, program: Program, start: IntArray | None) -> Answer:
    """Return the answer with the start where nothing better was found.

    The engine itself is not told of the start: HiGHS 1.16.0 takes it for better than it is where
    presolve has merged columns, and ends at once (1.14 does not, but calls wrong answers optimal).
    """
    if start is None:
        return found
    if found.values is None or program.value(found.values) > program.value(start):
        return replace(found, values=start)
    return found


def _met(state: Any, program: Program, scale: int, search: _Search) -> bool:
    """Pass the engine's bound on, and say whether the best plan meets the best bound by now."""
    best = state.mip_primal_bound * scale + program.constant
    if search.start is not None:
        best = min(best, program.value(search.start))
    bound = search.known()
    if math.isfinite(state.mip_dual_bound):
        own = _rounded_up(state.mip_dual_bound, scale) + program.constant
        search.proven(own)
        bound = own if bound is None else max(bound, own)
    return bound is not None and bool(best <= bound + _TOLERANCE)


def _set_options(engine: Any, limit: _Limit, search: _Search | None, scale: int) -> None:
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("threads", 1)
    engine.setOptionValue("time_limit", limit.by_time)
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("random_seed", 0)
    if search is None:
        engine.setOptionValue("simplex_iteration_limit", limit.iterations)
        return
    engine.setOptionValue("mip_abs_gap", max(1, search.gap // scale) - 1e-3)
    if search.nodes is not None:
        engine.setOptionValue("mip_max_nodes", search.nodes)
    if search.cuts is not None:
        engine.setOptionValue("mip_pool_soft_limit", search.cuts)


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
