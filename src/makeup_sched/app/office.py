"""A coordinator's office: one case, its plan, and the panels of a page that work on them."""

from collections.abc import Sequence
from pathlib import Path

from makeup_sched.app.beginning import begin, problems_content, sample
from makeup_sched.app.contracting_panel import ContractingPanel
from makeup_sched.app.opening import Opening
from makeup_sched.app.overview import Overview, pressing
from makeup_sched.app.planning_panel import Planning
from makeup_sched.app.saving import Saving
from makeup_sched.app.table import Content, Table
from makeup_sched.app.unmet import Unmet
from makeup_sched.app.what_if import WhatIf
from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.problems import Problem

FIRST_SECONDS = 6.0


class Office:
    """Panels that share a case and its plan; each one is shown by naming it in a cell.

    >>> from makeup_sched.app import Office
    >>> office = Office()
    >>> office.opening  # then office.overview, office.planning, office.contracting, ...

    Parameters
    ----------
    path
        The case to begin with: a folder or a workbook. Where left out, the one that the
        environment variable `MAKEUP_SCHED_CASE` names, else the sample of a school.
    first_seconds
        For how long a first plan is searched when a case is opened; 0 for none.
    """

    def __init__(
        self, path: str | Path | None = None, *, first_seconds: float = FIRST_SECONDS
    ) -> None:
        self._first_seconds = first_seconds
        self.case: Case | None = None
        self.plan: Plan | None = None
        self._planner: Planner | None = None
        self.problems = Table(problems_content([]))
        self.overview = Overview()
        self.pressing = Table(Content("What presses", "No case is open."))
        self.planning = Planning(self._planned, edits=False)
        self.unmet = Unmet()
        self.contracting = ContractingPanel()
        self.report = self.contracting.report
        self.what_if = WhatIf()
        self.saving = Saving()
        school = sample("one-school")
        self.opening = Opening(self._opened, school)
        begin(self.opening, path, school)

    def _opened(self, case: Case | None, problems: Sequence[Problem]) -> None:
        self.problems.show(problems_content(problems))
        if case is None:  # what was open stays as it is
            return
        self.case, self.plan = case, None
        self._planner = Planner(case)
        self.planning.use(self._planner)
        self.overview.use(case, None)
        self.unmet.use(case, None)
        self.contracting.use(case)
        self.what_if.use(case, self.opening.folder)
        self.pressing.show(pressing(case))
        if self._first_seconds:
            self.planning.plan(self._first_seconds)

    def _planned(self, plan: Plan, _mended: bool) -> None:
        """Show a plan; called from the thread that made it."""
        if self._planner is None or self._planner.plan is not plan:
            return
        self.plan = plan
        self.overview.use(self.case, plan)
        self.unmet.use(self.case, plan)
