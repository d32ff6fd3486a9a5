"""Single cells of tables and plans as plain Python values; None where blank or unreadable."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

Row = Mapping[str, Any]
EVERY_WEEKDAY = tuple(range(7))


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table in table order, each as column name to cell."""
    names = [str(name) for name in table.columns]
    # whole columns at once: cell by cell takes several times as long
    columns = [cells.tolist() for _, cells in table.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def text(value: Any) -> str | None:
    """Return non-blank text without outer spaces."""
    if not isinstance(value, str):
        return None
    return value.strip() or None


def whole(value: Any) -> int | None:
    """Return a whole number; `30.0` is one, a yes/no is not."""
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return int(value)
    return None


def day(value: Any) -> date | None:
    """Return the date of a date or timestamp."""
    if value is pd.NaT:
        return None
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else pd.Timestamp(value).date()
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def yes_no(value: Any) -> bool | None:
    """Return a yes/no."""
    return bool(value) if isinstance(value, bool | np.bool_) else None


def words(value: Any) -> tuple[str, ...] | None:
    """Return a list of ids or words; None where the cell is no list or an entry is no text."""
    if not isinstance(value, tuple | list):
        return None
    entries = [text(entry) for entry in value]
    known = [entry for entry in entries if entry is not None]
    return tuple(known) if len(known) == len(entries) else None


def weekdays(value: Any) -> tuple[int, ...]:
    """Return weekdays (Monday = 0); a blank cell is every one."""
    return tuple(value) if isinstance(value, tuple | list) and value else EVERY_WEEKDAY
