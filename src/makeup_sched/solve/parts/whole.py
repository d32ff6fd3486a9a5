"""A task of many providers, component by component: each is a district of its own.

What shares no provider and no student is split exactly. Where tele alone ties very many providers
together, each component keeps its tele to itself, and its bound supposes that all tele students
could be served by tele elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.model.objective import terms_in_order
from makeup_sched.places.components import components
from makeup_sched.places.narrowing import Narrow
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held, nothing_held, together
from makeup_sched.solve.parts.crew import Crew
from makeup_sched.solve.parts.cutting import in_whole, into_smaller
from makeup_sched.solve.parts.district import District, PartsPolicy, Standing
from makeup_sched.solve.program import Clock

_TOGETHER = 250
"""Providers that may be tied together by tele alone."""


@dataclass(frozen=True)
class _Component:
    narrow: Narrow
    district: District
    standing: Standing


class Whole:
    """One run over all components of a task.

    `told` is called whenever a component has a better plan or bound.
    """

    def __init__(
        self,
        task: Task,
        baseline: pd.DataFrame | None,
        crew: Crew,
        seed: int,
        policy: PartsPolicy,
        told: Callable[["Whole"], None],
    ) -> None:
        self.task, self.told = task, told
        self.terms = tuple(term.name for term in terms_in_order(task.case, baseline))
        narrows = components(task)
        exact = max((len(narrow.providers) for narrow in narrows), default=0) <= _TOGETHER
        if not exact:
            narrows = components(task, tele=False)
        self.parts = [
            _Component(
                narrow,
                District(narrow.task, baseline, crew, seed + 7919 * number, policy, exact),
                Standing(nothing_held(), 0),
            )
            for number, narrow in enumerate(narrows)
        ]
        inside = np.zeros(len(task.items), dtype=bool)
        for narrow in narrows:
            inside[narrow.items] = True
        owed = np.array([item.priority for item in task.items], dtype=np.int64) * task.left
        self._outside = int(owed[~inside].sum())
        # what only tele from elsewhere could give is not planned, but no proof either
        self._out_of_reach = int(owed[~inside & (exact | ~task.item_tele)].sum())

    @property
    def unmet(self) -> int:
        """Priority times unmet minutes of the plan so far."""
        return self._outside + sum(part.standing.unmet for part in self.parts)

    @property
    def bound(self) -> int | None:
        """The sum of the components' bounds; None while one of them has none."""
        total = self._out_of_reach
        for part in self.parts:
            if part.standing.bound is None:
                return None
            total += part.standing.bound
        return total

    @property
    def done(self) -> int:
        """Parts planned so far."""
        return sum(part.standing.done for part in self.parts)

    @property
    def held(self) -> Held:
        """The plan, in the numbers of the whole task."""
        return together([in_whole(part.narrow, part.standing.held) for part in self.parts])

    def run(self, start: Held | None, clock: Clock, for_unmet: float) -> None:
        """Plan all components: a first plan of each, then `unmet`, then the later terms.

        `for_unmet` is the share of the time for the first term.
        """
        for part in self.parts:
            before = None if start is None else into_smaller(start, part.narrow, self.task)
            part.district.first(part.standing, before)
        for part in self.parts:
            part.standing.found = lambda _: self.told(self)
        self.told(self)
        self._in_turn(clock.part(for_unmet), District.improve)
        self._in_turn(clock, District.polish)

    def _in_turn(self, clock: Clock, work: Callable[[District, Standing, Clock], None]) -> None:
        """Let each component work for a time in proportion to what it owes."""
        owed = [float(part.narrow.task.left.sum()) + 1.0 for part in self.parts]
        for number, part in enumerate(self.parts):
            share = owed[number] / sum(owed[number:])
            work(part.district, part.standing, clock.part(share))
