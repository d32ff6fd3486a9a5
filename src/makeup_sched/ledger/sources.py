"""The rows that minutes are owed by, each counted as the policy says, deliveries deducted.

Everything else about what is owed is a sum over these rows, so the rules stand here only.
"""

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case

COUNTED_BY_RULE = {"owed": "owed", "not_owed": "not_owed", "team_decides": "pending"}
"""How a row without a decision is counted, by the policy's rule for its reason."""

# Decided minutes come before undecided ones of the same date, so that what a delivery is
# deducted from never hangs on the order of the rows in a file.
_RANK = {"owed": 0, "pending": 1, "not_owed": 2}


def owed_sources(case: Case) -> pd.DataFrame:
    """Return one line per row of `missed` and `awards`, deliveries deducted oldest first.

    Parameters
    ----------
    case
        A case whose tables were validated: every reason, service and student is known.

    Returns
    -------
    pd.DataFrame
        Sorted by item, then oldest first; a fresh index. Columns:

        - `owed_id`, `kind` (`service`, `award`)
        - `table` (`missed`, `awards`), `row` (number in that table)
        - `date` (of the missed session; an award: decided on, without it the start of planning)
        - `minutes` (as the row says), `reason`, `decision` (blank for an award)
        - `counted` (`owed`, `not_owed`, `pending`)
        - `queued` (minutes that are owed once planning starts, before deliveries)
        - `deducted` (delivered minutes taken off), `left` (`queued` less `deducted`)
        - `pending` (minutes of it that the team has yet to decide and nobody has delivered)
    """
    lines = pd.concat([_missed_lines(case), _award_lines(case)], ignore_index=True)
    lines["rank"] = lines["counted"].map(_RANK).astype("int64")
    lines = lines.sort_values(["owed_id", "date", "rank", "table", "row"], ignore_index=True)
    waits = (lines["counted"] == "pending") & (case.policy.pending == "hold")
    in_queue = (lines["counted"] != "not_owed") & ~waits
    lines["queued"] = lines["minutes"].where(in_queue, 0)

    before = lines.groupby("owed_id")["queued"].cumsum() - lines["queued"]
    given = lines["owed_id"].map(_delivered_minutes(case)).fillna(0).astype("int64")
    lines["deducted"] = (given - before).clip(lower=0, upper=lines["queued"])
    lines["left"] = lines["queued"] - lines["deducted"]
    undecided = lines["counted"] == "pending"
    lines["pending"] = (lines["minutes"] - lines["deducted"]).where(undecided, 0)
    return lines.drop(columns="rank")


def delivered_lines(case: Case) -> pd.DataFrame:
    """Return one line per row of `delivered` that names a service or an award of the case.

    Returns
    -------
    pd.DataFrame
        Sorted by item, then oldest first; a fresh index. Columns `owed_id`, `table` (`delivered`),
        `row`, `date`, `minutes`.
    """
    delivered = case.table("delivered")
    known = pd.concat([case.table("services")["service_id"], case.table("awards")["award_id"]])
    delivered = delivered[delivered["owed_id"].isin(known)]
    lines = pd.DataFrame(
        {
            "owed_id": delivered["owed_id"].astype("str"),
            "table": pd.Series("delivered", index=delivered.index, dtype="str"),
            "row": delivered.index.astype("int64"),
            "date": delivered["date"].astype("datetime64[s]"),
            "minutes": delivered["minutes"].astype("int64"),
        }
    ).reset_index(drop=True)
    return lines.sort_values(["owed_id", "date", "row"], ignore_index=True)


def oldest_dates(sources: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Return for each item the date of its oldest minute still owed, indexed by `owed_id`.

    An item with pending minutes only has the date of the oldest of those. Items with neither
    are not in it. `sources` are lines of `owed_sources`.
    """
    owed = sources[sources["left"] > 0]
    pending = sources[(sources["pending"] > 0) & ~sources["owed_id"].isin(owed["owed_id"])]
    return pd.concat([owed, pending]).groupby("owed_id")["date"].min()


def rounded_up(minutes: "pd.Series[int]", grid: int) -> "pd.Series[int]":
    """Return whole minutes rounded up to multiples of `grid` minutes."""
    return -(-minutes // grid) * grid


def _missed_lines(case: Case) -> pd.DataFrame:
    missed = case.table("missed")
    by_reason = {reason: COUNTED_BY_RULE[rule] for reason, rule in case.policy.reasons.items()}
    decided = missed["decision"].isin(["owed", "not_owed"])
    counted = missed["decision"].where(decided, missed["reason"].map(by_reason))
    return pd.DataFrame(
        {
            "owed_id": missed["service_id"].astype("str"),
            "kind": pd.Series("service", index=missed.index, dtype="str"),
            "table": pd.Series("missed", index=missed.index, dtype="str"),
            "row": missed.index.astype("int64"),
            "date": missed["date"].astype("datetime64[s]"),
            "minutes": missed["minutes"].astype("int64"),
            "reason": missed["reason"].astype("str"),
            "decision": missed["decision"].astype("str"),
            "counted": counted.astype("str"),
        }
    )


def _award_lines(case: Case) -> pd.DataFrame:
    awards = case.table("awards")
    start = np.datetime64(case.start_date, "s")
    return pd.DataFrame(
        {
            "owed_id": awards["award_id"].astype("str"),
            "kind": pd.Series("award", index=awards.index, dtype="str"),
            "table": pd.Series("awards", index=awards.index, dtype="str"),
            "row": awards.index.astype("int64"),
            "date": awards["decided_on"].astype("datetime64[s]").fillna(pd.Timestamp(start)),
            "minutes": awards["minutes"].astype("int64"),
            "reason": pd.Series("", index=awards.index, dtype="str"),
            "decision": pd.Series("", index=awards.index, dtype="str"),
            "counted": pd.Series("owed", index=awards.index, dtype="str"),
        }
    )


def _delivered_minutes(case: Case) -> "pd.Series[int]":
    delivered = case.table("delivered")
    minutes = delivered["minutes"].astype("int64")
    return minutes.groupby(delivered["owed_id"].astype("str")).sum()
