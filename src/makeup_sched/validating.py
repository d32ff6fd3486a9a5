"""All problems of a case, those of its locked sessions included."""

from pathlib import Path

from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case
from makeup_sched.case.read import validate as validate_tables
from makeup_sched.checker import Violation, check
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.tables.problems import Problem


def validate(path: str | Path, policy: str | Path | None = None) -> list[Problem]:
    """Return every problem of a case, errors and warnings, sorted by table, row and column.

    Where the tables have no errors, locked sessions are held against the rules, too. Parameters
    are those of `read_case`. Raises `MakeupSchedError` where there is nothing to read.
    """
    problems = validate_tables(path, policy)
    if any(problem.severity == "error" for problem in problems):
        return problems
    case = read_case(path, policy)
    return [*problems, *locked_problems(case)]


def locked_problems(case: Case) -> list[Problem]:
    """Return the rules that locked sessions break, each with the session's row."""
    locked = locked_sessions(case)
    if locked.empty:
        return []
    rows = dict(zip(locked["session_id"], locked.index, strict=True))
    return [_problem(violation, rows) for violation in check(case, locked)]


def _problem(violation: Violation, rows: dict[str, int]) -> Problem:
    row = int(rows.get(violation.session_id, 0))
    rule = f"rule {violation.rule}" if violation.rule != "format" else "the columns' meaning"
    message = f"breaks {rule}: {violation.message}"
    return Problem("locked", row, "", violation.session_id, message)
