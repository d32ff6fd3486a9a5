"""What a worker does for the outlook: solves the relaxation of a task over merged days."""

from dataclasses import dataclass

from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates, find_templates
from makeup_sched.solve.program import Clock
from makeup_sched.solve.relaxed import Outlook, outlook


@dataclass(frozen=True)
class OutlookJob:
    """A task to look at, with its templates where they are at hand, and the time limit."""

    task: Task
    templates: Templates | None
    seconds: float


@dataclass(frozen=True)
class OutlookAnswer:
    """What the relaxation says of each item, and the bound on `unmet`; None: not in time."""

    seen: Outlook | None
    bound: int | None


def work_on_outlook(job: OutlookJob) -> OutlookAnswer:
    """Solve the relaxation."""
    clock = Clock(job.seconds)
    bounds: list[int] = []
    seen = outlook(job.templates or find_templates(job.task), clock, bounds.append)
    return OutlookAnswer(seen, max(bounds, default=None))
