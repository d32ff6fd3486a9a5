"""What the tables say was given, missed and made up: one line per date, service and kind."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.auditing.terms import Term, length_on
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.plain_words import PAID_BACK

GIVEN, MISSED, MADE_UP = "given", "missed", "made_up"
COLUMNS = ("service_id", "date", "what", "minutes", "reason", "provider_id", "table", "row")

Line = tuple[str, Any, str, int, str, str, str, int]


def account_lines(case: Case, terms: Mapping[str, Sequence[Term]], through: date) -> pd.DataFrame:
    """Return what became of services up to a day.

    Given are the minutes of the service log. Missed are the rows of `missed`; a missed or short
    line of the log counts where `missed` has no row of its service and date. Made up are delivered
    minutes of a service; those of awards belong to another ledger, and of those that the family was
    paid back for `reason` says so.

    Returns
    -------
    pd.DataFrame
        Sorted by service and date; a fresh index. Columns: `service_id`, `date`, `what` (`given`,
        `missed`, `made_up`), `minutes`, `reason`, `provider_id`, `table` and `row` it comes from.
    """
    lines = [*_missed(case), *_log(case, terms), *_made_up(case)]
    frame = pd.DataFrame(lines, columns=list(COLUMNS))
    frame["date"] = frame["date"].astype("datetime64[s]")
    frame = frame[frame["date"] <= pd.Timestamp(through)]
    return frame.sort_values(["service_id", "date", "what"], kind="stable", ignore_index=True)


def _missed(case: Case) -> Iterator[Line]:
    table = case.table("missed")
    for number, row in zip(table.index, rows_of(table), strict=True):
        yield (row.service_id, row.date, MISSED, int(row.minutes), row.reason, "", "missed",
               int(number))  # fmt: skip


def _log(case: Case, terms: Mapping[str, Sequence[Term]]) -> Iterator[Line]:
    missed = case.table("missed")
    known = set(zip(missed["service_id"], missed["date"], strict=True))
    table = case.table("service_log")
    for number, row in zip(table.index, rows_of(table), strict=True):
        minutes, place = int(row.minutes), ("service_log", int(number))
        told = (row.service_id, row.date) in known
        if row.status == "missed":
            if not told:
                yield (row.service_id, row.date, MISSED, minutes, row.reason, row.provider_id,
                       *place)  # fmt: skip
            continue
        yield row.service_id, row.date, GIVEN, minutes, row.reason, row.provider_id, *place
        length = length_on(terms, row.service_id, row.date.date())
        rest = length - minutes if row.status == "short" else 0
        if rest > 0 and not told:
            yield row.service_id, row.date, MISSED, rest, row.reason, row.provider_id, *place


def _made_up(case: Case) -> Iterator[Line]:
    services = set(case.table("services")["service_id"])
    table = case.table("delivered")
    for number, row in zip(table.index, rows_of(table), strict=True):
        if row.owed_id in services:
            paid_back = PAID_BACK if str(row.note).startswith(PAID_BACK) else ""
            yield (row.owed_id, row.date, MADE_UP, int(row.minutes), paid_back, row.provider_id,
                   "delivered", int(number))  # fmt: skip
