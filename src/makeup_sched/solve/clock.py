"""Time limit and stop sign of a run, by time or by the work that engines do, which repeats."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Meter:
    """Counts what engines do, in seconds that it usually takes them: the same on any machine."""

    seconds: float = 0.0


_waiting: ContextVar["Clock | None"] = ContextVar("_waiting", default=None)
"""The clock of whoever waits for the job that is done in this thread."""
_job: ContextVar[Meter | None] = ContextVar("_job", default=None)
"""Counts what is done for the job that is done in this thread."""


@contextmanager
def metered() -> Iterator[Meter]:
    """Count what engines do in the block, in this thread."""
    meter = Meter()
    before = _job.set(meter)
    try:
        yield meter
    finally:
        _job.reset(before)


@dataclass
class Clock:
    """Time limit and stop sign of one run; the run ends when either says so.

    With a meter the limit is one of the work that engines do for the run, whatever time it takes.
    """

    seconds: float
    started: float = math.nan
    stopped: threading.Event = field(default_factory=threading.Event)
    meter: Meter | None = None
    _running: set[Callable[[], None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if math.isnan(self.started):
            self.started = self._now()

    def _now(self) -> float:
        return time.monotonic() if self.meter is None else self.meter.seconds

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return self._now() - self.started

    def spend(self, seconds: float) -> None:
        """Count what an engine has done."""
        for meter in (self.meter, _job.get()):
            if meter is not None:
                meter.seconds += seconds

    def by_work(self, seconds: float) -> "Clock":
        """Return a clock that counts the work of so many seconds, with the same stop sign."""
        return self._with(seconds, Meter())

    def without_meter(self) -> "Clock":
        """Return a clock without end, with the same stop sign."""
        return self._with(math.inf, None)

    def for_each(self, seconds: float) -> float:
        """Return the limit of a job of so many seconds: none where work counts, which ends it."""
        return math.inf if self.meter is not None else min(seconds, self.left)

    @property
    def left(self) -> float:
        """Seconds that are left, 0 after a stop."""
        return 0.0 if self.stopped.is_set() else max(0.0, self.seconds - self.elapsed)

    def stop(self) -> None:
        """End the run now; whatever is best so far is kept."""
        self.stopped.set()
        for end in tuple(self._running):
            end()

    @contextmanager
    def stopping(self, end: Callable[[], None]) -> Iterator[None]:
        """Call `end` when the run is stopped while the block runs."""
        self._running.add(end)
        try:
            yield
        finally:
            self._running.discard(end)

    def part(self, share: float) -> "Clock":
        """Return a clock for a share of the time left, with the same stop sign."""
        return self.anew(self.left * share)

    def anew(self, seconds: float) -> "Clock":
        """Return a clock of so many seconds, whatever time is left, with the same stop sign."""
        return self._with(seconds, self.meter)

    def _with(self, seconds: float, meter: Meter | None) -> "Clock":
        return Clock(seconds, stopped=self.stopped, meter=meter, _running=self._running)

    @staticmethod
    def of_job(seconds: float) -> "Clock":
        """Return the clock of a job; done in the thread that waits for it, it hears the stop."""
        waiting = _waiting.get()
        return Clock(seconds) if waiting is None else waiting._with(seconds, None)

    @contextmanager
    def for_job(self) -> Iterator[None]:
        """Let the clock of a job that is done in the block hear the stop of this one."""
        before = _waiting.set(self)
        try:
            yield
        finally:
            _waiting.reset(before)

    @contextmanager
    def aside(self) -> Iterator["Clock"]:
        """Give a clock of the same length for work beside, stopped when the block ends."""
        beside = Clock(self.left, meter=None if self.meter is None else Meter())
        with self.stopping(beside.stop):
            try:
                yield beside
            finally:
                beside.stop()
                if beside.meter is not None:
                    self.spend(beside.elapsed)

    @property
    def over(self) -> bool:
        """Whether the run has to end."""
        return self.left <= 0.0
