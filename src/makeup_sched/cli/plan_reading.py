"""Reads a plan for the checker, as far as it can be read, whoever wrote it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import Violation, check, check_items, check_summary
from makeup_sched.cli.consoles import err
from makeup_sched.plans.plan import SUMMARY_FILE, SUMMARY_SHEET, Plan, read_plan, read_summary
from makeup_sched.plans.summary import first_date_in
from makeup_sched.tables.files import read_raw_tables
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.problems import CaseError, MakeupSchedError, Problem
from makeup_sched.tables.schemas import OUTPUT_SCHEMAS


@dataclass(frozen=True)
class AnyPlan:
    """A plan as far as it could be read; `items` and `summary` are None where it has none."""

    sessions: pd.DataFrame
    items: pd.DataFrame | None
    summary: Mapping[str, Any] | None
    problems: tuple[Problem, ...]

    @property
    def unreadable(self) -> int:
        """Number of cells that can't be what the column says."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def starts(self) -> date | None:
        """First date that was planned on, where the plan says so."""
        try:
            return first_date_in(self.summary or {})
        except ValueError:
            return None

    def notes(self, source_hash: str) -> Iterator[str]:
        """Yield what has to be known beside the violations."""
        for name, part in (("items", self.items), ("summary", self.summary)):
            if part is None:
                yield f"The plan has no {name}, so only the rest of it was checked."
        made_from = (self.summary or {}).get("source_hash")
        if made_from and source_hash and made_from != source_hash:
            yield "The case is not as it was when the plan was made."


def read_any_plan(path: Path) -> AnyPlan:
    """Read a plan from a folder or workbook; only its sessions have to be there.

    Raises `MakeupSchedError` where there is no plan at the path or its summary can't be read.
    """
    raw = read_raw_tables(path, {*OUTPUT_SCHEMAS, SUMMARY_SHEET})
    if "sessions" not in raw.tables:
        raise MakeupSchedError(f"{path} is not a plan: it has no table sessions")
    wanted = [name for name in OUTPUT_SCHEMAS if name in raw.tables]
    parsed = {name: parse_table(name, raw.tables[name]) for name in wanted}
    problems = [*raw.problems, *(found for table in parsed.values() for found in table.problems)]
    items = parsed["items"].frame if "items" in parsed else None
    stated = (path / SUMMARY_FILE).exists() if path.is_dir() else SUMMARY_SHEET in raw.tables
    summary = read_summary(path) if stated else None
    return AnyPlan(parsed["sessions"].frame, items, summary, tuple(problems))


def read_plan_of(path: Path, case: Case) -> Plan:
    """Return a plan of a case, with a note on standard error where the case has changed since.

    Raises as `read_plan` does.
    """
    plan = read_plan(path, case)
    if plan.summary.source_hash not in ("", case.source_hash):
        err().print("Note: the case is not as it was when the plan was made.")
    return plan


def read_baseline(path: Path) -> pd.DataFrame:
    """Return the sessions of an earlier plan; its other tables need not be there.

    Raises `CaseError` with every cell of its sessions that can't be read.
    """
    plan = read_any_plan(path)
    problems = [problem for problem in plan.problems if problem.table == "sessions"]
    if any(problem.severity == "error" for problem in problems):
        raise CaseError(problems)
    return plan.sessions


def violations_of(case: Case, plan: AnyPlan, *, sums: bool = True) -> list[Violation]:
    """Return everything that is wrong with a plan, sessions first.

    `sums` is false where its items and summary are of another day, and so are left alone.
    """
    violations = check(case, plan.sessions)
    if not sums:
        return violations
    if plan.items is not None:
        violations += check_items(case, plan.sessions, plan.items)
    if plan.summary is not None:
        violations += check_summary(case, plan.sessions, plan.summary)
    return violations
