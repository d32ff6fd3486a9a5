"""Problems found in what a user hands in, and the one error that lists them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, with its place and what would be right.

    `row` is the row number as a spreadsheet shows it (the header is mostly row 1); 0 where the
    problem concerns a whole table or file.
    """

    table: str
    row: int
    column: str
    value: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.table
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        shown = f' "{self.value}"' if self.value else ""
        return f"{place}:{shown} {self.message}"


class MakeupSchedError(Exception):
    """Base of the errors that a user can mend."""


class CaseError(MakeupSchedError):
    """The tables or the policy have errors; `problems` lists every one of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        errors, warnings = (
            [f"  {one}" for one in self.problems if (one.severity == "error") == wrong]
            for wrong in (True, False)
        )
        lines = [f"{len(errors)} {'error' if len(errors) == 1 else 'errors'} to mend first:"]
        if warnings:
            many = "warning, which stops" if len(warnings) == 1 else "warnings, which stop"
            warnings = [f"and {len(warnings)} {many} nothing:", *warnings]
        return "\n".join([*lines, *errors, *warnings])
