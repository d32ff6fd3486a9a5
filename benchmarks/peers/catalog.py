"""All peers by name; a peer's module is imported only when it is asked for."""

from importlib import import_module

from benchmarks.peers.peer import Run

PEERS = {
    "careful_person": "benchmarks.peers.careful_person",
    "intervals": "benchmarks.peers.intervals",
    "time_indexed": "benchmarks.peers.time_indexed",
    "time_indexed_cpsat": "benchmarks.peers.time_indexed_cpsat",
    "pyjobshop": "benchmarks.peers.pyjobshop",
    "timefold": "benchmarks.peers.timefold",
}
"""The module of each peer."""


def peer(name: str) -> Run:
    """Return the peer of a name."""
    run: Run = import_module(PEERS[name]).run
    return run
