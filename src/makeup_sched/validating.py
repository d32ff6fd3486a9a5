"""All problems of a case, those of its locked sessions included."""

from pathlib import Path

from makeup_sched.case.case import Case
from makeup_sched.case.read import read_with_problems
from makeup_sched.checker import Violation, check
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.tables.problems import Problem


def validate(path: str | Path, policy: str | Path | None = None) -> list[Problem]:
    """Return every problem of a case, errors and warnings, sorted by table, row and column.

    Where the tables have no errors, locked sessions are held against the rules, too. Parameters
    are those of `read_case`. Raises `MakeupSchedError` where there is nothing to read.
    """
    case, problems = read_with_problems(path, policy)
    return problems if case is None else [*problems, *locked_problems(case)]


def locked_problems(case: Case) -> list[Problem]:
    """Return the rules that locked sessions break, each with the session's row."""
    if case.table("locked").empty:
        return []
    locked = locked_sessions(case)
    rows = dict(zip(locked["session_id"], locked.index, strict=True))
    return [_problem(violation, rows) for violation in check(case, locked)]


def _problem(violation: Violation, rows: dict[str, int]) -> Problem:
    row = int(rows.get(violation.session_id, 0))
    rule = "" if violation.rule == "format" else f" (rule {violation.rule})"
    message = f"can't be kept as it stands{rule}: {violation.message}"
    return Problem("locked", row, "", violation.session_id, message)
