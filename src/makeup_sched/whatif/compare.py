"""Plans a case and its scenarios side by side, and says what each changes and what is proven."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.certificate import unmet_at_least
from makeup_sched.costs.plan_costs import plan_costs
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.parts.crew import crew_of
from makeup_sched.solve.program import Clock
from makeup_sched.whatif.apply import changed
from makeup_sched.whatif.scenario import BASE, Scenario

PROVEN, IN_THESE_PLANS = "proven", "in these plans"


@dataclass(frozen=True)
class Compared:
    """A case, changed or as it is, and its plan, which has passed the checker.

    No plan of the case leaves fewer than `unmet_at_least` minutes unmet.
    """

    name: str
    case: Case
    plan: Plan
    unmet_at_least: int


@dataclass(frozen=True)
class Comparison:
    """All scenarios side by side, the case as it is first."""

    cases: tuple[Compared, ...]

    @property
    def table(self) -> pd.DataFrame:
        """Return one line per scenario.

        Minutes: `owed`, `planned`, `unmet`, `unmet_at_least` (proven for every plan),
        `unmet_less` (than as it is), `claim` (`proven`: no plan of the one does as well as that of
        the other; else `in these plans`). Provider hours: `after_hours`, `esy_hours`,
        `contract_hours`; then `dollars` of all three, `dollars_more` (than as it is), and
        `buy_the_rest`: dollars for contract time for what stays unmet, one student at a time
        (missing where the policy names no rate).
        """
        lines: list[dict[str, Any]] = [_line(one) for one in self.cases]
        base = lines[0]
        for line in lines:
            line["unmet_less"] = base["unmet"] - line["unmet"]
            line["dollars_more"] = line["dollars"] - base["dollars"]
            line["claim"] = _claim(base, line)
        return pd.DataFrame(lines, columns=list(COLUMNS))


COLUMNS = (
    "scenario", "owed", "planned", "unmet", "unmet_at_least", "unmet_less", "claim",
    "after_hours", "esy_hours", "contract_hours", "dollars", "dollars_more", "buy_the_rest",
)  # fmt: skip


@dataclass(frozen=True)
class _Job:
    case: Case
    seconds: float
    seed: int


def scenarios(
    case: Case,
    wanted: Sequence[Scenario],
    *,
    seconds: float = 20.0,
    seed: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    clock: Clock | None = None,
) -> Comparison:
    """Plan a case and its scenarios side by side.

    Parameters
    ----------
    case
        The case as it is.
    wanted
        The scenarios.
    seconds
        Time limit of each plan.
    seed
        The same for all plans.
    workers
        Processor cores to use; each plan gets one.
    executor
        Plans the cases instead of processes of this machine; as `concurrent.futures`.
    clock
        A clock of your own, to be able to stop.

    Raises
    ------
    CaseError
        Where a scenario cannot be applied; it lists every problem of all scenarios.
    """
    cases = [(BASE, case), *((one.name, changed(case, one)) for one in wanted)]
    cores = (os.cpu_count() or 1) if workers is None else workers
    jobs = [_Job(changed_case, seconds, seed) for _, changed_case in cases]
    rounds = -(-len(jobs) // max(1, cores)) + 1
    clock = Clock(rounds * (seconds + 60.0)) if clock is None else clock
    with crew_of(executor, cores) as crew:
        plans = crew.run(_planned, jobs, clock, seconds)
    return Comparison(
        tuple(
            Compared(name, changed_case, *answer)
            for (name, changed_case), answer in zip(cases, plans, strict=True)
            if answer is not None
        )
    )


def _planned(job: _Job) -> tuple[Plan, int]:
    """Plan a case, and prove how many minutes stay unmet in every plan, each counting the same."""
    made = plan(job.case, seconds=job.seconds, seed=job.seed, workers=1)
    task = planning_task(job.case)
    everything = np.ones(len(task.items), dtype=bool)
    least = unmet_at_least(task, everything, Clock(job.seconds))
    term = made.summary.objective.get("unmet")
    if term is not None and term.bound is not None and term.value == made.summary.unmet:
        least = max(least, term.bound)
    return made, least


def _line(one: Compared) -> dict[str, Any]:
    summary, costs = one.plan.summary, plan_costs(one.case, one.plan.sessions)
    return {
        "scenario": one.name,
        "owed": summary.owed,
        "planned": summary.planned,
        "unmet": summary.unmet,
        "unmet_at_least": one.unmet_at_least,
        "after_hours": costs.after_hours_minutes / 60,
        "esy_hours": costs.esy_minutes / 60,
        "contract_hours": costs.contract_minutes / 60,
        "dollars": costs.dollars,
        "buy_the_rest": _rest(one),
    }


def _rest(one: Compared) -> float | None:
    rates = one.case.policy.contract.hourly_rate
    items = one.plan.items[one.plan.items["unmet"] > 0]
    if not items["discipline"].isin(rates).all():
        return None
    return float((items["unmet"] * items["discipline"].map(rates).astype("float64")).sum()) / 60


def _claim(base: dict[str, Any], line: dict[str, Any]) -> str:
    """Say whether the difference holds for all plans: what one places, no plan of the other can."""
    if line["unmet"] == base["unmet"]:
        return ""
    less, more = sorted((base, line), key=lambda one: int(one["unmet"]))
    return PROVEN if less["unmet"] < more["unmet_at_least"] else IN_THESE_PLANS
