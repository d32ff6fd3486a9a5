"""Plans owed IEP service minutes into providers' free time, and proves what cannot be placed.

>>> import makeup_sched as ms
>>> case = ms.read_case("data/one-therapist")  # raises CaseError with the whole list of problems
>>> plan = ms.plan(case, seconds=20)
>>> plan.sessions, plan.items, plan.summary
>>> ms.check(case, plan)  # [] or violations
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from makeup_sched.version import __version__

if TYPE_CHECKING:
    from makeup_sched.api import (
        audit,
        check,
        clocks,
        export,
        owed,
        owed_trace,
        plan,
        write_charts,
        write_letters,
    )
    from makeup_sched.auditing.audit import Audit
    from makeup_sched.case.case import Case
    from makeup_sched.case.policy import Policy
    from makeup_sched.case.profiles.profile import profiles
    from makeup_sched.case.read import case_from_tables, read_case
    from makeup_sched.case.template import write_template
    from makeup_sched.case.write import write_case
    from makeup_sched.checker import Violation
    from makeup_sched.decisions import contracting, explain, forecast, scenarios
    from makeup_sched.planning import LockedError
    from makeup_sched.plans.plan import Plan, read_plan
    from makeup_sched.recording.errors import RecordError
    from makeup_sched.recording.record import Record
    from makeup_sched.replanning.errors import EditError
    from makeup_sched.replanning.planner import Planner
    from makeup_sched.tables.problems import CaseError, MakeupSchedError, Problem
    from makeup_sched.validating import validate

_HOMES = {
    "Audit": "auditing.audit",
    "Case": "case.case",
    "CaseError": "tables.problems",
    "EditError": "replanning.errors",
    "LockedError": "planning",
    "MakeupSchedError": "tables.problems",
    "Plan": "plans.plan",
    "Planner": "replanning.planner",
    "Policy": "case.policy",
    "Problem": "tables.problems",
    "Record": "recording.record",
    "RecordError": "recording.errors",
    "Violation": "checker",
    "audit": "api",
    "case_from_tables": "case.read",
    "check": "api",
    "clocks": "api",
    "contracting": "decisions",
    "explain": "decisions",
    "export": "api",
    "forecast": "decisions",
    "owed": "api",
    "owed_trace": "api",
    "plan": "api",
    "profiles": "case.profiles.profile",
    "read_case": "case.read",
    "read_plan": "plans.plan",
    "scenarios": "decisions",
    "validate": "validating",
    "write_case": "case.write",
    "write_charts": "api",
    "write_letters": "api",
    "write_template": "case.template",
}
__all__ = [
    "Audit",
    "Case",
    "CaseError",
    "EditError",
    "LockedError",
    "MakeupSchedError",
    "Plan",
    "Planner",
    "Policy",
    "Problem",
    "Record",
    "RecordError",
    "Violation",
    "__version__",
    "audit",
    "case_from_tables",
    "check",
    "clocks",
    "contracting",
    "explain",
    "export",
    "forecast",
    "owed",
    "owed_trace",
    "plan",
    "profiles",
    "read_case",
    "read_plan",
    "scenarios",
    "validate",
    "write_case",
    "write_charts",
    "write_letters",
    "write_template",
]


def __dir__() -> list[str]:
    """List the face, so that a notebook can complete its names."""
    return sorted(__all__)


def __getattr__(name: str) -> Any:
    """Load a name when it is first used, so that `import makeup_sched` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'makeup_sched' has no attribute {name!r}")
    return getattr(import_module(f"makeup_sched.{_HOMES[name]}"), name)
