"""Which deliveries pay for which missed sessions, owed or not, and how much of it by when."""

import pandas as pd

from makeup_sched.ledger.matching import match_deliveries


def paid_minutes(sources: pd.DataFrame, delivered: pd.DataFrame) -> pd.DataFrame:
    """Return which delivery pays for which row, and when.

    Deliveries pay first for what is owed, oldest first, as in the ledger. What they leave over
    pays, oldest first, for rows that are pending or not owed and not `excluded`.

    Parameters
    ----------
    sources, delivered
        Lines of `owed_sources` (with the column `excluded`) and of `delivered_lines`, each sorted
        by item, then oldest first, with a fresh index.

    Returns
    -------
    pd.DataFrame
        One line per pair. Columns: `source` (position in `sources`), `minutes`, `date` (of the
        delivery).
    """
    owed = match_deliveries(sources, delivered)
    used = owed.groupby("delivery")["minutes"].sum().reindex(delivered.index, fill_value=0)
    other = (sources["minutes"] - sources["queued"]).where(~sources["excluded"], 0)
    over = match_deliveries(
        sources.assign(queued=other), delivered.assign(minutes=delivered["minutes"] - used)
    )
    pairs = pd.concat([owed, over], ignore_index=True)
    return pairs.assign(date=delivered["date"].reindex(pairs["delivery"]).array)


def paid_by(lines: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return, with the index of `lines`, what was delivered of each and what of it in time.

    `lines` have `minutes` and `in_time_until` (the last date that is in time, NaT: none is).
    Columns of the result: `delivered`, `in_time` (minutes), `delivered_on` (date of the last
    minute, NaT where some are not delivered).
    """
    until = lines["in_time_until"].reindex(pairs["source"]).array
    in_time = pairs["minutes"].where(pairs["date"] <= until, 0)
    found = (
        pairs.assign(in_time=in_time)
        .groupby("source")
        .agg(delivered=("minutes", "sum"), in_time=("in_time", "sum"), delivered_on=("date", "max"))
        .reindex(lines.index)
    )
    minutes = found[["delivered", "in_time"]].fillna(0).astype("int64")
    whole = minutes["delivered"] == lines["minutes"]
    return minutes.assign(delivered_on=found["delivered_on"].astype("datetime64[s]").where(whole))
