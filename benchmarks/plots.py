"""The pictures: share placed against time, a panel for each instance; growth with size.

Colours and dashes are such that the colour-blind can tell lines apart; every line has its name
beside it, so that no legend has to be looked up.
"""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator, PercentFormatter

from benchmarks.figures import figures, share_placed
from benchmarks.growth_page import Growth
from benchmarks.instances import Instance, provider_count
from benchmarks.peers.catalog import OURS, PEERS
from benchmarks.peers_page import Measured
from benchmarks.results_file import InstanceRuns, ToolRun

COLOURS = {
    OURS: "#D55E00",
    "careful_person": "#5F5F5F",
    "intervals": "#8A6500",
    "time_indexed": "#0072B2",
    "time_indexed_cpsat": "#007A5A",
    "pyjobshop": "#A8477F",
    "timefold": "#000000",
}
"""Each tool keeps its colour in every picture; those of Okabe and Ito, the light ones darkened."""
_DASHES: dict[str, Any] = {
    "careful_person": (0, (6, 2)),
    "intervals": (0, (4, 1.2)),
    "pyjobshop": (0, (2, 1)),
    "timefold": (0, (1, 1)),
}
"""What distinguishes lines besides: models that leave nothing out and prove are unbroken."""
_STYLE: dict[Any, Any] = {
    "font.size": 10,
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#888888",
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": "#444444",
    "ytick.color": "#444444",
}
_EARLIEST = 0.1
"""Seconds at which the axis of time begins."""
_LOWEST = 0.5
"""Share at which the axis of what is placed begins, in every panel."""
_DPI = 200


def draw_peers(measured: Iterable[Measured], path: Path, columns: int = 2) -> None:
    """Draw a panel for each instance that was measured."""
    shown = [(instance, runs) for instance, runs in measured if runs.runs]
    rows = -(-len(shown) // columns)
    with mpl.rc_context(_STYLE):
        layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08)
        figure = Figure(figsize=(4.5 * columns, 0.55 + 2.75 * rows), layout=layout)
        figure.suptitle(
            "Minutes placed, of all that can be placed, by seconds of search (dot: proven)",
            x=0.01,
            ha="left",
        )
        panels = figure.subplots(rows, columns, squeeze=False).flat
        for panel in panels[len(shown) :]:
            panel.set_axis_off()
        for panel, (instance, runs) in zip(panels, shown, strict=False):
            _panel(panel, instance, runs)
        _save(figure, path)


