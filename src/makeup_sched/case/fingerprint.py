"""A hash of everything that a plan depends on, the same whatever file it was read from."""

import hashlib
from collections.abc import Mapping

import pandas as pd

from makeup_sched.case.policy import Policy
from makeup_sched.tables.rendering import render_table


def fingerprint(tables: Mapping[str, pd.DataFrame], policy: Policy) -> str:
    """Return the SHA-256 of the tables' rows, in their order, and of the policy.

    Row numbers, file format and how a cell was typed don't count: a case has the same hash read
    from CSV files and from a workbook.
    """
    digest = hashlib.sha256(policy.model_dump_json().encode())
    for name in sorted(tables):
        digest.update(f"\x1d{name}".encode())
        for column, cells in render_table(name, tables[name]).items():
            digest.update(f"\x1e{column}\x1f".encode())
            digest.update("\x1f".join(cells.tolist()).encode())
    return digest.hexdigest()
