"""Measured runs as JSON, a file for each instance, so that tables and pictures can be made anew.

A run of some tools or instances replaces just those; every run says what machine it is from.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.peer import Timeline
from benchmarks.peers.timeline_file import as_plain, from_plain

RESULTS = Path(__file__).parent / "results"
RUNS = RESULTS / "runs"


@dataclass(frozen=True)
class ToolRun:
    """One tool on one instance: its timeline without sessions, or why there is none."""

    tool: str
    limit: float
    machine: str
    timeline: Timeline | None
    trouble: str = ""


@dataclass(frozen=True)
class InstanceRuns:
    """All tools on one instance; the hash says on which case."""

    instance: str
    case_hash: str
    runs: dict[str, ToolRun]


def read_runs(instance: str, case_hash: str, folder: Path = RUNS) -> InstanceRuns:
    """Return what was measured on an instance; nothing where its case was another one."""
    path = folder / f"{instance}.json"
    plain = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if plain.get("case_hash") != case_hash:
        return InstanceRuns(instance, case_hash, {})
    runs = {tool: _run(tool, cells) for tool, cells in plain["runs"].items()}
    return InstanceRuns(instance, case_hash, runs)


def write_runs(measured: InstanceRuns, folder: Path = RUNS) -> None:
    """Write what was measured on an instance."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {
        "case_hash": measured.case_hash,
        "runs": {tool: _plain(run) for tool, run in measured.runs.items()},
    }
    text = json.dumps(plain, indent=None, separators=(",", ":"))
    (folder / f"{measured.instance}.json").write_text(text + "\n", encoding="utf-8")


def _plain(run: ToolRun) -> dict[str, Any]:
    return {
        "limit": run.limit,
        "machine": run.machine,
        "trouble": run.trouble,
        "timeline": None if run.timeline is None else as_plain(run.timeline),
    }


def _run(tool: str, plain: dict[str, Any]) -> ToolRun:
    told = plain["timeline"]
    timeline = None if told is None else from_plain(told)
    return ToolRun(tool, plain["limit"], plain["machine"], timeline, plain["trouble"])
