"""The tiny case of the what-if tests: A owes 60 minutes at Oak, B 30 at Elm, P is at Oak."""

from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.whatif.compare import scenarios
from makeup_sched.whatif.comparison import Comparison
from makeup_sched.whatif.reading import scenarios_of
from support.tiny import bells, blueprint, day, hours, owes, provider, student

HOUR = {"weekday": "Tue", "start": "08:00", "end": "09:00"}
"""An hour of the second day."""


def case_of(**policy: Any) -> Case:
    """Return the case: two days, and P for half an hour on the first."""
    rows = [day(0), day(1), student("A", grade="2"), student("B", school="Elm")]
    rows += [*owes("A", 60), *owes("B", 30), bells("08:00-09:00", "resource")]
    rows += [bells("09:00-10:00", "after_school"), provider(), hours("08:00-08:30", weekday="Mon")]
    return blueprint(*rows, **policy).case


def compared(*wanted: dict[str, Any], case: Case | None = None, **how: Any) -> Comparison:
    """Compare a case with scenarios; time to spare, in this process unless said otherwise."""
    return scenarios(
        case or case_of(), scenarios_of(wanted), **{"seconds": 5.0, "workers": 1, **how}
    )
