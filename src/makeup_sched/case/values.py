"""Reading single values out of a case's tables."""

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd


def whole(value: Any) -> int | None:
    """Return a table's whole number, None for a blank."""
    return None if pd.isna(value) else int(value)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows of a table; a row's columns are its attributes."""
    # whole columns become Python values at once: cell by cell takes several times as long
    columns = [cells.tolist() for _, cells in frame.items()]
    return map(_kind_of_row(tuple(frame.columns))._make, zip(*columns, strict=True))


@lru_cache(maxsize=256)
def _kind_of_row(columns: tuple[str, ...]) -> Any:
    return namedtuple("row", columns, rename=True)
