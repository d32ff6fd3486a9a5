"""Taking a plan along: files for this computer, or a folder on it."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from makeup_sched.app.assets import joined
from makeup_sched.app.calendar import Calendar
from makeup_sched.app.panel import Answer, Message, Panel
from makeup_sched.case.write import case_files
from makeup_sched.charts.write import plain
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.writing import write_folder

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same plan gives the same archive."""


@dataclass(frozen=True)
class Download:
    """A file to take along: its button, what it is, its name, and how it is made."""

    words: str
    about: str
    name: str
    make: Callable[[Planner, Plan], bytes]


class Export(Panel):
    """The panel that hands out the plan, the week sheet and the case as edited.

    It takes them from the calendar's planner; the week sheet is of the week that is shown.
    """

    _esm = joined("export", ["export.js"])
    _css = joined("export", ["export.css"])

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar
        self._downloads = {
            "workbook": Download("Plan as a workbook", "Excel: sessions, items, summary; ids only",
                                 "plan.xlsx", lambda _planner, plan: plan.workbook()),
            "sheet": Download("Week sheet", "PDF of the week that the calendar shows",
                              "week.pdf", lambda _planner, plan: self._week_sheet(plan)),
            "folder": Download("Plan folder", "sessions.csv, items.csv, summary.json, zipped",
                               "plan.zip", lambda _planner, plan: archive(plan.files())),
            "case": Download("Case with my changes", "What is locked and who is out, zipped; holds "
                             "names", "case.zip", lambda planner, _plan: archive(
                                 case_files(planner.case))),
        }  # fmt: skip
        self.refresh()

    def refresh(self) -> None:
        """Draw anew: another case may be open."""
        planner = self._calendar.planner
        folder = "" if planner is None else f"plans/{plain(planner.case.name)}"
        self.view = {
            "files": [
                {"key": key, "words": each.words, "about": each.about}
                for key, each in self._downloads.items()
            ],
            "folder": folder,
            "ready": planner is not None and planner.plan is not None,
        }

    def answer(self, message: Message) -> Answer:
        """Make a file for the page, or write the plan into a folder."""
        planner, plan = self._current()
        if message["kind"] == "file":
            wanted = self._downloads[str(message["key"])]
            content = wanted.make(planner, plan)
            words = f"{wanted.name}: {len(content) / 1000:,.0f} kB, in your downloads."
            return {"content": content, "name": wanted.name, "text": words}
        if message["kind"] == "save":
            return {"text": self._save(planner, plan, str(message["folder"]).strip())}
        raise KeyError(message["kind"])

    def _current(self) -> tuple[Planner, Plan]:
        planner = self._calendar.planner
        if planner is None or planner.plan is None:
            raise MakeupSchedError("Nothing is planned yet.")
        if not planner.sessions.equals(planner.plan.sessions):
            raise MakeupSchedError("The week was changed after the last plan: press Plan again.")
        return planner, planner.plan

    def _week_sheet(self, plan: Plan) -> bytes:
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

    def _save(self, planner: Planner, plan: Plan, folder: str) -> str:
        if not folder:
            raise MakeupSchedError("Say into which folder.")
        target = Path(folder).expanduser()
        if target.exists() and any(target.iterdir()) and not (target / "summary.json").exists():
            raise MakeupSchedError(f"{folder} holds other things than a plan; name a new folder.")
        edited = {f"case/{name}": content for name, content in case_files(planner.case).items()}
        write_folder(target, {**plan.files(), **edited})
        return f"Written to {target.resolve()}: the plan, and in case/ the case with your changes."


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return content.getvalue()
