"""The calendar written out: the day type and rotation of every single date."""

from datetime import date

import numpy as np
import pandas as pd

from makeup_sched.vocabulary import WEEKDAYS

NO_SCHOOL = "no_school"


def calendar_days(calendar: pd.DataFrame) -> pd.DataFrame:
    """Return one row per date from the first to the last date in the calendar.

    Columns: `date` (`datetime64[s]`), `weekday` (Monday = 0), `day_type` (a date that no row covers
    is `no_school`) and `rotation`; both come from the last row that covers the date. The result is
    empty where the calendar has no readable row.
    """
    readable = calendar.dropna(subset=["start_date", "end_date"])
    readable = readable[readable["start_date"] <= readable["end_date"]]
    if readable.empty:
        return _days(np.array([], dtype="datetime64[D]"), [], [])
    starts = readable["start_date"].to_numpy().astype("datetime64[D]")
    ends = readable["end_date"].to_numpy().astype("datetime64[D]")
    dates = np.arange(starts.min(), ends.max() + 1)
    weekday = weekday_numbers(dates)
    winner = np.full(len(dates), -1)
    for at, days in enumerate(readable["weekdays"]):
        covered = slice(int((starts[at] - dates[0]).astype(int)),
                        int((ends[at] - dates[0]).astype(int)) + 1)  # fmt: skip
        counts = np.isin(np.arange(len(WEEKDAYS)), days)[weekday[covered]]
        winner[covered] = np.where(counts, at, winner[covered])
    day_types = [*readable["day_type"], NO_SCHOOL]
    rotations = [*readable["rotation"], ""]
    return _days(dates, [day_types[at] for at in winner], [rotations[at] for at in winner])


def weekday_numbers(dates: np.ndarray) -> np.ndarray:
    """Return the weekday of each date, Monday = 0."""
    # 1970-01-01, day zero of numpy's dates, was a Thursday.
    return (dates.astype("datetime64[D]").astype("int64") + 3) % 7


def last_open_date(calendar: pd.DataFrame) -> date | None:
    """Return the last date in the calendar that is not `no_school`, None where there is none."""
    days = calendar_days(calendar)
    open_days = days.loc[days["day_type"] != NO_SCHOOL, "date"]
    return None if open_days.empty else open_days.max().date()


def _days(dates: np.ndarray, day_types: list[str], rotations: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": dates.astype("datetime64[s]"),
            "weekday": weekday_numbers(dates),
            "day_type": pd.Series(day_types, dtype="str"),
            "rotation": pd.Series(rotations, dtype="str"),
        }
    )
