"""Blocks: a site on school days, a site on ESY days, or tele, each nearly a task of its own.

Sessions of different blocks are in each other's way only through students who owe in several of
them and through caps of providers who work in several.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.hours import EVERY_SITE_CODE, TELE_CODE
from makeup_sched.availability.patterns import ABSENT, MINUTES, DayPatterns, distinct_rows
from makeup_sched.availability.regular import RegularSession
from makeup_sched.places.task import Task


@dataclass(frozen=True, eq=False)
class Block:
    """Where and when the sessions of a block are.

    Attributes
    ----------
    sites
        Site codes.
    days
        Marks the planning dates.
    esy
        Whether they are ESY days.
    providers, items
        Numbers in the task of those who could give and get sessions there.
    """

    sites: tuple[int, ...]
    days: BoolArray
    esy: bool
    providers: IntArray
    items: IntArray

    @property
    def tele(self) -> bool:
        """Whether its sessions are held by tele."""
        return self.sites == (TELE_CODE,)

    def holds(self, rows: npt.NDArray[np.void]) -> BoolArray:
        """Mark the rows (with fields `site` and `day`) that lie in the block."""
        return np.asarray(np.isin(rows["site"], self.sites) & self.days[rows["day"]])


def blocks_of(task: Task) -> list[Block]:
    """Return the blocks of a task; every session that it could have lies in at least one.

    Time that serves every site belongs to all of them, so sites with such time are one block.
    """
    on_esy = task.available.days.of_type(("esy",))
    found = []
    for esy, days in ((False, ~on_esy), (True, on_esy)):
        present = {name: _sites_on(task.available.work[name], days) for name in task.providers}
        sites = sorted(set().union(*present.values(), set()) - {TELE_CODE})
        groups = [tuple(sites)] if EVERY_SITE_CODE in sites else [(site,) for site in sites]
        for group in [*groups, (TELE_CODE,)]:
            block = _block(task, group, days, esy, present)
            if len(block.items) and len(block.providers):
                found.append(block)
    return found


def times_in(blocks: list[Block], items: int) -> IntArray:
    """Return in how many of the blocks each of so many items lies."""
    found = np.zeros(items, dtype=np.int64)
    for block in blocks:
        found[block.items] += 1
    return found


def _sites_on(work: DayPatterns, days: BoolArray) -> set[int]:
    codes = np.unique(work.minutes[np.unique(work.of_day[days])]) if days.any() else np.zeros(0)
    return set(codes.astype(np.int64).tolist()) - {ABSENT}


def _block(
    task: Task, sites: tuple[int, ...], days: BoolArray, esy: bool, present: dict[str, set[int]]
) -> Block:
    providers = [number for number, name in enumerate(task.providers) if present[name] & set(sites)]
    names = list(task.providers)
    disciplines = {
        each for number in providers for each in task.providers[names[number]].disciplines
    }
    wanted = [task.items_of_discipline[each] for each in sorted(disciplines)
              if each in task.items_of_discipline]  # fmt: skip
    items = np.sort(np.concatenate(wanted)) if wanted else np.zeros(0, dtype=np.int64)
    if sites == (TELE_CODE,):
        there = task.item_tele
    elif EVERY_SITE_CODE in sites:
        there = np.ones(len(task.items), dtype=bool)
    else:
        there = np.isin(task.item_sites[int(esy)], sites)
    return Block(sites, days, esy, np.array(providers, dtype=np.int64), items[there[items]])


def only_in_block(task: Task, block: Block) -> Task:
    """Return the task with its providers' time outside the block taken away."""
    whole = task.available
    names = {whole.sites[site] for site in block.sites}
    return replace(
        task,
        available=replace(
            whole,
            work={name: _only(work, block) for name, work in whole.work.items()},
            free={name: _only(free, block) for name, free in whole.free.items()},
            regular=tuple(_regular(session, block, names) for session in whole.regular),
        ),
    )


def _only(patterns: DayPatterns, block: Block) -> DayPatterns:
    used, at = np.unique(patterns.of_day[block.days], return_inverse=True)
    inside = np.isin(patterns.minutes[used], block.sites)
    minutes = np.where(inside, patterns.minutes[used], ABSENT).astype(patterns.minutes.dtype)
    nothing = np.full((1, MINUTES), ABSENT, dtype=minutes.dtype)
    rows, number = distinct_rows(np.concatenate([nothing, minutes]))
    of_day = np.zeros(len(block.days), dtype=np.int64)
    of_day[block.days] = number[1:][at.reshape(-1)]
    return DayPatterns(of_day=of_day, minutes=rows)


def _regular(session: RegularSession, block: Block, names: set[str]) -> RegularSession:
    """Let a regular session of the block stand as it is; others can't be joined or extended."""
    here = session.site in names or EVERY_SITE_CODE in block.sites
    return replace(session, takes_place=session.takes_place & block.days & here)
