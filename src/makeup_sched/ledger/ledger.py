"""The account of what is owed: one line per item, and behind it one line per row it comes from."""

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.ledger.item_lines import item_rows
from makeup_sched.ledger.matching import match_deliveries
from makeup_sched.ledger.names import with_names
from makeup_sched.ledger.sources import delivered_lines, owed_sources

TABLE_COLUMNS = (
    "owed_id",
    "student_id",
    "discipline",
    "kind",
    "missed",
    "not_owed",
    "delivered",
    "owed",
    "rounding",
    "pending",
    "oldest_date",
    "due_date",
    "provider_id",
)
TRACE_COLUMNS = (
    "owed_id",
    "student_id",
    "discipline",
    "kind",
    "table",
    "row",
    "date",
    "minutes",
    "reason",
    "decision",
    "counted",
    "not_owed",
    "delivered",
    "owed",
    "rounding",
    "pending",
    "surplus",
    "matched",
)
_MINUTES = ("not_owed", "delivered", "owed", "rounding", "pending", "surplus")


def owed_table(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return what is owed, one line per item, with how it comes about.

    Unlike in `owed_items`, a service or an award of which nothing is left stays listed, so
    that the columns account for every missed minute of the case: `owed` is `missed` less
    `not_owed` less `delivered` plus `rounding`, and less `pending` where the policy holds it.

    Parameters
    ----------
    case
        A case whose tables were validated.
    names
        Add the columns `student` and `provider` with the names; without it ids only.

    Returns
    -------
    pd.DataFrame
        Sorted by `owed_id`; a fresh index. Minutes are whole numbers. Columns:

        - `owed_id`, `student_id`, `discipline`, `kind` (`service`, `award`)
        - `missed`: all missed minutes, an award: all awarded minutes
        - `not_owed`: of these, by the policy or by decision
        - `delivered`: delivered minutes deducted; what was delivered beyond what is owed is
          the column `surplus` of `owed_trace`
        - `owed`: minutes to plan; `rounding`: of these, added to reach the grid
        - `pending`: minutes that the team has yet to decide
        - `oldest_date`: of the oldest minute owed (none owed: pending), NaT where nothing is left
        - `due_date`: the item's own, else the last date to plan on, NaT where nothing is left
        - `provider_id`: whose service it is, blank for an award and where that provider left
    """
    sources = owed_sources(case)
    sources["not_owed"] = sources["minutes"].where(sources["counted"] == "not_owed", 0)
    rows = item_rows(case).rename(columns={"own_provider": "provider_id"})
    sums = sources.groupby("owed_id")[["minutes", "not_owed", "deducted"]].sum()
    sums = sums.reindex(rows["owed_id"], fill_value=0)
    rows["missed"] = sums["minutes"].to_numpy("int64")
    rows["not_owed"] = sums["not_owed"].to_numpy("int64")
    rows["delivered"] = sums["deducted"].to_numpy("int64")
    rows["rounding"] = rows["owed"] - rows["raw_owed"]
    something_left = rows["oldest_date"].notna()
    last_date = rows["due_date"].fillna(pd.Timestamp(case.end_date))
    rows["due_date"] = last_date.where(something_left)
    table = rows[list(TABLE_COLUMNS)]
    return with_names(table, case) if names else table


def owed_trace(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return every minute of `owed_table` with the row it comes from.

    One line per row of `missed`, `awards` and `delivered`, and one line per item for the
    minutes that rounding adds, if any. Per item, the columns `not_owed`, `delivered`, `owed`,
    `rounding` and `pending` add up to those of `owed_table`, and the `minutes` of the rows of
    `missed` and `awards` to its `missed`.

    Parameters
    ----------
    case
        A case whose tables were validated.
    names
        Add the column `student` with the name; without it ids only.

    Returns
    -------
    pd.DataFrame
        Sorted by item; within it the rows that owe, the rows delivered, the rounding, each
        oldest first; a fresh index. Minutes are whole numbers. Columns:

        - `owed_id`, `student_id`, `discipline`, `kind` (`service`, `award`)
        - `table` (blank: rounding), `row` (number in that table as a spreadsheet shows it)
        - `date`, `minutes`, `reason`, `decision`: as the row says; of an award the date it was
          decided on, without one the first date to plan on
        - `counted`: `owed`, `not_owed`, `pending`, `delivered` or `rounding`
        - `not_owed`, `pending`: minutes of the row that are so
        - `delivered`: minutes of the row that deliveries have paid for
        - `owed`: minutes of the row still owed; in the rounding line those that it adds
        - `rounding`: minutes that rounding adds
        - `surplus`: of a delivered row, minutes beyond what is owed
        - `matched`: which delivered rows paid for this one, or which rows this delivery paid
          for, as `delivered 4: 30 min`, separated by `;`
    """
    sources = owed_sources(case)
    delivered = delivered_lines(case)
    pairs = match_deliveries(sources, delivered)
    rows = item_rows(case)
    parts = [
        _source_lines(sources, delivered, pairs),
        _delivered_lines(sources, delivered, pairs),
        _rounding_lines(rows),
    ]
    parts = [part for part in parts if len(part)] or parts[:1]
    trace = pd.concat([part.assign(part=order) for order, part in enumerate(parts)])
    trace = trace.sort_values(["owed_id", "part"], kind="stable", ignore_index=True)
    facts = rows.set_index("owed_id").reindex(trace["owed_id"])
    for column in ("student_id", "discipline", "kind"):
        trace[column] = facts[column].array
    trace = trace[list(TRACE_COLUMNS)]
    return with_names(trace, case) if names else trace


def _source_lines(
    sources: pd.DataFrame, delivered: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    by_source = _matched(pairs, "source", delivered, "delivery", len(sources))
    not_owed = sources["minutes"].where(sources["counted"] == "not_owed", 0)
    return sources.assign(
        row=sources["row"].astype("Int64"),
        not_owed=not_owed,
        delivered=sources["deducted"],
        owed=sources["left"],
        rounding=0,
        surplus=0,
        matched=by_source,
    )


def _delivered_lines(
    sources: pd.DataFrame, delivered: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    used = pairs.groupby("delivery")["minutes"].sum()
    used = used.reindex(delivered.index, fill_value=0)
    lines = delivered.assign(**dict.fromkeys(_MINUTES, 0))
    return lines.assign(
        row=delivered["row"].astype("Int64"),
        reason="",
        decision="",
        counted="delivered",
        surplus=delivered["minutes"] - used,
        matched=_matched(pairs, "delivery", sources, "source", len(delivered)),
    )


def _rounding_lines(rows: pd.DataFrame) -> pd.DataFrame:
    added = rows["owed"] - rows["raw_owed"]
    lines = rows.loc[added > 0, ["owed_id"]].assign(**dict.fromkeys(_MINUTES, 0))
    added = added[added > 0]
    return lines.assign(
        table="",
        row=pd.Series(pd.NA, index=lines.index, dtype="Int64"),
        date=pd.Series(pd.NaT, index=lines.index, dtype="datetime64[s]"),
        minutes=added,
        reason="",
        decision="",
        counted="rounding",
        owed=added,
        rounding=added,
        matched="",
    )


def _matched(
    pairs: pd.DataFrame, of: str, others: pd.DataFrame, other: str, length: int
) -> "pd.Series[str]":
    """Text that names, for each of `length` lines, the lines of `others` it is paired with."""
    partner = others.loc[pairs[other], ["table", "row"]].reset_index(drop=True).astype("str")
    text = partner["table"] + " " + partner["row"] + ": " + pairs["minutes"].astype("str") + " min"
    return text.groupby(pairs[of]).agg("; ".join).reindex(range(length), fill_value="")
