"""A therapist's desk: one case, its plan, and the panels of a page that work on them together."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from makeup_sched.app.calendar import Calendar
from makeup_sched.app.export import Export
from makeup_sched.app.opening import Opening, problem_rows
from makeup_sched.app.owed_view import owed_content
from makeup_sched.app.planning_panel import Planning
from makeup_sched.app.table import Content, Table, cells
from makeup_sched.app.unmet import Unmet
from makeup_sched.case.case import Case
from makeup_sched.charts.words import counted
from makeup_sched.cli.samples import sample_folder
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.problems import MakeupSchedError, Problem

CASE_VARIABLE = "MAKEUP_SCHED_CASE"
"""Environment variable that names the case with which a page begins."""
FIRST_SECONDS = 4.0
_PROBLEMS = {"severity": "Kind", "table": "Table", "row": "Row", "column": "Column",
             "value": "Value", "message": "What is wrong"}  # fmt: skip


class Desk:
    """Panels that share a case and its plan; each one is shown by naming it in a cell.

    >>> from makeup_sched.app import Desk
    >>> desk = Desk()
    >>> desk.opening  # then desk.problems, desk.owed, desk.planning, desk.calendar, ...

    Parameters
    ----------
    path
        The case to begin with: a folder or a workbook. Where left out, the one that the
        environment variable `MAKEUP_SCHED_CASE` names, else the sample.
    first_seconds
        For how long a first plan is searched when a case is opened; 0 for none.
    """

    def __init__(
        self, path: str | Path | None = None, *, first_seconds: float = FIRST_SECONDS
    ) -> None:
        sample = Path(str(sample_folder("one-therapist")))
        self._first_seconds = first_seconds
        self._names = False
        self._first_plan = True
        self.case: Case | None = None
        self.calendar = Calendar()
        self.problems = Table(_problems([]))
        self.owed = Table(owed_content(None, names=False))
        self.planning = Planning(self._planned)
        self.unmet = Unmet()
        self.export = Export(self.calendar)
        self.opening = Opening(self._opened, sample)
        self.calendar.settle = self.planning.settle
        self.calendar.listen(self.planning.edited)
        self.calendar.observe(self._looked, "view")
        try:
            self.opening.open_path(path or os.environ.get(CASE_VARIABLE) or sample)
        except MakeupSchedError as error:
            self.opening.view = {"path": str(path or ""), "said": str(error), "ok": False}

    @property
    def planner(self) -> Planner | None:
        """The planner behind the calendar."""
        return self.calendar.planner

    def _opened(self, case: Case | None, problems: Sequence[Problem]) -> None:
        self.case = case
        self.problems.show(_problems(problems))
        planner = None if case is None else Planner(case)
        self._first_plan = True
        self.planning.use(planner)
        self.calendar.use(planner)
        self.owed.show(owed_content(case, names=self._names))
        self.unmet.use(case, None, names=self._names)
        self.export.refresh()
        if planner is not None and self._first_seconds:
            self.planning.plan(self._first_seconds)

    def _planned(self, plan: Plan, mended: bool) -> None:
        """Show a plan; called from the thread that made it."""
        planner = self.calendar.planner
        if planner is None or planner.plan is not plan:
            return
        if mended:
            self.calendar.mark_changes()
        elif self._first_plan:
            self._first_plan = False
            self.calendar.use(planner, who=self.calendar.who)
        else:
            self.calendar.refresh()
        self.unmet.use(planner.case, plan, names=self._names)
        self.export.refresh()

    def _looked(self, change: Any) -> None:
        """Follow the calendar's switch of names in the other panels."""
        names = bool(change["new"].get("names", self._names))
        if names == self._names:
            return
        self._names = names
        planner = self.calendar.planner
        self.owed.show(owed_content(self.case, names=names))
        plan = None if planner is None else planner.plan
        self.unmet.use(None if planner is None else planner.case, plan, names=names)


def _problems(problems: Sequence[Problem]) -> Content:
    if not problems:
        return Content("Problems in the tables", "None: every cell can be read.")
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = counted(len(problems) - errors, "warning")
    note = f"{warnings}; none stops the planning."
    if errors:
        note = f"{counted(errors, 'error')} to mend first, {warnings}."
    rows = cells(problem_rows(problems), list(_PROBLEMS))
    return Content("Problems in the tables", note, tuple(_PROBLEMS.values()), rows)
