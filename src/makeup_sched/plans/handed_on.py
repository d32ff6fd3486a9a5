"""A plan together with its case as both are handed on: without names, and still of one another."""

from dataclasses import replace

from makeup_sched.case.case import Case
from makeup_sched.case.without_names import without_names
from makeup_sched.plans.plan import Plan


def handed_on(case: Case, plan: Plan) -> tuple[Case, Plan]:
    """Return a case without names, and the plan as one of that case if it was one of the other.

    Names and notes count in the hash of a case, so the plan takes that of the nameless one over:
    else it would say that its case has changed, and what it proves would not be believed.
    """
    nameless = without_names(case)
    if plan.summary.source_hash != case.source_hash:
        return nameless, plan
    summary = replace(plan.summary, source_hash=nameless.source_hash)
    return nameless, replace(plan, summary=summary)
