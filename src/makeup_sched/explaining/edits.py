"""Small edits of a case's tables and policy, each a new case."""

from dataclasses import replace
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.replanning.rows import with_table


def with_cell(case: Case, table: str, key: str, value: str, **cells: Any) -> Case:
    """Return the case with cells replaced in the rows of a table whose `key` is `value`."""
    frame = case.table(table).copy()
    rows = frame[key] == value
    for column, cell in cells.items():
        frame.loc[rows, column] = cell
    return with_table(case, table, frame)


def with_policy(case: Case, **keys: Any) -> Case:
    """Return the case with keys of the policy replaced."""
    return replace(case, policy=case.policy.model_copy(update=keys), source_hash="")


def with_category(case: Case, category: str) -> Case:
    """Return the case in which make-ups may use a category of the students' time."""
    return with_policy(case, categories={**case.policy.categories, category: "allow"})


def home_of(kind: str) -> tuple[str, str]:
    """Return the table and the column of ids where an item of a kind stands."""
    return ("awards", "award_id") if kind == "award" else ("services", "service_id")
