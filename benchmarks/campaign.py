"""Runs tools on stored instances, keeps every run at once, and writes pages and pictures of all."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.growth_page import grown, growth_page
from benchmarks.instances import TABLE, Instance, keep, read_instances, write_instance
from benchmarks.peers_page import Measured, peers_page
from benchmarks.plots import draw_growth, draw_peers
from benchmarks.results_file import RESULTS, InstanceRuns, ToolRun, read_runs, write_runs
from benchmarks.side_by_side import in_a_line, measure
from benchmarks.tables import keep as keep_page

README_PICTURE = Path(__file__).parents[1] / "docs" / "img" / "peers.png"
README_PANELS = ("therapist-tight", "school-tight", "state-10", "district-tight")
"""The instances that the README shows: one, five, ten and a hundred providers."""


@dataclass
class Campaign:
    """One call of the benchmark; no tool is run twice on an instance in it.

    Attributes
    ----------
    told
        Called with a line for each run.
    table, results, picture
        Where the table of instances, runs and pages, and the README's picture are.
    """

    told: Callable[[str], None]
    table: Path = TABLE
    results: Path = RESULTS
    picture: Path = README_PICTURE
    _done: set[tuple[str, str]] = field(default_factory=set)

    def run(self, name: str, wanted: Sequence[str] = (), seconds: float | None = None) -> None:
        """Run tools on an instance: those wanted, else those of its row, for so many seconds."""
        instance = read_instances(self.table)[name]
        tools = [tool for tool in instance.chosen(wanted) if (name, tool) not in self._done]
        if not tools:
            return
        limit = instance.seconds if seconds is None else seconds
        with tempfile.TemporaryDirectory() as folder:
            place = write_instance(instance, Path(folder))
            keep(measure(instance, place, tools, limit, self._take), self.table)

    def _take(self, instance: Instance, run: ToolRun) -> None:
        """Keep a run as soon as it is there: a long benchmark may be stopped at any time."""
        self._done.add((instance.name, run.tool))
        earlier = self._runs(instance).runs
        found = InstanceRuns(instance.name, instance.case_hash, {**earlier, run.tool: run})
        write_runs(found, self.results / "runs")
        keep(instance, self.table)
        self.told(in_a_line(instance, run))

    def report(self) -> None:
        """Write pages and pictures of all runs that are kept, whenever they were made."""
        measured = self._measured()
        if not measured:
            return
        keep_page("peers.md", peers_page(measured), self.results)
        draw_peers(measured, self.results / "peers.png")
        shown = [one for one in measured if one[0].name in README_PANELS]
        if shown:
            draw_peers(shown, self.picture)
        slices = grown(measured)
        if slices:
            keep_page("growth.md", growth_page(measured), self.results)
            draw_growth(slices, self.results / "growth.png")

    def _measured(self) -> list[Measured]:
        rows = read_instances(self.table).values()
        found = [(row, self._runs(row)) for row in rows]
        return [(row, runs) for row, runs in found if runs.runs]

    def _runs(self, instance: Instance) -> InstanceRuns:
        return read_runs(instance.name, instance.case_hash, self.results / "runs")
