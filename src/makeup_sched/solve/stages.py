"""Solves the objective terms one after the other, each with its value and a proven lower bound.

For each term, with all earlier terms held at their values:

1. a bound is computed beside the search: the model over classes of dates (for terms that do not
   depend on the date) or the linear relaxation over dates;
2. a first good plan: over classes of dates (`unmet`), or the relaxation, laid out on dates;
3. the plan is improved part by part until the bound is met or nothing moves;
4. what is still open goes to an exact search over all dates.

Earlier terms are held by rows with small coefficients, never by big weights.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.model.model import Model, build_model
from makeup_sched.places.columns import class_columns, dated_columns
from makeup_sched.places.templates import Templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import WrongAnswerError
from makeup_sched.solve.dating import put_on_dates
from makeup_sched.solve.first_plan import first_plan
from makeup_sched.solve.greedy import greedy_plan
from makeup_sched.solve.held import (
    Held,
    held_in,
    held_in_sessions,
    values_of,
    without_idle_openings,
)
from makeup_sched.solve.highs import solve_relaxation, solve_whole
from makeup_sched.solve.improve import Neighbourhoods, Search, improve
from makeup_sched.solve.layout import Relaxed, lay_out
from makeup_sched.solve.program import Program, is_feasible, restricted, with_budgets
from makeup_sched.solve.relaxed import unmet_worth
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.sketch import sketch

_SMALL = 2000
"""Attendances up to which the exact search comes before improving part by part."""
_NODES = 300
"""Branch-and-bound nodes of the search for what of an earlier plan still keeps the rules."""
_BOUND_ALONE = 0.3
"""Share of a stage for its bound where there is only one core for bound and search."""


def _share(number: int, count: int) -> float:
    """Return a term's share of the time left: most for the first, all for the last."""
    if number == count - 1:
        return 1.0
    return 0.7 if number == 0 else 0.5


@dataclass(frozen=True)
class Progress:
    """News for whoever watches: the term under work, its best value and bound, the time.

    `parts` counts the parts planned so far where a task is planned by parts.
    """

    term: str
    value: int
    bound: int | None
    seconds: float
    parts: int = 0


Watch = Callable[[Progress], None]


@dataclass(frozen=True)
class Solution:
    """What the best plan holds, and the result for each term in order.

    Values of terms do not contain what locked sessions add to them.
    """

    templates: Templates
    held: Held
    terms: dict[str, TermResult]


@dataclass
class _Bound:
    """The best lower bound known so far; it only rises, and `told` is called when it does."""

    value: int | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    told: Callable[[], None] = lambda: None

    def rise(self, value: int | None) -> None:
        """Take a bound where it is higher."""
        with self.lock:
            risen = value is not None and (self.value is None or value > self.value)
            if risen:
                self.value = value
        if risen:
            self.told()

    def get(self) -> int | None:
        """Return the best bound; None where none is known."""
        return self.value


@dataclass(frozen=True)
class _Stage:
    """One term under work."""

    name: str
    program: Program
    clock: Clock
    bound: _Bound


