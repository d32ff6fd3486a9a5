"""The tables of a case while a scenario changes them, and what of it cannot be."""

from collections.abc import Collection

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.replanning.rows import FIRST_ROW
from makeup_sched.tables.problems import Problem
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.whatif.reading import place

_FEW = 8
"""Words that a problem lists as those that there are."""


class Draft:
    """Tables as text cells, as a CSV file holds them.

    Attributes
    ----------
    case
        The case as it is.
    name
        The scenario's.
    tables
        Every table that has rows.
    problems
        What cannot be done so far.
    """

    def __init__(self, case: Case, name: str) -> None:
        self.case = case
        self.name = name
        self.tables = {
            table: render_table(table, case.table(table))
            for table in INPUT_SCHEMAS
            if not case.table(table).empty
        }
        self.problems: list[Problem] = []
        self._from_key: dict[tuple[str, int], str] = {}

    def ids(self, table: str, column: str) -> list[str]:
        """Return the cells of a column of the case as it is."""
        return [str(cell) for cell in self.case.table(table)[column]]

    def add_row(self, table: str, cells: dict[str, str], key: str) -> None:
        """Put a row below a table; `key` of the scenario asks for it."""
        there = self.tables.get(table)
        number = FIRST_ROW if there is None else int(there.index.max()) + 1
        row = pd.DataFrame([cells], index=pd.Index([number], name="row"), dtype=object)
        self.tables[table] = row if there is None else pd.concat([there, row]).fillna("")
        self._from_key[table, number] = key

    def set_cells(self, table: str, rows: "pd.Series[bool]", cells: dict[str, str]) -> None:
        """Write cells into the marked rows of a table."""
        for column, text in cells.items():
            self.tables[table].loc[rows, column] = text

    def refuse(self, key: str, value: str, message: str) -> None:
        """Keep in mind that a key of the scenario asks for what cannot be."""
        self.problems.append(Problem(place(self.name), 0, key, value, message))

    def is_known(self, key: str, value: str, known: Collection[str], what: str) -> bool:
        """Say whether the case has an id or word; refuse the key where it has not."""
        if value in known:
            return True
        named = ", ".join(sorted(filter(None, known)))
        listed = f"; it has {named or 'none'}" if len(known) <= _FEW else ""
        hint = did_you_mean(value, known) or listed
        self.refuse(key, value, f"is no {what} of the case{hint}")
        return False

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of the changed case at the key of the scenario that it comes from."""
        key = self._from_key.get((problem.table, problem.row))
        row = f", row {problem.row}" if problem.row else ""
        where = key if key is not None else f"{problem.table}{row}"
        column = f"{where}, {problem.column}" if problem.column else where
        return Problem(place(self.name), 0, column, problem.value, problem.message,
                       problem.severity)  # fmt: skip
