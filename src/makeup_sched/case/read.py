"""Reading a case from a folder, a workbook or DataFrames, with every problem in one go."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.checked import in_rows
from makeup_sched.case.crosschecks import CheckedTables, cross_problems
from makeup_sched.case.defaults import fill_defaults
from makeup_sched.case.fingerprint import fingerprint
from makeup_sched.case.frames import raw_from_frame
from makeup_sched.case.planning_dates import planning_dates
from makeup_sched.case.policy import Policy
from makeup_sched.case.policy_reading import (
    policy_from_mapping,
    read_policy_file,
    read_policy_sheet,
)
from makeup_sched.tables.files import RawTables, read_raw_tables
from makeup_sched.tables.headers import LONGER, MORE_CELLS, plain_name
from makeup_sched.tables.parse import ParsedTable, parse_table
from makeup_sched.tables.problems import CaseError, Problem
from makeup_sched.tables.schemas import INPUT_SCHEMAS, POLICY, empty_table, facts
from makeup_sched.tables.suggest import did_you_mean

ONE_OF = ("missed", "awards")
DATES_FROM = ("policy", "calendar", "missed", "delivered", "awards")
"""What says when planning starts and ends."""
TIMES = ("calendar", "bell_schedules", "provider_hours")
"""Tables whose rows add up to when somebody is there."""


@dataclass(frozen=True)
class _Reading:
    """A case as far as it could be read; `case` is None where errors stop it."""

    case: Case | None
    problems: tuple[Problem, ...]


def read_case(path: str | Path, policy: str | Path | None = None) -> Case:
    """Read a case from a folder of CSV files or an `.xlsx` workbook.

    What is odd but stops nothing, such as an unknown column, stands in its `warnings`.

    Parameters
    ----------
    path
        The folder or workbook.
    policy
        A TOML file that is read in place of the case's own policy.

    Raises
    ------
    CaseError
        Where tables or policy have errors; it lists every problem of all tables, warnings too.
    MakeupSchedError
        Where there is nothing to read at `path` or `policy`.
    """
    return _case_or_error(_read(Path(path), policy))


def validate(path: str | Path, policy: str | Path | None = None) -> list[Problem]:
    """Return every problem of a case, errors and warnings, sorted by table, row and column.

    Takes what `read_case` takes. Raises `MakeupSchedError` where there is nothing to read.
    """
    return list(_read(Path(path), policy).problems)


def read_with_problems(
    path: str | Path, policy: str | Path | None = None
) -> tuple[Case | None, list[Problem]]:
    """Return the case, None where errors stop it, and every problem, from one reading.

    Takes and raises what `validate` does.
    """
    reading = _read(Path(path), policy)
    return reading.case, list(reading.problems)


def case_from_tables(
    tables: Mapping[str, pd.DataFrame],
    policy: Policy | Mapping[str, Any] | None = None,
    name: str = "case",
) -> Case:
    """Make a case from DataFrames by table name.

    Cells may be text as in a CSV file or Python's own values (dates, times, numbers, booleans,
    lists); a column of whole numbers where times are expected holds minutes after midnight, so
    that the tables of a `Case` can be handed in again. Rows count from 2 on, or by an index named
    `row`. What is odd but stops nothing, such as a column under an unknown header, stands in the
    `warnings` of the case. Raises `CaseError` with every problem, TypeError for what is no mapping
    of DataFrames.
    """
    if not isinstance(tables, Mapping):
        raise TypeError(
            f"tables are DataFrames by name, not a {type(tables).__name__}: makeup_sched.read_case "
            "reads a folder or workbook"
        )
    if policy is not None and not isinstance(policy, Policy | Mapping):
        raise TypeError(
            f"a policy is a Policy or a mapping of its keys, not a {type(policy).__name__}"
        )
    raw = RawTables()
    for title, frame in tables.items():
        table = plain_name(title)
        if table in INPUT_SCHEMAS:
            raw.tables[table] = raw_from_frame(table, frame)
        else:
            message = (
                f"is not a table of a case and is not read{did_you_mean(table, INPUT_SCHEMAS)}"
            )
            raw.problems.append(Problem(str(title), 0, "", "", message, "warning"))
    if isinstance(policy, Policy):
        return _case_or_error(_assemble(raw, policy, [], name))
    chosen, problems = policy_from_mapping(policy or {})
    return _case_or_error(_assemble(raw, chosen, problems, name))


def case_from_parsed(tables: Mapping[str, ParsedTable], policy: Policy, name: str) -> Case:
    """Make a case from tables that have been parsed already.

    Raises `CaseError` with every problem, those of the parsing too.
    """
    raw = RawTables({table: parsed.frame for table, parsed in tables.items()})
    return _case_or_error(_checked(raw, policy, [], name, tables))


def _case_or_error(reading: _Reading) -> Case:
    if reading.case is None:
        raise CaseError(reading.problems)
    return reading.case


def _read(path: Path, policy: str | Path | None) -> _Reading:
    raw = read_raw_tables(path, INPUT_SCHEMAS)
    chosen, problems = _policy(raw, policy)
    return _assemble(
        raw, chosen, problems, path.resolve().stem if path.is_file() else path.resolve().name
    )


def _policy(raw: RawTables, override: str | Path | None) -> tuple[Policy, list[Problem]]:
    """Read the policy that counts: the overriding file, `policy.toml`, the sheet, the default."""
    sheet = raw.tables.pop(POLICY, None)
    if override is not None:
        return read_policy_file(Path(override))
    if raw.policy_file is not None:
        policy, problems = read_policy_file(raw.policy_file)
        if sheet is not None:
            message = "policy.toml counts, the table policy is not read; keep one of them"
            problems.append(Problem(POLICY, 0, "", "", message, "warning"))
        return policy, problems
    return read_policy_sheet(sheet) if sheet is not None else (Policy(), [])


def _assemble(
    raw: RawTables, policy: Policy, policy_problems: list[Problem], name: str
) -> _Reading:
    """Parse and check everything, and make the case where nothing stops it.

    A row with more cells than the header is one problem, not all that seems wrong for it.
    """
    longer = [(table, row) for table, frame in raw.tables.items()
              for row in frame.attrs.get(LONGER, ())]  # fmt: skip
    reading = _checked(raw, policy, policy_problems, name)
    if not longer:
        return reading
    files, shifted = raw.problems, _shifted(reading, longer)
    others = [place for place in longer if place[0] not in TIMES]
    if not shifted and reading.case is None and others:
        raw.problems = [*files, *_longer(raw, longer, set(others))]
        blanked = _checked(raw, policy, policy_problems, name)
        if _errors_elsewhere(blanked, others) < _errors_elsewhere(reading, others):
            return blanked
    raw.problems = [*files, *_longer(raw, longer, shifted)]
    return _checked(raw, policy, policy_problems, name)


def _longer(
    raw: RawTables, rows: Sequence[tuple[str, int]], shifted: Collection[tuple[str, int]]
) -> list[Problem]:
    """Return an error for each row that is shifted, and a warning for the others of a table.

    Separators at the end of all rows of a table are not spoken of.
    """
    found = [Problem(*place, "", "", MORE_CELLS) for place in rows if place in shifted]
    others = [place for place in rows if place not in shifted]
    for table in dict.fromkeys(table for table, _ in others):
        mine = [row for name, row in others if name == table]
        if len(mine) < len(raw.tables[table]):
            message = MORE_CELLS + in_rows(len(mine))
            found.append(Problem(table, mine[0], "", "", message, "warning"))
    return found


def _shifted(reading: _Reading, longer: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return those rows of which several cells are wrong, as where a separator moved them."""
    wrong = Counter((problem.table, problem.row) for problem in reading.problems
                    if problem.severity == "error")  # fmt: skip
    return {place for place in longer if wrong[place] > 1}


