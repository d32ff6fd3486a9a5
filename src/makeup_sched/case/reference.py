"""The page `docs/data-reference.md`: every table, column and policy key, from the declarations.

`python -m makeup_sched.case.reference docs/data-reference.md` writes it anew.
"""

import sys

from makeup_sched.case.policy_keys import KEYS, PolicyKey
from makeup_sched.tables.reference import markdown_table, tables_markdown
from makeup_sched.tables.writing import write_text

INTRODUCTION = """\
# Data reference

This page is written from the declarations of the tables in the code; a test keeps it up to date.

A case is a folder of CSV files and `policy.toml`, or one `.xlsx` workbook with a sheet per table
and a sheet `policy` (`makeup-sched template` writes one to fill in). Columns in **bold** are
required. Dates are `YYYY-MM-DD`, times `HH:MM` on a 24-hour clock; lists have `;` between their
entries. A title above a header is not read. Where the form in a cell leaves room for doubt, reading
says so in a warning.

"""


def data_reference() -> str:
    """Return the whole page as Markdown."""
    keys = markdown_table(("key", "value", "default", "meaning"), map(_key, KEYS.values()))
    policy = (
        "Every key is optional. In a workbook the keys stand dotted, lists have `;`. A `profile` "
        "puts its\nvalues in the place of the defaults; a key that is given wins over both.\n\n"
    )
    return f"{INTRODUCTION}{tables_markdown()}\n## Policy\n\n{policy}{keys}"


def _key(key: PolicyKey) -> tuple[str, ...]:
    forms = {"whole": "whole number", "dollars": "number", "date": "date", "list": "list of",
             "text": "text"}  # fmt: skip
    form = forms.get(key.kind, "one of")
    if key.allowed:
        form += " " + ", ".join(f"`{word}`" for word in key.allowed)
    default = f"`{key.default}`" if key.default != "" else ""
    return f"`{key.name}`", form, default, key.description


if __name__ == "__main__":
    write_text(sys.argv[1], data_reference())
