"""Checks that what a plan's summary states is what its sessions come to."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import cells
from makeup_sched.checker.facts import Facts, facts_of
from makeup_sched.checker.recount import Recount, recount
from makeup_sched.checker.violation import Violation

PARTS = (
    "status",
    "owed",
    "planned",
    "unmet",
    "pending",
    "objective",
    "tiers",
    "wall_seconds",
    "seed",
    "version",
)


def check_summary(
    case: Case | Facts,
    sessions: pd.DataFrame,
    summary: Mapping[str, Any],
    baseline: pd.DataFrame | None = None,
) -> list[Violation]:
    """Check a plan's summary against its sessions.

    Values must be those of the recount, no lower bound may lie above its value, and the status
    may be `optimal` only where every bound equals its value.

    Parameters
    ----------
    case, sessions
        As for `check`.
    summary
        What `summary.json` holds; a bound that is not known is None.
    baseline
        The earlier plan's `sessions`, where there was one. Without it a stated `moved` is taken
        at its word.

    Returns
    -------
    list of Violation
        All of rule `"format"`, one per wrong value.
    """
    facts = facts_of(case)
    counted = recount(facts, sessions, baseline)
    violations = [_wrong(f"has no {part}") for part in PARTS if part not in summary]
    for name, minutes in counted.minutes.items():
        violations += _equal(name, summary.get(name), minutes)
    violations += _tiers_are_right(summary.get("tiers"), counted)
    violations += _objective_is_right(facts.case, summary.get("objective"), counted)
    violations += _status_is_right(summary)
    return violations


def _tiers_are_right(tiers: Any, counted: Recount) -> Iterator[Violation]:
    """`{tier: attendee-minutes}`; a tier that is left out has none."""
    stated = tiers if isinstance(tiers, Mapping) else {}
    for tier, minutes in counted.tiers.items():
        yield from _equal(f"tier {tier}", stated.get(tier, 0), minutes)
    for tier in stated:
        if tier not in counted.tiers:
            yield _wrong(f"names tier {tier}, which is none")


def _objective_is_right(case: Case, objective: Any, counted: Recount) -> Iterator[Violation]:
    """`{term: {"value": v, "lower_bound": b}}` for every term of the policy's order."""
    stated = objective if isinstance(objective, Mapping) else {}
    wanted = [str(term) for term in case.policy.objective.order]
    wanted += ["moved"] if counted.moved is not None else []
    for term in wanted:
        if term not in stated:
            yield _wrong(f"has no objective term {term}")
    for term, entry in stated.items():
        value, bound = _value_and_bound(entry)
        if bound is not None and not _is_number(bound):
            yield _wrong(f"objective {term} has lower bound {bound}, which is no number")
            bound = None
        if term in counted.terms:
            yield from _equal(f"objective {term}", value, counted.terms[term])
        elif term != "moved":
            yield _wrong(f"names objective term {term}, which is none")
        if bound is not None and value is not None and bound > value:
            yield _wrong(f"objective {term} has lower bound {bound} above its value {value}")


def _status_is_right(summary: Mapping[str, Any]) -> Iterator[Violation]:
    """`optimal`: every term proven; else `feasible`."""
    status, objective = summary.get("status"), summary.get("objective")
    if status not in ("optimal", "feasible"):
        yield _wrong(f"has status {status}, which is neither optimal nor feasible")
    if status == "optimal" and isinstance(objective, Mapping):
        for term, entry in objective.items():
            value, bound = _value_and_bound(entry)
            if bound is None or bound != value:
                known = "unknown" if bound is None else bound
                yield _wrong(f"is optimal, but {term} is {value} with lower bound {known}")


def _value_and_bound(entry: Any) -> tuple[int | None, Any]:
    if not isinstance(entry, Mapping):
        return None, None
    return cells.whole(entry.get("value")), entry.get("lower_bound")


def _is_number(bound: Any) -> bool:
    return isinstance(bound, int | float) and not isinstance(bound, bool)


def _equal(what: str, stated: Any, expected: int) -> Iterator[Violation]:
    if cells.whole(stated) != expected:
        shown = "nothing" if stated is None else stated
        yield _wrong(f"says {what} {shown}, should be {expected}")


def _wrong(message: str) -> Violation:
    return Violation("format", "", "", f"the summary {message}")
