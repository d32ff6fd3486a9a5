"""Taking an analyst's DataFrame as raw cells."""

from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.tables.headers import plain_name
from makeup_sched.tables.rendering import time_text
from makeup_sched.tables.schemas import facts

FIRST_ROW = 2
_NUMBERS = (int, float, np.integer, np.floating)


def raw_from_frame(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a DataFrame for the table `name`, indexed by row number.

    An index named `row` is kept, any other, or one that holds no whole numbers, is replaced by
    numbers from 2 on. A column of times that holds whole numbers only, whatever its type, holds
    minutes after midnight. Raises TypeError for what is no DataFrame.
    """
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"the table {name} must be a DataFrame, not a {type(frame).__name__}")
    times = {column.name for column in facts(name).columns if column.kind == "time"}
    columns = []
    for place, header in enumerate(frame.columns):
        cells = frame.iloc[:, place]
        if plain_name(header) in times and _are_minutes(cells):
            cells = cells.map(lambda minute: time_text(int(minute)), na_action="ignore")
        columns.append(cells.astype(object).reset_index(drop=True))
    raw = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    raw.columns = pd.Index(list(frame.columns), dtype=object)
    raw.index = (
        frame.index.astype("int64")
        if frame.index.name == "row" and pd.api.types.is_integer_dtype(frame.index.dtype)
        else pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(frame), name="row")
    )
    return raw


def _are_minutes(cells: "pd.Series[Any]") -> bool:
    """Say whether cells are whole numbers and blanks; up to 1 they may be Excel's parts of a day.

    With a blank pandas keeps whole numbers as others, in a mixed table as objects.
    """
    if pd.api.types.is_integer_dtype(cells.dtype):
        return True
    given = cells.dropna()
    numbers = [cell for cell in given if isinstance(cell, _NUMBERS) and not isinstance(cell, bool)]
    whole = len(numbers) == len(given) and all(float(cell).is_integer() for cell in numbers)
    return whole and any(cell > 1 for cell in numbers)
