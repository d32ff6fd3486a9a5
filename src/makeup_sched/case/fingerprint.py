"""A hash of everything that a plan depends on, the same whatever file it was read from."""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from makeup_sched.case.policy import Policy
from makeup_sched.tables.held_columns import AS_IT_WAS
from makeup_sched.tables.rendering import render_columns

LATER_KEYS = ("costs.esy_rate", "costs.reimbursement_rate", "clocks")
"""Keys and sections that came into the policy after the first hashes were written down."""
NEVER_COUNTED = ("profile", "time_zone", "letters")
"""Keys and sections that no plan depends on."""
LATER_COLUMNS = {
    "services": ("weeks", "of_weeks"),
    "delivered": AS_IT_WAS,
    "service_log": AS_IT_WAS,
}
LATER_TABLES = ("service_log", "amendments")
"""Columns and tables that came later; they count where there is anything in them."""


def fingerprint(tables: Mapping[str, pd.DataFrame], policy: Policy) -> str:
    """Return the SHA-256 of the tables' rows, in their order, and of the policy.

    Row numbers, file format and how a cell was typed don't count: a case has the same hash read
    from CSV files and from a workbook. A key of `LATER_KEYS` counts only where it has another
    value than its default, a later column or table only where it is not blank, so that a case
    keeps its hash when a version brings new ones. The name of a profile doesn't count, only the
    values that the policy has by it, nor does what only calendars and letters say
    (`NEVER_COUNTED`).
    """
    digest = hashlib.sha256(policy.model_dump_json(exclude=_uncounted(policy)).encode())
    for name in sorted(tables):
        if name in LATER_TABLES and tables[name].empty:
            continue
        digest.update(f"\x1d{name}".encode())
        for column, cells in render_columns(name, tables[name]).items():
            if column in LATER_COLUMNS.get(name, ()) and not any(cells):
                continue
            digest.update(f"\x1e{column}\x1f".encode())
            digest.update("\x1f".join(cells).encode())
    return digest.hexdigest()


def _uncounted(policy: Policy) -> dict[str, Any]:
    """Return what does not count and later keys at their defaults, nested as pydantic takes it."""
    left_out: dict[str, Any] = dict.fromkeys(NEVER_COUNTED, True)
    for name in LATER_KEYS:
        *sections, last = name.split(".")
        if _value(policy, name) == _value(_defaults(), name):
            within = left_out
            for section in sections:
                within = within.setdefault(section, {})
            within[last] = True
    return left_out


def _value(policy: Policy, name: str) -> Any:
    value: Any = policy
    for step in name.split("."):
        value = getattr(value, step)
    return value


@cache
def _defaults() -> Policy:
    return Policy()
