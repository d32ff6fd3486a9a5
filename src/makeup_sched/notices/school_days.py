"""Counting school days by the case's calendar: the n-th one after a date, those between dates."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.case.calendar_days import calendar_days
from makeup_sched.vocabulary import SCHOOL_DAY_TYPES

NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class SchoolDays:
    """The school days of a calendar, and the first and last date that it speaks of.

    A day counts whose day type is `school`, `early_release` or `delayed_start`.
    """

    days: np.ndarray
    first: np.datetime64
    last: np.datetime64

    @classmethod
    def of(cls, calendar: pd.DataFrame) -> "SchoolDays":
        """Return the school days of the table `calendar`."""
        every = calendar_days(calendar)
        dates = every["date"].to_numpy().astype("datetime64[D]")
        open_days = dates[every["day_type"].isin(SCHOOL_DAY_TYPES).to_numpy(dtype=bool)]
        ends = (dates[0], dates[-1]) if len(dates) else (NEVER, NEVER)
        return cls(open_days, *ends)

    def after(
        self, date: np.datetime64, count: int, left_out: Collection[np.datetime64] = ()
    ) -> np.datetime64:
        """Return the `count`-th school day after a date, days in `left_out` not counted.

        NaT where the calendar can't say: it begins after the date or ends too early.
        """
        if np.isnat(date) or not date >= self.first:
            return NEVER
        begin = int(np.searchsorted(self.days, date, side="right"))
        counted = self.days[begin : begin + count + len(left_out)]
        if left_out:
            counted = counted[~np.isin(counted, list(left_out))]
        return counted[count - 1] if len(counted) >= count else NEVER

    def between(self, date: np.datetime64, until: np.datetime64) -> int:
        """Return how many school days lie after a date, up to and with another one."""
        begin, end = np.searchsorted(self.days, [date, until], side="right")
        return max(0, int(end - begin))
