"""Bounds of the unmet minutes that outlive edits.

An edit that only takes possibilities away leaves no plan that there was not before: a bound that
was proven for all plans still holds. What stands locked takes possibilities away, so that a bound
holds as long as all that was locked when it was proven still is.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.rows import content
from makeup_sched.version import __version__


@dataclass(frozen=True)
class Proof:
    """A lower bound of the term `unmet` over all plans that keep some locked sessions.

    Attributes
    ----------
    bound
        Minutes, weighted by priority as in the term.
    locked
        The locked sessions, each by its `content`.
    """

    bound: int
    locked: frozenset[tuple[Hashable, ...]]


Proofs = tuple[Proof, ...]


def known_bound(proofs: Iterable[Proof], case: Case) -> int | None:
    """Return the greatest bound that holds for a case, None where there is none."""
    locked = _locked(case)
    return max((proof.bound for proof in proofs if proof.locked <= locked), default=None)


def with_plan(proofs: Proofs, case: Case, plan: Plan | None) -> Proofs:
    """Return the proofs with what a plan of the case says; those that say no more are left out.

    A plan says nothing where it was made from another case or by another version, and where other
    terms come before `unmet`: then its bound does not hold for all plans.
    """
    if plan is None or not case.source_hash or plan.summary.source_hash != case.source_hash:
        return proofs
    first = str(case.policy.objective.order[0])
    term = plan.summary.objective.get("unmet")
    usable = first == "unmet" and plan.summary.version == __version__
    if not usable or term is None or term.bound is None:
        return proofs
    new = Proof(term.bound, _locked(case))
    stronger = [old for old in proofs if old.bound > new.bound or not new.locked <= old.locked]
    return (*stronger, new)


def _locked(case: Case) -> frozenset[tuple[Hashable, ...]]:
    return frozenset(content(row) for row in case.table("locked").to_dict("records"))
