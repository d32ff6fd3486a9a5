"""The page `results/growth.md`: what becomes of time and memory from 10 to 1,000 providers."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.figures import figures
from benchmarks.peers.catalog import OURS
from benchmarks.peers_page import Measured
from benchmarks.tables import NOTHING, machines, number, percent, seconds, table

_INTRODUCTION = (
    "# Growth",
    "",
    "Slices of one made-up state, planned by this package alone for unmet minutes. Seconds count",
    "from the read case on. *1 %*: unmet minutes within 1 % of the owed minutes from the best",
    "bound known; memory is that of all processes at their peak.",
    "",
)
_HEAD = (
    "providers",
    "owed",
    "first plan s",
    "1 % s",
    "s per provider",
    "placed at the end",
    "unmet",
    "bound",
    "gap",
    "limit s",
    "memory MB",
    "MB per provider",
)


@dataclass(frozen=True)
class Growth:
    """One slice: what the picture of growth shows; None where it was not reached."""

    providers: int
    first: float | None
    near: float | None
    memory: float


def grown(measured: Iterable[Measured]) -> list[Growth]:
    """Return the slices that were measured, the smallest first."""
    found = []
    for instance, runs in _slices(measured):
        timeline = runs.runs[OURS].timeline
        if timeline is not None and not runs.runs[OURS].trouble:
            limit = runs.runs[OURS].limit
            of = figures(timeline, limit, instance.owed, instance.known_bound)
            found.append(Growth(instance.providers, of.first, of.near, timeline.memory))
    return found


def growth_page(measured: Iterable[Measured]) -> list[str]:
    """Return the lines of the page."""
    shown = _slices(measured)
    rows = [_row(one) for one in shown]
    found = machines(runs.runs[OURS].machine for _, runs in shown)
    return [*_INTRODUCTION, *found, "![Growth](growth.png)", "", *table(_HEAD, rows)]


def _slices(measured: Iterable[Measured]) -> list[Measured]:
    own = [(row, runs) for row, runs in measured if row.providers and OURS in runs.runs]
    return sorted(own, key=lambda one: one[0].providers)


def _row(measured: Measured) -> list[str]:
    instance, runs = measured
    run = runs.runs[OURS]
    head = [number(instance.providers), number(instance.owed)]
    if run.timeline is None or run.trouble:
        return [*head, run.trouble, *[NOTHING] * (len(_HEAD) - 3)]
    timeline = run.timeline
    of = figures(timeline, run.limit, instance.owed, instance.known_bound)
    value = timeline.points[-1].unmet
    gap = None if timeline.bound is None else (value - timeline.bound) / instance.owed
    each = None if of.near is None else of.near / instance.providers
    return [
        *head,
        seconds(of.first),
        seconds(of.near),
        seconds(each),
        percent(of.end),
        number(value),
        number(timeline.bound),
        NOTHING if gap is None else f"{100 * gap:.2f} %",
        f"{run.limit:g}",
        number(timeline.memory),
        f"{timeline.memory / instance.providers:.1f}",
    ]
