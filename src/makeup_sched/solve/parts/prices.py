"""Better prices for what several blocks could give: one linear relaxation over all blocks at once.

Each block (a school, an ESY site, tele) is relaxed over its own classes of dates. What an item is
owed ties them together. The prices of these ties are the best there are for the sum of the blocks'
bounds, but for the rows that bounding adds to a block later. On generated districts they raised the
bound on the whole by 0.06 to 0.6 % of the owed minutes; it takes two to three times as long as the
outlook.
"""

from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.rows import NO_LIMIT, Rows, stacked
from makeup_sched.model.variables import Variables
from makeup_sched.places.blocks import Block, blocks_of, times_in
from makeup_sched.places.columns import class_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import nothing_held
from makeup_sched.solve.highs import Relaxation
from makeup_sched.solve.parts.cutting import Cutter
from makeup_sched.solve.program import Program
from makeup_sched.solve.relaxed import Floats, unmet_program, unmet_worth

_BROKEN = 1e-4
_ROUNDS = 2
"""Most times that the relaxation is solved."""


@dataclass(frozen=True)
class PriceJob:
    """A task whose blocks' prices are looked for, and the time limit.

    Unless it is `alone`, its tele students could be served by tele from elsewhere, too.
    """

    task: Task
    alone: bool
    seconds: float


def work_on_prices(job: PriceJob) -> Floats | None:
    """Look for prices in a worker."""
    return prices_over_all_blocks(job.task, Clock.of_job(job.seconds), job.alone)


def prices_over_all_blocks(task: Task, clock: Clock, alone: bool = True) -> Floats | None:
    """Return by how much `unmet` grows with one more cell owed of each item.

    It lies between 0 (there is room for it) and what the cell is worth. None where the time does
    not suffice, or where no block shares an item with another, so that prices say nothing. Unless
    the task is `alone`, its tele students count as served by tele from elsewhere.
    """
    blocks = [block for block in blocks_of(task) if alone or not block.tele]
    worth = np.where(alone | ~task.item_tele, unmet_worth(task), 0)
    if not (times_in(blocks, len(worth))[worth > 0] > 1).any():
        return None
    joined = _Joined(Cutter(task, None), blocks, worth, clock)
    if clock.over:
        return None
    engine = Relaxation(joined.program, ~joined.late)
    found = None
    for _ in range(_ROUNDS):
        if engine.solve(clock) is None:
            break
        found = np.clip(-engine.prices[joined.debts :], 0.0, worth)
        if not engine.add_broken(_BROKEN):
            break
    return found


class _Joined:
    """The programs of all blocks in one, each item's unmet cells once; its late rows marked.

    `debts` is the first of the rows that tie the blocks together, one for each item.
    """

    def __init__(self, cutter: Cutter, blocks: list[Block], worth: IntArray, clock: Clock) -> None:
        rows, uppers, weights, late, unmet = [], [], [], [], []
        count = 0
        for block in blocks:
            if clock.over:
                break
            task = cutter.within(nothing_held(), block).task
            variables = Variables(class_columns(find_templates(task)))
            program, marked = unmet_program(variables, worth[block.items])
            rows.append(replace(program.rows, variable=program.rows.variable + count))
            uppers.append(program.upper)
            weights.append(np.zeros_like(program.weights))
            late.append(marked)
            unmet.append(variables.unmet + count)
            count += len(program.upper)
        self.debts = sum(map(len, rows))
        left = cutter.task.left // cutter.task.grid
        tied = _debts(left, blocks[: len(unmet)], unmet, count)
        self.late: BoolArray = np.concatenate([*late, np.zeros(len(tied), dtype=bool)])
        self.program = Program(
            stacked([*rows, tied]),
            np.concatenate([*uppers, left]),
            np.concatenate([*weights, worth]),
        )


def _debts(left: IntArray, blocks: list[Block], unmet: list[IntArray], first: int) -> Rows:
    """Return a row for each item, which ties the blocks together.

    The cells unmet in the end (variables from `first` on) are at least those that the blocks leave,
    less what is owed for every block but one; with no block all are unmet. That blocks give no more
    than is owed goes without saying: as an equation the engine took ten times as long.
    """
    everything = np.arange(len(left))
    limit = (times_in(blocks, len(left)) - 1) * left
    return Rows(
        row=np.concatenate([everything, *(block.items for block in blocks)]),
        variable=np.concatenate([first + everything, *unmet]),
        coefficient=np.concatenate([-np.ones_like(left), *(np.ones_like(u) for u in unmet)]),
        lower=np.full_like(limit, -NO_LIMIT),
        upper=limit,
    )
