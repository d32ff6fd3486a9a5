"""How every page begins: which case is opened first, and its problems as a table."""

import os
from collections.abc import Sequence
from pathlib import Path

from makeup_sched.app.opening import Opening, problem_rows
from makeup_sched.app.table import Content, cells
from makeup_sched.cli.samples import sample_folder
from makeup_sched.plain_words import counted
from makeup_sched.tables.problems import MakeupSchedError, Problem

CASE_VARIABLE = "MAKEUP_SCHED_CASE"
"""Environment variable that names the case with which a page begins."""
_COLUMNS = {"severity": "Kind", "table": "Table", "row": "Row", "column": "Column",
            "value": "Value", "message": "What is wrong"}  # fmt: skip


def sample(name: str) -> Path:
    """Return the folder of a sample case."""
    return Path(str(sample_folder(name)))


def begin(opening: Opening, path: str | Path | None, otherwise: Path) -> None:
    """Open the case at a path, else the one that the environment names, else another one.

    Where it cannot be opened the panel says so.
    """
    chosen = path or os.environ.get(CASE_VARIABLE) or otherwise
    try:
        opening.open_path(chosen)
    except MakeupSchedError as error:
        opening.refuse(str(chosen), error)


def problems_content(problems: Sequence[Problem]) -> Content:
    """Return problems as a table, errors first."""
    if not problems:
        return Content("Problems in the tables", "None: every cell can be read.")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = counted(len(problems) - errors, "warning")
    note = f"{warnings}; none stops the planning."
    if errors:
        note = f"{counted(errors, 'error')} to mend first, {warnings}."
    rows = cells(problem_rows(problems), list(_COLUMNS))
    return Content("Problems in the tables", note, tuple(_COLUMNS.values()), rows)
