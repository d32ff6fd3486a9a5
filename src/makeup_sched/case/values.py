"""Reading single values out of a case's tables."""

from typing import Any

import pandas as pd


def whole(value: Any) -> int | None:
    """Return a table's whole number, None for a blank."""
    return None if pd.isna(value) else int(value)
