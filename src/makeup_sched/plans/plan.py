"""A plan, and how it is written to and read from a folder or a workbook."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.plans.summary import Summary
from makeup_sched.tables.files import read_raw_tables
from makeup_sched.tables.handed_in import DateLike, date_of
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.problems import CaseError, MakeupSchedError, Problem
from makeup_sched.tables.rendering import csv_text
from makeup_sched.tables.schemas import OUTPUT_SCHEMAS
from makeup_sched.tables.writing import write_bytes, write_folder

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from openpyxl import Workbook

SUMMARY_FILE = "summary.json"
SUMMARY_SHEET = "summary"


@dataclass(frozen=True, repr=False)
class Plan:
    """Make-up sessions with a proof of how good they are.

    Attributes
    ----------
    sessions
        One row per session, the columns of the contract's `sessions`. Dates are
        `datetime64[s]`, `start` and `end` minutes after midnight, `student_ids` and `owed_ids`
        tuples in the same order.
    items
        One row per item that is owed or pending, the columns of the contract's `items`.
    summary
        The figures, each objective term with its value and proven lower bound.
    case
        The case that was planned, where it is at hand; pictures need it.
    """

    sessions: pd.DataFrame
    items: pd.DataFrame
    summary: Summary
    case: Case | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Say in a line what the plan holds."""
        figures = self.summary
        return (
            f"Plan({len(self.sessions)} sessions, {figures.planned} of {figures.owed} minutes "
            f"planned, {figures.unmet} unmet, {figures.status})"
        )

    def first_date(self, case: Case) -> date:
        """Return the first date that the plan speaks of; it may be later than the case's own.

        A plan from the record begins after the newest session whose outcome was logged.
        """
        return max(case.start_date, self.summary.start_date or case.start_date)

    def week(
        self,
        week: DateLike,
        *,
        provider: str | None = None,
        student: str | None = None,
        names: bool = False,
    ) -> "Figure":
        """Draw the week of a provider or of a student; `week` is any date in it.

        Raises ValueError where not just one of both is named, or the plan does not know its case.
        """
        from makeup_sched import charts  # here, as matplotlib is slow to load

        case = self._known_case()
        day = date_of(week)
        if provider is not None and student is None:
            return charts.provider_week(case, self.sessions, day, provider, names=names)
        if student is not None and provider is None:
            return charts.student_week(case, self.sessions, day, student, names=names)
        raise ValueError("name a provider or a student")

    def to_ics(
        self,
        path: str | Path,
        *,
        provider: str | None = None,
        student: str | None = None,
        school: str | None = None,
        names: bool = False,
        time_zone: str | None = None,
    ) -> Path:
        """Write a calendar file for a phone or a calendar program, and return its path.

        It holds all sessions, or those of one provider, student or school, named by id. A file of
        this kind that is there already is brought up to date. It can be read by its owner alone.

        Raises ValueError where the plan does not know its case, MakeupSchedError where the case
        has no such person or school, or a file of another program is in the way.
        """
        from makeup_sched.exports.calendars import calendar_bytes  # later in the flow than plans
        from makeup_sched.exports.scope import Scope

        target = Path(path)
        case = self._known_case()
        content = calendar_bytes(
            case,
            self.sessions,
            Scope.of(provider, student, school),
            names=names,
            time_zone=time_zone,
            earlier=target.read_bytes() if target.is_file() else None,
            start=self.first_date(case),
        )
        return write_bytes(target, content, private=True)

    def to_excel(
        self,
        path: str | Path,
        *,
        provider: str | None = None,
        student: str | None = None,
        school: str | None = None,
        names: bool = False,
    ) -> Path:
        """Write a workbook with the plan's tables and its weeks to print, and return its path.

        It holds all sessions, or those of one provider, student or school, named by id. It can be
        read by its owner alone. Raises as `to_ics` does.
        """
        from makeup_sched.exports.plan_book import plan_book  # later in the flow than plans
        from makeup_sched.exports.scope import Scope

        scope = Scope.of(provider, student, school)
        content = plan_book(self._known_case(), self, scope, names=names)
        return write_bytes(path, content, private=True)

    def _known_case(self) -> Case:
        if self.case is None:
            raise ValueError("this plan does not know its case; use read_plan(path, case)")
        return self.case

    def save(self, path: str | Path) -> Path:
        """Write the plan to a folder, or to a workbook where the path ends in `.xlsx`.

        It is written whole or not at all, and can be read by its owner alone. Returns the path;
        raises OSError where it cannot be written.
        """
        target = Path(path)
        if target.suffix.lower() == ".xlsx":
            return write_bytes(target, self.workbook(), private=True)
        return write_folder(target, self.files(), private=True)

    def files(self) -> dict[str, bytes]:
        """Return what the files of a plan's folder hold, by their names."""
        return {
            "sessions.csv": csv_text("sessions", self.sessions).encode(),
            "items.csv": csv_text("items", self.items).encode(),
            SUMMARY_FILE: self._summary_text().encode(),
        }

    def add_summary_sheet(self, book: "Workbook") -> None:
        """Add the summary to a workbook as the sheet that reading a plan looks for."""
        sheet = book.create_sheet(SUMMARY_SHEET)
        sheet.append(["key", "value"])
        for key, value in _flat(self.summary.as_dict()):
            sheet.append([key, value])

    def _summary_text(self) -> str:
        return json.dumps(self.summary.as_dict(), indent=2) + "\n"

    def workbook(self) -> bytes:
        """Return what the plan's workbook holds."""
        from openpyxl import Workbook  # only where a workbook is wanted: slow to import

        from makeup_sched.tables.sheets import add_table_sheet

        book = Workbook()
        book.remove(book.worksheets[0])
        add_table_sheet(book, "sessions", self.sessions)
        add_table_sheet(book, "items", self.items)
        self.add_summary_sheet(book)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()


