"""Writes what is owed, or the rows behind it, as CSV or as a workbook."""

from collections.abc import Collection
from pathlib import Path

from makeup_sched.case.case import Case
from makeup_sched.cli.table_files import write_tables
from makeup_sched.ledger import owed_table, owed_trace


def write_ledger(
    out: Path, case: Case, owed_ids: Collection[str] | None, *, trace: bool, names: bool
) -> None:
    """Write the items to a file that ends in `.csv` or `.xlsx`.

    With `trace` a CSV file holds the rows behind the items instead, a workbook has a second sheet
    with them. `owed_ids` picks items, None or none: all. `names` puts names beside the ids.
    """
    tables = {"owed": owed_table(case, names=names)}
    if trace:
        tables["trace"] = owed_trace(case, names=names)
    if owed_ids:
        tables = {name: table[table["owed_id"].isin(owed_ids)] for name, table in tables.items()}
    write_tables(out, tables)
