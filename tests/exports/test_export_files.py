"""The files of an export: which ones, whose, for whose eyes, and what is never written over."""

import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pypdf import PdfReader

import makeup_sched as ms
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import monday_of, week_words
from makeup_sched.exports.bundle import file_names, write_export
from makeup_sched.exports.plan_book import WEEKS_SHEET
from makeup_sched.exports.scope import Scope
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.vocabulary import LOG_STATUSES
from support.little_school import NAMES, school, school_plan
from support.tiny import blueprint, hours, owes, provider, student

EVERYBODY = {
    "plan.xlsx",
    "provider-P.ics",
    "provider-P-weeks.pdf",
    "provider-P-service-log.xlsx",
    "provider-Q.ics",
    "provider-Q-weeks.pdf",
    "provider-Q-service-log.xlsx",
    "school-Oak.ics",
}
CHOICES: list[dict[str, Any]] = [
    {},
    {"provider": "P"},
    {"student": "A"},
    {"school": "Oak"},
]


def text_of(path: Path) -> str:
    """Return all text of a file, however it is packed."""
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        notes = [cell.comment.text for cell in cells if cell.comment]
        return "\n".join([*(str(cell.value) for cell in cells if cell.value is not None), *notes])
    return path.read_text(encoding="utf-8").replace("\r\n ", "")


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: "".join(choice) or "all")
def test_names_only_where_asked_for(tmp_path: Path, choice: dict[str, str]) -> None:
    people = {*NAMES.values(), "Terry Teal", "Quinn Olive"}
    ids = ms.export(school(), school_plan(), tmp_path / "ids", **choice)  # type: ignore[arg-type]
    said = "\n".join(text_of(path) for path in ids)
    # the notes of the case are the only text in which somebody is named
    assert not [name for name in people if name in said]
    named = ms.export(school(), school_plan(), tmp_path / "names", names=True, **choice)  # type: ignore[arg-type]
    assert [path.name for path in named] == [path.name for path in ids]
    said = "\n".join(text_of(path) for path in named)
    assert NAMES["A"] in said
    assert "Terry Teal" in said


def test_everybody_gets_what_they_need(tmp_path: Path) -> None:
    files = ms.export(school(), school_plan(), tmp_path / "out")
    assert {path.name for path in files} == EVERYBODY
    assert {path.name for path in (tmp_path / "out").iterdir()} == EVERYBODY


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_files_are_the_owners_alone(tmp_path: Path) -> None:
    files = ms.export(school(), school_plan(), tmp_path / "new" / "out", student="A")
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert files[0].parent.stat().st_mode & 0o777 == 0o700
    plan = ms.Plan(school_plan().sessions, school_plan().items, school_plan().summary, school())
    for path in (plan.to_ics(tmp_path / "a.ics"), plan.to_excel(tmp_path / "a.xlsx")):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_plan_writes_its_own_calendar_and_workbook(tmp_path: Path) -> None:
    made = school_plan()
    plan = ms.Plan(made.sessions, made.items, made.summary, school())
    assert "SLP make-up" in plan.to_ics(tmp_path / "p.ics", provider="P").read_text()
    assert plan.to_excel(tmp_path / "s.xlsx", student="A").exists()
    with pytest.raises(ValueError, match="not several"):
        plan.to_ics(tmp_path / "x.ics", provider="P", student="A")
    with pytest.raises(ValueError, match="does not know its case"):
        ms.Plan(made.sessions, made.items, made.summary).to_ics(tmp_path / "x.ics")


def test_the_workbook_of_a_whole_plan_is_a_plan(tmp_path: Path) -> None:
    made = school_plan()
    plan = ms.Plan(made.sessions, made.items, made.summary, school())
    again = ms.read_plan(plan.to_excel(tmp_path / "plan.xlsx"))
    columns = [*again.sessions]
    key = ["date", "start", "provider_id", "session_id"]
    pd.testing.assert_frame_equal(
        again.sessions.sort_values(key, ignore_index=True),
        made.sessions[columns].sort_values(key, ignore_index=True),
        check_dtype=False,
    )
    assert again.summary.unmet == made.summary.unmet


def _mondays_to_fridays() -> set[str]:
    mondays = {monday_of(row.date.date()) for row in rows_of(school_plan().sessions)}
    return {week_words(monday, monday + timedelta(days=4)) for monday in mondays}


