"""Paid hours and dollars of a plan: staff outside the school day, staff in ESY, contractors.

Rates are the policy's (`costs.after_hours_rate`, `costs.esy_rate`, `contract.hourly_rate`), in
dollars per hour of the provider; a contract provider's own `hourly_rate` wins.
"""

from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.case import Case


@dataclass(frozen=True)
class Costs:
    """Provider minutes that are paid apart, and dollars for them.

    `dollars` leaves out contract time without a rate; `without_rate` is its minutes.
    """

    after_hours_minutes: int
    esy_minutes: int
    contract_minutes: int
    without_rate: int
    dollars: float


def plan_costs(case: Case, sessions: pd.DataFrame) -> Costs:
    """Add up what the sessions of a plan cost; seats in regular sessions cost nothing."""
    timed = sessions[sessions["mode"] != "join"]
    staff = timed[~timed["contract"].astype(bool)]
    after = int(staff.loc[staff["tier"] == "extended_day", "minutes"].sum())
    esy = int(staff.loc[staff["tier"] == "esy", "minutes"].sum())
    hired = timed[timed["contract"].astype(bool)]
    rates = _rates(case, hired)
    dollars = (after * case.policy.costs.after_hours_rate + esy * case.policy.costs.esy_rate) / 60
    dollars += float((rates * hired["minutes"].astype("float64")).sum()) / 60
    return Costs(
        after_hours_minutes=after,
        esy_minutes=esy,
        contract_minutes=int(hired["minutes"].sum()),
        without_rate=int(hired.loc[rates.isna(), "minutes"].sum()),
        dollars=dollars,
    )


def _rates(case: Case, hired: pd.DataFrame) -> "pd.Series[float]":
    own = case.table("providers").set_index("provider_id")["hourly_rate"].astype("float64")
    usual = hired["discipline"].map(case.policy.contract.hourly_rate).astype("float64")
    return hired["provider_id"].map(own).astype("float64").fillna(usual)
