"""Taking a plan along: files for this computer, or a folder on it."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from makeup_sched.app.calendar import Calendar
from makeup_sched.app.downloads import Download, Downloads
from makeup_sched.app.unmet import NOT_PLANNED
from makeup_sched.case.book import case_book
from makeup_sched.case.write import case_files
from makeup_sched.charts.write import plain
from makeup_sched.exports.calendars import calendar_bytes
from makeup_sched.exports.plan_book import plan_book
from makeup_sched.exports.scope import Scope
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.writing import write_folder

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same plan gives the same archive."""


class Export(Downloads):
    """The panel that hands out the plan, sheets to print, a calendar file and the case as edited.

    `place` is the folder in which a plan folder is proposed, beside the case that was opened. It
    takes them from the calendar's planner; sheets and calendar file are of the person that the
    calendar shows, the week sheet of the week that it shows. `kept` is called when the case as
    edited was handed out or written; `beside_plan` says whether the case has what no file has yet,
    though nothing was edited since it was opened.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.place: Path | None = None
        self.kept: Callable[[], object] = lambda: None
        self.beside_plan: Callable[[], bool] = lambda: False
        super().__init__(
            "Take it along",
            {
                "workbook": Download("Plan as a workbook", "Excel: sessions, items, summary; ids "
                                     "only", self._named("plan.xlsx"),
                                     lambda: self._plan().workbook()),
                "sheet": Download("Week sheet", "PDF of the week that the calendar shows",
                                  lambda: f"{self._whose()}-{self._calendar.week}.pdf",
                                  self._week_sheet),
                "weeks": Download("Weeks to print", "Excel: every week of the person shown, one "
                                  "page wide", lambda: f"{self._whose()}-weeks.xlsx", self._weeks),
                "calendar": Download("Calendar file", "For your calendar program: every session of "
                                     "the person shown. It does not cancel what an older file put "
                                     "there: delete that first", lambda: f"{self._whose()}.ics",
                                     self._calendar_file),
                "folder": Download("Plan folder", "sessions.csv, items.csv, summary.json, zipped",
                                   self._named("plan.zip"), lambda: archive(self._plan().files())),
                "case": Download("Case with my changes", "Excel: your workbook with what is locked "
                                 "and who is out; holds names. What is not locked is planned anew "
                                 "when you open it. Save it over your workbook to go on with its "
                                 "record", lambda: f"{self._case_name()}.xlsx", self._case_book),
            },
            "To be taken along once there is a plan.",
        )  # fmt: skip

    def refresh(self) -> None:
        """Draw anew: another case may be open, or a first plan be made."""
        planner = self._calendar.planner
        folder = ""
        if planner is not None and self.place is not None:
            folder = str(self.place / f"{self._case_name()}-plan")
        edited = planner is not None and (bool(planner.edits) or self.beside_plan())
        some = planner is not None and (planner.plan is not None or edited)
        self.ready(some, folder=folder)

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
        write_folder(target, {**plan.files(), **edited}, private=True)
        self.kept()
        return f"Written to {target.resolve()}: the plan, and in case/ the case with your changes."

    def _case_files(self) -> dict[str, bytes]:
        return case_files(self._opened().case)

    def _case_book(self) -> bytes:
        content = case_book(self._opened().case)  # edits can be kept before they are planned
        self.kept()
        return content

    def _plan(self) -> Plan:
        return self.current()[1]

    def current(self) -> tuple[Planner, Plan]:
        """Return the planner and its plan; MakeupSchedError where there is none for what stands."""
        planner = self._opened()
        if planner.plan is None:
            raise MakeupSchedError(NOT_PLANNED)
        if not planner.is_planned:
            raise MakeupSchedError("Something was changed after the last plan: press Plan again.")
        return planner, planner.plan

    def _opened(self) -> Planner:
        if self._calendar.planner is None:
            raise MakeupSchedError("Open a case first.")
        return self._calendar.planner

    def _case_name(self) -> str:
        """Return the name of the case without what no file name may hold."""
        name = _NOT_IN_NAMES.sub("-", self._opened().case.name).strip(". ")
        return name or "case"

    def _named(self, end: str) -> Callable[[], str]:
        """Return what names a file after the case."""
        return lambda: f"{self._case_name()}-{end}"

    def _whose(self) -> str:
        """Return the id of the person that the calendar shows, as it can stand in a name."""
        return plain(self._calendar.who)

    def _shown(self) -> tuple[str | None, str | None]:
        """Return the provider or the student that the calendar shows, and None for the other."""
        who = self._calendar.who
        return (who, None) if self._calendar.view["provider"] else (None, who)

    def _weeks(self) -> bytes:
        planner, plan = self.current()
        scope = Scope.of(*self._shown())
        return plan_book(planner.case, plan, scope, names=self._calendar.names)

    def _calendar_file(self) -> bytes:
        planner, plan = self.current()
        scope = Scope.of(*self._shown())
        return calendar_bytes(planner.case, plan.sessions, scope, names=self._calendar.names)

    def _week_sheet(self) -> bytes:
        plan = self._plan()
        week = self._calendar.week
        provider, student = self._shown()
        figure = plan.week(
            date.today() if week is None else week,
            provider=provider,
            student=student,
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