def test_weeks_print_on_one_page_wide(tmp_path: Path) -> None:
    (path,) = [
        path for path in ms.export(school(), school_plan(), tmp_path) if path.name == "plan.xlsx"
    ]
    sheet: Any = openpyxl.load_workbook(path).active
    assert sheet.title == WEEKS_SHEET
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    weeks = {
        (row.provider_id, row.date.isocalendar()[:2]) for row in rows_of(school_plan().sessions)
    }
    titles = [row[0] for row in sheet.values if row[0] and "week of" in row[0]]
    assert len(titles) == len(weeks)
    assert {title.partition("week of ")[2] for title in titles} == _mondays_to_fridays()
    assert len(sheet.row_breaks.brk) == len(weeks) - 1


def test_the_service_log_has_a_row_for_each_student_of_each_session(tmp_path: Path) -> None:
    files = ms.export(school(), school_plan(), tmp_path, provider="P")
    (path,) = [path for path in files if "service-log" in path.name]
    log = pd.read_excel(path).dropna(subset=["session_id"])
    sessions = school_plan().sessions
    own = sessions[sessions["provider_id"] == "P"]
    assert len(log) == sum(map(len, own["student_ids"]))
    groups = {row.session_id: len(row.student_ids) for row in rows_of(own)}
    assert (log["group_size"] == log["session_id"].map(groups)).all()
    assert set(log.loc[log["group_size"] > 1, "setting"]) <= {"group"}
    assert log[["mark", "start", "stop", "minutes"]].isna().all(axis=None)
    sheet: Any = openpyxl.load_workbook(path)["service_log"]
    assert {check.type for check in sheet.data_validations.dataValidation} == {
        "date",
        "list",
        "whole",
        "time",
    }
    lists = openpyxl.load_workbook(path)["lists"]
    assert {cell.value for row in lists for cell in row} >= set(LOG_STATUSES)


@pytest.mark.parametrize(
    ("name", "sheet", "column"),
    [("provider-P-service-log.xlsx", "service_log", 9), ("provider-P.xlsx", "weeks", 10)],
)
def test_what_was_filled_in_is_not_written_over(
    tmp_path: Path, name: str, sheet: str, column: int
) -> None:
    ms.export(school(), school_plan(), tmp_path, provider="P")
    ms.export(school(), school_plan(), tmp_path, provider="P")
    book = openpyxl.load_workbook(tmp_path / name)
    book[sheet].cell(3, column).value = "given"
    book.save(tmp_path / name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(MakeupSchedError, match="filled in"):
        ms.export(school(), school_plan(), tmp_path, provider="P", names=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_plan_of_another_case_is_told_apart(tmp_path: Path) -> None:
    other = blueprint(
        provider("Z"), hours("08:00-09:00", provider_id="Z"), student("A"), owes("A", 15)
    ).case
    with pytest.raises(MakeupSchedError, match="does not belong to the case"):
        ms.export(other, school_plan(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_failure_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(MakeupSchedError, match="no student X"):
        write_export(
            school(),
            school_plan(),
            tmp_path / "out",
            [Scope("student", "A"), Scope("student", "X")],
        )
    assert not (tmp_path / "out").exists()


def test_file_names_are_never_shared() -> None:
    ids = ["a/b", "a-b", "A-b", "é", "??", "a b"]
    some = [student(one) for one in ids]
    case = blueprint(*some, provider(), hours("08:00-09:00"), owes("é", 15)).case
    names = file_names(case, "student")
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert all(name.isascii() and "/" not in name for name in names.values())


def test_pdfs_can_be_followed_by_screen_readers(tmp_path: Path) -> None:
    for choice in ({"provider": "P"}, {"student": "A"}):
        for path in ms.export(school(), school_plan(), tmp_path, **choice):  # type: ignore[arg-type]
            if path.suffix == ".pdf":
                assert b"pdfuaid" in path.read_bytes()
                assert PdfReader(io.BytesIO(path.read_bytes())).metadata.title  # type: ignore[union-attr]


def test_a_childs_files_are_brought_up_to_date_in_the_same_folder(tmp_path: Path) -> None:
    case = blueprint(
        student("A"), provider(), hours("08:00-12:00"), owes("A", 30),
        ("service_log", {"date": "2026-02-24", "service_id": "A-SLP", "minutes": "30"}),
    ).case  # fmt: skip
    plan = ms.plan(case, seconds=2)
    first = ms.export(case, plan, tmp_path, student="A")
    log = openpyxl.load_workbook(tmp_path / "student-A-complaint-file.xlsx")["service_log"]
    assert log.max_row == 2
    assert ms.export(case, plan, tmp_path, student="A") == first
