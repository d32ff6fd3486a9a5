"""Plans a task too large for one model: a first plan, a bound over everything, then waves of parts.

1. A first plan stands within seconds.
2. Beside it, the relaxation over merged days bounds `unmet` for the whole and prices what is owed.
3. Blocks (a school, an ESY site, tele) are planned, ESY days first: schools over classes of dates,
   the others day by day; their plans are put together. Meanwhile a worker looks for better prices,
   at which the blocks are bounded in the end.
4. Waves of parts (providers with those who share their items, on some dates) are planned with all
   their attendances, mostly where the relaxation sees room for what is unmet, until the bound is
   met, nothing moves, or the time is up.
5. The later terms are improved the same way, `unmet` held.

A wave does not depend on how many workers there are, so neither does the plan.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.model.objective import terms_in_order
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.first_plan import first_plan
from makeup_sched.solve.held import Held, given_in
from makeup_sched.solve.parts.by_blocks import ByBlocks, Rounds
from makeup_sched.solve.parts.crew import Crew
from makeup_sched.solve.parts.cutting import Cut, Cutter, put_back
from makeup_sched.solve.parts.part import PartEffort
from makeup_sched.solve.parts.waves import Drawing, Drawn, Waves
from makeup_sched.solve.parts.work import plan_part
from makeup_sched.solve.relaxed import Floats, Outlook, no_outlook, unmet_worth

_MOST_WANTED = 60
"""Unmet minutes of one item that count at most when a wave is drawn."""
_HOPE = 0.1
"""Weight of unmet minutes without any room in the relaxation; room, up to 1, is added to it."""


@dataclass(frozen=True)
class PartsPolicy:
    """How waves are drawn: sizes in attendances, effort per part, when to give up.

    With `bounded` blocks are bounded, too, at better prices than the outlook's.
    """

    work: float = 1.5
    parts_in_a_wave: int = 12
    smallest: int = 1500
    largest: int = 12000
    idle_waves: int = 8
    part_seconds: float = 4.0
    block_seconds: float = 60.0
    most_waves: int = 10**6
    bounded: bool = True


@dataclass
class Standing:
    """The best plan so far and what is known about it."""

    held: Held
    unmet: int
    seen: Outlook | None = None
    bound: int | None = None
    done: int = 0
    found: Callable[["Standing"], None] = field(default=lambda _: None)

    def proven(self, bound: int) -> None:
        """Take a bound, and tell whoever watches; it only rises."""
        self.bound = bound if self.bound is None else max(bound, self.bound)
        self.found(self)


class District:
    """One run over a task, with the parts solved by a crew.

    Unless it is `alone`, its tele students could be served by tele from elsewhere, too.
    """

    def __init__(
        self,
        task: Task,
        baseline: pd.DataFrame | None,
        crew: Crew,
        seed: int,
        policy: PartsPolicy | None = None,
        alone: bool = True,
    ) -> None:
        self.task, self.crew, self.seed = task, crew, seed
        self.policy = policy or PartsPolicy()
        self.alone = alone
        self.cutter = Cutter(task, baseline)
        self.terms = tuple(term.name for term in terms_in_order(task.case, baseline))
        self.priority = np.array([item.priority for item in task.items], dtype=np.int64)

    def first(self, standing: Standing, templates: Templates, start: Held | None = None) -> None:
        """Make a first plan, or take one to start from where it is no worse."""
        self.drawing = self._drawing(templates)
        held = first_plan(templates)
        if start is not None and self._unmet(start) <= self._unmet(held):
            held = start
        standing.held, standing.unmet = held, self._unmet(held)

    def by_blocks(
        self,
        standing: Standing,
        clock: Clock,
        better: Callable[[], Floats | None] = lambda: None,
    ) -> Rounds:
        """Plan and bound the blocks from nothing; their plan counts where it is better.

        `better` gives better prices for the bounds than the outlook's, where there are any.
        """
        seen = standing.seen or no_outlook(self.task)
        blocks = ByBlocks(self.task, self.cutter, seen, self.seed, self.alone)

        def told(held: Held) -> None:
            unmet = self._unmet(held)
            if unmet < standing.unmet:
                standing.held, standing.unmet = held, unmet
                standing.found(standing)

        seconds = self.policy.block_seconds
        bounded = self.policy.bounded
        bound = yield from blocks.rounds(standing.held, clock, seconds, told, better, bounded)
        self.seed = blocks.seed
        standing.proven(bound)
        return bound

    def improve(self, standing: Standing, clock: Clock) -> None:
        """Improve `unmet` part by part."""
        if not self._met(standing):
            self._waves(standing, self.terms[:1], clock)

    def polish(self, standing: Standing, clock: Clock) -> None:
        """Improve the later terms, the earlier ones held."""
        if len(self.terms) > 1:
            self._waves(standing, self.terms, clock)

    def _waves(
        self,
        standing: Standing,
        terms: tuple[str, ...],
        clock: Clock,
    ) -> None:
        """Plan wave after wave."""
        first = self.seed
        waves = Waves(self.drawing, self.seed + len(terms))
        size, idle, number = self.policy.smallest, 0, 0
        while idle < self.policy.idle_waves and number < self.policy.most_waves:
            if clock.over:
                break
            if len(terms) == 1 and self._met(standing):
                break
            number += 1
            before = standing.done
            wanted = self._hopeful(standing)
            drawn = waves.draw(wanted, self.policy.parts_in_a_wave, size, 1 + number % 3)
            work = self.policy.work / len(terms)
            moved = self._wave(standing, drawn, terms, clock, work)
            idle = 0 if moved else idle + 1
            if idle % 2 == 1:
                size = min(self.policy.largest, size * 3 // 2)
            if standing.done == before:
                break
        # how many waves there were depends on the bound; what comes next must not
        self.seed = first

    def _met(self, standing: Standing) -> bool:
        return standing.bound is not None and standing.unmet <= standing.bound

    def _wave(
        self,
        standing: Standing,
        drawn: list[Drawn],
        terms: tuple[str, ...],
        clock: Clock,
        work: float,
    ) -> bool:
        """Plan the parts of a wave and put them into the plan; say whether anything got better."""
        seconds = clock.for_each(self.policy.part_seconds)
        cuts: list[Cut] = []
        for one in drawn:
            self.seed += 1
            effort = PartEffort(seconds, work, self.seed)
            cut = self.cutter.cut(standing.held, one.opened, terms, effort, one.foreign)
            cuts.append(cut)
        answers = self.crew.run(plan_part, [cut.part for cut in cuts], clock, seconds)
        moved = False
        for one, cut, answer in zip(drawn, cuts, answers, strict=True):
            standing.done += answer is not None
            if answer is not None and answer.held is not None:
                standing.held = put_back(standing.held, cut, one.opened, answer.held)
                standing.unmet -= answer.gained.get("unmet", 0)
                moved = True
        standing.found(standing)
        return moved

    def _hopeful(self, standing: Standing) -> Floats:
        """Return the unmet minutes of each item, weighted by the room that the relaxation sees.

        A cell that costs nothing has room; one that costs all that it is worth has none. Of an
        item with very many unmet minutes no more count than a few sessions could give.
        """
        seen = standing.seen or no_outlook(self.task)
        room = np.clip(1.0 - seen.prices / unmet_worth(self.task), 0.0, 1.0)
        return np.minimum(self._left(standing.held), _MOST_WANTED) * (_HOPE + room)

    def _left(self, held: Held) -> IntArray:
        return self.task.left - given_in(held, len(self.task.items))

    def _unmet(self, held: Held) -> int:
        return int(self.priority @ self._left(held))

    def _drawing(self, templates: Templates) -> Drawing:
        sizes = np.array([len(places.attendance_place) for places in templates.places] + [0])
        size = np.zeros((len(self.task.providers), templates.of_day.shape[1]), dtype=np.int64)
        kinds = np.zeros_like(size)
        numbers = {name: number for number, name in enumerate(self.task.providers)}
        for row, name in enumerate(templates.providers):
            size[numbers[name]] = sizes[templates.of_day[row]]
            kinds[numbers[name]] = templates.of_day[row]
        return Drawing(size, kinds, self.cutter.met, self.cutter.student)
