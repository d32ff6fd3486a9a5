"""Pages and pictures of runs made up by hand."""

from dataclasses import replace
from pathlib import Path

import matplotlib.image
import pytest
from bench_cases import MEASURED, runs, timeline
from benchmarks.growth_page import grown, growth_page
from benchmarks.machine import machine
from benchmarks.peers.catalog import OURS, PEERS
from benchmarks.peers_page import Measured, peers_page
from benchmarks.plots import COLOURS, _apart, draw_growth, draw_peers
from benchmarks.results_file import InstanceRuns, ToolRun, read_runs, write_runs

from benchmarks import tables
from makeup_sched.charts.palette import contrast


def _row(lines: list[str], name: str) -> list[str]:
    (line,) = [line for line in lines if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def _slice(providers: int, near: float) -> Measured:
    row = replace(MEASURED, name=f"state-{providers}", providers=providers)
    one = timeline((0.1, 900), (near, 195), proofs=((1.0, 190),), memory=10.0 * providers)
    return row, InstanceRuns(row.name, "abc", {OURS: ToolRun(OURS, 60.0, "a machine", one)})


def test_the_page_of_peers() -> None:
    lines = peers_page([(MEASURED, runs())])
    ours = ["0.20", "74.1 %", "98.8 %", "98.8 %", "98.8 %", "200", "200", "5.00", "30.0", "100", ""]
    assert _row(lines, "makeup-sched")[1:] == ours
    assert _row(lines, "CP-SAT, intervals")[1:5] == ["0.50", "0.0 %", "0.0 %", "49.4 %"]
    assert _row(lines, "Timefold")[-1] == "still busy"
    assert "Measured on: a machine." in lines
    assert any(
        line.startswith("Providers: 1. 1,000 weighted minutes owed; best known 200")
        for line in lines
    )


def test_the_page_of_growth() -> None:
    lines = growth_page([_slice(100, 30.0), _slice(10, 2.0), (MEASURED, runs())])
    cells = [
        "1,000",
        "0.10",
        "30.0",
        "0.30",
        "99.4 %",
        "195",
        "190",
        "0.50 %",
        "60",
        "1,000",
        "10.0",
    ]
    assert _row(lines, "100")[1:] == cells
    assert [one.providers for one in grown([_slice(100, 30.0), _slice(10, 2.0)])] == [10, 100]


def test_a_slice_that_was_not_planned_says_why() -> None:
    row, found = _slice(10, 1.0)
    run = replace(found.runs[OURS], timeline=None, trouble="out of memory")
    failed = replace(found, runs={OURS: run})
    assert _row(growth_page([(row, failed)]), "10")[2] == "out of memory"
    assert grown([(row, failed)]) == []


def test_pictures(tmp_path: Path) -> None:
    measured = [(MEASURED, runs())] * 3
    draw_peers(measured, tmp_path / "peers.png")
    draw_growth(grown([_slice(10, 2.0), _slice(100, 30.0)]), tmp_path / "growth.png")
    for name in ("peers.png", "growth.png"):
        assert matplotlib.image.imread(tmp_path / name).shape[1] == 1800


def test_every_tool_has_a_colour_that_can_be_read() -> None:
    assert set(COLOURS) == set(PEERS)
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert all(contrast(colour, "#FFFFFF") >= 3.8 for colour in COLOURS.values())


def test_names_are_moved_apart() -> None:
    assert _apart([0.2, 0.5], 0.1, 1.0) == [0.2, 0.5]
    assert _apart([], 0.1, 1.0) == []
    heights = _apart([0.9, 0.99, 1.0, 1.0], 0.1, 1.0)
    assert heights == pytest.approx([0.7, 0.8, 0.9, 1.0])


def test_runs_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_runs(runs(), tmp_path)
    again = read_runs("tiny", "abc", tmp_path)
    assert list(again.runs) == list(runs().runs)
    assert again.runs["timefold"] == runs().runs["timefold"]
    kept, given = again.runs[OURS].timeline, runs().runs[OURS].timeline
    assert kept is not None
    assert given is not None
    assert (kept.points, kept.proofs, kept.bound) == (given.points, given.proofs, given.bound)
    assert read_runs("other", "abc", tmp_path).runs == {}


def test_a_share_is_not_rounded_up_to_the_whole() -> None:
    shares = (1.0, 0.99999, 0.9988, 0.5004, None)
    assert [tables.percent(share) for share in shares] == [
        "100.0 %",
        "99.9 %",
        "99.9 %",
        "50.0 %",
        "-",
    ]


def test_several_machines_are_all_named() -> None:
    assert len(tables.machines(["one", "two", "one"])) == 5


def test_the_machine_is_said_without_a_date() -> None:
    said = machine()
    assert "Python 3." in said
    assert "makeup-sched 0." in said
    assert "cores of" in said
