"""Mends a plan after an edit of its case, in a moment: keeps what stands and moves little.

1. What stands is kept where the edited case still allows it.
2. Beside it, minutes without a place are filled in; nothing that stands moves. What stands leaves
   little room, so that this is a small search to the end.
3. Where it is not proven that nothing is better: a search for the fewest unmet minutes and, among
   those, the fewest attendances moved, both at once. First part by part (an item with unmet minutes
   and some whose sessions are in its way), then among all items with unmet minutes and those in
   their way, then over all places.
4. The later terms, one after the other, with what stands and is kept where it is.

A bound is stated only where it is proven: for `unmet` one known beforehand, that of the relaxation
over kinds of day (solved in hundredths of a second) or of the search over all places; for `moved`
that nothing more could be kept, or the search over all places; for later terms the searches in 4,
where every plan that moves as little keeps the same attendances.
"""

import numpy as np
import pandas as pd

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.case.case import Case
from makeup_sched.model.model import Model, build_model
from makeup_sched.places.columns import class_columns, dated_columns
from makeup_sched.places.templates import Templates
from makeup_sched.solve.beside import in_the_way, room_beside
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import WrongAnswerError
from makeup_sched.solve.greedy import greedy_plan
from makeup_sched.solve.held import held_in, held_in_sessions, values_of
from makeup_sched.solve.highs import solve_relaxation
from makeup_sched.solve.joint import joint_of, solve_lightly
from makeup_sched.solve.polishing import Standing, polish
from makeup_sched.solve.program import Program, is_feasible, restricted
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.stages import Progress, Solution, Watch

FIRST, SECOND = "unmet", "moved"
_WHOLE = 12_000
"""Attendances up to which a search goes over all places; above, it goes only from part to part."""
_FOR_PARTS = 0.25
"""Share of the search for going from part to part, where a search over all places follows."""
_FOR_UNMET = 0.7
"""Share of what is left then for the items with unmet minutes and those in their way."""
_IDLE = 10
"""Parts without any gain after which there are no more of them."""
_NEAR, _OTHERS = 5, 3
"""Items of a part that are in the way of the first one, and others with unmet minutes."""
_FOR_LATER = 0.12
"""Share of the time that is kept for the later terms."""
_TO_KEEP = 5.0
"""Seconds at most for finding what is kept where not all that stands can be. It takes hundredths of
a second, and no time limit may end it: a plan should never fall behind what still stands."""


def can_mend(case: Case) -> bool:
    """Say whether the policy's order begins with what is mended for."""
    return case.policy.objective.order[0] == FIRST


def mend(
    templates: Templates,
    standing: pd.DataFrame,
    clock: Clock,
    watch: Watch,
    *,
    known: int | None = None,
    seed: int = 0,
) -> Solution:
    """Mend a plan.

    Parameters
    ----------
    templates
        The places of the edited case, one that `can_mend` accepts.
    standing
        The sessions that stand.
    clock
        Ends the search; what stands is kept even where no time is left.
    watch
        Told what is found.
    known
        A bound of `unmet` over all plans of the edited case, where one is known.
    seed
        Of every search.
    """
    mending = _Mending(build_model(dated_columns(templates), standing), clock, watch)
    mending.known, mending.seed = known, seed
    mending.keep(standing)
    mending.fill_in()
    if not mending.proven:
        mending.relax()
    if not mending.proven:
        mending.search()
    results = {name: mending.result(name) for name in (FIRST, SECOND)}
    held, later = polish(mending.model, mending.values, results, clock, seed)
    for name, result in later.items():
        watch(Progress(name, result.value, result.bound, clock.elapsed))
    return Solution(templates, held_in(mending.model.variables, held), {**results, **later})


