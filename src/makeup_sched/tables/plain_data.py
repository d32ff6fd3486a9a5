"""The rows of a table as plain data, as JSON holds them."""

from typing import Any

import pandas as pd


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows by column: dates as `YYYY-MM-DD`, None where there is nothing."""
    return [
        {str(key): plain_value(value) for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def plain_value(value: Any) -> Any:
    """Return one value of a table as a text, a number, True or False, or None."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
