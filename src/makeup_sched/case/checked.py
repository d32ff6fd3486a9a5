"""What checks between tables look at, and how they name the cells that they find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.case.calendar_days import calendar_days
from makeup_sched.case.policy import Policy
from makeup_sched.case.session_dates import SessionDates, session_dates
from makeup_sched.tables.problems import Problem, Severity
from makeup_sched.tables.rendering import render_table

LONGEST_CALENDAR = 5 * 366
"""Days after which a calendar is taken for a wrong year and no further checked."""


@dataclass(frozen=True)
class CheckedTables:
    """All tables with their defaults; `usable` names those with all their required columns."""

    tables: Mapping[str, pd.DataFrame]
    usable: frozenset[str]
    policy: Policy

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    @cached_property
    def days(self) -> pd.DataFrame:
        """Every date of the calendar with its weekday, day type and rotation."""
        return calendar_days(self.tables["calendar"]).iloc[:LONGEST_CALENDAR]

    @cached_property
    def session_dates(self) -> SessionDates:
        """On which dates each regular session should and does take place."""
        return session_dates(
            self.days, self.tables["provider_hours"], self.tables["regular_sessions"]
        )

    def flag(
        self,
        table: str,
        wrong: Any,
        column: str,
        message: str | Callable[[str], str],
        severity: Severity = "error",
    ) -> list[Problem]:
        """Return a problem for each row of `table` where `wrong` (one flag per row) is true.

        `message` is the text, or makes it from the cell as a file would hold it.
        """
        flags = np.asarray(pd.array(wrong).fillna(False) if _has_blanks(wrong) else wrong, bool)
        if not flags.any():
            return []
        frame = self.tables[table][flags]
        cells = render_table(table, frame[[column]])[column]
        return [
            Problem(table, int(row), column, cell,
                    message if isinstance(message, str) else message(cell), severity)
            for row, cell in zip(frame.index, cells, strict=True)
        ]  # fmt: skip


def in_rows(count: int) -> str:
    """Return how often a problem stands in its column, for one that is told once."""
    return f" (in {count} rows)" if count > 1 else ""


def _has_blanks(flags: Any) -> bool:
    return isinstance(flags, pd.Series) and flags.dtype == "boolean"
