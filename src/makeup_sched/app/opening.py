"""Opening a case: a folder or a workbook by its path, a workbook handed over, or the sample."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import traitlets

from makeup_sched.app.assets import joined
from makeup_sched.app.panel import Answer, Message, Panel, fault_words
from makeup_sched.app.words import as_sentence
from makeup_sched.case.case import Case
from makeup_sched.case.read import read_with_problems
from makeup_sched.charts.words import day_words
from makeup_sched.plain_words import counted
from makeup_sched.tables.problems import MakeupSchedError, Problem
from makeup_sched.validating import locked_problems

MOST_BYTES = 10_000_000
"""The largest workbook that can be handed over.

Jupyter's server ends the connection of the page at a message of more than 10 MiB, and the rest of
the message needs some room, too.
"""
BY_PATH = "type its path into the field at the top and open it from there."
Opened = Callable[[Case | None, Sequence[Problem]], None]
ASKS = (
    "What you changed on the calendar, or marked in a week, is neither published nor written; to "
    "open it lets go of it."
)


@dataclass(frozen=True)
class _Reading:
    """A case that can be opened: what it was read from, as typed and by name, and its problems."""

    case: Case
    shown: str
    name: str
    problems: Sequence[Problem]

    @property
    def source(self) -> Path | None:
        """Where it lies; None where it was handed over by the browser."""
        return _path_of(self.shown) if self.shown else None

    @property
    def said(self) -> str:
        """What was found, in words."""
        warnings = sum(problem.severity != "error" for problem in self.problems)
        return _found(self.case, self.name, warnings)


class Opening(Panel):
    """The panel that opens a case and says what was found.

    What cannot be opened leaves what is open as it is. While `unsaved` is set the page asks before
    it opens something else, and the browser before it leaves the page.

    Parameters
    ----------
    opened
        Called with the case and every problem; with None where errors stop it. The panel says
        what is open only after that.
    sample
        The path of the sample case.
    """

    _esm = joined("opening", ["opening.js"])
    _css = joined("opening", ["opening.css"])

    unsaved = traitlets.Bool(False).tag(sync=True)

    def __init__(self, opened: Opened, sample: Path) -> None:
        super().__init__()
        self._opened = opened
        self._sample = sample
        self._open: _Reading | None = None
        self._waiting: _Reading | None = None
        self._draw("", "Open your workbook, or the sample.", ok=True)

    @property
    def source(self) -> Path | None:
        """The folder or workbook that is open; None for a workbook that was handed over."""
        return None if self._open is None else self._open.source

    @property
    def folder(self) -> Path | None:
        """The folder that is open, or in which the workbook lies."""
        source = self.source
        return source if source is None or source.is_dir() else source.parent

    @property
    def shipped(self) -> bool:
        """Whether what is open is one of the sample cases."""
        return self.source is not None and _lies_in(self.source, self._sample.parent)

    def open_path(self, path: str | Path, *, asks: bool = False) -> None:
        """Open a folder of CSV files or a workbook.

        With `asks` the page asks first where something would be lost. Raises MakeupSchedError
        where there is nothing to read.
        """
        # Windows copies a path with quotation marks around it
        plain = str(path).strip().strip("\"'").strip()
        if not plain:
            raise MakeupSchedError("Say where the case is: a folder, or an .xlsx workbook.")
        self._read(_path_of(plain), plain, asks=asks)

    def open_bytes(self, name: str, content: bytes, *, asks: bool = False) -> None:
        """Open a workbook that was handed over; it is never kept on the disk.

        With `asks` the page asks first where something would be lost. Raises MakeupSchedError
        for anything but an `.xlsx`, and for one that is too large.
        """
        plain = _workbook_name(name, len(content))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / plain
            path.write_bytes(content)
            self._read(path, "", asks=asks)

    def plan_on(self, case: Case) -> None:
        """Say that what is open is planned as another case now, such as from the record."""
        if self._open is not None:
            self._open = replace(self._open, case=case)
            self._waiting = None
            self._draw(self._open.shown, self._open.said, ok=True)

    def answer(self, message: Message) -> Answer:
        """Open what the page names or hands over, or what it was asked about."""
        kind = message["kind"]
        try:
            if kind == "open":
                self.open_path(str(message["path"]).strip(), asks=True)
            elif kind == "sample":
                self.open_path(self._sample, asks=True)
            elif kind == "upload":
                self._open_handed_over(message)
            elif kind in ("let_go", "stay"):
                self._decide(lets_go=kind == "let_go")
            else:
                raise KeyError(kind)
        except MakeupSchedError as error:
            typed = str(message["path"]) if kind == "open" else self.view["path"]
            self.refuse(typed, error)
            raise
        return {"text": ""}

    def refuse(self, path: str, error: MakeupSchedError) -> None:
        """Say why a path cannot be opened, and keep it to be mended."""
        self._waiting = None
        words = as_sentence(str(error))
        if self._open is not None:
            self._opened(None, self._open.problems)
            words = f"{words} {self._open.name} is still open."
        self._draw(path, words, ok=False)

    def _open_handed_over(self, message: Message) -> None:
        """Open the workbook that comes with a message, or say why it does not come with it."""
        name, buffers = str(message["name"]), message["buffers"]
        if not buffers:
            plain = _workbook_name(name, int(message["size"]))
            raise MakeupSchedError(
                f"the workbook {plain} can't be read. Choose it again, or {BY_PATH}"
            )
        (content,) = buffers
        self.open_bytes(name, bytes(content), asks=True)

    def _read(self, path: Path, shown: str, *, asks: bool) -> None:
        case, problems = read_with_problems(path)
        if case is not None:
            problems = [*problems, *locked_problems(case)]
        errors = sum(problem.severity == "error" for problem in problems)
        self._waiting = None
        if case is None or errors:
            self._opened(None, problems)
            self._draw(shown, _broken(path.name, errors, stays=self._open is not None), ok=False)
            return
        reading = _Reading(case, shown, path.name, problems)
        if asks and self.unsaved:
            self._waiting = reading
            self._draw(shown, f"{reading.said} {ASKS}", ok=True)
        else:
            self._take(reading)

    def _decide(self, *, lets_go: bool) -> None:
        """Open what waits for an answer, or stay with what is open."""
        waiting, self._waiting = self._waiting, None
        if lets_go and waiting is not None:
            self._take(waiting)
        elif self._open is not None:
            self._draw(self._open.shown, self._open.said, ok=True)

    def _take(self, reading: _Reading) -> None:
        """Have everything show a case, then say that it is open; where it fails it is not."""
        before, self._open = self._open, reading
        try:
            self._opened(reading.case, reading.problems)
        except Exception as error:
            self._open = before
            raise MakeupSchedError(fault_words(error)) from error
        self._draw(reading.shown, reading.said, ok=True)

    def _draw(self, path: str, said: str, *, ok: bool) -> None:
        asks = self._waiting is not None
        self.view = {"path": path, "said": said, "ok": ok, "asks": asks, "most_bytes": MOST_BYTES}


def _path_of(typed: str) -> Path:
    """Return what was typed as a path; `~` is only taken for a home where there is one."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def _workbook_name(name: str, size: int) -> str:
    """Return the name of a workbook, so many bytes large, that is handed over, without folders.

    Raises MakeupSchedError for what cannot be taken.
    """
    plain = PurePosixPath(name.replace("\\", "/")).name
    if not plain.casefold().endswith(".xlsx"):
        raise MakeupSchedError("Choose an Excel workbook, a file that ends in .xlsx.")
    if size > MOST_BYTES:
        most = f"{MOST_BYTES // 1_000_000} MB"
        raise MakeupSchedError(
            f"the workbook {plain} is larger than {most}, the most that can be chosen on the page. "
            f"To open it, {BY_PATH}"
        )
    return plain


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _broken(name: str, errors: int, *, stays: bool) -> str:
    said = f"{name}: {counted(errors, 'error')} to mend first, listed below."
    return f"{said} What was open is still open." if stays else said


def _found(case: Case, name: str, warnings: int) -> str:
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
