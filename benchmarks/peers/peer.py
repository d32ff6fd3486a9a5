"""What every peer takes and gives back: a case and seconds in, a timeline of plans out."""

import resource
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

import pandas as pd

from makeup_sched.case.case import Case

WORKERS = 2
"""Processor cores that every peer has."""


class PeerMissingError(RuntimeError):
    """A peer cannot run here: its library, or what its library needs, is not installed."""


class PeerFailedError(RuntimeError):
    """A peer started and came to no end; `in_short` says how in a word or two."""

    in_short = "crashed"


class PeerBusyError(PeerFailedError):
    """A peer was still at work when its limit and some grace were over."""

    in_short = "still busy"


class PeerOutOfMemoryError(PeerFailedError):
    """A peer wanted more memory than there is."""

    in_short = "out of memory"


@dataclass(frozen=True)
class Point:
    """A plan better than all before: seconds since the read case, weighted unmet minutes."""

    seconds: float
    unmet: int


@dataclass(frozen=True)
class Proof:
    """A lower bound for every plan, higher than all before, and the seconds it was proven after."""

    seconds: float
    bound: int


@dataclass(frozen=True)
class Timeline:
    """What a peer found, and when.

    Attributes
    ----------
    name
        The peer.
    points
        Each improved plan; none where it found no plan in time.
    bound
        Lower bound that the peer proved for every plan of the case; None where it proved none,
        or where its model leaves plans of the case out.
    left_out
        What the peer's model leaves out of this case, in words; blank where nothing.
    memory
        Peak memory of the process in MB.
    sessions
        The last plan's sessions, in the contract's columns; the locked ones alone without a plan.
    note
        What else there is to know, such as that the time was over before the search began.
    proofs
        Each risen bound, the last one equal to `bound`; none where `bound` is None.
    """

    name: str
    points: tuple[Point, ...]
    bound: int | None
    left_out: str
    memory: float
    sessions: pd.DataFrame = field(repr=False)
    note: str = ""
    proofs: tuple[Proof, ...] = ()


Run = Callable[[Case, float], Timeline]
"""A peer: plans a case within the given seconds, the building of its model included."""


@dataclass
class Stopwatch:
    """Seconds since the read case, and the plans and bounds noted on the way, by any thread."""

    limit: float
    started: float = field(default_factory=time.perf_counter)
    points: list[Point] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    _noting: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started

    @property
    def left(self) -> float:
        """Seconds that are left for the search, never below 0."""
        return max(0.0, self.limit - self.elapsed)

    def note(self, unmet: int, seconds: float | None = None) -> None:
        """Write a plan down where it is better than all before, found `seconds` after the start."""
        with self._noting:
            if not self.points or unmet < self.points[-1].unmet:
                self.points.append(Point(self.elapsed if seconds is None else seconds, unmet))

    def note_bound(self, bound: int | None) -> None:
        """Write a proven bound down where it is higher than all before; None is no bound."""
        with self._noting:
            if bound is not None and (not self.proofs or bound > self.proofs[-1].bound):
                self.proofs.append(Proof(self.elapsed, bound))

    @property
    def bound(self) -> int | None:
        """The best bound noted."""
        return self.proofs[-1].bound if self.proofs else None


def extras_only(case: Case) -> str:
    """Say what a model of sessions of their own leaves out of a case."""
    others = [mode for mode in case.policy.modes if mode != "extra"]
    return f"modes {' and '.join(others)}" if others else ""


def peak_memory() -> float:
    """Return the peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def library(module: str, package: str) -> ModuleType:
    """Import a peer's library, which the package itself does not need.

    Raises
    ------
    PeerMissingError
        Where it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise PeerMissingError(f"{package} is not installed: pip install {package}") from error
