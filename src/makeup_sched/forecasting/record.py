"""What a case's own record says about missed sessions, in days of providers and of students.

The record lasts from the first to the last date in `missed` and `delivered` before planning begins.
Minutes missed are held against the minutes scheduled on the same day: a provider who misses one of
six sessions for a meeting was out for a sixth of the day. Sessions that fell into a gap (a vacancy,
a late start, a long absence, a closure) count neither as missed nor as scheduled.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.availability.availability import availability
from makeup_sched.availability.days import days_between
from makeup_sched.case.case import Case
from makeup_sched.forecasting.scheduled import scheduled
from makeup_sched.forecasting.sides import GAPS, REASONS_OF, SIDES, Side

_KEYS = ["service_id", "date"]
_TYPES = {"service_id": "str", "date": "datetime64[s]", "provider_id": "str", "minutes": "int64"}


@dataclass(frozen=True)
class Record:
    """Counts of the own record.

    Attributes
    ----------
    counts
        One line per discipline, month and side that anything was scheduled for. Columns:
        `discipline`, `month`, `side`, `scheduled` and `missed`: days of a provider (side
        `provider`), or attendances of a student whose provider was there (`student`).
    reasons
        How often each reason is in the record, by side.
    first, last
        Dates between which it lasts; NaT without a record.
    """

    counts: pd.DataFrame
    reasons: dict[Side, dict[str, int]]
    first: pd.Timestamp
    last: pd.Timestamp


def own_record(case: Case) -> Record:
    """Count what was scheduled and missed before planning begins."""
    start = pd.Timestamp(case.start_date)
    missed = case.table("missed")
    missed = missed[missed["date"] < start]
    delivered = case.table("delivered")["date"]
    dates = pd.concat([missed["date"], delivered[delivered < start]])
    first, last = dates.min(), dates.max()
    lines = _lines(case, missed, first, last)
    counts = pd.concat([_of_providers(lines), _of_students(lines)], ignore_index=True)
    reasons = {
        side: {
            str(name): int(count)
            for name, count in missed["reason"].value_counts().items()
            if name in REASONS_OF[side]
        }
        for side in SIDES
    }
    return Record(counts, reasons, first, last)


def _lines(
    case: Case, missed: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """Return one line per attendance of the record that was no gap.

    Columns: `service_id`, `date`, `provider_id`, `discipline`, `minutes` (scheduled), and minutes
    missed on each side, `provider` and `student`.
    """
    services = case.table("services").set_index("service_id")
    gone = _gone(missed[missed["service_id"].isin(services.index)])
    lines = _planned(case, first, last).merge(gone, on=_KEYS, how="outer")
    numbers = ["provider", "student", "minutes"]
    lines[numbers] = lines[numbers].fillna(0).astype("float64")
    # what the schedule does not hold (any longer) was scheduled all the same, as it was missed
    lines["minutes"] = lines["minutes"].clip(lower=lines["provider"] + lines["student"])
    own = lines["service_id"].map(services["provider_id"])
    lines["provider_id"] = lines["provider_id"].fillna(own)
    lines["discipline"] = lines["service_id"].map(services["discipline"])
    gap = lines["gap"].eq(True)  # blank where nothing was missed
    return lines[~gap & (lines["minutes"] > 0)]


def _planned(case: Case, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return what was scheduled from a date to another one, per service and date."""
    columns: dict[str, object] = {name: [] for name in _TYPES}
    if not pd.isna(first):
        days = days_between(case, first.date(), last.date())
        plan = scheduled(case, availability(case, [], days))
        columns = {
            "service_id": np.array(plan.services, dtype=object)[plan.service],
            "date": np.array(days.dates, dtype="datetime64[s]")[plan.day],
            "provider_id": np.array(plan.providers, dtype=object)[plan.provider],
            "minutes": plan.minutes,
        }
    table = pd.DataFrame(columns).astype(_TYPES)
    return table.groupby(_KEYS, as_index=False).agg({"provider_id": "first", "minutes": "sum"})


def _gone(missed: pd.DataFrame) -> pd.DataFrame:
    """Return minutes missed on each side, per service and date, and whether it was in a gap."""
    minutes, reason = missed["minutes"], missed["reason"]
    sides = {side: minutes.where(reason.isin(REASONS_OF[side]), 0) for side in SIDES}
    lines = missed.assign(**sides, gap=reason.isin(GAPS))
    return lines.groupby(_KEYS, as_index=False).agg(
        {"provider": "sum", "student": "sum", "gap": "any"}
    )


def _of_providers(lines: pd.DataFrame) -> pd.DataFrame:
    keys = ["provider_id", "discipline", "date"]
    days = lines.groupby(keys, as_index=False)[["minutes", "provider"]].sum()
    return _counts(days, 1.0, days["provider"] / days["minutes"], "provider")


def _of_students(lines: pd.DataFrame) -> pd.DataFrame:
    there = 1 - lines["provider"] / lines["minutes"]
    return _counts(lines, there, lines["student"] / lines["minutes"], "student")


def _counts(
    lines: pd.DataFrame, there: "pd.Series[float] | float", gone: "pd.Series[float]", side: Side
) -> pd.DataFrame:
    found = lines.assign(scheduled=there, missed=gone, month=lines["date"].dt.month)
    sums = found.groupby(["discipline", "month"], as_index=False)[["scheduled", "missed"]].sum()
    return sums.assign(side=side)[["discipline", "month", "side", "scheduled", "missed"]]
