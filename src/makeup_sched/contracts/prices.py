"""What clearing the rest costs: contractors, families paid back, the cheaper of both, own staff.

Rates are the policy's, in dollars per hour. Contractors and staff are paid by the hour that they
are there, a family for each hour that its own child gets, so whoever comes for groups has the edge.

Own staff are in no mix: their price holds only where somebody agrees to work beyond the hours in
the case, at the very hours of the visits, and of that the case knows nothing.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.contracts.pool import Visit
from makeup_sched.plans.plan import Plan

CONTRACT, REIMBURSEMENT, STAFF = "contract", "reimbursement", "staff"
MIX = "contract and reimbursement"


@dataclass(frozen=True)
class Served:
    """One visit of a contractor in a plan: paid minutes, and minutes that students get in it."""

    visit: Visit
    student_minutes: int


def served(visits: tuple[Visit, ...], plan: Plan) -> list[Served]:
    """Return what students get in each visit."""
    minutes = dict.fromkeys(visits, 0)
    mine: dict[tuple[str, dt.date], list[Visit]] = {}
    for visit in visits:
        mine.setdefault((visit.provider_id, visit.date), []).append(visit)
    for row in rows_of(plan.sessions):
        for visit in mine.get((str(row.provider_id), row.date.date()), []):
            if visit.start <= int(row.start) < visit.end:
                minutes[visit] += int(row.minutes) * len(row.owed_ids)
    return [Served(visit, given) for visit, given in minutes.items()]


def contract_rate(case: Case, discipline: str) -> float | None:
    """Return dollars per hour of contract time; None where the policy names no rate."""
    return case.policy.contract.hourly_rate.get(discipline)


def price_table(case: Case, visits: list[Served], cleared: int) -> pd.DataFrame:
    """Return what the ways out cost that clear the same minutes.

    `cleared` are the minutes that the visits clear of what staff leave. Students may get more in
    them, in the place of staff; families would buy no more than is cleared.

    Columns: `way`, `hours` (paid), `dollars` (missing where a rate is), `note`. Contract and
    reimbursement together: the cheaper of a contractor and the family's own provider, visit by
    visit. No line without visits.
    """
    costs = case.policy.costs
    paid = [one.visit.minutes / 60 for one in visits]
    given = [one.student_minutes / 60 for one in visits]
    rates = [contract_rate(case, one.visit.post.discipline) for one in visits]
    missing = sorted({one.visit.post.discipline for one, rate in zip(visits, rates, strict=True)
                      if rate is None})  # fmt: skip
    by_contract = [None if rate is None else rate * hours
                   for rate, hours in zip(rates, paid, strict=True)]  # fmt: skip
    back = [costs.reimbursement_rate * hours for hours in given]
    staff = [(costs.esy_rate if _esy(case, one.visit) else costs.after_hours_rate) * hours
             for one, hours in zip(visits, paid, strict=True)]  # fmt: skip
    cheaper = [other if one is None else min(one, other)
               for one, other in zip(by_contract, back, strict=True)]  # fmt: skip
    family = [one is None or other < one for one, other in zip(by_contract, back, strict=True)]
    chosen = [given[number] if of_family else paid[number]
              for number, of_family in enumerate(family)]  # fmt: skip
    all_back = costs.reimbursement_rate * cleared / 60
    mix = (sum(chosen), sum(cheaper), _shares(len(visits), sum(family)))
    if all_back < mix[1]:
        mix = (cleared / 60, all_back, _shares(len(visits), len(visits)))
    rows = [
        (CONTRACT, sum(paid), None if missing else sum(cost or 0.0 for cost in by_contract),
         f"no rate in the policy for {', '.join(missing)}" if missing else _shares(len(visits), 0)),
        (REIMBURSEMENT, cleared / 60, all_back,
         f"each student alone, paid back at ${costs.reimbursement_rate:g} an hour"),
        (MIX, *mix[:2], f"visit by visit the cheaper of both: {mix[2]}"),
        (STAFF, sum(paid), sum(staff),
         f"own staff for all visits at {_staff_rate(case)}, only if they can be had for these "
         "hours beyond their own; that is not known, so they are in no other line"),
    ]  # fmt: skip
    table = pd.DataFrame(rows if visits else [], columns=["way", "hours", "dollars", "note"])
    # to the cent, and to hundredths of an hour, as they are written down and signed
    return table.astype({"hours": "float64", "dollars": "float64"}).round(2)


def _shares(visits: int, by_family: int) -> str:
    """Return in words for how many visits contractors come, and what is paid back instead."""
    if by_family in (0, visits):
        return (
            "families paid back instead of all visits"
            if by_family
            else "contractors for all visits"
        )
    each = visits - by_family
    others = "visit" if by_family == 1 else f"{by_family:,} visits"
    return (
        f"contractors for {each:,} visit{'s' if each > 1 else ''}, families paid back instead of "
        f"the other {others}"
    )


def _staff_rate(case: Case) -> str:
    """Return what own staff are paid an hour, in words; one rate where all days are paid alike."""
    usual, esy = case.policy.costs.after_hours_rate, case.policy.costs.esy_rate
    return f"${usual:g} an hour" + ("" if usual == esy else f", in ESY ${esy:g}")


def _esy(case: Case, visit: Visit) -> bool:
    types = case.table("calendar")
    day = pd.Timestamp(visit.date)
    covering = types[(types["start_date"] <= day) & (types["end_date"] >= day)]
    covering = covering[[day.weekday() in days for days in covering["weekdays"]]]
    return bool(len(covering)) and str(covering["day_type"].iloc[-1]) == "esy"
