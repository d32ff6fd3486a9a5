"""A plan and a bound block by block: schools side by side, then ESY and tele with what is left.

Items that several blocks could serve tie blocks together. What the relaxation of the whole gives
on ESY days and by tele is kept for them. For the bound, each block takes such an item's cells at a
price, which makes the sum of the blocks' bounds a bound on the whole (Lagrange): for prices from 0
to what a cell is worth, a plan's unmet cells of an item are those that each block leaves, less
what is owed for every block but one.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.availability.hours import TELE_CODE
from makeup_sched.places.blocks import Block, blocks_of, only_in_block
from makeup_sched.places.narrowing import Narrow
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held, nothing_held, together
from makeup_sched.solve.parts.block_work import BlockAnswer, BlockJob
from makeup_sched.solve.parts.cutting import Cutter, in_whole
from makeup_sched.solve.parts.fitting import fitting
from makeup_sched.solve.program import Clock
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


Rounds = Generator[list[BlockToDo], list[BlockAnswer | None], int]
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
        self.times = np.zeros(len(task.items), dtype=np.int64)
        for block in self.blocks:
            self.times[block.items] += 1
        if not alone:
            # whoever may be served by tele could be elsewhere, where nothing is known to stay unmet
            here = np.concatenate([_nobody(), *(b.items for b in self.blocks if _is_tele(b))])
            elsewhere = task.item_tele.copy()
            elsewhere[here] = False
            self.times[elsewhere] += 1
        priced = np.clip(np.rint(outlook.prices * _SCALE).astype(np.int64), 0, self.worth)
        self.prices = np.where(self.times > 1, priced, self.worth)
        self.for_esy = _whole_minutes(outlook.esy_cells, task)
        self.for_tele = _whole_minutes(outlook.tele_cells, task)

    def rounds(
        self, standing: Held, clock: Clock, seconds: float, told: Callable[[Held], None]
    ) -> Rounds:
        """Plan and bound the blocks; what stands stays where a block has no better plan in time.

        `seconds` is the most that one block may take; `told` gets the plan after each round.
        Yields each round's jobs and is sent their answers; returns the bound on the whole.
        """
        limit = min(seconds, clock.left)
        tele = [b for b in self.blocks if _is_tele(b)]
        esy = [b for b in self.blocks if b.esy and b not in tele]
        school = [b for b in self.blocks if not b.esy and b not in tele]
        kept = self.for_esy + self.for_tele
        first = [self._job(block, nothing_held(), kept, limit) for block in school]
        answers = yield first
        held = self._renewed(nothing_held(), standing, first, answers)
        held = fitting(self.task, held, _outside(standing, school))
        told(held)
        if clock.over:
            return self._bound([])

        # ESY and tele side by side, each without what is kept for the other; the bounds come with
        # them, so that no worker waits for the last of them
        limit = min(seconds, clock.left)
        beside = _outside(held, [*esy, *tele])
        second = [self._job(block, beside, self.for_tele, limit) for block in esy]
        parts = [part for block in tele for part in self._by_discipline(block)]
        second += [self._job(part, beside, self.for_esy, limit) for part in parts]
        bounded = self.blocks if self.alone else [*school, *esy]
        bounds = [self._job(block, nothing_held(), None, limit) for block in bounded]
        answers = yield [*second, *bounds]
        held = self._renewed(beside, held, second, answers[: len(second)])
        told(held)
        return self._bound(answers[len(second) :])

    def _renewed(
        self, beside: Held, before: Held, jobs: list[BlockToDo], answers: list[BlockAnswer | None]
    ) -> Held:
        """Return the plan with each block's new sessions, or those from before where it has none.

        `beside` is what stands outside the blocks, `before` what stood inside.
        """
        parts = []
        for job, answer in zip(jobs, answers, strict=True):
            if answer is not None and answer.held is not None:
                parts.append(in_whole(job.narrow, answer.held))
        new = fitting(self.task, beside, together(parts))
        inside = np.zeros(len(before), dtype=bool)
        for job in jobs:
            inside |= job.block.holds(before)
        return fitting(self.task, new, before[inside])

    def _by_discipline(self, block: Block) -> list[Block]:
        """Split a block so that no student is in two of its parts; some items are left out."""
        found: list[Block] = []
        seen: set[str] = set()
        for name in sorted({self.task.items[item].discipline for item in block.items.tolist()}):
            mine = [
                item
                for item in block.items.tolist()
                if self.task.items[item].discipline == name
                and self.task.items[item].student_id not in seen
            ]
            seen |= {self.task.items[item].student_id for item in mine}
            found.append(replace(block, items=np.array(mine, dtype=np.int64)))
        return [part for part in found if len(part.items)]

    def _job(
        self,
        block: Block,
        held: Held,
        kept: IntArray | None,
        seconds: float,
    ) -> BlockToDo:
        """Return a job beside what is held: a plan without the `kept` minutes of each item.

        Without `kept` it is a job for the block's bound.
        """
        self.seed += 1
        narrow = self.cutter.around(held, block.providers, block.items)
        left = narrow.task.left
        work = BlockJob(
            task=only_in_block(narrow.task, block),
            prices=self.prices[block.items] if kept is None else None,
            allotted=None if kept is None else np.maximum(0, left - kept[block.items]),
            day_by_day=block.esy or _is_tele(block),
            seconds=seconds,
            seed=self.seed,
        )
        return BlockToDo(block, narrow, work)

    def _bound(self, answers: list[BlockAnswer | None]) -> int:
        """Return the bound on the whole; a block that gave none may leave nothing unmet."""
        left = self.task.left // self.task.grid
        twice = np.maximum(0, self.times - 1)
        total = -int((self.prices * twice) @ left)
        total += int((self.worth * (self.times == 0)) @ left)
        for answer in answers:
            if answer is not None and answer.bound is not None:
                total += answer.bound
        unit = int(np.gcd.reduce(self.worth)) or 1
        return max(0, -(-total // unit) * unit // _SCALE)


def _whole_minutes(cells: Floats, task: Task) -> IntArray:
    """Return minutes that are kept for later: the whole cells that the relaxation gives there."""
    return np.floor(cells + _CLOSE).astype(np.int64) * task.grid


def _is_tele(block: Block) -> bool:
    return block.sites == (TELE_CODE,)


def _nobody() -> IntArray:
    return np.zeros(0, dtype=np.int64)


def _outside(held: Held, blocks: list[Block]) -> Held:
    """Return what a plan holds outside some blocks."""
    inside = np.zeros(len(held), dtype=bool)
    for block in blocks:
        inside |= block.holds(held)
    return held[~inside]
