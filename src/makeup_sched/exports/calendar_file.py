"""The calendar file of an export."""

from makeup_sched.case.case import Case
from makeup_sched.exports.calendars import calendar_bytes
from makeup_sched.exports.choices import Choices, Made
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.scope import Scope
from makeup_sched.plans.plan import Plan


def calendar_file(
    case: Case,
    plan: Plan,
    scope: Scope,
    chosen: Choices,
    stem: str,
    masker: Masker | None = None,
) -> Made:
    """Return the calendar file of a scope, which brings an earlier one up to date.

    `stem` is how its name begins; `masker` masks other children in a student's file.
    """
    return f"{stem}.ics", lambda earlier: calendar_bytes(
        case,
        plan.sessions,
        scope,
        names=chosen.names,
        time_zone=chosen.time_zone,
        now=chosen.now,
        earlier=earlier,
        start=plan.first_date(case),
        masker=masker,
    )
