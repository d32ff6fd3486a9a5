"""What the checker says about a plan: one broken rule, where, and why."""

from dataclasses import dataclass
from typing import Literal

Rule = Literal[1, 2, 3, 4, 5, 6, 7, 8, "format"]


@dataclass(frozen=True)
class Violation:
    """One way in which a plan breaks a rule.

    Attributes
    ----------
    rule
        Number (1 to 8) of the rule under "What every plan obeys", or `"format"` where a row or
        value of the plan cannot be what the contract's columns hold.
    session_id
        The session that breaks it; blank where none can be named.
    owed_id
        The owed item concerned; blank where the whole session or plan is.
    message
        The reason in plain words, with ids, dates and times, never names of students.
    """

    rule: Rule
    session_id: str
    owed_id: str
    message: str

    def __str__(self) -> str:
        place = "format" if self.rule == "format" else f"rule {self.rule}"
        if self.session_id:
            place += f", session {self.session_id}"
        if self.owed_id:
            place += f", item {self.owed_id}"
        return f"{place}: {self.message}"


def clock(minute: int) -> str:
    """Return a minute of the day (0 to 1440) as `HH:MM`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
