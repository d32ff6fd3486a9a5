"""The checks that Excel makes while a person types into a sheet."""

from collections.abc import Callable
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from makeup_sched.tables.columns import ColumnFacts
from makeup_sched.tables.wording import default_words, kind_words

FIRST_SERIAL, LAST_SERIAL = "36526", "73050"  # 2000-01-01 and 2099-12-31 as Excel counts days
WEEKDAY_WORDS: tuple[str, ...] = (
    "*",
    "Mon",
    "Tue",
    "Wed",
    "Thu",
    "Fri",
    "Mon;Wed",
    "Tue;Thu",
    "Mon;Wed;Fri",
)
YES_NO: tuple[str, ...] = ("yes", "no")
MOST_LETTERS = 255
"""Excel takes no longer text in the message of a check."""


def add_check(
    sheet: Worksheet,
    place: int,
    column: ColumnFacts,
    last_row: int,
    add_list: Callable[[str, tuple[str, ...]], None],
) -> None:
    """Check what is typed below the header of the column at `place` (1 = A), down to `last_row`.

    Fixed words get a drop-down from a named list, which `add_list` makes. Cells that hold a list
    are offered words but take any text, since Excel can't check the parts of a cell.
    """
    letter = get_column_letter(place)
    check = _list_check(column, add_list) or _value_check(column, letter, last_row)
    if check is None:
        return
    check.allow_blank = True
    check.showInputMessage = False
    check.errorTitle = column.title[:32]
    check.error = _error(column)[:MOST_LETTERS]
    check.add(f"{letter}2:{letter}{last_row}")
    sheet.add_data_validation(check)


def list_check(name: str, *, strict: bool) -> DataValidation:
    """Return a drop-down of a named list; not `strict` takes other text too."""
    check: Any = DataValidation(type="list", formula1=name)
    check.showErrorMessage = strict
    return check  # type: ignore[no-any-return]


def _list_check(
    column: ColumnFacts, add_list: Callable[[str, tuple[str, ...]], None]
) -> DataValidation | None:
    if column.kind == "yes_no":
        name, words = "list_yes_no", YES_NO
    elif column.kind == "weekdays":
        name, words = "list_weekdays", WEEKDAY_WORDS
    elif column.allowed:
        name, words = f"list_{column.name}", column.allowed
    else:
        return None
    add_list(name, words)
    return list_check(name, strict=column.kind not in ("weekdays", "words"))


def _value_check(column: ColumnFacts, letter: str, last_row: int) -> DataValidation | None:
    if column.kind == "date":
        return _between("date", FIRST_SERIAL, LAST_SERIAL)
    if column.kind == "time":
        return _between("time", "0", "1")
    if column.kind in ("whole", "dollars"):
        kind = "whole" if column.kind == "whole" else "decimal"
        return _between(kind, str(column.minimum or 0), "1000000")
    if column.unique:
        cells = f"${letter}$2:${letter}${last_row}"
        check: Any = DataValidation(type="custom", formula1=f"COUNTIF({cells},{letter}2)=1")
        check.showErrorMessage = True
        return check  # type: ignore[no-any-return]
    return None


def _between(kind: Any, low: str, high: str) -> DataValidation:
    check: Any = DataValidation(type=kind, operator="between", formula1=low, formula2=high)
    check.showErrorMessage = True
    return check  # type: ignore[no-any-return]


def _error(column: ColumnFacts) -> str:
    if column.allowed:
        return f"Choose one of: {', '.join(column.allowed)}"
    example = f" Example: {column.example}." if column.example else ""
    blank = f" Blank: {default_words(column)}." if default_words(column) else ""
    return f"Write {kind_words(column)}.{example}{blank}"
