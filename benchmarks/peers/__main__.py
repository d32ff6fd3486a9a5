"""Runs one peer on one case in this process: `python -m benchmarks.peers NAME CASE_FOLDER`."""

import argparse
import os
import sys
from pathlib import Path

from benchmarks.peers.catalog import PEERS, peer
from benchmarks.peers.peer import WORKERS, PeerMissingError, Timeline
from benchmarks.peers.timeline_file import write_timeline
from makeup_sched.case.read import read_case

MISSING = 3
"""Exit code where the peer's library is not installed."""


def main() -> int:
    """Run the peer that the command line names; say what it found or why it cannot run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("name", choices=sorted(PEERS))
    parser.add_argument("case", type=Path, help="folder of the case")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--json", type=Path, help="where to write the timeline")
    chosen = parser.parse_args()
    _keep_to_cores()
    case = read_case(chosen.case)
    try:
        timeline = peer(chosen.name)(case, chosen.seconds)
    except PeerMissingError as error:
        print(error, file=sys.stderr)
        return MISSING
    if chosen.json is not None:
        write_timeline(timeline, chosen.json)
    print(_sentence(timeline))
    return 0


def _keep_to_cores() -> None:
    """Give every peer the same few cores, where the system can (Linux)."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:WORKERS])


def _sentence(timeline: Timeline) -> str:
    found = "no plan"
    if timeline.points:
        first, last = timeline.points[0], timeline.points[-1]
        found = (
            f"first plan {first.unmet} after {first.seconds:.1f} s, "
            f"best {last.unmet} after {last.seconds:.1f} s"
        )
    bound = "no bound" if timeline.bound is None else f"bound {timeline.bound}"
    parts = [timeline.name, found, bound, f"{timeline.memory:.0f} MB"]
    parts += [f"without {timeline.left_out}"] if timeline.left_out else []
    return ", ".join([*parts, timeline.note] if timeline.note else parts)


if __name__ == "__main__":
    sys.exit(main())
