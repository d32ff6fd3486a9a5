"""The problems of a case as tables for a terminal: errors first, then warnings."""

import re
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted
from makeup_sched.tables.problems import Problem

LONGEST_VALUE = 60
_KEY, _ROW = 14, 4
"""Letters of the column that names a key, and of that which names a row."""


def problem_tables(problems: Sequence[Problem]) -> RenderableType:
    """Return all problems, errors first, each with its table, row, column and value."""
    errors, warnings = split(problems)
    parts = [_table(counted(len(errors), "error"), errors)] if errors else []
    parts += [_table(counted(len(warnings), "warning"), warnings)] if warnings else []
    return Group(*parts)


def case_report(problems: Sequence[Problem]) -> RenderableType:
    """Return what stops a command: every problem, and what to do about it."""
    errors, _ = split(problems)
    advice = f"Error: {counted(len(errors), 'error')} to mend first; warnings stop nothing."
    return Group(problem_tables(problems), Text(advice))


def split(problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return errors and warnings, each in the order given."""
    errors = [problem for problem in problems if problem.severity == "error"]
    return errors, [problem for problem in problems if problem.severity != "error"]


def _table(title: str, problems: Sequence[Problem]) -> Table:
    rows = any(problem.row for problem in problems)
    # keys of scenarios have no rows, and long names
    widest = _KEY if rows else _KEY + _ROW
    view = grid(title=title)
    view.add_column("Table", overflow="fold", max_width=16)
    if rows:
        view.add_column("Row", justify="right")
    view.add_column("Column", overflow="fold", max_width=widest)
    view.add_column("Value", overflow="fold", max_width=14)
    view.add_column("What is wrong", overflow="fold", min_width=24)
    for problem in problems:
        row = (str(problem.row) if problem.row else "",) if rows else ()
        column = _in_lines(problem.column, widest)
        cells = (problem.table, *row, column, _short(problem.value), problem.message)
        view.add_row(*map(Text, cells))
    return view


def _in_lines(key: str, widest: int) -> str:
    """Return a key broken behind a blank, a dot or a line, where it is too long for its column."""
    lines = [""]
    for part in re.split(r"(?<=[ ._])", key):
        if len(lines[-1]) + len(part.rstrip()) > widest and lines[-1]:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 3] + "..."