def _errors_elsewhere(reading: _Reading, rows: Collection[tuple[str, int]]) -> int:
    return sum(problem.severity == "error" and (problem.table, problem.row) not in rows
               for problem in reading.problems)  # fmt: skip


def _checked(
    raw: RawTables,
    policy: Policy,
    policy_problems: list[Problem],
    name: str,
    known: Mapping[str, ParsedTable] | None = None,
) -> _Reading:
    """Check everything, parse it where it isn't `known`, and make the case."""
    shifted = {(problem.table, problem.row) for problem in raw.problems
               if problem.severity == "error" and problem.row}  # fmt: skip
    parsed = known or {table: parse_table(table, _without_shifted(table, frame, shifted))
                       for table, frame in raw.tables.items()}  # fmt: skip
    problems = [problem for table in parsed.values() for problem in table.problems]
    frames = {table: empty_table(table) for table in INPUT_SCHEMAS}
    frames |= {table: read.frame for table, read in parsed.items()}
    filled = fill_defaults(frames)
    problems += cross_problems(CheckedTables(filled, _usable(raw, parsed), policy))
    problems = [one for one in problems if (one.table, one.row) not in shifted]
    problems += [*raw.problems, *policy_problems, *_missing(raw, parsed)]
    start, end, found = planning_dates(filled, policy)
    # without a calendar or with a wrong policy the dates are wrong too, which is said already
    wrong = {problem.table for problem in problems if problem.severity == "error"}
    if parsed and wrong.isdisjoint(DATES_FROM):
        problems += found
    return _finish(filled, policy, (start, end), name, problems)


