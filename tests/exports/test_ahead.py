"""What papers call planned: sessions of which nobody said yet what became of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pandas as pd
import pytest

import makeup_sched as ms
from makeup_sched.exports.child_account import child_account
from makeup_sched.exports.child_ledger import ledger_paper
from makeup_sched.letters.write import write_letters
from makeup_sched.plans.ahead import plan_ahead
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.record import Record
from support.judge import any_plan
from support.little_school import LETTERS, school_rows
from support.tiny import blueprint


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path, who="Tess", create=True) as made:
        made.import_case(blueprint(*school_rows(), letters=LETTERS).case)
        made.publish(any_plan(made.case()))
        yield made


def _first_of(plan: Plan, student: str) -> tuple[str, str, int]:
    for row in plan.sessions.to_dict("records"):
        if student in row["student_ids"]:
            return row["session_id"], f"{row['date']:%Y-%m-%d}", int(row["minutes"])
    raise AssertionError


@pytest.mark.parametrize("status", ["given", "missed"])
def test_what_was_logged_is_planned_no_more(record: Record, tmp_path: Path, status: str) -> None:
    plan = any_plan(record.case())
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
    plan = any_plan(record.case())
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


def test_planned_again_calendars_keep_what_was_given(record: Record, tmp_path: Path) -> None:
    plan = any_plan(record.case())
    out = tmp_path / "out"
    ms.export(record.case(), plan, out, provider="P", record=record)
    before = _events(out / "provider-P.ics")
    first = plan.sessions["date"].min()
    for row in plan.sessions[plan.sessions["date"] == first].to_dict("records"):
        record.log(row["session_id"], "given")
    again = record.next_plan(seconds=5)
    assert again.summary.start_date == (first + pd.Timedelta(days=1)).date()
    read = ms.read_plan(again.save(tmp_path / "again"), record.case())
    assert read.summary.start_date == again.summary.start_date
    ms.export(record.case(), read, out, provider="P", record=record)
    after = _events(out / "provider-P.ics")
    past = [uid for uid, event in before.items() if event["DTSTART"].dt.date() <= first.date()]
    assert past
    for uid in past:
        assert after[uid].to_ical() == before[uid].to_ical()
    ahead = {row["date"].date() for row in read.sessions.to_dict("records")}
    assert ahead == {
        event["DTSTART"].dt.date()
        for uid, event in after.items()
        if uid not in past and event["STATUS"] == "CONFIRMED"
    }


def _events(path: Path) -> dict[str, Any]:
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(event["UID"]): event for event in found}


def test_the_ledger_names_the_day_up_to_which_it_counts(record: Record) -> None:
    plan = any_plan(record.case())
    assert "As planning begins on" in ledger_paper(record.case(), plan, "A").lead[0]
    session, day, _ = _first_of(plan, "A")
    record.log(session, "given", student_id="A")
    words = ledger_paper(record.case(), plan_ahead(record.case(), plan), "A").lead[0]
    shown = pd.Timestamp(day)
    assert f"took place up to {shown:%a, %b} {shown.day}, {shown.year}" in words
