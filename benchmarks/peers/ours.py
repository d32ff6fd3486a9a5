"""This package itself, measured as the others are: one call, for unmet minutes, on two cores.

A case that asks for more than unmet minutes is stopped as soon as the search turns to the rest.
"""

from benchmarks.peers.catalog import OURS
from benchmarks.peers.peer import WORKERS, Stopwatch, Timeline, peak_memory
from makeup_sched.case.case import Case
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.stages import Progress


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case with this package."""
    watch, clock = Stopwatch(seconds), Clock(seconds)

    def hear(news: Progress) -> None:
        if news.term == "unmet":
            watch.note(news.value)
            watch.note_bound(news.bound)
        else:
            clock.stop()

    made = plan(case, workers=WORKERS, clock=clock, watch=hear)
    return Timeline(
        name=OURS,
        points=tuple(watch.points),
        bound=watch.bound,
        left_out="",
        memory=peak_memory(),
        sessions=made.sessions,
        proofs=tuple(watch.proofs),
    )
