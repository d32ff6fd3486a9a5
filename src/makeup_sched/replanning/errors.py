"""The error of an edit that cannot be."""

from collections.abc import Iterable

from makeup_sched.checker import Violation
from makeup_sched.tables.problems import MakeupSchedError


class EditError(MakeupSchedError):
    """An edit of a plan cannot be; nothing was changed.

    `violations` holds the rules that it would break, where it is for them that it cannot be.
    """

    def __init__(self, reason: str, violations: Iterable[Violation] = ()) -> None:
        self.reason = reason
        self.violations = tuple(violations)
        super().__init__(reason, self.violations)

    def __str__(self) -> str:
        return "\n".join([self.reason, *(f"  {violation}" for violation in self.violations)])
