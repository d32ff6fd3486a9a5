"""How soon `unmet` is first planned, within 1 % of its proven bound, and proven."""

import time
from dataclasses import dataclass

from makeup_sched.case.case import Case
from makeup_sched.model.model import build_model
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.greedy import greedy_plan
from makeup_sched.solve.program import Clock
from makeup_sched.solve.stages import Progress, solve_in_stages


@dataclass(frozen=True)
class Run:
    """One case planned: minutes owed, weighted unmet minutes, seconds from the read case on.

    `within` is the time at which value and bound known by then were 1 % of the owed minutes
    apart, `proven` the time at which they met; None where that did not happen.
    """

    name: str
    owed: int
    greedy: int
    value: int
    bound: int | None
    first: float
    within: float | None
    proven: float | None


def measure(case: Case, seconds: float, seed: int = 0) -> Run:
    """Plan a case for its `unmet` minutes alone and note when each mark was reached."""
    begin = time.perf_counter()
    templates = find_templates(planning_task(case))
    owed = int(templates.task.left.sum())
    news: list[tuple[float, int, int | None]] = []

    def watch(progress: Progress) -> None:
        if progress.term == "unmet":
            news.append((time.perf_counter() - begin, progress.value, progress.bound))
        else:
            clock.stop()

    clock = Clock(seconds / 0.7)  # the rest would be for the later terms
    solve_in_stages(templates, None, clock, watch, seed)
    best = [(at, value, bound) for at, value, bound in news if bound is not None]
    within = [at for at, value, bound in best if value - (bound or 0) <= 0.01 * owed]
    proven = [at for at, value, bound in best if value <= (bound or 0)]
    model = build_model(dated_columns(templates))
    return Run(
        name=case.name,
        owed=owed,
        greedy=int(model.weights["unmet"] @ greedy_plan(model)),
        value=news[-1][1],
        bound=news[-1][2],
        first=news[0][0],
        within=min(within, default=None),
        proven=min(proven, default=None),
    )
