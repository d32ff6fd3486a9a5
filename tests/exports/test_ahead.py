"""What papers call planned: sessions of which nobody said yet what became of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import makeup_sched as ms
from makeup_sched.exports.child_account import child_account
from makeup_sched.letters.write import write_letters
from makeup_sched.plans.ahead import plan_ahead
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.record import Record
from support.judge import planned
from support.little_school import LETTERS, school_rows
from support.tiny import blueprint


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path, who="Tess", create=True) as made:
        made.import_case(blueprint(*school_rows(), letters=LETTERS).case)
        made.publish(planned(made.case()))
        yield made


def _first_of(plan: Plan, student: str) -> tuple[str, str, int]:
    for row in plan.sessions.to_dict("records"):
        if student in row["student_ids"]:
            return row["session_id"], f"{row['date']:%Y-%m-%d}", int(row["minutes"])
    raise AssertionError


@pytest.mark.parametrize("status", ["given", "missed"])
def test_what_was_logged_is_planned_no_more(record: Record, tmp_path: Path, status: str) -> None:
    plan = planned(record.case())
    session, day, minutes = _first_of(plan, "A")
    record.log(session, status, student_id="A", reason="student_absent" * (status == "missed"))
    case = record.case()
    before = child_account(case, plan.sessions, "A")
    (letter,) = write_letters(case, plan, tmp_path / "out", ["A"], record=record).to_dict("records")
    assert letter["owed"] == before.owed
    assert letter["unplanned"] == before.unplanned + minutes * (status == "missed")
    files = ms.export(case, plan, tmp_path / "out", student="A", record=record)
    from openpyxl import load_workbook

    (book,) = [path for path in files if path.name.endswith("complaint-file.xlsx")]
    sheet = load_workbook(book)["planned"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
    assert (session, day) not in [(row["session_id"], row["date"]) for row in rows]
    assert len(rows) == len(before.planned) - 1


def test_of_a_group_those_of_whom_nothing_was_said_stay(record: Record) -> None:
    plan = planned(record.case())
    sessions = plan.sessions.iloc[:1]
    sessions = sessions.assign(
        student_ids=pd.Series([("A", "B")], sessions.index, dtype=object),
        owed_ids=pd.Series([("A-SLP", "B-SLP")], sessions.index, dtype=object),
    )
    (row,) = sessions.to_dict("records")
    key = (row["session_id"], f"{row['date']:%Y-%m-%d}", "A-SLP")
    (ahead,) = plan_ahead(record.case(), replace(plan, sessions=sessions), [key]).sessions.to_dict(
        "records"
    )
    assert (ahead["student_ids"], ahead["owed_ids"]) == (("B",), ("B-SLP",))
