"""All declared tables by name: those of a case, of a plan and of the record."""

from functools import cache

import pandas as pd

from makeup_sched.tables import (
    ledger_schemas,
    plan_schemas,
    provider_schemas,
    record_schemas,
    school_schemas,
)
from makeup_sched.tables.columns import DTYPES, TableFacts

INPUT_SCHEMAS: dict[str, TableFacts] = {
    schema.name: schema
    for schema in (
        school_schemas.CALENDAR,
        school_schemas.BELL_SCHEDULES,
        school_schemas.STUDENTS,
        provider_schemas.PROVIDERS,
        provider_schemas.PROVIDER_HOURS,
        ledger_schemas.SERVICES,
        ledger_schemas.MISSED,
        ledger_schemas.AWARDS,
        school_schemas.STUDENT_BLOCKS,
        provider_schemas.REGULAR_SESSIONS,
        ledger_schemas.DELIVERED,
        ledger_schemas.SERVICE_LOG,
        ledger_schemas.AMENDMENTS,
        plan_schemas.LOCKED,
    )
}
"""The tables of a case, required ones first."""

OUTPUT_SCHEMAS: dict[str, TableFacts] = {
    schema.name: schema for schema in (plan_schemas.SESSIONS, plan_schemas.ITEMS)
}
"""The tables of a plan."""

RECORD_SCHEMAS: dict[str, TableFacts] = {
    schema.name: schema
    for schema in (
        record_schemas.DECISIONS,
        record_schemas.CUT_SHORT,
        record_schemas.MISSED_AGAIN,
        record_schemas.LETTERS_WRITTEN,
        record_schemas.NOTICES,
        record_schemas.PAPERS_FILED,
        record_schemas.REIMBURSEMENTS,
        record_schemas.WEEK,
        record_schemas.SESSION_LOG,
    )
}
"""What the record takes beside the tables of a case."""

POLICY = "policy"
"""The sheet or file of keys and values, which is no table like the others."""

SCHEMAS = {**INPUT_SCHEMAS, **OUTPUT_SCHEMAS, **RECORD_SCHEMAS}


def facts(name: str) -> TableFacts:
    """Return what is declared about the table of this name; KeyError where there is none."""
    return SCHEMAS[name]


def declared_columns(name: str) -> frozenset[str]:
    """Return the columns of the table of this name, those of the policy too; none for others."""
    if name == POLICY:
        return frozenset({"key", "value"})
    return (
        frozenset(column.name for column in SCHEMAS[name].columns)
        if name in SCHEMAS
        else frozenset()
    )


def empty_table(name: str) -> pd.DataFrame:
    """Return the table without rows, all columns there in their types, index `row`."""
    return _empty(name).copy()


@cache
def _empty(name: str) -> pd.DataFrame:
    columns = {col.name: pd.Series([], dtype=DTYPES[col.kind]) for col in facts(name).columns}
    frame = pd.DataFrame(columns)
    frame.index = pd.Index([], dtype="int64", name="row")
    return frame
