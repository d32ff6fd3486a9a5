"""A therapist's desk: one case, its plan, and the panels of a page that work on them together."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from makeup_sched.app.beginning import begin, problems_content, sample
from makeup_sched.app.calendar import Calendar
from makeup_sched.app.export import Export
from makeup_sched.app.marking import Marking
from makeup_sched.app.opening import Opening
from makeup_sched.app.owed_view import owed_content
from makeup_sched.app.planning_panel import TO_PLAN, Planning
from makeup_sched.app.saving import Saving
from makeup_sched.app.table import Table
from makeup_sched.app.unmet import Unmet
from makeup_sched.app.words import published_words, uncounted_words
from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.given import minutes_not_in
from makeup_sched.replanning.hours import out_rows
from makeup_sched.replanning.planner import Planner
from makeup_sched.replanning.rows import Cells, added_rows, missing_rows, typed
from makeup_sched.tables.problems import Problem

FIRST_SECONDS = 4.0


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
        self._first_seconds = first_seconds
        self._names = False
        self._first_plan = True
        self.case: Case | None = None
        self._safe: Case | None = None
        self._carried: Mapping[str, Sequence[Cells]] = {}
        self._said_uncounted = 0
        self.calendar = Calendar()
        self.problems = Table(problems_content([]))
        self.owed = Table(owed_content(None, names=False))
        self.planning = Planning(self._planned)
        self.unmet = Unmet()
        self.export = Export(self.calendar)
        self.export.kept = self._kept
        self.export.beside_plan = lambda: bool(self._still_carried())
        self.saving = Saving()
        self.marking = Marking(self.export.current, self._plan_on, self._published, self._added)
        therapist = sample("one-therapist")
        self.opening = Opening(self._opened, therapist)
        self.marking.chosen = self._marked
        self.calendar.settle = self.planning.settle
        self.calendar.listen(self._edited)
        self.calendar.may_be_back = self._added_out
        self.calendar.turned = self._turned
        self.calendar.observe(self._looked, "view")
        begin(self.opening, path, therapist)

    @property
    def planner(self) -> Planner | None:
        """The planner behind the calendar."""
        return self.calendar.planner

    def _opened(self, case: Case | None, problems: Sequence[Problem]) -> None:
        if case is None:  # what was open stays as it is
            self.problems.show(problems_content(problems))
            return
        planner = Planner(case)  # first: should it fail, no panel has gone on to the new case
        self.problems.show(problems_content(problems))
        source = None if self.opening.shipped else self.opening.source
        self.export.place = None if source is None else source.resolve().parent
        self.marking.use(case, self.opening.source, sample=self.opening.shipped, names=self._names)
        self._carried = {}
        self._work_on(planner)
        since = self.marking.since
        self.calendar.notice("" if since is None else published_words(since))

    def _plan_on(self, case: Case, carried: Mapping[str, Sequence[Cells]]) -> None:
        """Have all panels show the case as the record has it, with what the calendar has beside."""
        written = self._is_written()
        self._carried = carried
        self._work_on(Planner(case), anew=False)
        if written:
            self._kept()
        self.opening.plan_on(case)
        self.calendar.notice("")

    def _work_on(self, planner: Planner, *, anew: bool = True) -> None:
        """Have all panels show a planner's case, and begin with a first plan.

        With `anew` the calendar begins at its first week; else the reader stays.
        """
        self.case = case = planner.case
        self._first_plan = True
        self.planning.use(planner)
        if anew:
            self.calendar.use(planner)
        else:
            self.calendar.go_on(planner)
        self._show_owed()
        self.unmet.use(case, None)
        self.export.refresh()
        self.marking.show(planned=False)
        self._note_edits()
        if self._first_seconds:
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
            self.calendar.turn_to_first_week()
        else:
            self.calendar.refresh()
        if not mended:
            self.calendar.say("")  # such as that planning was under way
        self._show_plan(planner)

    def _edited(self, _words: str) -> None:
        """Have an edit planned again, and note that there is one."""
        self.planning.edited()
        if not self.planning.at_once and (planner := self.calendar.planner) is not None:
            self._show_plan(planner)
        self._note_edits()

    def _added(self) -> dict[str, Sequence[Cells]]:
        """Return the rows by table that the calendar has added, also before planning went on."""
        planner, found = self.calendar.planner, self._still_carried()
        if planner is not None and self.case is not None:
            for table, rows in added_rows(self.case, planner.draft).items():
                found[table] = [*found.get(table, []), *rows]
        return found

    def _still_carried(self) -> dict[str, Sequence[Cells]]:
        """Return the rows that were kept when planning went on, without those taken back since."""
        planner, found = self.calendar.planner, dict(self._carried)
        if planner is None or not found:
            return found
        gone = missing_rows(planner.draft, found)
        left = {table: [row for row in rows if row not in gone.get(table, ())]
                for table, rows in found.items()}  # fmt: skip
        return {table: rows for table, rows in left.items() if rows}

    def _added_out(self, provider_id: str, on: date) -> bool:
        """Say whether a day out was marked on the page: those of the tables are the tables'."""
        rows = self._added().get("provider_hours", ())
        return bool(out_rows(typed("provider_hours", rows), provider_id, on).any())

    def _is_written(self) -> bool:
        planner = self.calendar.planner
        return planner is not None and planner.draft is self._safe

    def _note_edits(self) -> None:
        """Note whether there are edits that are neither published nor written."""
        planner = self.calendar.planner
        edited = planner is not None and (planner.edits or self._still_carried())
        waits = edited and not self._is_written()
        self.opening.unsaved = bool(waits or self.marking.unwritten)

    def _kept(self) -> None:
        """Note that the edits that stand are published or written now."""
        planner = self.calendar.planner
        self._safe = None if planner is None else planner.draft
        self._note_edits()

    def _published(self) -> None:
        """Note that the plan on the page is the published one now.

        The record holds sessions: days out and time kept free are still to be written.
        """
        planner = self.calendar.planner
        if planner is not None and not self._added():
            self._kept()
        self._follow_record()
        self.calendar.notice("")

    def _marked(self) -> None:
        """Follow marks that were chosen, or written into the record."""
        self._note_edits()
        self._follow_record()

    def _follow_record(self) -> None:
        """Say what the record has beside the case that is shown, where that is something else."""
        if self._uncounted() != self._said_uncounted:
            self._show_owed()

    def _uncounted(self) -> int:
        return 0 if self.case is None else minutes_not_in(self.case, self.marking.given)

    def _show_owed(self) -> None:
        minutes = self._said_uncounted = self._uncounted()
        published = self.marking.since is not None
        words = uncounted_words(minutes, published=published) if minutes else ""
        self.owed.show(owed_content(self.case, names=self._names, uncounted=words))

    def _turned(self, _words: str) -> None:
        """Follow Undo and Redo of the calendar in the other panels."""
        self._note_edits()
        self.planning.turned()
        if (planner := self.calendar.planner) is not None:
            self._show_plan(planner)

    def _show_plan(self, planner: Planner) -> None:
        if planner.plan is None or self.planning.stands:
            self.unmet.use(planner.case, planner.plan)
        else:
            self.unmet.use(planner.case, None, TO_PLAN)
        self.export.refresh()
        self.marking.show(planned=planner.plan is not None)

    def _looked(self, change: Any) -> None:
        """Follow the calendar's switch of names in the other panels."""
        names = bool(change["new"].get("names", self._names))
        if names == self._names:
            return
        self._names = names
        self._show_owed()
        self.marking.show(names=names)
        self.unmet.show_names(names)
