"""Reading single values out of a case's tables."""

from collections import namedtuple
from collections.abc import Iterator
from typing import Any

import pandas as pd


def whole(value: Any) -> int | None:
    """Return a table's whole number, None for a blank."""
    return None if pd.isna(value) else int(value)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows of a table; a row's columns are its attributes."""
    # whole columns become Python values at once: cell by cell takes several times as long
    columns = [cells.tolist() for _, cells in frame.items()]
    row = namedtuple("row", frame.columns, rename=True)  # type: ignore[misc]
    return map(row._make, zip(*columns, strict=True))
