"""Looks at where a command is to write, so that nothing of value is written over."""

import tempfile
import zipfile
from pathlib import Path

from makeup_sched.tables.problems import MakeupSchedError

OTHER_FILES = frozenset(
    {".csv", ".xls", ".xlsm", ".json", ".toml", ".txt", ".pdf", ".html", ".png"}
)
"""Endings of files that are not plans; a folder may have any other dot in its name."""
PLAN_FILES = frozenset({"sessions.csv", "items.csv", "summary.json"})


def plan_target(out: Path, case: Path) -> None:
    """See that a plan can be written to `out`: a new or empty folder, an old plan, a workbook.

    Raises `MakeupSchedError` with what is in the way.
    """
    not_in_case(out, case)
    if out.suffix.casefold() == ".xlsx" and out.is_file() and not _is_plan_book(out):
        raise MakeupSchedError(f"{out} is no plan and may hold your data; name another file")
    if out.suffix.casefold() != ".xlsx" and out.exists():
        if not out.is_dir():
            raise MakeupSchedError(f"{out} is a file; name a folder or an .xlsx workbook")
        holds = {entry.name for entry in out.iterdir() if not entry.name.startswith(".")}
        if holds and not holds & PLAN_FILES:
            raise MakeupSchedError(f"{out} holds other things than a plan; name a new folder")
    can_write(out)


def new_file(out: Path) -> None:
    """See that `out` is a file yet to be made."""
    if out.exists():
        raise MakeupSchedError(f"{out} is there already and may hold your data; name another file")
    can_write(out)


def _is_plan_book(path: Path) -> bool:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return False
    sheets = set(book.sheetnames)
    book.close()
    return {"sessions", "items"} <= sheets and "students" not in sheets


def not_in_case(out: Path, case: Path) -> None:
    """See that `out` is neither the case nor inside its folder."""
    target, source = out.resolve(), case.resolve()
    if target == source or (source.is_dir() and target.parent == source):
        raise MakeupSchedError(f"{out} would be written into the case; name another place")


def new_folder(out: Path) -> None:
    """See that `out` is a folder yet to be made, or an empty one."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise MakeupSchedError(f"{out} is there already; name a new folder with --out")
    can_write(out)


def can_be_folder(out: Path) -> None:
    """See that files can be written into a folder `out`."""
    if out.is_file():
        raise MakeupSchedError(f"{out} is a file; name a folder")
    can_write(out)


def can_write(out: Path) -> None:
    """See that something can be written at `out`."""
    if out.is_dir() and out.suffix.casefold() in (".xlsx", ".csv"):
        raise MakeupSchedError(f"{out} is a folder, not a file")
    there = out.resolve()
    while not there.exists():
        there = there.parent
    if there.is_file() and there != out.resolve():
        raise MakeupSchedError(f"{out} can't be written: {there} is a file, not a folder")
    if there.is_file():
        there = there.parent
    try:
        # some folders refuse even those who have the permission
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise MakeupSchedError(
            f"{out} can't be written: nothing can be written to {there}"
        ) from error
