"""What every peer takes and gives back: a case and seconds in, a timeline of plans out."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

import pandas as pd

from makeup_sched.case.case import Case


class PeerMissingError(RuntimeError):
    """A peer cannot run here: its library, or what its library needs, is not installed."""


class PeerFailedError(RuntimeError):
    """A peer started and came to no end: it crashed, ran out of memory, or never stopped."""


@dataclass(frozen=True)
class Point:
    """A plan better than all before: seconds since the read case, weighted unmet minutes."""

    seconds: float
    unmet: int


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
    """

    name: str
    points: tuple[Point, ...]
    bound: int | None
    left_out: str
    memory: float
    sessions: pd.DataFrame = field(repr=False)
    note: str = ""


Run = Callable[[Case, float], Timeline]
"""A peer: plans a case within the given seconds, the building of its model included."""


@dataclass
class Stopwatch:
    """Seconds since the read case, and the plans noted on the way."""

    limit: float
    started: float = field(default_factory=time.perf_counter)
    points: list[Point] = field(default_factory=list)

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
        if not self.points or unmet < self.points[-1].unmet:
            self.points.append(Point(self.elapsed if seconds is None else seconds, unmet))


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
