"""All peers by name, this package among them; a peer's module is imported only when asked for."""

from dataclasses import dataclass
from importlib import import_module

from benchmarks.peers.peer import Run


@dataclass(frozen=True)
class Entry:
    """A peer: its module, and what tables and pictures call it."""

    module: str
    label: str


OURS = "makeup_sched"
"""The name of this package among the peers."""

PEERS = {
    OURS: Entry("benchmarks.peers.ours", "makeup-sched"),
    "careful_person": Entry("benchmarks.peers.careful_person", "careful person"),
    "intervals": Entry("benchmarks.peers.intervals", "CP-SAT, intervals"),
    "time_indexed": Entry("benchmarks.peers.time_indexed", "HiGHS, time-indexed"),
    "time_indexed_cpsat": Entry("benchmarks.peers.time_indexed_cpsat", "CP-SAT, time-indexed"),
    "pyjobshop": Entry("benchmarks.peers.pyjobshop", "PyJobShop"),
    "timefold": Entry("benchmarks.peers.timefold", "Timefold"),
}
"""Each peer, in the order of tables."""


def peer(name: str) -> Run:
    """Return the peer of a name."""
    run: Run = import_module(PEERS[name].module).run
    return run
