"""Checking a typed table by its declaration: pandera finds what is wrong, this says it plainly."""

from functools import lru_cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from makeup_sched.tables.clock import FIRST_DATE, LAST_DATE
from makeup_sched.tables.columns import ColumnFacts, TableFacts
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.schemas import facts
from makeup_sched.tables.suggest import did_you_mean

IS_BLANK = "is blank; this column must be filled in"
NOT_UNIQUE = "stands twice in this column; every row needs an id of its own"
TIME_HINT = " (afternoon times on a 24-hour clock: 1:15 PM is 13:15)"


def declared_problems(
    facts: TableFacts, frame: pd.DataFrame, given: frozenset[str]
) -> list[Problem]:
    """Return every cell of given columns that breaks a declared rule: blank, word, range, unique.

    `Problem.value` is left blank for the caller, who has the cell as it was typed.
    """
    schema = _declaration(facts.name, given)
    try:
        schema.validate(frame[list(schema.columns)], lazy=True)
    except SchemaErrors as errors:
        return _problems(facts, errors.failure_cases)
    return []


@lru_cache(maxsize=256)
def _declaration(name: str, given: frozenset[str]) -> pa.DataFrameSchema:
    """Return the declaration of a table, of those given columns in which a cell can break it.

    Types are left out: the table was made in those that are declared.
    """
    columns = {}
    for column in facts(name).columns:
        checks = _checks(column)
        if column.name in given and (checks or column.unique or column.required):
            columns[column.name] = pa.Column(
                checks=checks, nullable=not column.required, unique=column.unique,
                report_duplicates="exclude_first",
            )  # fmt: skip
    return pa.DataFrameSchema(columns)


def _checks(facts: ColumnFacts) -> list[pa.Check]:
    """Return the pandera checks that follow from the facts; each error text is the message."""
    checks = []
    textual = facts.kind in ("id", "text", "word")
    if facts.required and textual:
        checks.append(pa.Check(lambda cells: cells != "", error=IS_BLANK))
    if facts.required and facts.kind in ("ids", "words", "weekdays"):
        checks.append(pa.Check(lambda cells: cells.map(len) > 0, error=IS_BLANK))
    if facts.allowed and facts.kind == "word":
        checks.append(pa.Check.isin(["", *facts.allowed], error=_one_of(facts.allowed)))
    if facts.allowed and facts.kind == "words":
        allowed = frozenset(facts.allowed)
        checks.append(
            pa.Check(lambda cells: cells.map(allowed.issuperset), error=_one_of(facts.allowed))
        )
    if facts.minimum is not None:
        least = f"is too small; it must be at least {facts.minimum}"
        checks.append(pa.Check.ge(facts.minimum, error=least))
    if facts.kind == "date":
        years = "lies outside the years 2000 to 2099; check the year"
        checks.append(pa.Check.in_range(FIRST_DATE, LAST_DATE, error=years))
    if facts.kind == "id":
        lists = 'holds a ";", which separates the ids of a list; write this id without it'
        checks.append(pa.Check(lambda cells: ~cells.str.contains(";", regex=False), error=lists))
    return checks


def _one_of(words: tuple[str, ...]) -> str:
    return f"is not one of {', '.join(words)}"


def order_problems(facts: TableFacts, frame: pd.DataFrame) -> list[Problem]:
    """Return every row whose pairs of start and end, or least and most, are the wrong way round."""
    problems = []
    for first, second in facts.ordered:
        is_time = facts.column(first).kind == "time"
        low, high = frame[first], frame[second]
        wrong = (high <= low) if is_time else (high < low)
        for row in frame.index[wrong.fillna(False).to_numpy(dtype=bool)]:
            problems.append(Problem(facts.name, int(row), second, "", _order(facts, first)))
    return problems


def _order(facts: TableFacts, first: str) -> str:
    kind = facts.column(first).kind
    if kind == "time":
        return f"is not after {first}; check both{TIME_HINT}"
    if kind == "date":
        return f"is before {first}; check both dates"
    return f"is less than {first}; it must be at least as much"


def _problems(facts: TableFacts, failures: pd.DataFrame) -> list[Problem]:
    """Turn pandera's table of failures into problems, one per cell, in plain words."""
    problems = {}
    columns = {column.name: column for column in facts.columns}
    rows = failures[["column", "check", "failure_case", "index"]].itertuples(index=False)
    for name, check, value, row in rows:
        if row is None or row is pd.NA or name not in columns:
            raise RuntimeError(f"table {facts.name} is not typed as declared: {name} {check}")
        if check == "field_uniqueness" and value == "":
            continue
        key = (int(row), name)
        if key not in problems:
            message = _message(columns[name], str(check), value)
            problems[key] = Problem(facts.name, int(row), name, "", message)
    return list(problems.values())


def _message(column: ColumnFacts, check: str, value: object) -> str:
    if check == "not_nullable":
        return IS_BLANK
    if check == "field_uniqueness":
        return NOT_UNIQUE
    if column.allowed and check.startswith("is not one of"):
        words = value if isinstance(value, tuple) else (str(value),)
        wrong = next((word for word in words if word not in column.allowed), "")
        return check + did_you_mean(wrong, column.allowed)
    return check
