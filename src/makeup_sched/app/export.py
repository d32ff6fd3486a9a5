"""Taking a plan along: files for this computer, or a folder on it."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from makeup_sched.app.calendar import Calendar
from makeup_sched.app.downloads import Download, Downloads
from makeup_sched.case.write import case_files
from makeup_sched.charts.write import plain
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.writing import write_folder

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same plan gives the same archive."""


class Export(Downloads):
    """The panel that hands out the plan, the week sheet and the case as edited.

    It takes them from the calendar's planner; the week sheet is of the week that is shown.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        super().__init__(
            "Take it along",
            {
                "workbook": Download("Plan as a workbook", "Excel: sessions, items, summary; ids "
                                     "only", "plan.xlsx", lambda: self._plan().workbook()),
                "sheet": Download("Week sheet", "PDF of the week that the calendar shows",
                                  "week.pdf", self._week_sheet),
                "folder": Download("Plan folder", "sessions.csv, items.csv, summary.json, zipped",
                                   "plan.zip", lambda: archive(self._plan().files())),
                "case": Download("Case with my changes", "What is locked and who is out, zipped; "
                                 "holds names", "case.zip", lambda: archive(self._case_files())),
            },
        )  # fmt: skip

    def refresh(self) -> None:
        """Draw anew: another case may be open, or a first plan be made."""
        planner = self._calendar.planner
        folder = "" if planner is None else f"plans/{plain(planner.case.name)}"
        self.ready(planner is not None and planner.plan is not None, folder=folder)

    def save(self, folder: str) -> str:
        """Write the plan, and in `case/` the case as edited, into a folder.

        Raises MakeupSchedError where it holds other things than a plan.
        """
        plan = self._plan()
        if not folder:
            raise MakeupSchedError("Say into which folder.")
        target = Path(folder).expanduser()
        if target.is_dir() and any(target.iterdir()) and not (target / "summary.json").exists():
            raise MakeupSchedError(f"{folder} holds other things than a plan; name a new folder.")
        edited = {f"case/{name}": content for name, content in self._case_files().items()}
        write_folder(target, {**plan.files(), **edited})
        return f"Written to {target.resolve()}: the plan, and in case/ the case with your changes."

    def _case_files(self) -> dict[str, bytes]:
        planner, _ = self._current()
        return case_files(planner.case)

    def _plan(self) -> Plan:
        return self._current()[1]

    def _current(self) -> tuple[Planner, Plan]:
        planner = self._calendar.planner
        if planner is None or planner.plan is None:
            raise MakeupSchedError("Nothing is planned yet.")
        if not planner.sessions.equals(planner.plan.sessions):
            raise MakeupSchedError("The week was changed after the last plan: press Plan again.")
        return planner, planner.plan

    def _week_sheet(self) -> bytes:
        plan = self._plan()
        week, who = self._calendar.week, self._calendar.who
        provider = self._calendar.view["provider"]
        figure = plan.week(
            date.today() if week is None else week,
            provider=who if provider else None,
            student=None if provider else who,
            names=self._calendar.names,
        )
        content = io.BytesIO()
        figure.savefig(content, format="pdf")
        return content.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return content.getvalue()
