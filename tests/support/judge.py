"""What tests ask of a plan: its objective values in order, and that nothing is wrong with it."""

from dataclasses import replace

import pandas as pd
from hypothesis import HealthCheck, Phase, settings

from makeup_sched.case.case import Case
from makeup_sched.checker import check, check_items, check_summary
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan

SECONDS = 20.0
"""Far more than a small case needs, so that the clock never decides what a test sees."""


def few(examples: int) -> settings:
    """Return the settings of a test that draws so many examples, the same ones every time."""
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def planned(
    case: Case, baseline: Plan | pd.DataFrame | None = None, workers: int = 1, seed: int = 0
) -> Plan:
    """Plan a case, with time to spare."""
    return plan(case, seconds=SECONDS, seed=seed, workers=workers, baseline=baseline)


_KNOWN: dict[str, Plan] = {}


def any_plan(case: Case) -> Plan:
    """Return a plan of a case, planned once for all tests that only need one to work on."""
    assert case.source_hash, "it has to be known by what was read"
    if case.source_hash not in _KNOWN:
        _KNOWN[case.source_hash] = planned(case)
    known = _KNOWN[case.source_hash]
    return replace(known, sessions=known.sessions.copy(), items=known.items.copy(), case=case)


def values(made: Plan) -> tuple[int, ...]:
    """Return the values of the objective terms in the policy's order."""
    return tuple(term.value for term in made.summary.objective.values())


def unmet(case: Case) -> int:
    """Return the least unmet minutes of a case, weighted; proven."""
    term = planned(case).summary.objective["unmet"]
    assert term.proven
    return term.value


def problems(case: Case, made: Plan, baseline: pd.DataFrame | None = None) -> list[str]:
    """Return everything that the checker says about a plan, its items and its summary."""
    found = check(case, made.sessions)
    found += check_items(case, made.sessions, made.items)
    found += check_summary(case, made.sessions, made.summary.as_dict(), baseline)
    return [str(violation) for violation in found]
