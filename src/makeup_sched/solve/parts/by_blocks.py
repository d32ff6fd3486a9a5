"""A plan and a bound block by block: ESY days first, then schools side by side, then tele.

Items that several blocks could serve tie blocks together. ESY days get what the relaxation of the
whole gives there, and no more; what they do not hold after all is still owed when the schools are
planned. What the relaxation gives by tele is kept for it until tele gets all that is left. Beside
tele, ESY days are planned once more, with what the schools left; that counts where it serves more.

For the bound, each block takes such an item's cells at a price, which makes the sum of the blocks'
bounds a bound on the whole (Lagrange): for prices from 0 to what a cell is worth, a plan's unmet
cells of an item are those that each block leaves, less what is owed for every block but one.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.places.blocks import Block, blocks_of, times_in
from makeup_sched.places.narrowing import Narrow
from makeup_sched.places.task import Task
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import Held, given_in, nothing_held, together
from makeup_sched.solve.parts.block_work import BlockAnswer, BlockJob
from makeup_sched.solve.parts.cutting import Cutter, in_whole
from makeup_sched.solve.parts.fitting import fitting
from makeup_sched.solve.relaxed import Floats, Outlook, unmet_worth

_SCALE = 100
"""Prices are whole hundredths of the objective's unit."""
_CLOSE = 0.01
"""Share of a cell by which the relaxation may miss a whole one."""


@dataclass(frozen=True)
class BlockToDo:
    """A block to work on, with its place in the whole."""

    block: Block
    narrow: Narrow
    work: BlockJob

    @property
    def size(self) -> int:
        """A guess at how much work it is: who could meet whom, and how often."""
        free = sum(
            int((free.minutes >= 0).sum()) for free in self.work.task.available.free.values()
        )
        return free * len(self.block.items)


Answers = list[BlockAnswer | None]
Rounds = Generator[list[BlockToDo], Answers, int]
"""Asks for blocks to be worked on, round by round, and returns a bound."""


