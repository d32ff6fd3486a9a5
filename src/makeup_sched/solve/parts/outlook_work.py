"""What a worker does for the outlook: solves the relaxation of a task over merged days."""

from dataclasses import dataclass

from makeup_sched.places.templates import Templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.relaxed import Outlook, outlook


@dataclass(frozen=True)
class OutlookJob:
    """The templates of a task to look at, and the time limit."""

    templates: Templates
    seconds: float


@dataclass(frozen=True)
class OutlookAnswer:
    """What the relaxation says of each item, and the bound on `unmet`; None: not in time."""

    seen: Outlook | None
    bound: int | None


def work_on_outlook(job: OutlookJob) -> OutlookAnswer:
    """Solve the relaxation in a worker."""
    return look(job.templates, Clock.of_job(job.seconds))


def look(templates: Templates, clock: Clock) -> OutlookAnswer:
    """Solve the relaxation until the clock is over."""
    bounds: list[int] = []
    seen = outlook(templates, clock, bounds.append)
    return OutlookAnswer(seen, max(bounds, default=None))
