"""The words in which a table is declared: what a column holds, means, allows and defaults to.

A table is a pandera `DataFrameSchema`; the facts that pandera has no place for (kind, unit,
default, example, required) stand in the metadata of its columns. Parsing, validation, the template
workbook and the column reference all read these declarations.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import pandas as pd
import pandera.pandas as pa

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

FIRST_DATE = pd.Timestamp("2000-01-01")
LAST_DATE = pd.Timestamp("2099-12-31")
IS_BLANK = "is blank; this column must be filled in"


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


def column(name: str, kind: Kind, title: str, description: str, **facts: Any) -> pa.Column:
    """Declare one column; `facts` are the further fields of `ColumnFacts`."""
    known = ColumnFacts(name, kind, title, description, **facts)
    return pa.Column(
        DTYPES[kind],
        checks=_checks(known),
        nullable=not known.required,
        unique=known.unique,
        report_duplicates="exclude_first",
        required=True,
        name=name,
        title=title,
        description=description,
        metadata=asdict(known),
    )


def table(
    name: str,
    title: str,
    description: str,
    columns: list[pa.Column],
    *,
    required: bool = False,
    ordered: tuple[tuple[str, str], ...] = (),
) -> pa.DataFrameSchema:
    """Declare one table; `required` tables must be handed in with at least one row."""
    return pa.DataFrameSchema(
        {col.name: col for col in columns},
        name=name,
        title=title,
        description=description,
        index=pa.Index(int, name="row"),
        metadata={"required": required, "ordered": ordered},
    )


def facts_of(schema: pa.DataFrameSchema) -> TableFacts:
    """Read back what a declaration says."""
    metadata = schema.metadata or {}
    return TableFacts(
        name=str(schema.name),
        title=str(schema.title),
        description=str(schema.description),
        required=bool(metadata["required"]),
        columns=tuple(ColumnFacts(**(col.metadata or {})) for col in schema.columns.values()),
        ordered=tuple(metadata["ordered"]),
    )


def _checks(facts: ColumnFacts) -> list[pa.Check]:
    """Return the pandera checks that follow from the facts; each error text is the message."""
    checks = []
    textual = facts.kind in ("id", "text", "word")
    if facts.required and textual:
        checks.append(pa.Check(lambda cells: cells != "", error=IS_BLANK))
    if facts.required and facts.kind in ("ids", "words", "weekdays"):
        checks.append(pa.Check(lambda cells: cells.map(len) > 0, error=IS_BLANK))
    if facts.allowed and facts.kind == "word":
        checks.append(pa.Check.isin(["", *facts.allowed], error=_one_of(facts.allowed)))
    if facts.allowed and facts.kind == "words":
        allowed = frozenset(facts.allowed)
        checks.append(
            pa.Check(lambda cells: cells.map(allowed.issuperset), error=_one_of(facts.allowed))
        )
    if facts.minimum is not None:
        least = f"is too small; it must be at least {facts.minimum}"
        checks.append(pa.Check.ge(facts.minimum, error=least))
    if facts.kind == "date":
        years = "lies outside the years 2000 to 2099; check the year"
        checks.append(pa.Check.in_range(FIRST_DATE, LAST_DATE, error=years))
    if facts.kind == "id":
        lists = 'holds a ";", which separates the ids of a list; write this id without it'
        checks.append(pa.Check(lambda cells: ~cells.str.contains(";", regex=False), error=lists))
    return checks


def _one_of(words: tuple[str, ...]) -> str:
    return f"is not one of {', '.join(words)}"
