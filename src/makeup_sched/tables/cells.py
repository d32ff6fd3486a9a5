"""Reading one cell: from what a spreadsheet or a CSV file holds to the value of a column's kind.

Every reader takes a cell that is not blank (text without outer spaces, a number, a date or a time
as Excel keeps it) and returns a `Reading`. Readers never raise for what a user wrote.
"""

import math
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.tables.clock import read_date, read_time
from makeup_sched.tables.columns import ColumnFacts, Kind
from makeup_sched.tables.reading import Reading
from makeup_sched.tables.weekdays import read_weekdays

__all__ = ["READERS", "Reading", "Unsaved", "clean", "is_blank", "read_cell"]

YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "x"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0"})
EXCEL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"}
)
NO_RESULT = (
    "is a formula without a saved result; open the workbook in Excel and save it, or type the "
    "value; words that begin with = need an apostrophe before them"
)
_FORMULA_AS_ID = (
    "looks like a formula and is taken for an id as it stands; if it is a formula, write its "
    "value in its place"
)
_WHOLE_AS_TEXT = re.compile(r"(\d+)\.0+")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d{1,2}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")


_LISTS = (list, tuple, set, frozenset, np.ndarray, pd.Series, pd.Index)
"""What holds a list in one cell; a table that was kept as Parquet has arrays."""


@dataclass(frozen=True)
class Odd:
    """What no cell can hold, such as a dictionary; the text is what a problem shows."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Unsaved:
    """A formula of which the workbook holds no result; the text is the formula."""

    text: str

    def __str__(self) -> str:
        return self.text


def is_blank(cell: Any) -> bool:
    """Say whether a cell holds nothing: None, NaN, NaT, `<NA>`, or text of spaces only."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell or cell.isspace()
    if isinstance(cell, np.ndarray) and cell.ndim == 0:
        return is_blank(cell.item())
    if isinstance(cell, _LISTS):
        return len(cell) == 0
    return cell is not True and cell is not False and not _equals_itself(cell)


def clean(cell: Any) -> Any:
    """Return the cell in a form that can be a dictionary key: text stripped, lists as tuples."""
    if isinstance(cell, str):
        return cell.replace("\u00a0", " ").strip()
    if isinstance(cell, (set, frozenset)):
        return tuple(sorted(map(clean, cell), key=str))
    if isinstance(cell, np.ndarray) and cell.ndim == 0:
        return clean(cell.item())
    if isinstance(cell, _LISTS):
        return tuple(map(clean, cell))
    if isinstance(cell, np.datetime64):
        return pd.Timestamp(cell)
    if isinstance(cell, pd.Period):
        return cell.to_timestamp() if cell.freqstr == "D" else str(cell)
    cell = cell.item() if isinstance(cell, np.generic) else cell
    return cell if isinstance(cell, Hashable) else Odd(str(cell))


def read_cell(facts: ColumnFacts, cell: Any) -> Reading:
    """Read one clean cell that is not blank as the column says."""
    if isinstance(cell, str) and cell in EXCEL_ERRORS:
        return Reading(
            None, "is an error of a formula in Excel; mend the formula or type the value"
        )
    if isinstance(cell, Unsaved):
        return Reading(None, NO_RESULT)
    if any(isinstance(part, Odd) for part in (cell if isinstance(cell, tuple) else (cell,))):
        return Reading(None, "is no text, number, date, time or list of them")
    if facts.kind == "words" and facts.allowed:
        return read_fixed_words(cell)
    return READERS[facts.kind](cell)


def as_shown(cell: Any) -> str:
    """Return a cell of a file as a list of problems shows it, a date without Excel's midnight."""
    if isinstance(cell, datetime) and cell.time() != time() and not cell.second:
        return f"{cell:%Y-%m-%d %H:%M}"
    return str(read_text(cell).value) if isinstance(cell, datetime) else str(cell)


