"""Text that looks like a formula, markup or a line of a calendar stays text, wherever it stands."""

from pathlib import Path
from typing import Any

import icalendar
import ics
import openpyxl
import pytest
import vobject
from pypdf import PdfReader

import makeup_sched as ms
from makeup_sched.letters.isolation import without_marks
from makeup_sched.tables.schemas import facts
from support.judge import any_plan
from support.little_school import school_rows
from support.tiny import Row, blueprint

HOSTILE = (
    '=HYPERLINK("http://example.org","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "<script>alert(1)</script>&amp;",
    '#panic("x") $x$ *b* _i_ \\u{41} @ref <l> //c',
    "a\\nb, c\\, \"q\" 'r'",
    "\u202eabc \u2066d",
)


def rows_with(text: str) -> list[Row]:
    """Return the school's rows with the text in every column that takes any text, ids too."""
    found: list[Row] = []
    for table, cells in school_rows():
        changed = dict(cells)
        for column in facts(table).columns:
            if column.kind == "text" and column.name not in (
                "discipline",
                "grade",
                "bell_schedule",
            ):
                changed[column.name] = f"{text} {changed.get(column.name, '')}".strip()
        found.append((table, {key: _id(key, cell, text) for key, cell in changed.items()}))
    return found


def _id(column: str, cell: str, text: str) -> str:
    """Make ids begin with the text, as far as an id can hold it."""
    sign = text.replace(";", "")
    if column in ("student_id", "provider_id", "award_id", "service_id", "owed_id", "session_id"):
        return f"{sign} {cell}"
    if column in ("school", "site", "esy_site") and cell:
        return f"{sign} {cell}"
    if column in ("student_ids", "keep_apart") and cell:
        return ";".join(f"{sign} {one}" for one in cell.split(";"))
    return cell


@pytest.fixture(scope="module", params=HOSTILE, ids=range(len(HOSTILE)))
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[Path], int]:
    case = blueprint(*rows_with(request.param)).case
    plan = any_plan(case)
    folder = tmp_path_factory.mktemp("out")
    files = ms.export(case, plan, folder, names=True)
    students, schools = case.table("students"), case.table("students")["school"]
    files += ms.export(case, plan, folder, student=students["student_id"].iloc[0], names=True)
    files += ms.export(case, plan, folder, school=schools.iloc[0])
    letters = ms.write_letters(case, plan, folder, names=True, language="es")
    files += [Path(path) for path in letters["pdf"]]
    return request.param, files, len(plan.sessions)


def test_no_cell_is_a_formula(written: tuple[str, list[Path], int]) -> None:
    text, files, _ = written
    books = [path for path in files if path.suffix == ".xlsx"]
    assert len(books) >= 5
    seen = False
    for path in books:
        for sheet in openpyxl.load_workbook(path):
            cells: list[Any] = [cell for row in sheet.iter_rows() for cell in row]
            assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
            assert not [cell.coordinate for cell in cells if cell.hyperlink]
            begins = " ".join(text.split())[:6]
            seen |= any(str(cell.value).startswith(begins) for cell in cells)
    assert seen or "\u202e" in text


def test_papers_show_the_text_as_it_is(written: tuple[str, list[Path], int]) -> None:
    text, files, _ = written
    if "\u202e" in text:
        pytest.skip("marks of direction are taken out")
    wanted = "".join(text.split())
    for path in files:
        if path.suffix == ".pdf":
            said = "".join(page.extract_text() for page in PdfReader(path).pages)
            assert wanted in without_marks("".join(said.split()))


def test_calendars_hold_the_sessions_and_nothing_else(
    written: tuple[str, list[Path], int],
) -> None:
    _, files, sessions = written
    (path,) = {path for path in files if path.suffix == ".ics" and path.name.startswith("school")}
    content = path.read_text(encoding="utf-8")
    assert "\u202e" not in content
    assert len(ics.Calendar(content).events) == sessions
    assert len(vobject.readOne(content).vevent_list) == sessions
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == sessions
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED"}
