"""The words in which a table is declared: what a column holds, means, allows and defaults to.

Parsing, validation (which makes pandera schemas of them, see `checks`), the template workbook and
the column reference all read these declarations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "id",
    "text",
    "word",
    "date",
    "time",
    "whole",
    "dollars",
    "yes_no",
    "ids",
    "words",
    "weekdays",
]

DTYPES: dict[Kind, str] = {
    "id": "str",
    "text": "str",
    "word": "str",
    "date": "datetime64[s]",
    "time": "Int64",
    "whole": "Int64",
    "dollars": "Float64",
    "yes_no": "bool",
    "ids": "object",
    "words": "object",
    "weekdays": "object",
}
"""The column type of each kind after reading: times are minutes after midnight, lists tuples."""


@dataclass(frozen=True)
class ColumnFacts:
    """What a declaration says about one column.

    `default` is the text that a blank cell stands for; `default_note` says in words a default that
    depends on other cells or on the policy. `allowed` lists the fixed words, empty where any text
    may stand. `unit` is `minutes` and the like, `minimum` the least whole number.
    """

    name: str
    kind: Kind
    title: str
    description: str
    required: bool = False
    default: str = ""
    default_note: str = ""
    allowed: tuple[str, ...] = ()
    unit: str = ""
    minimum: int | None = None
    unique: bool = False
    example: str = ""


@dataclass(frozen=True)
class TableFacts:
    """What a declaration says about a whole table.

    `ordered` holds pairs of columns of which the first must come before the second: times strictly,
    dates and minutes may be equal.
    """

    name: str
    title: str
    description: str
    required: bool
    columns: tuple[ColumnFacts, ...]
    ordered: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> ColumnFacts:
        """Return the facts of one column by its name."""
        return next(facts for facts in self.columns if facts.name == name)


def column(name: str, kind: Kind, title: str, description: str, **facts: Any) -> ColumnFacts:
    """Declare one column; `facts` are the further fields of `ColumnFacts`."""
    return ColumnFacts(name, kind, title, description, **facts)


def table(
    name: str,
    title: str,
    description: str,
    columns: Sequence[ColumnFacts],
    *,
    required: bool = False,
    ordered: tuple[tuple[str, str], ...] = (),
) -> TableFacts:
    """Declare one table; `required` tables must be handed in with at least one row."""
    return TableFacts(name, title, description, required, tuple(columns), ordered)
