"""What is paid apart from the staff's day, by hand."""

import pandas as pd

from makeup_sched.costs.plan_costs import plan_costs
from support.tiny import blueprint, day, hours, owes, provider, student


def sessions(*rows: tuple[str, str, str, str, int, bool]) -> pd.DataFrame:
    columns = ["provider_id", "discipline", "tier", "mode", "minutes", "contract"]
    return pd.DataFrame(rows, columns=columns)


def test_each_kind_of_time_has_its_rate() -> None:
    rows = [day(), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")]
    rows += [
        provider("C", employment="contract", hourly_rate="120"),
        hours("08:00-09:00", provider_id="C"),
    ]
    rows += [provider("D", employment="contract"), hours("08:00-09:00", provider_id="D")]
    costs = {"after_hours_rate": 50, "esy_rate": 40}
    case = blueprint(*rows, costs=costs, contract={"hourly_rate": {"SLP": 60}}).case
    found = plan_costs(
        case,
        sessions(
            ("P", "SLP", "school_day", "extra", 60, False),
            ("P", "SLP", "extended_day", "extra", 30, False),
            ("P", "SLP", "esy", "extend", 90, False),
            ("P", "SLP", "esy", "join", 30, False),
            ("C", "SLP", "school_day", "extra", 30, True),
            ("D", "SLP", "esy", "extra", 30, True),
            ("D", "ART", "school_day", "extra", 15, True),
        ),
    )
    assert (found.after_hours_minutes, found.esy_minutes, found.contract_minutes) == (30, 90, 75)
    assert found.dollars == 25 + 60 + 60 + 30
    assert found.without_rate == 15


def test_no_sessions_cost_nothing() -> None:
    case = blueprint(day(), student("A"), *owes("A", 30), provider(), hours("08:00-09:00")).case
    assert plan_costs(case, sessions()).dollars == 0
