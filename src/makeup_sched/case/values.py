"""Reading single values out of a case's tables."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def whole(value: Any) -> int | None:
    """Return a table's whole number, None for a blank."""
    return None if pd.isna(value) else int(value)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows of a table; a row's columns are its attributes."""
    return iter(frame.itertuples(index=False))