class ByBlocks:
    """One pass over the blocks of a task.

    Unless the task is `alone`, its tele students could be served by tele from elsewhere, too.
    """

    def __init__(
        self,
        task: Task,
        cutter: Cutter,
        outlook: Outlook,
        seed: int,
        alone: bool = True,
    ) -> None:
        self.task, self.cutter, self.seed = task, cutter, seed
        self.blocks, self.alone = blocks_of(task), alone
        self.worth = unmet_worth(task) * _SCALE
        self.times = times_in(self.blocks, len(task.items))
        self.free = task.item_tele & (not alone)
        self.prices = self._whole(outlook.prices)
        self.for_esy = _whole_minutes(outlook.esy_cells, task)
        self.for_tele = _whole_minutes(outlook.tele_cells, task)

    def _whole(self, prices: Floats) -> IntArray:
        """Return prices in whole hundredths; what only one block gives costs what it is worth."""
        priced = np.clip(np.rint(prices * _SCALE).astype(np.int64), 0, self.worth)
        # who may be served by tele from elsewhere is owed nothing for certain, at no price
        return np.where(self.free, 0, np.where(self.times > 1, priced, self.worth))

    def rounds(
        self,
        standing: Held,
        clock: Clock,
        seconds: float,
        told: Callable[[Held], None],
        better: Callable[[], Floats | None] = lambda: None,
        bounded: bool = True,
    ) -> Rounds:
        """Plan blocks, and bound them if `bounded`; what stands stays where none is better in time.

        `seconds` is the most that one block may take; `told` gets the plan after each round;
        `better` gives better prices for the bounds, where there are any.
        Yields each round's jobs and is sent their answers; returns the bound on the whole.
        """
        tele = [b for b in self.blocks if b.tele]
        esy = [b for b in self.blocks if b.esy and not b.tele]
        school = [b for b in self.blocks if not b.esy and not b.tele]
        held = nothing_held()

        first = [self._plan(block, held, self.for_esy, clock, seconds) for block in esy]
        held = self._with_new(held, first, (yield first), standing)
        told(self._filled(held, standing))
        if clock.over:
            return self.bound([])

        most = self._left(held) - self.for_tele
        second = [self._plan(block, held, most, clock, seconds) for block in school]
        held = self._with_new(held, second, (yield second), standing)
        told(self._filled(held, standing))
        if clock.over:
            return self.bound([])

        left = self._left(held)
        third = [self._plan(block, held, left, clock, seconds) for block in tele]
        again = [self._again(block, held, clock, seconds) for block in esy]
        answers = iter((yield [*third, *again]))
        held = self._with_new(held, third, list(islice(answers, len(third))), standing)
        held = self._with_better(held, again, list(answers))
        told(self._filled(held, standing))
        if clock.over or not bounded:
            return self.bound([])

        if (prices := better()) is not None:
            self.prices = self._whole(prices)
        return self.bound((yield self.to_bound(clock, seconds)))

    def _left(self, held: Held) -> IntArray:
        return self.task.left - given_in(held, len(self.task.items))

    def _filled(self, held: Held, standing: Held) -> Held:
        """Add what of the plan from before still fits."""
        return fitting(self.task, held, standing)

    def _with_new(
        self, beside: Held, jobs: list[BlockToDo], answers: Answers, before: Held
    ) -> Held:
        """Return the plan with each block's new sessions, or those from before where it has none.

        `beside` is what stands outside the blocks, `before` what stood inside.
        """
        parts, missing = [], []
        for job, answer in zip(jobs, answers, strict=True):
            if answer is not None and answer.held is not None:
                parts.append(in_whole(job.narrow, answer.held))
            else:
                missing.append(before[job.block.holds(before)])
        new = fitting(self.task, beside, together(parts))
        return fitting(self.task, new, together(missing)) if missing else new

    def _with_better(self, held: Held, jobs: list[BlockToDo], answers: Answers) -> Held:
        """Return the plan with the new sessions of each block that serves more with them."""
        for job, answer in zip(jobs, answers, strict=True):
            if answer is not None and answer.held is not None:
                new = in_whole(job.narrow, answer.held)
                new = fitting(self.task, _outside(held, job.block), new)
                held = max(held, new, key=self._served)
        return held

    def _served(self, held: Held) -> int:
        return int(self.worth @ given_in(held, len(self.worth)))

    def _plan(
        self, block: Block, held: Held, most: IntArray, clock: Clock, seconds: float
    ) -> BlockToDo:
        """Return a job for a plan beside what is held, of at most so many minutes of each item."""
        return self._job(block, held, np.maximum(0, most), clock.for_each(seconds))

    def _again(self, block: Block, held: Held, clock: Clock, seconds: float) -> BlockToDo:
        """Return a job to plan a block anew with what the others leave and tele is not to have."""
        others = _outside(held, block)
        return self._plan(block, others, self._left(others) - self.for_tele, clock, seconds)

    def to_bound(self, clock: Clock, seconds: float) -> list[BlockToDo]:
        """Return jobs for the blocks' bounds, each as if there were no other block."""
        limit = clock.for_each(seconds)
        bounded = [block for block in self.blocks if self.alone or not block.tele]
        return [self._job(block, nothing_held(), None, limit) for block in bounded]

    def _job(self, block: Block, held: Held, most: IntArray | None, seconds: float) -> BlockToDo:
        """Return a job beside what is held; without `most` it is one for the block's bound."""
        self.seed += 1
        narrow = self.cutter.within(held, block)
        left = narrow.task.left
        work = BlockJob(
            task=narrow.task,
            prices=self.prices[block.items] if most is None else None,
            allotted=None if most is None else np.minimum(left, most[block.items]),
            day_by_day=block.esy or block.tele,
            seconds=seconds,
            seed=self.seed,
        )
        return BlockToDo(block, narrow, work)

    def bound(self, answers: Answers) -> int:
        """Return the bound on the whole; a block that gave none may leave nothing unmet."""
        left = self.task.left // self.task.grid
        twice = np.maximum(0, self.times - 1)
        total = -int((self.prices * twice) @ left)
        total += int((self.worth * ((self.times == 0) & ~self.free)) @ left)
        for answer in answers:
            if answer is not None and answer.bound is not None:
                total += answer.bound
        unit = int(np.gcd.reduce(self.worth)) or 1
        return max(0, -(-total // unit) * unit // _SCALE)


def _whole_minutes(cells: Floats, task: Task) -> IntArray:
    """Return cells that the relaxation gives to each item, as minutes: whole cells only."""
    return np.floor(cells + _CLOSE).astype(np.int64) * task.grid


def _outside(held: Held, block: Block) -> Held:
    """Return what a plan holds outside a block."""
    return held[~block.holds(held)]
