"""Chooses how a task is solved: whole, or by parts where one model would be too large."""

from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from makeup_sched.model.objective import terms_in_order
from makeup_sched.places.task import Task
from makeup_sched.places.templates import Templates, find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import held_in_sessions
from makeup_sched.solve.mending import can_mend, mend
from makeup_sched.solve.parts.crew import crew_of
from makeup_sched.solve.parts.district import PartsPolicy
from makeup_sched.solve.parts.whole import Whole
from makeup_sched.solve.relaxed import Outlook
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.stages import Progress, Solution, Watch, solve_in_stages

AT_ONCE = 15_000
"""Attendances on dates up to which mending gets no more time than was asked for."""
WHOLE = 120_000
"""Attendances on dates up to which a task is solved as one model."""
_FOR_UNMET = 0.85
"""The first term's share of the time that blocks leave over where a task is solved by parts."""


@dataclass(frozen=True)
class How:
    """How a run goes.

    Attributes
    ----------
    seed
        The same task, seed and version give the same plan, unless the time limit cuts in.
    workers
        Processor cores to use.
    executor
        Solves parts, where given, instead of processes of this machine; as `concurrent.futures`.
    whole
        Attendances on dates up to which the task is solved as one model.
    waves
        Most waves of parts, for the first term and for the later ones.
    bounded
        Whether parts look for more proof than the relaxation gives: not where it is at hand.
    seen
        What the relaxation says of each item, where it has been solved already.
    """

    seed: int = 0
    workers: int = 2
    executor: Executor | None = None
    whole: int = WHOLE
    waves: int = 10**6
    bounded: bool = True
    seen: Outlook | None = None


def solve(
    task: Task,
    baseline: pd.DataFrame | None,
    clock: Clock,
    watch: Watch,
    how: How,
    start: pd.DataFrame | None = None,
) -> Solution:
    """Solve all terms of the policy's order.

    A task is solved by parts only where `unmet` is the first term. The search may begin with the
    sessions of `start`, which keep the rules; unlike those of a baseline they count for nothing.
    A clock that counts work gives the same plan on any machine.
    """
    terms = [term.name for term in terms_in_order(task.case, baseline)]
    templates = find_templates(task)
    if terms[0] != "unmet" or _dated_size(templates) <= how.whole:
        return solve_in_stages(templates, baseline, clock, watch, how.seed, how.workers, start)
    return _by_parts(templates, baseline, clock, watch, how, start)


def mend_or_solve(
    task: Task,
    standing: pd.DataFrame,
    clock: Clock,
    watch: Watch,
    how: How,
    *,
    known: int | None,
    otherwise: float,
) -> Solution:
    """Mend what stands after an edit, with more time where the task is large.

    Where that can't be (the task is one for parts, or `unmet` is not the first term) the task is
    solved in the seconds `otherwise`. `known` is a bound of `unmet` known beforehand.
    """
    templates = find_templates(task)
    size = _dated_size(templates)
    if size > how.whole or not can_mend(task.case):
        return solve(task, standing, replace(clock, seconds=otherwise), watch, how)
    longer = replace(clock, seconds=clock.seconds * max(1.0, size / AT_ONCE))
    return mend(templates, standing, longer, watch, known=known, seed=how.seed)


def _dated_size(templates: Templates) -> int:
    sizes = np.array([len(places.attendance_place) for places in templates.places] + [0])
    return int(sizes[templates.of_day].sum())


def _by_parts(
    templates: Templates,
    baseline: pd.DataFrame | None,
    clock: Clock,
    watch: Watch,
    how: How,
    start: pd.DataFrame | None,
) -> Solution:
    policy = PartsPolicy(bounded=how.bounded, most_waves=how.waves)
    earlier = start if baseline is None else baseline
    held = None if earlier is None else held_in_sessions(templates.task, earlier)

    def told(whole: Whole) -> None:
        watch(Progress("unmet", whole.unmet, whole.bound, clock.elapsed, whole.done))

    with crew_of(how.executor, how.workers) as crew:
        whole = Whole(templates, baseline, crew, how.seed, policy, told)
        share = _FOR_UNMET if len(whole.terms) > 1 else 1.0
        whole.run(held, clock, share, how.seen)
    results = {name: TermResult(0, None) for name in whole.terms}
    results["unmet"] = TermResult(whole.unmet, whole.bound)
    return Solution(templates, whole.held, results)
