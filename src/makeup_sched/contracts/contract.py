"""Contract time that was found, with its plan and what is proven."""

import datetime as dt
from dataclasses import dataclass

from makeup_sched.case.case import Case
from makeup_sched.contracts.pool import Visit
from makeup_sched.planning import FailedCheckError
from makeup_sched.plans.plan import Plan


@dataclass(frozen=True)
class LeastContract:
    """Contract time that clears what can be cleared.

    Attributes
    ----------
    case
        The case with the contract providers who make the visits.
    visits
        The visits.
    plan
        A plan of that case; it has passed the checker.
    least_minutes
        Proven: no contract of fewer paid minutes leaves as few unmet minutes as `plan`.
    first_date
        The first date on which a contractor can come.
    in_time
        Whether the search for visits ended before the time was up; if not, more may be cleared.
    """

    case: Case
    visits: tuple[Visit, ...]
    plan: Plan
    least_minutes: int
    first_date: dt.date
    in_time: bool = True

    def __post_init__(self) -> None:
        if self.least_minutes > self.minutes:
            raise FailedCheckError(
                f"{self.minutes} contract minutes are fewer than the {self.least_minutes} that are "
                "proven to be needed"
            )

    @property
    def minutes(self) -> int:
        """Paid minutes of all visits."""
        return sum(visit.minutes for visit in self.visits)

    @property
    def unmet(self) -> int:
        """Minutes that stay unmet in spite of the contract."""
        return int(self.plan.items["unmet"].sum())
