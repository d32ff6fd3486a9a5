"""Reads a case's rows without checking them: tests that draw hundreds of cases have no time for it.

Only for rows known to be without errors; `test_random_cases` holds it against the real reader.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.defaults import fill_defaults
from makeup_sched.case.policy import Policy
from makeup_sched.tables.columns import DTYPES, ColumnFacts
from makeup_sched.tables.schemas import INPUT_SCHEMAS, empty_table, facts
from makeup_sched.vocabulary import WEEKDAYS


def quick_case(rows: Iterable[tuple[str, Mapping[str, str]]], policy: Mapping[str, Any]) -> Case:
    """Return the case of rows by table; the policy gives the first and the last date."""
    tables: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for name, cells in rows:
        tables[name].append(cells)
    frames = {name: _frame(name, as_key(tables[name])) for name in INPUT_SCHEMAS}
    start, end = (date.fromisoformat(policy[key]) for key in ("start_date", "end_date"))
    return Case(fill_defaults(frames), Policy.model_validate(dict(policy)), start, end)


@cache
def _empty(name: str) -> pd.DataFrame:
    return empty_table(name)


Rows = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of cells by column, as a key of a cache."""


def as_key(rows: Iterable[Mapping[str, str]]) -> Rows:
    """Return rows in a form by which a table can be kept."""
    return tuple(tuple(row.items()) for row in rows)


@lru_cache(maxsize=500)
def _frame(name: str, cells: Rows) -> pd.DataFrame:
    """Return a table of rows; kept, as variants of a case have most of their tables in common."""
    rows = list(map(dict, cells))
    if not rows:
        return _empty(name)
    given, blank = {key for row in rows for key in row}, _blank(name, len(rows))
    columns = {
        column.name: _column(column, [row.get(column.name, "") for row in rows])
        if column.name in given
        else blank[column.name]
        for column in facts(name).columns
    }
    return pd.DataFrame(columns)


@cache
def _blank(name: str, count: int) -> "dict[str, pd.Series[Any]]":
    return {each.name: _column(each, [""] * count) for each in facts(name).columns}


def _column(column: ColumnFacts, cells: list[str]) -> "pd.Series[Any]":
    index = pd.RangeIndex(2, 2 + len(cells), name="row")
    return pd.Series([_value(column, cell) for cell in cells], index, DTYPES[column.kind])


def _value(column: ColumnFacts, cell: str) -> Any:
    text = cell or column.default
    if column.kind in ("id", "text", "word"):
        return text
    if column.kind == "yes_no":
        return text == "yes"
    if column.kind == "weekdays":
        return tuple(range(7)) if text == "*" else _weekdays(text)
    if column.kind in ("ids", "words"):
        return tuple(text.split(";")) if text else ()
    if not text:
        return pd.NaT if column.kind == "date" else pd.NA
    if column.kind == "date":
        return pd.Timestamp(text)
    return int(text[:2]) * 60 + int(text[3:]) if column.kind == "time" else int(text)


def _weekdays(text: str) -> tuple[int, ...]:
    return tuple(sorted(WEEKDAYS.index(word) for word in text.split(";"))) if text else ()
