"""The column reference of the docs, written from the declarations of the tables."""

from collections.abc import Iterable

from makeup_sched.tables.columns import ColumnFacts
from makeup_sched.tables.schemas import INPUT_SCHEMAS, OUTPUT_SCHEMAS, RECORD_SCHEMAS, facts
from makeup_sched.tables.wording import default_words, kind_words


def tables_markdown() -> str:
    """Return the reference of all tables, those of a case, a plan and the record, as Markdown."""
    parts = ["## Tables of a case\n", *map(_table, INPUT_SCHEMAS)]
    parts += ["## Tables of a plan\n", *map(_table, OUTPUT_SCHEMAS)]
    parts += ["## Tables of the record\n", *map(_table, RECORD_SCHEMAS)]
    return "\n".join(parts)


def markdown_table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; `|` in a cell is escaped."""
    names = list(headers)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def _table(name: str) -> str:
    table = facts(name)
    needed = ""
    if name in INPUT_SCHEMAS:
        needed = " Required." if table.required else " Optional."
    if name in ("missed", "awards"):
        needed = " One of `missed` and `awards` is required."
    if name == "locked":
        return f"### locked\n\n{table.description}{needed} The columns are those of `sessions`.\n"
    headers = ("column", "what stands in it", "blank means", "meaning", "example")
    rows = map(_row, table.columns)
    return f"### {name}\n\n{table.description}{needed}\n\n{markdown_table(headers, rows)}"


def _row(column: ColumnFacts) -> tuple[str, ...]:
    name = f"**{column.name}**" if column.required else column.name
    words = kind_words(column)
    if column.allowed:
        words += ": " + ", ".join(f"`{word}`" for word in column.allowed)
    blank = default_words(column)
    if column.default:
        blank = f"`{blank}`"
    example = f"`{column.example}`" if column.example else ""
    return name, words, "not allowed" if column.required else blank, column.description, example
