"""Solves many parts through an executor; a part whose worker is lost is solved again."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from loky import ProcessPoolExecutor

from makeup_sched.solve.clock import Clock, metered

Job = TypeVar("Job")
Result = TypeVar("Result")

_TRIES = 3
"""How often a part is sent out before it is solved here."""
_LOOK = 0.1
"""Seconds between two looks at the clock while workers are busy."""
_USUAL = 2
"""Workers by whom work counts as shared, however many there are."""


@dataclass
class Crew:
    """Workers, and what to do when one of them is lost.

    Attributes
    ----------
    make
        Makes an executor; called again when the last one broke. None: solve in this process.
    patience
        Seconds by which a job may exceed the time it was given before its worker counts as lost.
    """

    make: Callable[[], Executor] | None
    patience: float = 60.0
    _executor: Executor | None = field(default=None, init=False)
    _making: threading.Lock = field(default_factory=threading.Lock, init=False)

    def run(
        self,
        work: Callable[[Job], Result],
        jobs: Sequence[Job],
        clock: Clock,
        seconds: float,
        ready: Callable[[int], None] = lambda _: None,
    ) -> list[Result | None]:
        """Return the result of each job in their order; None for jobs cut off by the clock.

        `seconds` is the time that each job was given for itself; `ready` is told the number of
        each job that is done.
        """
        counted = partial(_counted, work)
        if self.make is None:
            found = [self.here(counted, jobs, number, clock, ready) for number in range(len(jobs))]
        else:
            found = _Round(self, counted, jobs, clock, seconds + self.patience, ready).results()
        # only now, and in their order: nothing may depend on who is ready first
        clock.spend(sum(one[1] for one in found if one is not None) / _USUAL)
        return [None if one is None else one[0] for one in found]

    def later(
        self, work: Callable[[Job], Result], job: Job, here: Callable[[Clock], Result]
    ) -> "Later[Result]":
        """Begin a job whose answer is asked for later.

        Without workers it is done then: `here` is given the clock of whoever asks.
        """
        if self.make is None:
            return Later(here, None)
        try:
            return Later(here, self.executor().submit(_counted, work, job))
        except Exception:  # an executor may break with any error of its own
            lost: Future[tuple[Result, float]] = Future()
            lost.cancel()
            return Later(here, lost)

    @staticmethod
    def here(
        work: Callable[[Job], Result],
        jobs: Sequence[Job],
        number: int,
        clock: Clock,
        ready: Callable[[int], None],
    ) -> Result | None:
        """Do one of the jobs in this process, where a stop is heard; None if the clock is over."""
        if clock.over:
            return None
        with clock.for_job():
            found = work(jobs[number])
        ready(number)
        return found

    def executor(self) -> Executor:
        """Return the executor, made where there is none."""
        with self._making:
            if self._executor is None:
                assert self.make is not None
                self._executor = self.make()
            return self._executor

    def renew(self) -> None:
        """Drop a broken executor; the next job gets a new one."""
        self.close()

    def give_up(self, jobs: Iterable[Future[Any]]) -> None:
        """Let go of jobs that nobody waits for any more: the next ones want the workers."""
        if isinstance(self._executor, ProcessPoolExecutor):
            self.close()  # what its workers are at cannot be cancelled
            return
        for job in jobs:
            job.cancel()

    def close(self) -> None:
        """Let the workers go; what they are still at is not waited for."""
        executor, self._executor = self._executor, None
        if isinstance(executor, ProcessPoolExecutor):
            executor.shutdown(wait=False, kill_workers=True)


@dataclass(frozen=True)
class Later(Generic[Result]):
    """The answer to a job that is under way, or is done when it is asked for."""

    here: Callable[[Clock], Result]
    away: "Future[tuple[Result, float]] | None"

    def answer(self, clock: Clock) -> Result | None:
        """Return the answer; None where its worker was lost, or the clock is over before.

        Where work counts a lost answer is worked out here: the run has to repeat.
        """
        if clock.over and (self.away is None or clock.meter is not None):
            return None
        if self.away is None:
            return self._worked_out(clock)
        while not self.away.done() and not clock.over:
            wait([self.away], timeout=_LOOK)
        if not self.away.done():
            return None
        error = CancelledError() if self.away.cancelled() else self.away.exception()
        if error is None:
            found, seconds = self.away.result()
            clock.spend(seconds / _USUAL)
            return found
        _raise_a_fault(error)
        return None if clock.meter is None else self._worked_out(clock)

    def _worked_out(self, clock: Clock) -> Result:
        if clock.meter is None:
            return self.here(clock)
        found, seconds = _counted(self.here, clock.without_meter())
        clock.spend(seconds / _USUAL)
        return found

    def give_up(self) -> None:
        """Let go of the job, unless a worker is at it: nobody asks for its answer any more."""
        if self.away is not None:
            self.away.cancel()


def _counted(work: Callable[[Job], Result], job: Job) -> tuple[Result, float]:
    """Do a job; return with its result how much work it was, in seconds."""
    with metered() as meter:
        found = work(job)
    return found, meter.seconds


class _Round(Generic[Job, Result]):
    """One set of jobs on its way."""

    def __init__(
        self,
        crew: Crew,
        work: Callable[[Job], Result],
        jobs: Sequence[Job],
        clock: Clock,
        limit: float,
        ready: Callable[[int], None],
    ) -> None:
        self.crew, self.work, self.jobs, self.clock = crew, work, jobs, clock
        self.limit, self.ready = limit, ready
        self.found: list[Result | None] = [None] * len(jobs)
        self.tries = [0] * len(jobs)
        self.waiting: dict[Future[Result], int] = {}
        self.quiet = Clock(limit)

    def results(self) -> list[Result | None]:
        """Send all jobs, wait for them until the clock is over, and return what came back."""
        if self.clock.over:
            return self.found
        for number in range(len(self.jobs)):
            self._send(number)
        while self.waiting and not self.clock.over:
            done, _ = wait(self.waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if done:
                self.quiet = Clock(self.limit)
            elif self.quiet.over:
                self._lose_all()
            for future in done:
                self._take(future)
        if self.waiting:
            self.crew.give_up(self.waiting)
        return self.found

    def _send(self, number: int) -> None:
        self.tries[number] += 1
        if self.tries[number] > _TRIES:
            self.found[number] = self.crew.here(
                self.work, self.jobs, number, self.clock, self.ready
            )
            return
        try:
            future = self.crew.executor().submit(self.work, self.jobs[number])
        except Exception:  # an executor may break with any error of its own
            self.crew.renew()
            self._send(number)
            return
        self.waiting[future] = number

    def _take(self, future: "Future[Result]") -> None:
        number = self.waiting.pop(future, None)
        if number is None:
            return
        if future.cancelled() or future.exception() is not None:
            self._lost(number, future)
        else:
            self.found[number] = future.result()
            self.ready(number)

    def _lost(self, number: int, future: "Future[Result]") -> None:
        """Send a job out again; a broken executor has lost all jobs at once."""
        _raise_a_fault(None if future.cancelled() else future.exception())
        self.crew.renew() if _is_broken(self.crew.executor()) else None
        self._send(number)

    def _lose_all(self) -> None:
        """Give up workers that say nothing for too long."""
        numbers = sorted(self.waiting.values())
        self.waiting.clear()
        self.crew.renew()
        self.quiet = Clock(self.limit)
        for number in numbers:
            self._send(number)


def _raise_a_fault(error: BaseException | None) -> None:
    """Raise what is a fault of the work itself: it would come again."""
    if isinstance(error, AssertionError | TypeError | ValueError | KeyError | IndexError):
        raise error


def _is_broken(executor: Executor) -> bool:
    flags = getattr(executor, "_flags", None)
    return bool(getattr(flags, "broken", None) or getattr(executor, "_broken", False))


def local_crew(workers: int | None = None) -> Crew:
    """Return a crew of processes on this machine, one per core; one alone works in this process."""
    cores = os.cpu_count() or 1
    count = min(cores, cores if workers is None else workers)
    if count <= 1:
        return Crew(None)
    return Crew(
        lambda: ProcessPoolExecutor(
            max_workers=count, timeout=None, initializer=_leave_interrupts_to_the_main_process
        )
    )


def _leave_interrupts_to_the_main_process() -> None:
    """Ignore Ctrl-C, which a terminal sends to workers, too: amid a solver it crashes them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def crew_of(executor: Executor | None, workers: int | None) -> Iterator[Crew]:
    """Give the crew of a caller's executor, or local processes that end with the block."""
    if executor is not None:
        yield Crew(lambda: executor)
        return
    crew = local_crew(workers)
    try:
        yield crew
    finally:
        crew.close()
