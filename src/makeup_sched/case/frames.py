"""Taking an analyst's DataFrame as raw cells."""

from typing import Any

import pandas as pd

from makeup_sched.tables.clock import DAY
from makeup_sched.tables.headers import plain_name
from makeup_sched.tables.rendering import time_text
from makeup_sched.tables.schemas import facts

FIRST_ROW = 2


def raw_from_frame(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a DataFrame for the table `name`, indexed by row number.

    An index named `row` is kept, any other, or one that holds no whole numbers, is replaced by
    numbers from 2 on. In a column of times whole numbers, and floats that are whole, are minutes
    after midnight. Raises TypeError for what is no DataFrame.
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
    """Say whether cells are whole numbers and blanks, which pandas keeps as floats.

    Up to 1 floats may be Excel's parts of a day.
    """
    if pd.api.types.is_integer_dtype(cells.dtype):
        return True
    if not pd.api.types.is_float_dtype(cells.dtype):
        return False
    given = cells.dropna()
    return bool((given % 1 == 0).all() and (given > 1).any() and (given <= DAY).all())
