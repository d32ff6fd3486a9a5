"""Opening a case: a folder or a workbook by its path, a workbook handed over, or the sample."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from makeup_sched.app.assets import joined
from makeup_sched.app.panel import Answer, Message, Panel
from makeup_sched.app.words import as_sentence
from makeup_sched.case.case import Case
from makeup_sched.case.read import read_with_problems
from makeup_sched.charts.words import counted, day_words
from makeup_sched.tables.problems import MakeupSchedError, Problem
from makeup_sched.validating import locked_problems

MOST_BYTES = 100_000_000
Opened = Callable[[Case | None, Sequence[Problem]], None]


class Opening(Panel):
    """The panel that opens a case and says what was found.

    `source` is the folder or workbook that was opened, `folder` where that lies; both are None for
    a workbook that was handed over. `shipped` says that it is one of the sample cases.

    Parameters
    ----------
    opened
        Called with the case, None where errors stop it, and with every problem.
    sample
        The path of the sample case.
    """

    _esm = joined("opening", ["opening.js"])
    _css = joined("opening", ["opening.css"])

    def __init__(self, opened: Opened, sample: Path) -> None:
        super().__init__()
        self._opened = opened
        self._sample = sample
        self.source: Path | None = None
        self.folder: Path | None = None
        self.shipped = False
        self._draw("", "Open your workbook, or the sample.", ok=True)

    def open_path(self, path: str | Path) -> None:
        """Open a folder of CSV files or a workbook.

        Raises MakeupSchedError where there is nothing to read.
        """
        # Windows copies a path with quotation marks around it
        plain = str(path).strip().strip("\"'").strip()
        if not plain:
            raise MakeupSchedError("Say where the case is: a folder, or an .xlsx workbook.")
        self._read(Path(plain).expanduser(), plain)

    def open_bytes(self, name: str, content: bytes) -> None:
        """Open a workbook that was handed over; it is never kept on the disk.

        Raises MakeupSchedError for anything but an `.xlsx`.
        """
        plain = PurePosixPath(name.replace("\\", "/")).name
        if not plain.casefold().endswith(".xlsx"):
            raise MakeupSchedError("Choose an Excel workbook, a file that ends in .xlsx.")
        if len(content) > MOST_BYTES:
            raise MakeupSchedError("The file is too large for a workbook of this kind.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / plain
            path.write_bytes(content)
            self._read(path, "")

    def answer(self, message: Message) -> Answer:
        """Open what the page names or hands over."""
        kind = message["kind"]
        try:
            if kind == "open":
                self.open_path(str(message["path"]).strip())
            elif kind == "sample":
                self.open_path(self._sample)
            elif kind == "upload":
                (content,) = message["buffers"]
                self.open_bytes(str(message["name"]), bytes(content))
            else:
                raise KeyError(kind)
        except MakeupSchedError as error:
            typed = str(message["path"]) if kind == "open" else self.view["path"]
            self.refuse(typed, error)
            raise
        return {"text": ""}

    def refuse(self, path: str, error: MakeupSchedError) -> None:
        """Say why a path cannot be opened, and keep it to be mended."""
        self._draw(path, as_sentence(str(error)), ok=False)

    def _read(self, path: Path, shown: str) -> None:
        case, problems = read_with_problems(path)
        if case is not None:
            problems = [*problems, *locked_problems(case)]
        errors = sum(problem.severity == "error" for problem in problems)
        usable = None if errors else case
        kept = Path(shown).expanduser() if shown else None
        self.source = kept
        self.shipped = kept is not None and _lies_in(kept, self._sample.parent)
        self.folder = kept if kept is None or kept.is_dir() else kept.parent
        self._draw(shown, _found(usable, path.name, errors, len(problems) - errors), ok=not errors)
        self._opened(usable, problems)

    def _draw(self, path: str, said: str, *, ok: bool) -> None:
        self.view = {"path": path, "said": said, "ok": ok}


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _found(case: Case | None, name: str, errors: int, warnings: int) -> str:
    if case is None:
        return f"{name}: {counted(errors, 'error')} to mend first; they are listed below."
    students = counted(len(case.table("students")), "student")
    providers = counted(len(case.table("providers")), "provider")
    dates = f"{day_words(case.start_date)} to {day_words(case.end_date)}, {case.end_date:%Y}"
    said = f"{name}: {students}, {providers}; planned from {dates}."
    return f"{said} {counted(warnings, 'warning')} below." if warnings else said


def problem_rows(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as rows, errors first."""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    return [
        {
            "severity": problem.severity,
            "table": problem.table,
            "row": str(problem.row) if problem.row else "",
            "column": problem.column,
            "value": problem.value,
            "message": problem.message,
        }
        for problem in ordered
    ]
