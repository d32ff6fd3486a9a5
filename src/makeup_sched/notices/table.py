"""The clock of each missed session: the last school day to deliver it, and whether it was."""

from collections import defaultdict
from datetime import date

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.ledger.item_lines import item_facts
from makeup_sched.ledger.names import with_names
from makeup_sched.ledger.sources import delivered_lines, owed_sources
from makeup_sched.notices.paid import paid_by, paid_minutes
from makeup_sched.notices.school_days import NEVER, SchoolDays

IN_TIME, RUNNING, BROKEN = "delivered in time", "running", "broken"
NOT_COUNTED = "does not count"
UNKNOWN = "calendar too short"
STATUSES = (BROKEN, RUNNING, UNKNOWN, IN_TIME, NOT_COUNTED)
"""What a clock can stand at, what is most pressing first."""

COLUMNS = (
    "service_id",
    "student_id",
    "discipline",
    "provider_id",
    "row",
    "date",
    "minutes",
    "reason",
    "counted",
    "last_day",
    "delivered",
    "in_time",
    "delivered_on",
    "status",
    "days_over",
    "notice_due",
)


def runs_clocks(policy: Policy) -> bool:
    """Return whether a policy sets in how many school days missed sessions are delivered."""
    return policy.clocks.not_delivered_within_school_days > 0


def clock_table(case: Case, as_of: date | None = None, *, names: bool = False) -> pd.DataFrame:
    """Return the clock of each missed session, as the policy's section `clocks` sets it.

    The last day to deliver a session is the `not_delivered_within_school_days`-th school day after
    the date on which it was missed. Not counted are days on which the student was out: those with a
    row of `missed` of the same student for one of `excluded_reasons`. A session missed for such a
    reason starts no clock. A notice is due the `notice_within_school_days`-th school day after
    the last day. School days are those of the case's calendar (`school`, `early_release`,
    `delayed_start`).

    Deliveries pay for missed sessions as they do in what is owed, oldest first; what they leave
    over pays, oldest first, for sessions that are pending or not owed, since a clock asks whether
    a session was delivered and not whether it is owed.

    Limits of this reading: the clock runs for every missed session, while a rule may mean only a
    service that has not begun; the tables hold no notices that were sent, so this says when one
    is due and never whether it went out; that a student was out shows only on days on which a
    session of theirs was missed. Source of the only such clock among the profiles: `illinois`.

    Parameters
    ----------
    case
        A case whose tables were validated.
    as_of
        The date of the report; later misses and deliveries are left aside. Without it the first
        date to plan on.
    names
        Add the columns `student` and `provider` with the names; without it ids only.

    Returns
    -------
    pd.DataFrame
        One row per row of `missed` dated up to `as_of`, none where the policy sets no such clock;
        the most pressing first (broken, running, ...), then by `last_day` and `service_id`; a fresh
        index. Columns:

        - `service_id`, `student_id`, `discipline`, `provider_id` (whose service it is; blank: left)
        - `row` (number in the table `missed`), `date`, `minutes`, `reason`
        - `counted`: `owed`, `not_owed` or `pending`, as in what is owed
        - `last_day` (NaT: no clock, or the calendar can't say)
        - `delivered`, of these `in_time`: minutes delivered at all and by the last day
        - `delivered_on`: date on which the last minute was delivered, NaT where some are not
        - `status`: `broken`, `running`, `calendar too short`, `delivered in time`, `does not count`
        - `days_over`: of a broken clock, school days after the last day until all was delivered,
          else until `as_of`
        - `notice_due`: of a broken or running clock, NaT where the policy asks for no notice
    """
    days = SchoolDays.of(case.table("calendar"))
    today = np.datetime64(as_of or case.start_date, "D")
    sources, delivered = _up_to(owed_sources(case), today), _up_to(delivered_lines(case), today)
    sources["excluded"] = sources["reason"].isin(case.policy.clocks.excluded_reasons)
    lines = sources[sources["kind"] == "service"].join(_owners(case), on="owed_id")
    if not runs_clocks(case.policy):
        lines = lines.head(0)
    lines["last_day"] = _last_days(lines, case, days)
    lines["in_time_until"] = _in_time_until(lines, days)
    lines = lines.join(paid_by(lines, paid_minutes(sources, delivered)))
    lines["status"] = _statuses(lines, days, today)
    lines["days_over"] = _days_over(lines, days, today)
    lines["notice_due"] = _notices(lines, case, days)
    return _finished(lines, case, names)