def draw_growth(grown: Sequence[Growth], path: Path) -> None:
    """Draw seconds and memory against the number of providers."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(9, 3.4), layout="constrained")
        left, right = figure.subplots(1, 2)
        _growing(left, grown, "Seconds, planning unmet minutes only")
        near, first = [one.near for one in grown], [one.first for one in grown]
        _line(left, grown, near, "within 1 % of the bound", COLOURS[OURS], above=True)
        _line(left, grown, first, "first plan", COLOURS["time_indexed"])
        _growing(right, grown, "Memory of all processes at the peak, GB")
        gigabytes: list[float | None] = [one.memory / 1024 for one in grown]
        _line(right, grown, gigabytes, "", COLOURS[OURS])
        _save(figure, path)


# -- one panel of tools ----------------------------------------------------------------------------


def _panel(axes: Axes, instance: Instance, runs: InstanceRuns) -> None:
    limit = max(run.limit for run in runs.runs.values())
    good = {tool: run for tool, run in runs.runs.items() if run.timeline and not run.trouble}
    ends = {tool: _course(axes, instance, run, limit) for tool, run in good.items()}
    axes.set_xscale("log")
    axes.set_xlim(_EARLIEST, limit)
    axes.set_ylim(_LOWEST, 1 + 0.02 * (1 - _LOWEST))
    axes.set_xticks(_ticks(limit))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} s"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="y", color="#E3E3E3", linewidth=0.7)
    axes.set_axisbelow(True)
    count = provider_count(instance)
    who = "1 provider" if count == 1 else f"{count:,} providers"
    axes.set_title(f"{instance.name} ({who})")
    _names(axes, {tool: end for tool, end in ends.items() if end >= _LOWEST}, limit)
    _not_shown(axes, runs, ends)


def _course(axes: Axes, instance: Instance, run: ToolRun, limit: float) -> float:
    """Draw what a tool had placed by each moment, a dot at its proof; return where it ends."""
    assert run.timeline is not None
    owed, bound = instance.owed, instance.known_bound
    points = run.timeline.points
    times = [max(_EARLIEST, point.seconds) for point in points]
    shares = [share_placed(point.unmet, owed, bound) for point in points]
    ours = run.tool == OURS
    axes.step(
        [*times, max(limit, times[-1])],
        [*shares, shares[-1]],
        where="post",
        color=COLOURS[run.tool],
        linestyle=_DASHES.get(run.tool, "-"),
        linewidth=2.6 if ours else 1.5,
        zorder=4 if ours else 3,
        clip_on=True,
    )
    proven = figures(run.timeline, run.limit, owed, bound).proven
    if proven is not None:
        axes.plot(
            max(_EARLIEST, proven),
            shares[-1],
            "o",
            color=COLOURS[run.tool],
            zorder=5,
            clip_on=False,
        )
    return shares[-1]


def _ticks(limit: float) -> list[float]:
    """Return the powers of ten up to the limit, and the limit itself where there is room."""
    powers = [_EARLIEST * 10**power for power in range(math.floor(math.log10(limit)) + 2)]
    return [*powers, limit] if limit >= 2 * powers[-1] else powers


def _names(axes: Axes, ends: dict[str, float], limit: float) -> None:
    """Write each name beside the end of its line, moved apart where they would touch."""
    low, high = axes.get_ylim()
    least = (high - low) * 0.088
    order = sorted(ends, key=lambda tool: (ends[tool], tool == OURS))
    heights = _apart([ends[tool] for tool in order], least, high)
    for tool, height in zip(order, heights, strict=True):
        axes.annotate(
            PEERS[tool].label,
            xy=(limit, ends[tool]),
            xytext=(1.06, (height - low) / (high - low)),
            textcoords="axes fraction",
            va="center",
            fontsize=9,
            fontweight="bold" if tool == OURS else "normal",
            color=COLOURS[tool],
            arrowprops={
                "arrowstyle": "-",
                "color": COLOURS[tool],
                "linewidth": 0.7,
                "relpos": (0, 0.5),
                "shrinkA": 0,
                "shrinkB": 0,
            },
            annotation_clip=False,
        )


def _apart(heights: list[float], least: float, high: float) -> list[float]:
    """Return rising heights moved so that neighbours are at least so far apart, none above."""
    moved = list(heights)
    for place in range(1, len(moved)):
        moved[place] = max(moved[place], moved[place - 1] + least)
    above = max(0.0, moved[-1] - high) if moved else 0.0
    ceiling = high
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], ceiling) if above else moved[place]
        ceiling = moved[place] - least
    return moved


def _not_shown(axes: Axes, runs: InstanceRuns, ends: dict[str, float]) -> None:
    """Say in the panel which tools came to no plan, and why, or ended below the axis."""
    told = []
    for tool in PEERS:
        if tool in ends and ends[tool] < _LOWEST:
            told.append(f"{PEERS[tool].label}: {ends[tool]:.0%}")
        elif tool in runs.runs and tool not in ends:
            told.append(f"{PEERS[tool].label}: {runs.runs[tool].trouble.partition(':')[0]}")
    if not told:
        return
    axes.text(
        0.98, 0.04, "\n".join(told), transform=axes.transAxes, ha="right", va="bottom",
        fontsize=8.5, color="#444444", zorder=6,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
    )  # fmt: skip


# -- growth ----------------------------------------------------------------------------------------


def _growing(axes: Axes, grown: Sequence[Growth], title: str) -> None:
    sizes = [one.providers for one in grown]
    axes.set_title(title)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.margins(y=0.12)
    axes.set_xlabel("providers")
    axes.grid(axis="y", color="#E3E3E3", linewidth=0.7)
    axes.set_xlim(min(sizes) / 1.4, max(sizes) * 1.4)


def _line(
    axes: Axes,
    grown: Sequence[Growth],
    values: Sequence[float | None],
    name: str,
    colour: str,
    above: bool = False,
) -> None:
    """Draw a line with its values, its name above the last or below the first of them."""
    reached = [
        (one.providers, value)
        for one, value in zip(grown, values, strict=True)
        if value is not None
    ]
    if not reached:
        return
    sizes, heights = zip(*reached, strict=True)
    axes.plot(sizes, heights, "o-", color=colour, linewidth=2)
    for size, height in reached:
        axes.annotate(
            f"{height:,.1f}", (size, height), xytext=(0, 6), textcoords="offset points",
            ha="center", fontsize=8.5, color=colour,
        )  # fmt: skip
    place, offset, side = (-1, (-20, 4), "right") if above else (0, (12, -8), "left")
    axes.annotate(
        name, (sizes[place], heights[place]), xytext=offset, textcoords="offset points",
        ha=side, fontsize=9, fontweight="bold", color=colour,
    )  # fmt: skip


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=_DPI, metadata={"Software": None})