def read_text(cell: Any) -> Reading:
    """Read any cell as text; whole numbers lose their `.0`, dates and times read as ISO."""
    if isinstance(cell, bool):
        return Reading("TRUE" if cell else "FALSE")
    if isinstance(cell, time):
        return Reading(cell.strftime("%H:%M"))
    if isinstance(cell, datetime):
        return Reading(cell.isoformat(sep=" ") if cell.time() != time() else str(cell.date()))
    if isinstance(cell, (tuple, date, str)):
        return Reading("; ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell))
    return Reading(_number_text(cell))


def read_id(cell: Any) -> Reading:
    """Read an id: text as it stands (`007`), a number without its `.0`."""
    if isinstance(cell, (date, time)):
        return Reading(
            None,
            "is a date or time; Excel changed what was typed, so format the column as text and "
            "type the id again",
        )
    if isinstance(cell, str):
        return _id_text(cell)
    return read_text(cell)


def read_word(cell: Any) -> Reading:
    """Read a fixed word; capitals, spaces and hyphens don't matter."""
    return Reading(_word(str(cell)))


def read_whole(cell: Any) -> Reading:
    """Read a whole number, `30`, `30.0` and `1,200` alike."""
    number = _number(cell)
    if number is None or not math.isfinite(number):
        return Reading(None, "is not a number; write a whole number such as 30")
    if not number.is_integer():
        return Reading(None, "is not a whole number; write one such as 30")
    if abs(number) > 1e9:
        return Reading(None, "is far too large; write a whole number such as 30")
    return Reading(int(number))


def read_dollars(cell: Any) -> Reading:
    """Read an amount of money, with or without `$`."""
    number = _number(cell.removeprefix("$").strip() if isinstance(cell, str) else cell)
    if number is None or not math.isfinite(number):
        return Reading(None, "is not an amount; write a number such as 72.50")
    return Reading(number)


def read_yes_no(cell: Any) -> Reading:
    """Read yes or no in the ways in which people and spreadsheets write them."""
    word = str(cell).casefold()
    if word in YES:
        return Reading(True)
    if word in NO:
        return Reading(False)
    return Reading(None, "is neither yes nor no; write yes or no")


def read_ids(cell: Any) -> Reading:
    """Read a list of ids separated by `;`."""
    parts = [read_id(part) for part in _parts(cell)]
    error = next((part.error for part in parts if part.error), "")
    return Reading(tuple(part.value for part in parts) if not error else None, error)


def read_words(cell: Any) -> Reading:
    """Read a list of words separated by `;`."""
    return Reading(tuple(str(part) for part in _parts(cell)))


def read_fixed_words(cell: Any) -> Reading:
    """Read a list of fixed words separated by `;`; capitals, spaces and hyphens don't matter."""
    return Reading(tuple(_word(str(part)) for part in _parts(cell)))


READERS: dict[Kind, Callable[[Any], Reading]] = {
    "id": read_id,
    "text": read_text,
    "word": read_word,
    "date": read_date,
    "time": read_time,
    "whole": read_whole,
    "dollars": read_dollars,
    "yes_no": read_yes_no,
    "ids": read_ids,
    "words": read_words,
    "weekdays": read_weekdays,
}


def _equals_itself(cell: Any) -> bool:
    """Return False for NaN, NaT and `<NA>`, which equal nothing."""
    try:
        return bool(cell == cell)
    except TypeError:
        return False


def _parts(cell: Any) -> list[Any]:
    """Split a list cell; trailing separators and spaces leave nothing behind."""
    parts: Iterable[Any] = cell.split(";") if isinstance(cell, str) else [cell]
    if isinstance(cell, tuple):
        parts = cell
    return [clean(part) for part in parts if not is_blank(part)]


def _word(text: str) -> str:
    return re.sub(r"[\s\-]+", "_", text.strip().casefold())


def _id_text(text: str) -> Reading:
    whole = _WHOLE_AS_TEXT.fullmatch(text)
    if whole:
        return Reading(whole.group(1))
    if _SCIENTIFIC.fullmatch(text):
        short = "looks like a long number that Excel shortened; check that the id is whole"
        return Reading(text, warning=short)
    if text.startswith("="):
        return Reading(text, warning=_FORMULA_AS_ID)
    return Reading(text)


def _number_text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _number(cell: Any) -> float | None:
    """Return the number that a cell holds, None where it holds none."""
    if isinstance(cell, (bool, date, time, tuple)):
        return None
    if isinstance(cell, str):
        if _THOUSANDS.fullmatch(cell):
            cell = cell.replace(",", "")
        elif _DECIMAL_COMMA.fullmatch(cell):
            cell = cell.replace(",", ".")
        elif not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)", cell):
            return None
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None