def _owners(case: Case) -> pd.DataFrame:
    """Return student, discipline and provider of each item, indexed by `owed_id`."""
    facts = item_facts(case).set_index("owed_id")
    facts = facts[["student_id", "discipline", "own_provider"]]
    return facts.rename(columns={"own_provider": "provider_id"})


def _up_to(lines: pd.DataFrame, today: np.datetime64) -> pd.DataFrame:
    return lines[lines["date"] <= pd.Timestamp(today)].reset_index(drop=True)


def _last_days(lines: pd.DataFrame, case: Case, days: SchoolDays) -> np.ndarray:
    within = case.policy.clocks.not_delivered_within_school_days
    out = _days_out(case)
    found = [
        NEVER if excluded else days.after(date, within, out[student])
        for date, student, excluded in zip(
            _days(lines["date"]), lines["student_id"], lines["excluded"], strict=True
        )
    ]
    return _seconds(found)


def _days_out(case: Case) -> "defaultdict[str, set[np.datetime64]]":
    """Return by student the dates on which a session was missed since the student was out."""
    missed = case.table("missed")
    missed = missed[missed["reason"].isin(case.policy.clocks.excluded_reasons)]
    owner = case.table("services").set_index("service_id")["student_id"]
    students = owner.reindex(missed["service_id"])
    found: defaultdict[str, set[np.datetime64]] = defaultdict(set)
    for student, day in zip(students, _days(missed["date"]), strict=True):
        found[student].add(day)
    return found


def _in_time_until(lines: pd.DataFrame, days: SchoolDays) -> pd.Series:
    """Return the last day, or where the calendar ends before it, the calendar's last date."""
    cut_off = lines["date"].between(pd.Timestamp(days.first), pd.Timestamp(days.last))
    cut_off &= lines["last_day"].isna() & ~lines["excluded"]
    return lines["last_day"].mask(cut_off, pd.Timestamp(days.last))


def _statuses(lines: pd.DataFrame, days: SchoolDays, today: np.datetime64) -> np.ndarray:
    known = lines["last_day"].notna()
    # a clock that the calendar's end cuts off is still running on every date of the calendar
    runs = known | (lines["in_time_until"].notna() & bool(today <= days.last))
    conditions = [
        (NOT_COUNTED, lines["excluded"]),
        (IN_TIME, lines["in_time"] == lines["minutes"]),
        (BROKEN, known & (lines["last_day"] < pd.Timestamp(today))),
        (RUNNING, runs),
    ]
    return np.select(
        [holds.to_numpy(dtype=bool) for _, holds in conditions],
        [status for status, _ in conditions],
        UNKNOWN,
    )


def _days_over(lines: pd.DataFrame, days: SchoolDays, today: np.datetime64) -> list[int]:
    until = lines["delivered_on"].fillna(pd.Timestamp(today))
    return [
        days.between(last_day, end) if status == BROKEN else 0
        for last_day, end, status in zip(
            _days(lines["last_day"]), _days(until), lines["status"], strict=True
        )
    ]


def _notices(lines: pd.DataFrame, case: Case, days: SchoolDays) -> np.ndarray:
    within = case.policy.clocks.notice_within_school_days
    due = within > 0
    return _seconds(
        [
            days.after(last_day, within) if due and status in (BROKEN, RUNNING) else NEVER
            for last_day, status in zip(_days(lines["last_day"]), lines["status"], strict=True)
        ]
    )


def _finished(lines: pd.DataFrame, case: Case, names: bool) -> pd.DataFrame:
    lines = lines.rename(columns={"owed_id": "service_id"})
    rank = lines["status"].map({status: place for place, status in enumerate(STATUSES)})
    lines = lines.assign(rank=rank).sort_values(
        ["rank", "last_day", "date", "service_id", "row"], ignore_index=True
    )
    table = lines[list(COLUMNS)]
    return with_names(table, case) if names else table


def _days(dates: "pd.Series[pd.Timestamp]") -> np.ndarray:
    return dates.to_numpy().astype("datetime64[D]")


def _seconds(days: list[np.datetime64]) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]").astype("datetime64[s]")