def _finish(
    tables: dict[str, pd.DataFrame],
    policy: Policy,
    dates: tuple[date, date] | tuple[None, None] | tuple[date | None, date | None],
    name: str,
    problems: list[Problem],
) -> _Reading:
    order = {table: place for place, table in enumerate(INPUT_SCHEMAS)}
    ranked = sorted(
        dict.fromkeys(problems), key=lambda problem: (order.get(problem.table, -1), problem)
    )
    start, end = dates
    failed = any(problem.severity == "error" for problem in ranked)
    if failed or start is None or end is None:
        return _Reading(None, tuple(ranked))
    source = fingerprint(tables, policy)
    return _Reading(Case(tables, policy, start, end, name, source, tuple(ranked)), tuple(ranked))


def _without_shifted(
    table: str, frame: pd.DataFrame, shifted: Collection[tuple[str, int]]
) -> pd.DataFrame:
    """Blank the cells of rows that hold more cells than the header, all but their ids.

    A separator in one of their cells has moved those behind it into other columns.
    """
    rows = [row in shifted for row in zip(repeat(table), frame.index.tolist())]
    if not any(rows):
        return frame
    ids = {column.name for column in facts(table).columns if column.unique}
    others = [plain_name(header) not in ids for header in frame.columns]
    return frame.mask(np.outer(rows, others), None)


def _missing(raw: RawTables, parsed: Mapping[str, ParsedTable]) -> list[Problem]:
    """Return the tables that must be there and aren't, or hold no row."""
    broken = raw.unread
    if broken and not parsed:
        return []  # nothing could be opened: what it lacks is not known
    problems = []
    for table in INPUT_SCHEMAS:
        if not facts(table).required or table in broken:
            continue
        if table not in parsed:
            problems.append(Problem(table, 0, "", "", "is missing; every case needs this table"))
        elif _has_no_rows(raw, parsed[table]) and not _may_be_empty(table, parsed):
            problems.append(Problem(table, 0, "", "", "has no rows; every case needs some"))
    if not any(table in parsed or table in broken for table in ONE_OF):
        message = "is missing; a case needs this table, the table awards, or both"
        problems.append(Problem(ONE_OF[0], 0, "", "", message))
    owing = [parsed[table] for table in ONE_OF if table in parsed]
    if owing and broken.isdisjoint(ONE_OF) and all(_has_no_rows(raw, table) for table in owing):
        message = "has no rows, so by these tables nothing is owed and nothing is planned"
        problems.append(Problem(owing[0].name, 0, "", "", message, "warning"))
    return problems


def _may_be_empty(table: str, parsed: Mapping[str, ParsedTable]) -> bool:
    """Say whether a required table may be without rows: services, where there are awards."""
    return table == "services" and "awards" in parsed and not parsed["awards"].frame.empty


def _usable(raw: RawTables, parsed: Mapping[str, ParsedTable]) -> frozenset[str]:
    """Return the tables that others can be checked against: complete, or left out as optional."""
    optional = {table for table in INPUT_SCHEMAS
                if not facts(table).required and table not in parsed}  # fmt: skip
    complete = {table for table, read in parsed.items() if read.has_all_required}
    # what has no id at all would make every row that refers to it wrong
    complete = {table for table in complete if _has_ids(table, parsed)}
    calendar = parsed.get("calendar")
    if calendar is not None and any(found.severity == "error" for found in calendar.problems):
        # with a row of it missing, nearly every date would seem to have no school
        complete.discard("calendar")
    # and with a row of these blanked as many sessions to lie outside work hours
    complete -= {problem.table for problem in raw.problems
                 if problem.severity == "error" and problem.table in TIMES}  # fmt: skip
    return frozenset((optional | complete) - raw.unread)


def _has_no_rows(raw: RawTables, table: ParsedTable) -> bool:
    """Say whether a table is empty; what stands under unknown headers alone is not read at all."""
    return table.frame.empty and (bool(table.given) or raw.tables[table.name].empty)


def _has_ids(table: str, parsed: Mapping[str, ParsedTable]) -> bool:
    """Say whether a table has ids that others can refer to, or may be without."""
    frame = parsed[table].frame
    if not facts(table).required or (frame.empty and _may_be_empty(table, parsed)):
        return True
    ids = [column.name for column in facts(table).columns if column.unique]
    return all((frame[column] != "").any() for column in ids)