class Stages:
    """One run over all terms."""

    def __init__(
        self,
        templates: Templates,
        baseline: pd.DataFrame | None,
        clock: Clock,
        watch: Watch,
        start: pd.DataFrame | None = None,
    ) -> None:
        self.clock = clock
        self.watch = watch
        self.dated = build_model(dated_columns(templates), baseline)
        self.results: dict[str, TermResult] = {}
        self.values = self._start(templates, [baseline, start])
        self._class_start: IntArray | None = None

    def _start(self, templates: Templates, earlier: list[pd.DataFrame | None]) -> IntArray:
        """Return the best plan that is there at once: an earlier one, or a careful person's."""
        first = next(iter(self.dated.weights))
        program = self._program(self.dated, first)
        task = templates.task
        # an earlier plan that is as good comes first: the baseline moves nothing
        careful = [
            self._kept(program, held_in_sessions(task, sessions))
            for sessions in earlier
            if sessions is not None
        ]
        careful.append(greedy_plan(self.dated))
        careful.append(self._kept(program, first_plan(templates)))
        return min(careful, key=program.value)

    def _kept(self, program: Program, held: Held) -> IntArray:
        """Return what of a plan still keeps the rules."""
        values = values_of(self.dated.variables, held)
        if is_feasible(program, values):
            return values
        used = values > 0
        used[self.dated.variables.unmet] = True
        part, chosen = restricted(program, np.zeros_like(values), used)
        nothing = np.zeros_like(values)
        nothing[self.dated.variables.unmet] = self.dated.upper[self.dated.variables.unmet]
        clock = self.clock.part(0.2)
        found = solve_whole(part, clock, clock.left, nothing[chosen], nodes=_NODES)
        if found.values is not None:
            nothing[chosen] = found.values
        return nothing

    @cached_property
    def classes(self) -> Model:
        """The model over kinds of day; built after the first plan is there."""
        return build_model(class_columns(self.dated.variables.columns.templates))

    def run(self, seed: int, workers: int) -> Solution:
        """Solve all terms in order and return the best plan."""
        names = list(self.dated.weights)
        with ThreadPoolExecutor(max_workers=1) as pool:
            for number, name in enumerate(names):
                clock = self.clock.part(_share(number, len(names)))
                self._solve_term(name, clock, seed + number, pool if workers > 1 else None)
        variables = self.dated.variables
        held = held_in(variables, self.values)
        return Solution(variables.columns.templates, held, self.results)

    def _solve_term(
        self, name: str, clock: Clock, seed: int, pool: ThreadPoolExecutor | None
    ) -> None:
        program = self._program(self.dated, name)
        stage = _Stage(name, program, clock, _Bound())
        stage.bound.told = lambda: self._report(stage)
        self._report(stage)
        if not (program.weights != 0).any():
            stage.bound.rise(program.constant)
        elif pool is None:
            self._bound_from_relaxation(stage, clock.part(_BOUND_ALONE))
            self._search(stage, seed)
        else:
            with clock.aside() as beside:
                future = pool.submit(self._bound_from_relaxation, stage, beside)
                self._search(stage, seed)
            # nothing is left running: the next stage wants the second core
            future.result()
        # the search may leave sessions open that nobody attends: no plan holds them
        self.values = without_idle_openings(self.dated.variables, self.values)
        value, known = program.value(self.values), stage.bound.get()
        if known is not None and known > value:
            raise WrongAnswerError(f"a bound of {known} on {name} lies above a plan's {value}")
        self.results[name] = TermResult(value, known)
        self._report(stage)

    def _report(self, stage: _Stage, values: IntArray | None = None) -> None:
        self.values = self.values if values is None else values
        value = stage.program.value(self.values)
        self.watch(Progress(stage.name, value, stage.bound.get(), self.clock.elapsed))

    def _search(self, stage: _Stage, seed: int) -> None:
        """Improve the plan in one term until its bound is met or the time is up."""
        program, bound = stage.program, stage.bound
        by_date = stage.name in self.dated.by_date
        clock = stage.clock.part(0.4)
        if stage.name == "unmet" and not self.results:
            self._by_classes(stage, clock, seed)
        else:
            model = self.dated if by_date else self.classes
            relaxed = program if by_date else self._program(model, stage.name)
            self.values = lay_out(
                program, self.dated, Relaxed(relaxed, model), self.values, clock, bound.rise
            )
        self._report(stage)
        search = Search(
            clock=stage.clock.part(0.6),
            neighbourhoods=Neighbourhoods(self.dated, seed),
            bound=bound.get,
            found=lambda values: self._report(stage, values),
            proven=bound.rise,
            by_date=by_date,
        )
        if self.dated.variables.attendance_count <= _SMALL:
            self._solve_whole(stage, stage.clock.part(0.5))
        if not self._is_proven(stage):
            self.values = improve(program, self.values, search)
        if not self._is_proven(stage):
            self._solve_whole(stage, stage.clock)

    def _by_classes(self, stage: _Stage, clock: Clock, seed: int) -> None:
        """Plan over classes of dates, then put that plan on dates."""
        columns = self.classes.variables.columns
        found = sketch(columns, unmet_worth(columns.task), clock, stage.bound.rise, seed)
        if found is None:
            return
        values = values_of(self.dated.variables, put_on_dates(found, clock))
        better = stage.program.value(values) < stage.program.value(self.values)
        if better and is_feasible(stage.program, values):
            self.values = values

    def _is_proven(self, stage: _Stage) -> bool:
        known = stage.bound.get()
        return known is not None and stage.program.value(self.values) <= known

    def _solve_whole(self, stage: _Stage, clock: Clock) -> None:
        """Search all dates exactly, from the plan at hand."""
        program, bound = stage.program, stage.bound
        answer = solve_whole(program, clock, clock.left, self.values, bound.get, bound.rise)
        bound.rise(answer.bound)
        better = answer.values
        if better is not None and program.value(better) < program.value(self.values):
            self._report(stage, better)

    def _bound_from_relaxation(self, stage: _Stage, clock: Clock) -> None:
        """Find a lower bound on a term over all plans that are as good on the earlier ones."""
        if stage.name in self.dated.by_date:
            stage.bound.rise(solve_relaxation(stage.program, clock, clock.left).bound)
            return
        program = self._program(self.classes, stage.name)
        answer = solve_whole(
            program,
            clock,
            clock.left,
            self._class_start,
            proven=stage.bound.rise,
        )
        stage.bound.rise(answer.bound)
        if answer.values is not None:
            self._class_start = answer.values

    def _program(self, model: Model, name: str) -> Program:
        """Return the program for a term, the earlier terms held at their values.

        Over classes of dates, terms that depend on the date cannot be held; leaving them out
        keeps the bound valid.
        """
        dated = model is self.dated
        budgets = [
            (model.weights[earlier], result.value)
            for earlier, result in self.results.items()
            if dated or earlier not in self.dated.by_date
        ]
        plain = Program(model.rows, model.upper, model.weights[name])
        return with_budgets(plain, budgets)


def solve_in_stages(
    templates: Templates,
    baseline: pd.DataFrame | None,
    clock: Clock,
    watch: Watch,
    seed: int = 0,
    workers: int = 2,
    start: pd.DataFrame | None = None,
) -> Solution:
    """Solve all terms of the policy's order (with `moved`, where a baseline is given).

    The result is never worse than the careful person's plan it starts from, or than the sessions
    of `start`. Where the clock counts work all is done one after the other, by one core.
    """
    stages = Stages(templates, baseline, clock, watch, start)
    return stages.run(seed, workers if clock.meter is None else 1)
