"""The page `results/peers.md`: each instance with all tools side by side."""

from collections.abc import Iterable

from benchmarks.figures import MARKS, Figures, figures
from benchmarks.instances import Instance, provider_count
from benchmarks.peers.catalog import PEERS
from benchmarks.results_file import InstanceRuns, ToolRun
from benchmarks.tables import NOTHING, machines, number, percent, seconds, table

Measured = tuple[Instance, InstanceRuns]

_INTRODUCTION = (
    "# Side by side with other tools",
    "",
    "Each tool gets the same case, two cores and the same limit, and runs in a process of its own.",
    "The case asks for one thing: as few unmet minutes as can be. Seconds count from the read case",
    "on; building the model counts, loading libraries and starting Java do not. Every last plan",
    "has passed this package's checker. Memory is that of all processes of a tool at its peak.",
    "",
    "*Placed* is the share of what can be placed: minutes placed by the time / (owed - best bound",
    "known). *1 %* is when unmet minutes were within 1 % of the owed minutes from the best bound",
    "known, *proof* when the tool's own bound met its own plan. What the tools are and what the",
    "models of some leave out: `benchmarks/peers`.",
    "",
)
_HEAD = (
    "tool",
    "first plan s",
    *(f"placed after {mark:g} s" for mark in MARKS),
    "at the end",
    "unmet",
    "bound",
    "1 % s",
    "proof s",
    "memory MB",
    "remarks",
)


def peers_page(measured: Iterable[Measured]) -> list[str]:
    """Return the lines of the page."""
    shown = [(instance, runs) for instance, runs in measured if runs.runs]
    found = [run.machine for _, runs in shown for run in runs.runs.values()]
    lines = [*_INTRODUCTION, *machines(found), "![Share placed against time](peers.png)", ""]
    for instance, runs in shown:
        lines += _section(instance, runs)
    return lines[:-1]


def _section(instance: Instance, runs: InstanceRuns) -> list[str]:
    value = "no plan known" if instance.value < 0 else f"best known {instance.value:,} unmet"
    by = f" ({PEERS[instance.value_by].label})" if instance.value_by in PEERS else ""
    bound = f"no plan is known to be impossible below {instance.known_bound:,}"
    if instance.bound_by in PEERS:
        bound = f"at least {instance.bound:,} in every plan ({PEERS[instance.bound_by].label})"
    count = provider_count(instance)
    facts = f"Providers: {count:,}. {instance.owed:,} weighted minutes owed; {value}{by}; {bound}."
    limits = {f"{run.limit:g} s" for run in runs.runs.values()}
    rows = [_row(instance, runs.runs[tool]) for tool in PEERS if tool in runs.runs]
    head = [f"## {instance.name}", "", f"{facts} Limit {' or '.join(sorted(limits))}.", ""]
    return [*head, *table(_HEAD, rows), ""]


def _row(instance: Instance, run: ToolRun) -> list[str]:
    label = PEERS[run.tool].label
    if run.timeline is None or run.trouble:
        memory = NOTHING if run.timeline is None else number(run.timeline.memory)
        bound = NOTHING if run.timeline is None else number(run.timeline.bound)
        return [label, *[NOTHING] * (len(MARKS) + 3), bound, NOTHING, NOTHING, memory, run.trouble]
    timeline = run.timeline
    found: Figures = figures(timeline, run.limit, instance.owed, instance.known_bound)
    without = f"without {timeline.left_out}" if timeline.left_out else ""
    return [
        label,
        seconds(found.first),
        *(percent(share) for share in found.placed),
        percent(found.end),
        number(timeline.points[-1].unmet),
        number(timeline.bound),
        seconds(found.near),
        seconds(found.proven),
        number(timeline.memory),
        "; ".join(part for part in (without, timeline.note) if part),
    ]
