"""How soon this package plans cases that nothing was developed on, and how near to proven."""

import statistics
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figures, figures, seconds_to_gap
from benchmarks.instances import Instance, write_instance
from benchmarks.machine import machine
from benchmarks.peers.apart import run_apart
from benchmarks.peers.catalog import OURS
from benchmarks.peers.peer import Timeline
from benchmarks.side_by_side import run_tool
from benchmarks.tables import NOTHING, machines, number, seconds, table
from makeup_sched.case.read import read_case

HELD_BACK = range(9000, 9010)
"""Seeds that nothing was developed on."""
LIMITS = {"therapist": 30.0, "school": 60.0}
"""Sizes, and the seconds that a case of each is given."""

HALF = 0.005
"""What the targets call near for a school: a share of the owed minutes."""

_HEAD = (
    "case",
    "owed",
    "careful person",
    "unmet",
    "proven bound",
    "gap",
    "first plan s",
    "1 % s",
    "0.5 % s",
    "proof s",
    "memory MB",
)


@dataclass(frozen=True)
class Planned:
    """One case planned: weighted minutes owed, left by a careful person, and the timeline."""

    name: str
    owed: int
    careful: int
    timeline: Timeline
    figures: Figures

    @property
    def half(self) -> float | None:
        """Seconds until plan and proven bound were within 0.5 % of the owed minutes."""
        return seconds_to_gap(self.timeline, round(HALF * self.owed, 6))


def planned(size: str, seed: int, limit: float, folder: Path) -> Planned:
    """Plan one case.

    Raises
    ------
    RuntimeError
        Where no plan was found, or one that breaks a rule.
    """
    blank = Instance(f"{size}-{seed}", size, 0, seed, "", "", limit, (OURS,))
    place = write_instance(blank, folder)
    case = read_case(place)
    owed = blank.of_case(case).owed
    careful = run_apart("careful_person", place, limit).points[-1].unmet
    run = run_tool(OURS, case, place, limit)
    if run.timeline is None or run.trouble:
        raise RuntimeError(f"{blank.name}: {run.trouble}")
    found = figures(run.timeline, limit, owed, run.timeline.bound or 0)
    return Planned(blank.name, owed, careful, run.timeline, found)


def planning_pages(
    cases: int, limit: float | None, told: Callable[[str], None]
) -> Iterable[tuple[str, list[str]]]:
    """Yield the name and the lines of a page for each size."""
    for size, usual in LIMITS.items():
        at_most = usual if limit is None else limit
        found = []
        for seed in HELD_BACK[:cases]:
            with tempfile.TemporaryDirectory() as folder:
                found.append(planned(size, seed, at_most, Path(folder)))
            told("  ".join(_row(found[-1])))
        yield f"planning-{size}.md", planning_page(size, at_most, found)


def planning_page(size: str, limit: float, found: list[Planned]) -> list[str]:
    """Return the lines of a page."""
    first = _median([one.figures.first for one in found])
    near = _median([one.figures.near_proven for one in found])
    half = _median([one.half for one in found])
    proven = _median([one.figures.proven for one in found])
    return [
        f"# Unmet minutes, {size} size, {len(found)} held-back seeds, at most {limit:g} s",
        "",
        *machines([machine()]),
        "Seconds count from the read case on, minutes are weighted by priority. The gap is",
        "(unmet - bound) / owed; *1 %* and *0.5 %* are when it was first that or less, with the",
        "bound known by then.",
        "",
        *table(_HEAD, [_row(one) for one in found]),
        "",
        f"Median: first plan {first}, 1 % {near}, 0.5 % {half}, proof {proven}.",
    ]


def _row(one: Planned) -> list[str]:
    value, bound = one.timeline.points[-1].unmet, one.timeline.bound
    gap = NOTHING if bound is None else f"{100 * (value - bound) / one.owed:.2f} %"
    return [
        one.name,
        number(one.owed),
        number(one.careful),
        number(value),
        number(bound),
        gap,
        seconds(one.figures.first),
        seconds(one.figures.near_proven),
        seconds(one.half),
        seconds(one.figures.proven),
        number(one.timeline.memory),
    ]


def _median(values: list[float | None]) -> str:
    """Return the median; what was not reached counts as later than all that was."""
    late = [float("inf") if value is None else value for value in values]
    found = statistics.median(late)
    return "not reached" if found == float("inf") else f"{found:.2f} s"
