"""What many futures say together: chances by date, minutes at the end, contract hours."""

import datetime as dt
from math import sqrt

import numpy as np
import pandas as pd

from makeup_sched.forecasting.future import Outcome

SURE = (0.5, 0.8, 0.9)
"""How sure one wants to be that contract hours are enough."""
ALL = "all"
_MIDDLE, _LOW, _HIGH = 0.5, 0.1, 0.9


def chances_table(
    weeks: tuple[dt.date, ...], outcomes: list[Outcome], undisturbed: Outcome
) -> pd.DataFrame:
    """Return the chances week by week; see `Forecast.chances`.

    `undisturbed` is the future in which nothing more is missed.
    """
    shape = (len(outcomes), len(weeks))
    left = np.array([one.outstanding for one in outcomes], dtype=np.int64).reshape(shape)
    today = np.array([one.of_today for one in outcomes], dtype=np.int64).reshape(shape)
    rows = []
    for number, week in enumerate(weeks):
        row: dict[str, object] = {"date": pd.Timestamp(week)}
        for name, minutes in (("today", today[:, number]), ("all", left[:, number])):
            clear = int((minutes == 0).sum())
            low, high = wilson(clear, len(outcomes))
            row |= {name: clear / len(outcomes), f"{name}_low": low, f"{name}_high": high}
        row |= {name: quantile(left[:, number], share) for name, share in
                (("left_low", _LOW), ("left_middle", _MIDDLE), ("left_high", _HIGH))}  # fmt: skip
        rows.append({**row, "undisturbed": undisturbed.outstanding[number]})
    return pd.DataFrame(rows)


def ends_table(outcomes: list[Outcome], disciplines: tuple[str, ...]) -> pd.DataFrame:
    """Return how each future ends, by discipline; see `Forecast.ends`."""
    rows = [
        (number, name, one.missed.get(name, 0), one.lost.get(name, 0), one.unmet.get(name, 0))
        for number, one in enumerate(outcomes, start=1)
        for name in disciplines
    ]
    return pd.DataFrame(rows, columns=["future", "discipline", "missed", "lost", "unmet"])


def hours_table(ends: pd.DataFrame) -> pd.DataFrame:
    """Return contract hours by discipline and how sure one wants to be; see `Forecast.hours`."""
    whole = ends.groupby("future", as_index=False)["unmet"].sum().assign(discipline=ALL)
    parts = [ends] if ends["discipline"].nunique() < 2 else [ends, whole]
    rows = [
        (name, sure, quantile(lines["unmet"].to_numpy(), sure) / 60)
        for part in parts
        for name, lines in part.groupby("discipline", sort=False)
        for sure in SURE
    ]
    return pd.DataFrame(rows, columns=["discipline", "sure", "hours"])


def quantile(values: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", share: float) -> float:
    """Return the least of the values that is enough in a share of the futures."""
    return float(np.quantile(values, share, method="inverted_cdf"))


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share that was seen so many times (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)