class _Mending:
    """One plan under work; `values` holds the best so far, `proved` the bounds proven here."""

    def __init__(self, model: Model, clock: Clock, watch: Watch) -> None:
        self.model, self.clock, self.watch = model, clock, watch
        self.seed = 0
        self.joint = joint_of(model, FIRST, SECOND)
        self.stands = self.joint.second < 0
        self.known: int | None = None
        self.proved: dict[str, int] = {SECOND: -Standing(model).most_kept}
        self.values = np.zeros(model.variables.count, dtype=np.int64)
        self.values[model.variables.unmet] = model.upper[model.variables.unmet]

    # -- what is known ----------------------------------------------------------------------------

    def result(self, name: str) -> TermResult:
        """Return a term's value and bound."""
        value = int(self.model.weights[name] @ self.values)
        proved = self.proved.get(name)
        if proved is not None and proved > value:
            raise WrongAnswerError(f"a bound of {proved} on {name} lies above a plan's {value}")
        # what was known beforehand counts only as long as no plan speaks against it
        known = self.known if name == FIRST and (self.known or 0) <= value else None
        if name == FIRST and value == 0:
            known = 0
        return TermResult(value, max((b for b in (proved, known) if b is not None), default=None))

    @property
    def proven(self) -> bool:
        """Whether no plan is better in both terms."""
        return self.result(FIRST).proven and self.result(SECOND).proven

    def _prove(self, name: str, bound: int | None) -> None:
        # that no fewer than no minutes are unmet says nothing
        if bound is not None and bound > self.proved.get(name, 0):
            self.proved[name] = bound

    def _prove_both(self, bound: int | None) -> None:
        if bound is not None:
            self._prove(FIRST, self.joint.bound_of_first(bound))
            self._prove(SECOND, self.joint.bound_of_second(bound, self.result(FIRST).value))

    def _take(self, values: IntArray) -> None:
        """Take a plan where it is better, and tell how both terms stand."""
        if self.joint.program.value(values) < self.joint.program.value(self.values):
            self.values = values
        for name in (FIRST, SECOND):
            found = self.result(name)
            self.watch(Progress(name, found.value, found.bound, self.clock.elapsed))

    # -- the search -------------------------------------------------------------------------------

    def keep(self, standing: pd.DataFrame) -> None:
        """Begin with what still stands; where not all of it can, with the best part of it."""
        v = self.model.variables
        held = values_of(v, held_in_sessions(v.columns.task, standing))
        if is_feasible(self.joint.program, held):
            self._take(held)
            if self.result(SECOND).proven:
                return
        places = np.zeros(len(v.columns.places.start), dtype=bool)
        places[v.place[np.flatnonzero(self.stands)]] = True
        free = self.stands.copy()
        free[v.opening] = places[v.columns.places.opening_place]
        self._search_among(free, np.zeros_like(free), Clock(_TO_KEEP))

    def fill_in(self) -> None:
        """Place minutes that have no place where what is held leaves room."""
        fixed = self.values > 0
        fixed[self.model.variables.attendance_count :] = False
        free = room_beside(self.joint.program, self.model.variables, self.values, ~fixed)
        self._search_among(free, fixed, self.clock)

    def _search_among(
        self, free: BoolArray, fixed: BoolArray, clock: Clock, start: IntArray | None = None
    ) -> None:
        """Search the plans in which the free variables change and only the fixed ones stay.

        The search begins with `start`, by default the plan at hand.
        """
        free[self.model.variables.unmet] = True
        base = np.where(fixed, self.values, 0)
        start = np.where(free, self.values if start is None else start, base)
        part, chosen = restricted(self.joint.program, base, free)
        answer = solve_lightly(part, clock, start[chosen], self.seed)
        base[chosen] = answer.values
        self._take(base)

    def relax(self) -> None:
        """Find a bound of the first term by the relaxation over kinds of day."""
        model = build_model(class_columns(self.model.variables.columns.templates))
        program = Program(model.rows, model.upper, model.weights[FIRST])
        self._prove(FIRST, solve_relaxation(program, self.clock, self.clock.left).bound)

    def search(self) -> None:
        """Search part by part, then around all unmet minutes, then over all places."""
        clock = self.clock.part(1 - _FOR_LATER)
        v = self.model.variables
        random = np.random.default_rng(self.seed)
        if v.attendance_count > _WHOLE:
            self._search_parts(random, clock)
            self._draw_near(greedy_plan(self.model), clock)
            return
        self._search_parts(random, clock.part(_FOR_PARTS))
        unmet = self.values[v.unmet] > 0
        self._search_around(unmet | in_the_way(v, self.values, unmet), clock.part(_FOR_UNMET))
        if not self.result(FIRST).proven:
            self._draw_near(greedy_plan(self.model), clock)
        self._search_parts(random, clock.part(_FOR_PARTS))
        if not self.proven:
            answer = solve_lightly(self.joint.program, clock, self.values, self.seed)
            self._take(answer.values)
            self._prove_both(answer.bound)

    def _draw_near(self, other: IntArray, clock: Clock) -> None:
        """Search among the sessions of the plan at hand and of another plan."""
        start = min(self.values, other, key=self.joint.program.value)
        free = (self.values > 0) | (other > 0)
        self._search_among(free, np.zeros_like(free), clock, start)

    def _search_parts(self, random: np.random.Generator, clock: Clock) -> None:
        """Search around a few items at a time, until nothing has been gained for a while."""
        idle = 0
        while idle < _IDLE and not clock.over and not self.proven:
            before = self.values
            self._search_around(self._some_items(random), clock.part(0.5))
            idle = idle + 1 if self.values is before else 0

    def _some_items(self, random: np.random.Generator) -> BoolArray:
        """Mark an item that could be better off, some that are in its way, and some others of both.

        While minutes may be unmet for nothing these are items with unmet minutes, then those moved.
        """
        v = self.model.variables
        unmet = np.flatnonzero(self.values[v.unmet] > 0)
        pool = Standing(self.model).moved(self.values) if self.result(FIRST).proven else unmet
        chosen = np.zeros(len(v.unmet), dtype=bool)
        chosen[random.choice(pool)] = True
        near = np.flatnonzero(in_the_way(v, self.values, chosen))
        chosen[random.permutation(near)[:_NEAR]] = True
        chosen[random.permutation(pool)[:_OTHERS]] = True
        return chosen

    def _search_around(self, items: BoolArray, clock: Clock) -> None:
        """Search the plans in which only these items change."""
        v = self.model.variables
        mine = np.zeros(v.count, dtype=bool)
        mine[: v.attendance_count] = items[v.item]
        fixed = (self.values > 0) & ~mine
        fixed[v.attendance_count :] = False
        free = mine.copy()
        free[v.attendance_count :] = True
        self._search_among(room_beside(self.joint.program, v, self.values, free), fixed, clock)
