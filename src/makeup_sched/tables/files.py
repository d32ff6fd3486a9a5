"""From a folder of CSV files or an Excel workbook to raw tables by name."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from makeup_sched.tables.csv_files import read_csv_file
from makeup_sched.tables.headers import plain_name
from makeup_sched.tables.problems import MakeupSchedError, Problem
from makeup_sched.tables.schemas import OUTPUT_SCHEMAS, POLICY, facts
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.tables.workbooks import read_workbook

NOT_TABLES = frozenset({"read_me", "readme", "lists"})
PLAN_SHEETS = frozenset({*OUTPUT_SCHEMAS, "summary"})


@dataclass
class RawTables:
    """The raw cells of the tables that were found, and what is wrong with the files themselves.

    `policy_file` is the `policy.toml` of a folder; a workbook has its policy among the tables.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    policy_file: Path | None = None

    @property
    def unread(self) -> frozenset[str]:
        """Return the tables and files that are there but could not be read at all."""
        return frozenset(
            problem.table
            for problem in self.problems
            if problem.severity == "error" and not problem.row
        )


def read_raw_tables(path: Path, wanted: Collection[str]) -> RawTables:
    """Read the tables named in `wanted` (and the policy) from a folder or an `.xlsx` workbook.

    Other tables are left out with a warning. Raises `MakeupSchedError` where there is nothing to
    read at `path`.
    """
    try:
        if path.is_dir():
            return _from_folder(path, wanted)
        if not path.exists():
            raise MakeupSchedError(f"there is no folder or workbook {path}")
        if path.suffix.casefold() not in (".xlsx", ".xlsm"):
            raise MakeupSchedError(f"{path} is neither a folder of CSV files nor an .xlsx workbook")
        return _from_workbook(path, wanted)
    except OSError as error:
        raise MakeupSchedError(f"{path} can't be read: {error.strerror or error}") from error


def _from_folder(path: Path, wanted: Collection[str]) -> RawTables:
    raw = RawTables()
    for file in sorted(path.iterdir()):
        suffix = file.suffix.casefold()
        if not file.is_file() or file.name.startswith((".", "~$")):
            continue
        if file.name.casefold() == "policy.toml":
            raw.policy_file = file
        elif suffix == ".csv":
            _take_csv(raw, file, wanted)
        elif suffix in (".xlsx", ".xlsm", ".xls", ".ods", ".tsv", ".toml"):
            message = "is not read; a case is a folder of CSV files and policy.toml, or a workbook"
            raw.problems.append(_warning(file.name, message))
    return raw


def _take_csv(raw: RawTables, file: Path, wanted: Collection[str]) -> None:
    name = plain_name(file.stem)
    if not _is_wanted(raw, name, file.name, wanted):
        return
    frame, problems = read_csv_file(file, name)
    wrong = any(problem.severity == "error" for problem in problems)
    if name != POLICY and not len(frame.columns) and not wrong:
        message = "is empty; its first row must hold the names of the columns"
        if not facts(name).required:
            message += ", or delete the file"
        problems.append(Problem(name, 0, "", "", message))
    raw.problems += problems
    if not raw.unread & {name}:
        raw.tables[name] = frame


def _from_workbook(path: Path, wanted: Collection[str]) -> RawTables:
    raw = RawTables()
    sheets, problems = read_workbook(path)
    raw.problems = [problem for problem in problems if problem.table not in sheets]
    for title, frame in sheets.items():
        name = plain_name(title)
        if name not in NOT_TABLES and _is_wanted(raw, name, title, wanted):
            raw.tables[name] = frame
            raw.problems += [replace(one, table=name) for one in problems if one.table == title]
    return raw


def _is_wanted(raw: RawTables, name: str, shown: str, wanted: Collection[str]) -> bool:
    """Say whether a table is to be read; otherwise note why it isn't."""
    if name in raw.tables:
        message = "is there twice under names that differ only in capitals or spaces; keep one"
        raw.problems.append(Problem(name, 0, "", shown, message))
        return False
    if name in wanted or name == POLICY:
        return True
    if name in PLAN_SHEETS:
        message = "belongs to a plan and is not read; to keep sessions, name the table locked"
    else:
        message = f"is not a table of a case and is not read{did_you_mean(name, wanted)}"
    raw.problems.append(_warning(shown, message))
    return False


def _warning(table: str, message: str) -> Problem:
    return Problem(table, 0, "", "", message, "warning")
