"""Writing typed tables as text: the cells of a CSV file, in the forms that reading takes."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from makeup_sched.tables.columns import ColumnFacts, Kind
from makeup_sched.tables.schemas import facts
from makeup_sched.tables.weekdays import weekdays_text


def time_text(minutes: int) -> str:
    """Return minutes after midnight as `HH:MM`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _dollars(amount: float) -> str:
    return f"{amount:.2f}".removesuffix(".00")


_TEXT: dict[Kind, Callable[[Any], str]] = {
    "time": time_text,
    "dollars": _dollars,
    "yes_no": lambda flag: "yes" if flag else "no",
    "ids": ";".join,
    "words": ";".join,
    "weekdays": weekdays_text,
    "date": lambda day: f"{day:%Y-%m-%d}",
    "whole": lambda number: str(int(number)),
}


def render_table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a typed table as text cells, every declared column in its order, blank as `""`.

    Columns that `frame` lacks are blank. Reading the result gives `frame` again.
    """
    return pd.DataFrame(render_columns(name, frame), index=frame.index, dtype=object)


def render_columns(name: str, frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return the text cells of `render_table` by column."""
    blank = [""] * len(frame)
    return {
        column.name: render_cells(column, frame[column.name]) if column.name in frame else blank
        for column in facts(name).columns
    }


def render_cells(column: ColumnFacts, cells: pd.Series) -> list[str]:
    """Return the cells of one typed column as text, blank as `""`."""
    write = _TEXT.get(column.kind, str)
    if cells.dtype != object:
        # each different cell is written once
        codes, different = pd.factorize(cells, use_na_sentinel=False)
        texts = ["" if _is_missing(cell) else write(cell) for cell in different.tolist()]
        return [texts[code] for code in codes.tolist()]
    values = cells.tolist()
    seen = {cell: "" if _is_missing(cell) else write(cell) for cell in set(values)}
    return [seen[cell] for cell in values]


def csv_text(name: str, frame: pd.DataFrame) -> str:
    """Return a typed table as the text of a CSV file with `\\n` line ends."""
    return render_table(name, frame).to_csv(index=False, lineterminator="\n")


def _is_missing(cell: Any) -> bool:
    return (
        cell is None
        or cell is pd.NA
        or cell is pd.NaT
        or (isinstance(cell, float) and cell != cell)
    )
