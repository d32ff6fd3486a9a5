"""Two ledgers, never mixed: make-up minutes, a debt of sessions, and awards, a set remedy."""

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.ledger.item_lines import item_rows
from makeup_sched.ledger.names import with_names
from makeup_sched.ledger.sources import owed_sources

MAKE_UP_COLUMNS = (
    "service_id",
    "student_id",
    "discipline",
    "provider_id",
    "basis",
    "oldest_date",
    "due_date",
    "missed",
    "not_owed",
    "pending",
    "given",
    "balance",
    "rounding",
    "beyond",
    "undecided",
)
AWARD_COLUMNS = (
    "award_id",
    "student_id",
    "discipline",
    "basis",
    "decided_on",
    "due_date",
    "awarded",
    "given",
    "balance",
    "rounding",
    "beyond",
)


def make_up_ledger(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return the debt of sessions: one line per service with missed minutes.

    Parameters
    ----------
    case
        A case whose tables were validated.
    names
        Add the columns `student` and `provider` with the names; without it ids only.

    Returns
    -------
    pd.DataFrame
        Sorted by `service_id`; a fresh index. Minutes are whole numbers. Columns:

        - `service_id`, `student_id`, `discipline`, `provider_id`
        - `basis`: the reasons of the minutes that are owed, with the minutes of each
        - `oldest_date`: of the oldest minute that is owed, `due_date`: where it has one; NaT
          where nothing is left
        - `missed`, of these `not_owed` and `pending` (the team has yet to decide)
        - `given`: make-up minutes that pay for what is owed
        - `balance`: minutes yet to be made up: `missed` less `not_owed`, `pending` and `given`
        - `rounding`: what planning adds to the balance to reach the policy's grid
        - `beyond`: make-up minutes given, or paid back, beyond what is owed
        - `undecided`: of these, minutes that pay for `pending` ones once the team decides that
          they are owed
    """
    lines = _lines(case, "service")
    reasons = _reasons(owed_sources(case))
    lines["basis"] = reasons.reindex(lines["owed_id"], fill_value="").to_numpy(object)
    lines["basis"] = lines["basis"].astype("str")
    lines["undecided"] = lines[["beyond", "pending"]].min(axis=1)
    lines = lines.rename(columns={"owed_id": "service_id", "own_provider": "provider_id"})
    table = lines[list(MAKE_UP_COLUMNS)]
    return with_names(table, case) if names else table


def award_ledger(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return the awards: one line per award that a team, a complaint or a hearing set.

    Takes what `make_up_ledger` takes.

    Returns
    -------
    pd.DataFrame
        Sorted by `award_id`; a fresh index. Minutes are whole numbers. Columns:

        - `award_id`, `student_id`, `discipline`
        - `basis`: who awarded them, as the table `awards` says
        - `decided_on`, `due_date`: NaT where none is said
        - `awarded`, `given`, `balance` (yet to be given)
        - `rounding`: what planning adds to the balance to reach the policy's grid
        - `beyond`: given beyond the award
    """
    lines = _lines(case, "award")
    basis = case.table("awards").set_index("award_id")["basis"]
    lines["basis"] = lines["owed_id"].map(basis).fillna("").astype("str")
    lines["due_date"] = lines["due_date"].where(lines["balance"] > 0)
    lines = lines.rename(columns={"owed_id": "award_id", "missed": "awarded"})
    table = lines[list(AWARD_COLUMNS)]
    return with_names(table, case) if names else table


def _lines(case: Case, kind: str) -> pd.DataFrame:
    sources = owed_sources(case)
    sources["not_owed"] = sources["minutes"].where(sources["counted"] == "not_owed", 0)
    waits = sources["counted"] == "pending"
    sources["held"] = sources["minutes"].where(waits & (sources["queued"] == 0), 0)
    rows = item_rows(case)
    rows = rows[rows["kind"] == kind].reset_index(drop=True)
    columns = ["minutes", "not_owed", "held", "deducted", "left"]
    sums = sources.groupby("owed_id")[columns].sum().reindex(rows["owed_id"], fill_value=0)
    delivered = case.table("delivered").groupby("owed_id")["minutes"].sum()
    delivered = delivered.reindex(rows["owed_id"], fill_value=0).astype("int64")
    found = {"missed": "minutes", "not_owed": "not_owed", "pending": "held",
             "given": "deducted", "balance": "left"}  # fmt: skip
    for name, column in found.items():
        rows[name] = sums[column].to_numpy("int64")
    rows["rounding"] = (rows["owed"] - rows["raw_owed"]).astype("int64")
    rows["beyond"] = delivered.to_numpy() - rows["given"]
    rows["oldest_date"] = rows["oldest_date"].where(rows["balance"] > 0)
    rows["due_date"] = rows["due_date"].where(rows["balance"] > 0)
    return rows


def _reasons(sources: pd.DataFrame) -> "pd.Series[str]":
    """Return the reasons of the minutes that are owed, in words, by item."""
    owed = sources[(sources["queued"] > 0) & (sources["kind"] == "service")]
    minutes = owed.groupby(["owed_id", "reason"])["queued"].sum().reset_index()
    minutes = minutes.sort_values(["owed_id", "queued"], ascending=[True, False], kind="stable")
    words = minutes["reason"] + " " + minutes["queued"].astype("str") + " min"
    return words.astype(object).groupby(minutes["owed_id"]).agg("; ".join)
