"""What a declaration says of a column, in the words that comments and the reference page share."""

from makeup_sched.tables.columns import ColumnFacts, Kind

KIND_WORDS: dict[Kind, str] = {
    "id": "id",
    "text": "text",
    "word": "one of the words",
    "date": "date",
    "time": "time",
    "whole": "whole number",
    "dollars": "number",
    "yes_no": "yes or no",
    "ids": "list of ids, separated by ;",
    "words": "list of words, separated by ;",
    "weekdays": "weekdays Mon to Sun, a list of them separated by ;, or *",
}


def kind_words(column: ColumnFacts) -> str:
    """Return what stands in a cell, with unit and least value."""
    words = KIND_WORDS[column.kind]
    if column.unit:
        words += f" ({column.unit})"
    if column.minimum is not None:
        words += f", at least {column.minimum}"
    return words + (", each only once" if column.unique else "")


def default_words(column: ColumnFacts) -> str:
    """Return what a blank cell stands for, nothing where a cell must be filled in."""
    return "" if column.required else column.default or column.default_note


def comment(column: ColumnFacts) -> str:
    """Return the comment on the header of a column: meaning, form, default, example."""
    lines = [column.description, "", "REQUIRED" if column.required else "optional"]
    lines[-1] += f": {kind_words(column)}"
    if column.allowed:
        lines.append(f"Words: {', '.join(column.allowed)}")
    if default_words(column):
        lines.append(f"Blank: {default_words(column)}")
    if column.example:
        lines.append(f"Example: {column.example}")
    return "\n".join(lines)