def read_plan(path: str | Path, case: Case | None = None) -> Plan:
    """Read a plan from a folder or a workbook, whoever wrote it; `case` is what it was made from.

    Raises
    ------
    CaseError
        Where its tables have errors; it lists every problem.
    MakeupSchedError
        Where there is no plan at the path.
    """
    source = Path(path)
    raw = read_raw_tables(source, OUTPUT_SCHEMAS)
    parsed = {name: parse_table(name, frame) for name, frame in raw.tables.items()
              if name in OUTPUT_SCHEMAS}  # fmt: skip
    missing = [name for name in OUTPUT_SCHEMAS if name not in parsed]
    problems = [problem for table in parsed.values() for problem in table.problems]
    problems += [Problem(name, 0, "", "", "is missing; every plan has it") for name in missing]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise CaseError(errors)
    try:
        summary = Summary.from_dict(read_summary(source))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MakeupSchedError(f"the summary of {source} lacks something: {error}") from error
    return Plan(parsed["sessions"].frame, parsed["items"].frame, summary, case)


def read_summary(path: Path) -> dict[str, Any]:
    """Return the summary of a plan as a mapping; MakeupSchedError where it cannot be read."""
    try:
        if path.is_dir():
            text = (path / SUMMARY_FILE).read_text(encoding="utf-8-sig")
            return dict(json.loads(text))
        sheet = pd.read_excel(path, sheet_name=SUMMARY_SHEET)
        return _nested(dict(zip(sheet["key"], sheet["value"], strict=True)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MakeupSchedError(f"{path} has no summary that can be read") from error


def _flat(data: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{before}{key}.")
        else:
            rows.append((before + key, value))
    return rows


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for dotted, value in flat.items():
        *parents, key = str(dotted).split(".")
        place = data
        for parent in parents:
            place = place.setdefault(parent, {})
        place[key] = None if pd.isna(value) else value
    return data
