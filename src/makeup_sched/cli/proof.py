"""Says in sentences how good a plan is: what is proven, and how far the rest is from it."""

from rich.console import Group, RenderableType
from rich.text import Text

from makeup_sched.case.case import Case
from makeup_sched.cli.words import listed, term_words
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import figure
from makeup_sched.plans.summary import Summary


def proof_words(case: Case, summary: Summary) -> RenderableType:
    """Return a sentence about the minutes, and what is open in everything else."""
    minutes = Text(unmet_words(case, summary))
    open_terms = [
        name for name, term in summary.objective.items() if name != "unmet" and not term.proven
    ]
    if not open_terms:
        all_else = "In all else the policy asks for it is proven best, too, in its order."
        return Group(minutes, Text(all_else))
    view = grid("Not yet proven best; more --seconds may help")
    view.add_column("In this plan", justify="right")
    view.add_column("At least", justify="right")
    for name in open_terms:
        term = summary.objective[name]
        least = "not known" if term.bound is None else figure(term.bound)
        view.add_row(term_words(name, weighted=False), figure(term.value), least)
    return Group(minutes, Text(""), view)


def unmet_words(case: Case, summary: Summary) -> str:
    """Return how many minutes more any plan could place."""
    if not summary.unmet:
        return "Everything that is owed is placed."
    term = summary.objective.get("unmet")
    if term is None or term.bound is None:
        return "How many minutes more another plan could place is not known; try more --seconds."
    gap = term.value - term.bound
    alike = bool((case.table("students")["priority"] == 1).all())
    weighted = "" if alike else ", each minute counted times its student's priority"
    if gap <= 0:
        return f"Proven: no plan{_among(case)} can place more{weighted}."
    return (
        f"At most {figure(gap)} more minutes could be placed by any plan{_among(case)}{weighted}."
    )


def _among(case: Case) -> str:
    """Where the policy puts other terms before unmet minutes, the proof is among plans as good."""
    order = list(case.policy.objective.order)
    earlier = order[: order.index("unmet")] if "unmet" in order else []
    if not earlier:
        return ""
    return f" with as few {listed([term_words(term, weighted=False) for term in earlier])}"
