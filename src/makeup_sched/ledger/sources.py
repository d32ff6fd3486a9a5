"""The rows that minutes are owed by, each counted as the policy says, deliveries deducted.

Everything else about what is owed is a sum over these rows, so the rules stand here only.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of

COUNTED_BY_RULE = {"owed": "owed", "not_owed": "not_owed", "team_decides": "pending"}
"""How a row without a decision is counted, by the policy's rule for its reason."""

# Decided minutes come before undecided ones of the same date, so that what a delivery is
# deducted from never hangs on the order of the rows in a file.
_RANK = {"owed": 0, "pending": 1, "not_owed": 2}


_NUMBERS = ("row", "minutes", "queued", "deducted", "left", "pending")
_DTYPES: dict[str, str] = dict.fromkeys(_NUMBERS, "int64") | {"date": "datetime64[s]"}


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
    lines = source_lines(case)
    frame = pd.DataFrame(lines, columns=list(SourceLine._fields))
    return frame.astype(dict.fromkeys(frame.columns, "str") | _DTYPES)


class SourceLine(NamedTuple):
    """One row that minutes are owed by; the fields are the columns of `owed_sources`."""

    owed_id: str
    kind: str
    table: str
    row: int
    date: pd.Timestamp
    minutes: int
    reason: str
    decision: str
    counted: str
    queued: int = 0
    deducted: int = 0
    left: int = 0
    pending: int = 0


def source_lines(case: Case) -> list[SourceLine]:
    """Return the lines of `owed_sources` one by one; a table takes many times as long."""
    lines = [*_missed_lines(case), *_award_lines(case)]
    lines.sort(key=lambda line: (line.owed_id, line.date, _RANK[line.counted], *line[2:4]))
    given = _delivered_minutes(case)
    return [_counted(line, given, case) for line in lines]


def _counted(line: SourceLine, given: dict[str, int], case: Case) -> SourceLine:
    """Return a line with its minutes counted; what is deducted is taken from `given`."""
    undecided = line.counted == "pending"
    queues = line.counted == "owed" or (undecided and case.policy.pending == "plan")
    queued = line.minutes if queues else 0
    deducted = min(queued, given.get(line.owed_id, 0))
    if deducted:
        given[line.owed_id] -= deducted
    pending = line.minutes - deducted if undecided else 0
    return line._replace(queued=queued, deducted=deducted, left=queued - deducted, pending=pending)


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


def _missed_lines(case: Case) -> Iterator[SourceLine]:
    rules = {str(reason): rule for reason, rule in case.policy.reasons.items()}
    for row, cells in zip(case.table("missed").index, rows_of(case.table("missed")), strict=True):
        reason, decision = str(cells.reason), str(cells.decision)
        decided = decision in ("owed", "not_owed")
        counted = decision if decided else COUNTED_BY_RULE[rules[reason]]
        yield SourceLine(
            str(cells.service_id), "service", "missed", int(row), cells.date, int(cells.minutes),
            reason, decision, counted,
        )  # fmt: skip


def _award_lines(case: Case) -> Iterator[SourceLine]:
    start = pd.Timestamp(case.start_date)
    for row, cells in zip(case.table("awards").index, rows_of(case.table("awards")), strict=True):
        decided = start if pd.isna(cells.decided_on) else cells.decided_on
        yield SourceLine(
            str(cells.award_id), "award", "awards", int(row), decided, int(cells.minutes),
            "", "", "owed",
        )  # fmt: skip


def _delivered_minutes(case: Case) -> dict[str, int]:
    found: dict[str, int] = {}
    for cells in rows_of(case.table("delivered")):
        found[str(cells.owed_id)] = found.get(str(cells.owed_id), 0) + int(cells.minutes)
    return found
