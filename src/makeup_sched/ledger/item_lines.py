"""Services and awards with what is owed by each, as plain lines and as tables."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of, whole
from makeup_sched.ledger.sources import SourceLine, source_lines

Kind = Literal["service", "award"]

_FACTS = {
    **dict.fromkeys(
        ["owed_id", "kind", "student_id", "discipline", "setting", "own_provider"], "str"
    ),
    **dict.fromkeys(["max_group", "min_session", "max_session"], "Int64"),
    **dict.fromkeys(["decided_on", "due_on"], "datetime64[s]"),
    "priority": "int64",
}
_AMOUNTS = {
    **dict.fromkeys(["raw_owed", "owed", "pending"], "int64"),
    **dict.fromkeys(["oldest_date", "due_date"], "datetime64[s]"),
}
"""The types of the columns of the tables."""


class ItemFacts(NamedTuple):
    """One line of `item_facts`; blank numbers and dates are None."""

    owed_id: str
    kind: Kind
    student_id: str
    discipline: str
    setting: str
    max_group: int | None
    min_session: int | None
    max_session: int | None
    own_provider: str = ""
    decided_on: pd.Timestamp | None = None
    due_on: pd.Timestamp | None = None
    priority: int = 1


class ItemLine(NamedTuple):
    """One line of `item_rows`; blank dates are None."""

    facts: ItemFacts
    raw_owed: int
    owed: int
    pending: int
    oldest_date: pd.Timestamp | None
    due_date: pd.Timestamp | None


def item_facts(case: Case) -> pd.DataFrame:
    """Return what the tables say about every service and award, minutes left aside.

    Returns
    -------
    pd.DataFrame
        Sorted by `owed_id`; a fresh index. Columns: `owed_id`, `kind`, `student_id`,
        `discipline`, `setting`, `max_group`, `min_session`, `max_session` (minutes, `<NA>`:
        the policy's), `own_provider`, `decided_on`, `due_on` (NaT for a service), `priority`.
    """
    frame = pd.DataFrame(facts_of_items(case), columns=list(ItemFacts._fields))
    return frame.astype(_FACTS)


def item_rows(case: Case) -> pd.DataFrame:
    """Return one line per service with missed or delivered rows and per award, whatever is left.

    Returns
    -------
    pd.DataFrame
        Sorted by `owed_id`; a fresh index. Columns: those of `item_facts`, and

        - `raw_owed`, `owed`, `pending` (minutes, as in `OwedItem`)
        - `oldest_date`, `due_date` (NaT where there is none)
    """
    lines = [(*line.facts, *line[1:]) for line in item_lines(case)]
    columns = [*ItemFacts._fields, *ItemLine._fields[1:]]
    return pd.DataFrame(lines, columns=columns).astype({**_FACTS, **_AMOUNTS})


def facts_of_items(case: Case) -> list[ItemFacts]:
    """Return the lines of `item_facts` one by one; a table takes many times as long."""
    return sorted(_facts(case), key=_by_id)


def _by_id(facts: ItemFacts) -> str:
    return facts.owed_id


def _facts(case: Case) -> Iterator[ItemFacts]:
    providers = set(case.table("providers")["provider_id"])
    students = case.table("students")
    priority = dict(zip(students["student_id"], students["priority"].tolist(), strict=True))
    for row in rows_of(case.table("services")):
        own = row.provider_id if row.provider_id in providers else ""
        yield ItemFacts(row.service_id, "service", own_provider=own, **_shared(row, priority))
    for row in rows_of(case.table("awards")):
        decided, due = _given(row.decided_on), _given(row.due_on)
        yield ItemFacts(
            row.award_id, "award", decided_on=decided, due_on=due, **_shared(row, priority)
        )


def _shared(row: Any, priority: dict[str, int]) -> dict[str, Any]:
    """Return what services and awards say in the same columns."""
    return {
        "student_id": row.student_id,
        "discipline": row.discipline,
        "setting": row.setting,
        "max_group": whole(row.max_group),
        "min_session": whole(row.min_session),
        "max_session": whole(row.max_session),
        "priority": priority[row.student_id],
    }


def item_lines(case: Case) -> list[ItemLine]:
    """Return the lines of `item_rows` one by one; a table takes many times as long."""
    lines: dict[str, list[SourceLine]] = {}
    for line in source_lines(case):
        lines.setdefault(line.owed_id, []).append(line)
    named = lines.keys() | set(case.table("delivered")["owed_id"])
    return [
        _line(facts, lines.get(facts.owed_id, []), case)
        for facts in facts_of_items(case)
        if facts.owed_id in named
    ]


def _line(facts: ItemFacts, lines: list[SourceLine], case: Case) -> ItemLine:
    raw, grid = sum(line.left for line in lines), case.policy.grid_minutes
    left = [line.date for line in lines if line.left > 0]
    oldest = min(left or [line.date for line in lines if line.pending > 0], default=None)
    due = facts.due_on
    if due is None and oldest is not None and case.policy.due_within_days > 0:
        due = oldest + pd.Timedelta(days=case.policy.due_within_days)
    pending = sum(line.pending for line in lines)
    return ItemLine(facts, raw, -(-raw // grid) * grid, pending, oldest, due)


def _given(date_of: Any) -> pd.Timestamp | None:
    return None if pd.isna(date_of) else date_of
