"""Taking an analyst's DataFrame as raw cells."""

import pandas as pd

from makeup_sched.tables.headers import plain_name
from makeup_sched.tables.rendering import time_text
from makeup_sched.tables.schemas import facts

FIRST_ROW = 2


def raw_from_frame(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a DataFrame for the table `name`, indexed by row number.

    An index named `row` is kept, any other is replaced by numbers from 2 on. In columns of times,
    whole numbers are minutes after midnight.
    """
    times = {column.name for column in facts(name).columns if column.kind == "time"}
    columns = []
    for place, header in enumerate(frame.columns):
        cells = frame.iloc[:, place]
        if plain_name(header) in times and pd.api.types.is_integer_dtype(cells.dtype):
            cells = cells.map(time_text, na_action="ignore")
        columns.append(cells.astype(object).reset_index(drop=True))
    raw = pd.concat(columns, axis=1) if columns else pd.DataFrame()
    raw.columns = pd.Index(list(frame.columns), dtype=object)
    raw.index = (
        frame.index.astype("int64")
        if frame.index.name == "row"
        else pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(frame), name="row")
    )
    return raw
