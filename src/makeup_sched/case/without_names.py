"""A case as it is handed on: students and providers by their ids."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.fingerprint import fingerprint

BLANKED = {"students": ("name",), "providers": ("name",), "bell_schedules": ("activity",)}
"""Names, and what people call things, by table; notes are blanked in every table."""
NOTE = "note"


def without_names(case: Case) -> Case:
    """Return the case with names blank, and with them notes and other words that nothing reads.

    Notes are words of people and may name children. The case has the hash that it is read with.
    """
    tables = {name: _blanked(name, table) for name, table in case.tables.items()}
    return replace(case, tables=tables, source_hash=fingerprint(tables, case.policy))


def with_names_that(case: Case, can_be_shown: Callable[[str], bool]) -> Case:
    """Return the case to be shown, without people's names that cannot be; ids stand for them."""
    shown = {}
    for name in ("students", "providers"):
        table = case.table(name)
        shown[name] = table.assign(name=table["name"].where(table["name"].map(can_be_shown), ""))
    return replace(case, tables={**case.tables, **shown})


def _blanked(name: str, table: pd.DataFrame) -> pd.DataFrame:
    columns = [column for column in (*BLANKED.get(name, ()), NOTE) if column in table.columns]
    return table.assign(**dict.fromkeys(columns, ""))
