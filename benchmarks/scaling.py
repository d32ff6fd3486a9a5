"""How planning by parts scales with the workers of a Dask cluster on this machine.

One and two workers are measured, as many as there are cores for. For more, a model is stated: the
jobs of each round, as long as one worker took for them, handed out in the same order to whoever is
free; what the main process does in between stays as it is.
"""

import heapq
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.instances import read_instances, write_instance
from benchmarks.machine import machine
from benchmarks.tables import NOTHING, machines, number, seconds, table
from makeup_sched.case.read import read_case
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts.work import plan_part
from makeup_sched.solve.stages import Progress

INSTANCE = "state-100"
MEASURED = (1, 2)
"""Workers that are measured."""
WORKERS = (1, 2, 4, 8, 16, 32)
"""Workers that a line is written for."""
_LIMIT = 900.0
_TIMES = 10
"""A second column of the model is for a case so many times as large, such as a state."""
_HEAD = (
    "workers",
    "measured s",
    "model s",
    "times as fast",
    f"{_TIMES} times the case: model s",
    "times as fast",
    "unmet",
    "bound",
)


@dataclass
class Round:
    """Jobs that were sent out together: when, how many, and when each was done, in seconds."""

    begun: float
    sent: int = 0
    done: list[float] = field(default_factory=list)

    @property
    def end(self) -> float:
        """When the last one was done."""
        return max(self.done, default=self.begun)

    def durations(self) -> list[float]:
        """Return how long each took, if one worker did them one after the other."""
        times = [self.begun, *sorted(self.done)]
        return [after - before for before, after in pairwise(times)]


class Watched(Executor):
    """An executor that notes what it is asked for until the waves begin, and says when they do."""

    def __init__(self, inner: Executor, waves: Callable[[], None]) -> None:
        self.inner, self.waves = inner, waves
        self.rounds: list[Round] = []
        self.begun = time.perf_counter()

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Hand the job on; note it unless it is one of a wave."""
        if work is plan_part:
            self.waves()
            return self.inner.submit(work, *given, **named)
        last = self.rounds[-1] if self.rounds else None
        if last is None or len(last.done) == last.sent:
            last = Round(self.now())
            self.rounds.append(last)
        last.sent += 1
        job: Future[Any] = self.inner.submit(work, *given, **named)
        job.add_done_callback(lambda _: last.done.append(self.now()))
        return job

    def now(self) -> float:
        """Return the seconds since the start."""
        return time.perf_counter() - self.begun


@dataclass(frozen=True)
class Scaled:
    """One run up to its waves: seconds, its rounds, and what it came to."""

    seconds: float
    rounds: tuple[Round, ...]
    unmet: int
    bound: int | None


def scaling_page(
    told: Callable[[str], None], instance: str = INSTANCE, counts: Sequence[int] = MEASURED
) -> list[str]:
    """Measure, and return the lines of the page."""
    with tempfile.TemporaryDirectory() as folder:
        place = write_instance(read_instances()[instance], Path(folder))
        found = {}
        for workers in counts:
            found[workers] = scaled(place, workers)
            told(f"{workers} workers  {found[workers].seconds:.1f} s  {found[workers].unmet:,}")
    alone = found[1]
    jobs = sum(len(each.done) for each in alone.rounds)
    longest = max(duration for each in alone.rounds for duration in each.durations())
    return [
        f"# Workers of a Dask cluster: {instance}",
        "",
        "A scheduler and workers on this machine, one thread each. Seconds run from the read case",
        "on until every relaxation and every block (a school, an ESY site, tele) is worked on;",
        f"then there are a plan and a bound of the whole. {jobs} jobs in {len(alone.rounds)}"
        " rounds,",
        f"the longest takes one worker {longest:.1f} s.",
        "",
        "*Model*: each round's jobs, as long as one worker took for them, handed out in the same",
        "order to whoever is free; what the main process does in between",
        f"({_between(alone):.1f} s) stays as it is. *{_TIMES} times the case*: each job, and what"
        " the main process",
        f"does, {_TIMES} times. More than {max(counts)} workers were not measured: there are no"
        " cores for them.",
        "",
        *machines([machine()]),
        *table(_HEAD, [_row(workers, found, alone) for workers in WORKERS]),
    ]


def scaled(place: Path, workers: int) -> Scaled:
    """Plan a case with so many workers until its waves begin."""
    case, clock = read_case(place), Clock(_LIMIT)
    last: list[Progress] = []

    def heard(news: Progress) -> None:
        last[:] = [news]

    ended: list[float] = []

    def stop() -> None:
        ended.append(watched.now())
        clock.stop()

    with _cluster(workers) as inner:
        watched = Watched(inner, stop)
        plan(case, clock=clock, executor=watched, watch=heard)
        ended.append(watched.now())  # counts where no wave was needed
    return Scaled(ended[0], tuple(watched.rounds), last[0].value, last[0].bound)


@contextmanager
def _cluster(workers: int) -> Iterator[Executor]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        yield client.get_executor(pure=False)


def _row(workers: int, found: dict[int, Scaled], alone: Scaled) -> list[str]:
    run = found.get(workers)
    return [
        str(workers),
        NOTHING if run is None else seconds(run.seconds),
        *_model(alone, workers, 1),
        *_model(alone, workers, _TIMES),
        NOTHING if run is None else number(run.unmet),
        NOTHING if run is None else number(run.bound),
    ]


def _model(alone: Scaled, workers: int, times: int) -> list[str]:
    model = modelled(alone, workers, times)
    return [seconds(model), f"{modelled(alone, 1, times) / model:.1f}"]


def modelled(alone: Scaled, workers: int, times: int = 1) -> float:
    """Return the seconds that so many workers would take for a case so many times as large."""
    rounds = sum(handed_out(each.durations() * times, workers) for each in alone.rounds)
    return _between(alone) * times + rounds


def handed_out(durations: Sequence[float], workers: int) -> float:
    """Return when the last of some jobs is done that go, in order, to whoever is free."""
    free = [0.0] * workers
    for duration in durations:
        heapq.heappush(free, heapq.heappop(free) + duration)
    return max(free)


def _between(alone: Scaled) -> float:
    """Return the seconds in which one worker had nothing to do."""
    return alone.seconds - sum(each.end - each.begun for each in alone.rounds)
