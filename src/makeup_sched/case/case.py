"""A case: all tables of one planning problem, read, checked and with defaults filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from makeup_sched.case.policy import Policy
from makeup_sched.tables.problems import Problem


@dataclass(frozen=True, repr=False)
class Case:
    """Everything that planning starts from.

    Attributes
    ----------
    tables
        One DataFrame per table of the data contract, also for optional tables that were not
        handed in (then empty, with all columns). Column types after reading:

        - text and fixed words: `str`, blank is `""`
        - dates: `datetime64[s]`, blank is `NaT`
        - times: `Int64`, minutes after midnight, blank is `<NA>`
        - minutes, counts and other whole numbers: `Int64`, blank is `<NA>`
        - dollars: `Float64`
        - yes/no: `bool`, defaults filled in
        - lists of ids or words: tuples of `str`, blank is `()`
        - `weekday`/`weekdays`: tuples of `int`, Monday = 0, `*` is all seven

        The index, named `row`, is the row number in the file as a spreadsheet shows it (the
        header is mostly row 1). Defaults that the contract states are filled in:
        `calendar.end_date`, `calendar.weekdays` (all seven for a single date without weekdays),
        `bell_schedules.day_type`, `students.esy_site`, `provider_hours.day_types`,
        `regular_sessions.site` (blank: school of its first student), and so on.
        Defaults that depend on the policy (`min_session`, `max_group`, ...) stay `<NA>`.
    policy
        The policy, defaults filled in.
    start_date, end_date
        First and last date to plan on, resolved as the contract says.
    name
        Name of the folder or workbook, for titles.
    source_hash
        SHA-256 of what was read, so that a plan can say what it was made from.
    warnings
        Problems that did not stop the reading.
    """

    tables: Mapping[str, pd.DataFrame]
    policy: Policy
    start_date: date
    end_date: date
    name: str = "case"
    source_hash: str = ""
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        """Describe the case without showing anything of its people."""
        count = len(self.tables["students"]) if "students" in self.tables else 0
        odd = len(self.warnings)
        warned = f", {odd} {'warning' if odd == 1 else 'warnings'}" if odd else ""
        return (
            f"Case({self.name!r}, {count} students, {self.start_date:%Y-%m-%d} to "
            f"{self.end_date:%Y-%m-%d}{warned})"
        )

    def table(self, name: str) -> pd.DataFrame:
        """Return one table of the data contract by its name."""
        return self.tables[name]
