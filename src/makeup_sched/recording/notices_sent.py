"""Notices that a clock asks for, held against those that the record says were sent."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.notices import clock_table, runs_clocks
from makeup_sched.notices.table import BROKEN
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import NOTICE_SENT
from makeup_sched.recording.state import State

DUE, LATE, DONE, DONE_LATE = "due", "late", "done", "done late"
ORDER = (LATE, DUE, DONE_LATE, DONE)
"""What a notice can stand at, what is most pressing first."""
COLUMNS = ("service_id", "student_id", "date", "minutes", "reason", "notice_due", "sent_on",
           "means", "standing")  # fmt: skip


def notice_table(case: Case, state: State, today: date) -> pd.DataFrame:
    """Return each notice that a broken clock asks for, and whether it was sent.

    A notice of the record counts for a missed session of its student where it names that session's
    service and date, or leaves them open and was sent on that date or later. The earliest counts.

    Returns
    -------
    pd.DataFrame
        The most pressing first; a fresh index. Columns: `service_id`, `student_id`, `date` and
        `minutes` of the missed session, its `reason`, `notice_due`, `sent_on` (NaT: not sent),
        `means`, `standing`: `late`, `due`, `done late` or `done`.
    """
    if not runs_clocks(case.policy):
        return _table([])
    clocks = clock_table(case, today)
    clocks = clocks[(clocks["status"] == BROKEN) & clocks["notice_due"].notna()]
    by_student: dict[str, list[Entry]] = {}
    for entry in state.of_kind(NOTICE_SENT):
        if entry.get("sent_on") <= today.isoformat():
            by_student.setdefault(entry.get("student_id"), []).append(entry)
    rows = [_row(clock, by_student.get(clock.student_id, []), today) for clock in rows_of(clocks)]
    return _table(rows)


def _table(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("date", "notice_due", "sent_on"):
        table[name] = table[name].astype("datetime64[s]")
    rank = table["standing"].map({word: place for place, word in enumerate(ORDER)})
    table = table.assign(rank=rank).sort_values(["rank", "notice_due", "service_id", "date"])
    return table.drop(columns="rank").reset_index(drop=True)


def _row(clock: Any, notices: Sequence[Entry], today: date) -> tuple[Any, ...]:
    day = f"{clock.date:%Y-%m-%d}"
    meant = [entry for entry in notices if _is_about(entry, clock.service_id, day)]
    first = min(meant, key=lambda entry: entry.get("sent_on"), default=None)
    due = clock.notice_due.date()
    sent: Any = pd.NaT
    standing, means = LATE if today > due else DUE, ""
    if first is not None:
        sent, means = pd.Timestamp(first.get("sent_on")), first.get("means")
        standing = DONE if sent.date() <= due else DONE_LATE
    return (clock.service_id, clock.student_id, clock.date, int(clock.minutes), clock.reason,
            clock.notice_due, sent, means, standing)  # fmt: skip


def _is_about(entry: Entry, service_id: str, day: str) -> bool:
    item, missed_on = entry.get("owed_id"), entry.get("missed_on")
    if item and item != service_id:
        return False
    return missed_on == day if missed_on else entry.get("sent_on") >= day
