"""A task of many providers, component by component: each is a district of its own.

What shares no provider and no student is split exactly. Where tele alone ties very many providers
together, each component keeps its tele to itself, and its bound supposes that all tele students
could be served by tele elsewhere.
"""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.model.objective import terms_in_order
from makeup_sched.places.components import components
from makeup_sched.places.narrowing import Narrow
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates, templates_within
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import Held, nothing_held, together
from makeup_sched.solve.parts.crew import Crew, Later
from makeup_sched.solve.parts.cutting import in_whole, into_smaller
from makeup_sched.solve.parts.district import District, PartsPolicy, Standing
from makeup_sched.solve.parts.outlook_work import OutlookAnswer, OutlookJob, look, work_on_outlook
from makeup_sched.solve.parts.prices import PriceJob, prices_over_all_blocks, work_on_prices
from makeup_sched.solve.parts.side_by_side import side_by_side
from makeup_sched.solve.relaxed import Floats, Outlook

_TOGETHER = 250
"""Providers that may be tied together by tele alone."""
_FOR_PRICES = 0.3
"""Most of the time that looking for better prices may take: plans want the workers, too."""
_PRICES_TAKE = 4.0
"""Times as long as a first plan that it takes to find them, on generated districts."""
_FOR_OUTLOOK, _FOR_BLOCKS = 0.4, 0.9
"""Most of the time that relaxations may take, and of what is then left that blocks may."""


@dataclass(frozen=True)
class _Component:
    narrow: Narrow
    district: District
    standing: Standing


class Whole:
    """One run over all components of a task.

    `told` is called whenever a component has a better plan or bound, or a block is ready.
    """

    def __init__(
        self,
        templates: Templates,
        baseline: pd.DataFrame | None,
        crew: Crew,
        seed: int,
        policy: PartsPolicy,
        told: Callable[["Whole"], None],
    ) -> None:
        task = templates.task
        self.templates, self.task, self.told = templates, task, told
        self.crew, self.policy = crew, policy
        self.terms = tuple(term.name for term in terms_in_order(task.case, baseline))
        narrows = components(task)
        exact = max((len(narrow.providers) for narrow in narrows), default=0) <= _TOGETHER
        if not exact:
            narrows = components(task, tele=False)
            exact = len(narrows) == 1  # nothing was cut after all
        self.exact = exact
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

    def run(
        self, start: Held | None, clock: Clock, share: float, known: Outlook | None = None
    ) -> None:
        """Plan all components: a first plan of each, then `unmet`, then the later terms.

        `share` is the first term's share of the time that is left when the blocks are planned;
        what is `known` of the relaxation (of all items) is not looked for.
        """
        templates = [templates_within(self.templates, part.narrow) for part in self.parts]
        with (
            ThreadPoolExecutor(max_workers=1) as pool,
            clock.part(_FOR_OUTLOOK).aside() as beside,
        ):
            # the workers solve the relaxations while the first plans are made here
            seen = pool.submit(self._outlooks, templates, beside, known)
            begun = clock.elapsed
            for part, its in zip(self.parts, templates, strict=True):
                before = None if start is None else into_smaller(start, part.narrow, self.task)
                part.district.first(part.standing, its, before)
            self.told(self)
            # behind the relaxations, before the blocks: a worker has time for them now
            prices = self._prices(clock, clock.elapsed - begun)
            self._take(seen.result())
        del templates
        for part in self.parts:
            part.standing.found = lambda _: self.told(self)
        self.told(self)
        self._by_blocks(prices, clock.part(_FOR_BLOCKS))
        self._in_turn(clock.part(share), District.improve)
        self._in_turn(clock, District.polish)

    def _outlooks(
        self, templates: list[Templates], clock: Clock, known: Outlook | None
    ) -> list[OutlookAnswer | None]:
        if known is not None:
            return [OutlookAnswer(known.of(part.narrow.items), None) for part in self.parts]
        if self.crew.make is None and clock.meter is None:
            return [look(each, clock) for each in templates]
        limit = clock.for_each(math.inf)
        jobs = [OutlookJob(each, limit) for each in templates]
        return self.crew.run(work_on_outlook, jobs, clock, limit)

    def _prices(self, clock: Clock, seconds: float) -> list[Later[Floats | None]]:
        """Begin to look for better prices for each component, where there is time for it.

        `seconds` is how long the first plans took.
        """
        most, takes = clock.left * _FOR_PRICES, _PRICES_TAKE * seconds
        limit = clock.for_each(min(self.policy.block_seconds, most))
        # blocks wait behind those of all components; how many workers there are is not known
        if not self.policy.bounded or most < takes or limit < takes / len(self.parts):
            return []
        return [self._price(part.narrow.task, limit) for part in self.parts]

    def _price(self, task: Task, limit: float) -> Later[Floats | None]:
        def here(clock: Clock) -> Floats | None:
            return prices_over_all_blocks(task, clock, self.exact)

        return self.crew.later(work_on_prices, PriceJob(task, self.exact, limit), here)

    def _take(self, answers: list[OutlookAnswer | None]) -> None:
        """Keep what the relaxations say; their bounds count where they hold for the whole."""
        for part, answer in zip(self.parts, answers, strict=True):
            part.standing.seen = None if answer is None else answer.seen
            if self.exact and answer is not None and answer.bound is not None:
                part.standing.proven(answer.bound)

    def _by_blocks(self, prices: list[Later[Floats | None]], clock: Clock) -> None:
        def answered(number: int) -> None:
            self.parts[number].standing.done += 1
            self.told(self)

        def better(number: int) -> Callable[[], Floats | None]:
            # the blocks are still to be bounded then, at these prices or the outlook's
            return lambda: prices[number].answer(clock.part(_FOR_PRICES)) if prices else None

        rounds = [
            part.district.by_blocks(part.standing, clock, better(number))
            for number, part in enumerate(self.parts)
        ]
        seconds = clock.for_each(self.policy.block_seconds)
        side_by_side(self.crew, rounds, clock, seconds, answered)
        for one in prices:
            one.give_up()

    def _in_turn(self, clock: Clock, work: Callable[[District, Standing, Clock], None]) -> None:
        """Let each component work for a time in proportion to what it owes."""
        owed = [float(part.narrow.task.left.sum()) + 1.0 for part in self.parts]
        for number, part in enumerate(self.parts):
            share = owed[number] / sum(owed[number:])
            work(part.district, part.standing, clock.part(share))
