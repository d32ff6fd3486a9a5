"""Runs tools side by side on one instance, one after the other, each in a process of its own.

Every tool gets the same case, the same cores and the same limit, the building of its model
included. Its last plan goes through the package's checker and is counted again; a plan that breaks
a rule counts for nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.instances import Instance, WrongBoundError
from benchmarks.machine import machine
from benchmarks.peers.apart import run_apart
from benchmarks.peers.catalog import PEERS
from benchmarks.peers.peer import PeerFailedError, PeerMissingError, Timeline
from benchmarks.results_file import ToolRun
from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case
from makeup_sched.checker import check, recount

Told = Callable[[Instance, ToolRun], None]
_LONGEST = 160
"""Characters of what a crashed tool said that are kept."""


def measure(
    instance: Instance, folder: Path, tools: Iterable[str], seconds: float, told: Told
) -> Instance:
    """Run tools on an instance whose case stands in a folder.

    `told` is called after each with the row, which is returned at the end: it holds whatever was
    found that is better than what was known.
    """
    case = read_case(folder)
    known = instance.of_case(case)
    for tool in tools:
        run = run_tool(tool, case, folder, seconds)
        if run.timeline is not None:
            known, run = _taken_in(known, run, run.timeline)
        told(known, run)
    return known


def run_tool(tool: str, case: Case, folder: Path, seconds: float) -> ToolRun:
    """Run one tool and check its plan; what goes wrong is told in the run."""
    grace = max(60.0, seconds)
    try:
        timeline = run_apart(tool, folder, seconds, grace)
    except PeerMissingError as error:
        return ToolRun(tool, seconds, machine(), None, str(error))
    except PeerFailedError as error:
        return ToolRun(tool, seconds, machine(), None, _why(error))
    return ToolRun(tool, seconds, machine(), timeline, _wrong(case, timeline))


def _why(error: PeerFailedError) -> str:
    """Say it in short where that says it all."""
    return error.in_short if type(error) is not PeerFailedError else str(error)[:_LONGEST]


def _wrong(case: Case, timeline: Timeline) -> str:
    """Say what is wrong with a tool's last plan; blank where nothing is."""
    if not timeline.points:
        return "no plan"
    broken = check(case, timeline.sessions)
    if broken:
        return f"its plan breaks {len(broken)} rules: {broken[0]}"
    counted, claimed = recount(case, timeline.sessions).unmet, timeline.points[-1].unmet
    return "" if counted == claimed else f"its plan leaves {counted} unmet and not {claimed}"


def _taken_in(known: Instance, run: ToolRun, timeline: Timeline) -> tuple[Instance, ToolRun]:
    """Take a run's plan, if it is sound, and bound into the row; say where they do not fit it."""
    if not run.trouble:
        value = timeline.points[-1].unmet
        if value < known.bound:
            note = f"its plan disproves the bound {known.bound} of {known.bound_by}"
            run = replace(run, timeline=replace(timeline, note=note))
        known = known.with_plan(value, run.tool)
    try:
        return known.with_bound(timeline.bound, run.tool), run
    except WrongBoundError as error:
        return known, replace(run, trouble=str(error))


def in_a_line(instance: Instance, run: ToolRun) -> str:
    """Return a run in a line, for whoever watches."""
    found = [f"{instance.name:16}", f"{PEERS[run.tool].label:22}"]
    if run.timeline is not None:
        for point in run.timeline.points[-1:]:
            found.append(f"unmet {point.unmet:,} after {point.seconds:.1f} s")
        if run.timeline.bound is not None:
            found.append(f"bound {run.timeline.bound:,}")
        found.append(f"{run.timeline.memory:,.0f} MB")
    return "  ".join([*found, run.trouble])
