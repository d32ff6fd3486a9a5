"""What a worker does with a block: bounds it, and plans it.

A plan over classes of dates, put on dates, is the better one for a school's year. On ESY days and
by tele it takes long and loses on the dates what it gained over classes: there the careful person's
plan, day by day, gives more (measured on made-up districts).
"""

from dataclasses import dataclass, replace

from makeup_sched.availability.days import IntArray
from makeup_sched.places.columns import Columns, class_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.dating import put_on_dates
from makeup_sched.solve.first_plan import first_plan
from makeup_sched.solve.held import Held, given_in
from makeup_sched.solve.relaxed import unmet_worth
from makeup_sched.solve.sketch import BRIEF, relaxation, sketch


@dataclass(frozen=True)
class BlockJob:
    """A block to be worked on.

    Attributes
    ----------
    task
        Providers and items of the block, the providers' time outside it taken away.
    prices
        What an unmet cell of each item counts for in the bound; None: no bound is wanted.
    allotted
        Minutes of each item that the plan may give; None: no plan is wanted.
    day_by_day
        Whether the careful person's plan will do.
    seconds, seed
        Time limit, and the seed of the search.
    """

    task: Task
    prices: IntArray | None
    allotted: IntArray | None
    day_by_day: bool
    seconds: float
    seed: int


@dataclass(frozen=True)
class BlockAnswer:
    """A lower bound on what is unmet in the block, and the plan found, each where wanted."""

    bound: int | None
    held: Held | None


def work_on_block(job: BlockJob) -> BlockAnswer:
    """Bound a block, and plan it, as is wanted."""
    clock = Clock.of_job(job.seconds)
    templates = find_templates(job.task)
    if not any(len(places.start) for places in templates.places):
        left = job.task.left // job.task.grid
        return BlockAnswer(None if job.prices is None else int(job.prices @ left), None)
    held = None
    if job.allotted is not None:
        templates = replace(templates, task=replace(job.task, left=job.allotted))
        held = first_plan(templates)
        if not job.day_by_day:
            held = _better(held, class_columns(templates), job.seed, clock)
    if job.prices is None:
        return BlockAnswer(None, held)
    templates = replace(templates, task=job.task)
    return BlockAnswer(_bound(job.prices, class_columns(templates), clock), held)


def _better(held: Held, columns: Columns, seed: int, clock: Clock) -> Held:
    """Return a plan over classes of dates, put on dates, where it gives more than what is held."""
    worth = unmet_worth(columns.task)
    found = sketch(columns, worth, clock.part(0.7), lambda _: None, seed, BRIEF)
    if found is None:
        return held
    dated = put_on_dates(found, clock)
    return max(dated, held, key=lambda plan: int(worth @ given_in(plan, len(worth))))


def _bound(prices: IntArray, columns: Columns, clock: Clock) -> int:
    bounds = [0]  # nothing is worth less than nothing
    if not prices.any():
        return 0
    relaxation(columns, prices, clock, bounds.append)
    return max(bounds)
