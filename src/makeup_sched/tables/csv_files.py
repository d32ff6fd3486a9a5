"""Reading a CSV file whatever program wrote it: its encoding, its separator, its rows."""

import csv
import io
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from makeup_sched.tables.headers import (
    HEADER_AT,
    LONGER,
    MORE_CELLS,
    TITLE_ROWS,
    above_header,
    header_place,
    plain_name,
)
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.schemas import declared_columns

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv_file(path: Path, table: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the cells of a CSV file as text, and what had to be assumed to read it.

    The index is the row number as a spreadsheet shows it, the header mostly being row 1.
    Anything but UTF-8 and commas is read with a warning that says so; OSError where the file can't
    be opened.
    """
    text, problems = decode(path.read_bytes(), table)
    if text is None:
        return pd.DataFrame(), problems
    separator = _separator(text, table)
    if text.casefold().startswith("sep=") and len(text) > 4:
        separator, text = text[4], text.partition("\n")[2]
    if separator != ",":
        problems.append(_warning(table, f"is separated by {SEPARATORS.get(separator, separator)}; "
                                        "it was read that way"))  # fmt: skip
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        message = (
            f"can't be split into cells ({error}); look for a quotation mark that is never closed"
        )
        return pd.DataFrame(), [*problems, Problem(table, 0, "", "", message)]
    return _frame(rows, table, problems), problems


def decode(content: bytes, table: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, None where it is none, and the encoding where it isn't UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
        return text, [_warning(table, "is not in UTF-8 but in UTF-16; it was read as UTF-16")]
    if b"\0" in content:
        message = "is not a text file; save the sheet as CSV UTF-8, or hand in the .xlsx workbook"
        return None, [Problem(table, 0, "", "", message)]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
    # cp1252 leaves five bytes undefined; whoever reads the warning sees the replaced characters.
    text = content.decode("cp1252", errors="replace")
    message = (
        "is not in UTF-8; it was read as Windows-1252 (cp1252), so check letters with accents, "
        "or save it as CSV UTF-8"
    )
    return text, [Problem(table, row, "", "", message, "warning")]


def _separator(text: str, table: str) -> str:
    """Return the separator under which one of the first rows shows the most declared columns."""
    lines = list(islice((line for line in text.splitlines() if line.strip()), TITLE_ROWS))
    declared = declared_columns(table)

    def known(separator: str) -> int:
        rows = ([plain_name(name.strip('"')) for name in line.split(separator)] for line in lines)
        return max((sum(name in declared for name in row) for row in rows), default=0)

    return max(SEPARATORS, key=known)


def _frame(rows: list[list[str]], table: str, problems: list[Problem]) -> pd.DataFrame:
    """Return rows under their header; cells beyond the header are an error.

    The attributes of the frame say in which row the header is, and which rows are longer than it
    without a cell beyond it.
    """
    filled = (at for at, row in enumerate(rows) if any(cell.strip() for cell in row))
    starts = list(islice(filled, TITLE_ROWS))
    if not starts:
        return pd.DataFrame()
    place = header_place([rows[at] for at in starts], declared_columns(table))
    first = starts[place]
    if place:
        problems.append(above_header(table, first + 1))
    header = rows[first]
    width = len(header)
    body, longer = [], []
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        if len(row) == width:
            body.append(row)
            continue
        beyond = [cell for cell in row[width:] if cell.strip()]
        if beyond:
            # what lies beyond is not shown: it may be a part of a name
            problems.append(Problem(table, number, "", "", MORE_CELLS))
        elif len(row) > width:
            longer.append(number)
        body.append((row + [""] * width)[:width])
    index = pd.RangeIndex(first + 2, first + 2 + len(body), name="row")
    cells = np.array(body, dtype=object).reshape(len(body), width)
    frame = pd.DataFrame(cells, columns=pd.Index(header, dtype=object), index=index)
    frame.attrs = {HEADER_AT: first + 1, LONGER: tuple(longer)}
    return frame


def _warning(table: str, message: str) -> Problem:
    return Problem(table, 0, "", "", message, "warning")
