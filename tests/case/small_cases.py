"""A small valid case as CSV text, and ways to hand in variants of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from makeup_sched.case.read import validate
from makeup_sched.tables.problems import Problem

SMALL = {
    "calendar": """\
start_date,end_date,day_type,rotation
2026-01-05,2026-03-27,school,
2026-02-16,,no_school,
""",
    "bell_schedules": """\
bell_schedule,start,end,category
bell,08:00,12:00,core
bell,12:00,15:00,study_hall
""",
    "students": """\
student_id,name,grade,school,bell_schedule
S1,Amber Example,3,Lincoln,bell
S2,Basil Example,K,Lincoln,bell
""",
    "providers": """\
provider_id,disciplines
P1,SLP
P2,OT;PT
""",
    "provider_hours": """\
provider_id,weekday,start,end,site,kind
P1,*,08:00,15:00,Lincoln,work
P2,Tue,08:00,15:00,Lincoln,work
""",
    "services": """\
service_id,student_id,discipline,provider_id,minutes
S1-SLP,S1,SLP,P1,30
S2-SLP,S2,SLP,P1,30
""",
    "missed": """\
date,service_id,minutes,reason,decision
2026-01-12,S1-SLP,30,provider_absent,
2026-01-13,S2-SLP,20,provider_absent,
""",
    "regular_sessions": """\
session_id,provider_id,discipline,weekday,start,end,student_ids
R1,P1,SLP,Mon;Wed,09:00,09:30,S1;S2
R2,P2,OT,Tue,09:00,09:30,S1
""",
}


def with_tables(**changed: str | None) -> dict[str, str]:
    """Return the small case with some tables changed, added, or (None) left out."""
    tables: dict[str, str | None] = {**SMALL, **changed}
    return {name: text for name, text in tables.items() if text is not None}


def with_rows(table: str, *rows: str) -> dict[str, str]:
    """Return the small case with rows added to one table."""
    return with_tables(**{table: SMALL[table] + "".join(f"{row}\n" for row in rows)})


def write_folder_case(folder: Path, tables: Mapping[str, str], policy: str | None = None) -> Path:
    """Write tables as CSV files, and a policy, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    if policy is not None:
        (folder / "policy.toml").write_bytes(policy.encode())
    return folder


def write_workbook_case(path: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    """Write sheets of raw cells as a workbook and return its path."""
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def as_cells(tables: Mapping[str, str]) -> dict[str, list[list[Any]]]:
    """Return CSV texts as rows of text cells, blank as None."""
    return {
        name: [[cell or None for cell in line.split(",")] for line in text.splitlines()]
        for name, text in tables.items()
    }


def problems_of(
    folder: Path, tables: Mapping[str, str], policy: str | None = None
) -> list[Problem]:
    """Return the problems of a case that is handed in as a folder."""
    return validate(write_folder_case(folder, tables, policy))


def the_problem(found: list[Problem], words: str) -> Problem:
    """Return the one problem whose message has these words."""
    matches = [problem for problem in found if words in problem.message]
    assert len(matches) == 1, [str(problem) for problem in found]
    return matches[0]


def place(problem: Problem) -> tuple[str, int, str, str, str]:
    """Return where a problem is, the value there and how bad it is."""
    return problem.table, problem.row, problem.column, problem.value, problem.severity
