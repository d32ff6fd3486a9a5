"""A case and its scenarios side by side: minutes, paid hours, dollars, and what is proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from rich.console import RenderableType

from makeup_sched.case.case import Case
from makeup_sched.costs.plan_costs import plan_costs
from makeup_sched.plain_tables import as_html
from makeup_sched.plans.plan import Plan

PROVEN, IN_THESE_PLANS = "proven", "in these plans"
COLUMNS = (
    "scenario", "owed", "planned", "unmet", "unmet_at_least", "unmet_less", "unmet_less_at_least",
    "unmet_less_at_most", "claim", "after_hours", "esy_hours", "contract_hours", "dollars",
    "dollars_more", "buy_the_rest",
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A case, changed or as it is, and its plan, which has passed the checker.

    Every minute counts the same in it, whatever a student's priority. No plan of the case leaves
    fewer than `unmet_at_least` minutes unmet.
    """

    name: str
    case: Case
    plan: Plan
    unmet_at_least: int


@dataclass(frozen=True)
class Comparison:
    """All scenarios side by side, the case as it is first."""

    cases: tuple[Compared, ...]

    def __repr__(self) -> str:
        """Say in a line what each case leaves unmet; students are not in it."""
        unmet = ", ".join(f"{one.name!r}: {one.plan.summary.unmet} unmet" for one in self.cases)
        return f"Comparison({unmet})"

    def __rich__(self) -> RenderableType:
        """Return it as text and tables for a terminal."""
        from makeup_sched.whatif.words import comparison_words  # they are about this class

        return comparison_words(self.table)

    def _repr_html_(self) -> str:
        return as_html(self.__rich__())

    @cached_property
    def table(self) -> pd.DataFrame:
        """One line per scenario.

        Minutes: `owed`, `planned`, `unmet`, `unmet_at_least` (proven for every plan), `unmet_less`
        (fewer unmet than as it is, in these plans). Whatever the best plans of both are, their
        difference lies from `unmet_less_at_least` to `unmet_less_at_most`. `claim` is `proven`
        where this says that there is a gain, a loss, or no difference at all; else `in these
        plans`.

        Provider hours paid apart: `after_hours` (staff outside the school day), `esy_hours`
        (staff), `contract_hours`. Then `dollars` for these three, `dollars_more` (than as it is),
        and `buy_the_rest`: contract time for what stays unmet, one student at a time. Dollars are
        missing where a rate is. Regular pay is not in them, that of a new provider neither.
        """
        lines = [_line(one) for one in self.cases]
        base = lines[0]
        return pd.DataFrame([{**line, **_beside(base, line)} for line in lines],
                            columns=list(COLUMNS))  # fmt: skip


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
        "dollars": float("nan") if costs.without_rate else costs.dollars,
        "buy_the_rest": _rest(one),
    }


def _beside(base: Mapping[str, Any], line: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a line differs from that of the case as it is."""
    if line is base:
        least = most = 0
    else:
        least = base["unmet_at_least"] - line["unmet"]
        most = base["unmet"] - line["unmet_at_least"]
    settled = least > 0 or most < 0 or least == most == 0
    return {
        "unmet_less": base["unmet"] - line["unmet"],
        "unmet_less_at_least": least,
        "unmet_less_at_most": most,
        "claim": "" if line is base else PROVEN if settled else IN_THESE_PLANS,
        "dollars_more": line["dollars"] - base["dollars"],
    }


def surely(line: Mapping[Any, Any]) -> str:
    """Return what is proven of a scenario's difference, in a few words, else `in these plans`."""
    least, most = int(line["unmet_less_at_least"]), int(line["unmet_less_at_most"])
    if line["claim"] != PROVEN:
        return str(line["claim"])
    if least == most == 0:
        return "no difference, proven"
    return f"at least {least:,} fewer, proven" if least > 0 else f"at least {-most:,} more, proven"


def _rest(one: Compared) -> float:
    """Return dollars for contract time for every unmet minute; missing where a rate is."""
    rates = one.case.policy.contract.hourly_rate
    items = one.plan.items[one.plan.items["unmet"] > 0]
    per_hour = items["discipline"].map(rates).astype("float64")
    return float((items["unmet"].astype("float64") * per_hour).sum(skipna=False)) / 60
