"""The files of a student by the record are those by the whole case, but for what names a source."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import makeup_sched as ms
from makeup_sched.exports.bundle import write_children, write_export
from makeup_sched.exports.child_ledger import ledger_paper
from makeup_sched.exports.choices import Choices
from makeup_sched.exports.complaint_file import ComplaintFile, complaint_file
from makeup_sched.exports.papers import paper_text
from makeup_sched.exports.scope import Scope
from makeup_sched.plans.ahead import plan_ahead
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.record import Record
from makeup_sched.tables.problems import MakeupSchedError
from support.judge import any_plan
from support.little_school import NAMES, NOTE, school_rows
from support.tiny import award, blueprint, on, owes, regular, student

NOW = datetime(2026, 3, 4, 17, tzinfo=UTC)
CLOCKS = {"not_delivered_within_school_days": 1, "notice_within_school_days": 1}
FED = ("missed", "awards", "delivered", "service_log", "account", "clocks")
"""Tables of the file that name entries with a record, and rows without."""


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record in which groups were planned and given, and much was put right since."""
    first = blueprint(
        school_rows(), student("D", name="Dora Departed"), owes("D", 30), award("A", 45),
        regular("Basil+Dora", "09:00-09:30", "BD", weekday="Mon"), clocks=CLOCKS,
    )  # fmt: skip
    with Record(tmp_path / "case", who="Basil Secret", create=True) as made:
        made.import_case(first.case, why="first")
        changed = first.plus(*owes("C", 20, "C-TWO")).changed("students", home_language="Spanish")
        made.import_case(changed.case, why="second")
        made.publish(_plan(made), why="agreed")
        _log(made)
        yield made


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()


def _plan(record: Record) -> Plan:
    """Return a plan in which A joins a regular session that it does not attend."""
    made = any_plan(record.case())
    assert (made.sessions["student_ids"].map(len) > 1).any()
    return made


def _log(record: Record) -> None:
    """Log, correct, withdraw and erase."""
    sessions = record.published()
    group = sessions[sessions["student_ids"].map(len) > 1].iloc[0]
    record.log(group["session_id"], "missed", reason="suspension",
               student_id=group["student_ids"][-1])  # fmt: skip
    record.add("served", "log", date="2026-02-26", service_id="A-SLP", minutes=25,
               status="short", reason="school_activity", note=NOTE)  # fmt: skip
    missed = record.entries(kinds=["missed"], student_id="A")
    record.correct(missed[0].number, "typed wrongly", minutes=45, note="with Dora")
    record.withdraw(missed[-1].number, "it was another")
    given = record.add("given", "log", date="2026-02-26", owed_id="A-award", minutes=20)
    record.correct(given, "longer", minutes=30)
    record.add("notice_sent", "sent", student_id="A", sent_on="2026-03-02", means="phone")


def _changed(record: Record) -> Plan:
    """Return a plan of which a session joins one that its students do not attend."""
    made = any_plan(record.case())
    own = made.sessions["student_ids"].map(lambda ids: ids == ("A",))
    place = made.sessions.index[own][0]
    sessions = made.sessions.copy()
    sessions.loc[place, ["mode", "regular_session_id"]] = ["join", "Basil+Dora"]
    return replace(made, sessions=sessions)


@pytest.mark.parametrize(("names", "erased"), [(False, False), (True, True)])
def test_files_by_the_record_are_those_by_the_whole_case(
    record: Record, tmp_path: Path, names: bool, erased: bool
) -> None:
    if erased:
        record.erase("C", rule="7 years", why="left")
    plan, case = _changed(record), record.case()
    for one in case.table("students")["student_id"]:
        choices = Choices(names, now=NOW)
        write_export(case, plan, tmp_path / "whole", [Scope("student", one)], choices)
        files = write_children(record, plan, tmp_path / "own", [one], choices)
        for file in files:
            other = tmp_path / "whole" / file.name
            if file.suffix == ".ics":
                assert file.read_bytes() == other.read_bytes()
            if file.name == f"student-{one}.xlsx":
                assert _cells(file) == _cells(other)
        _same_papers(record, plan, one, names)


def _same_papers(record: Record, plan: Plan, one: str, names: bool) -> None:
    case = record.case()
    ahead = plan_ahead(case, plan, record.state().outcomes)
    kept = record.child_record(one, plan.sessions["regular_session_id"])
    beside = {each for ids in plan.sessions["student_ids"] if one in ids for each in ids}
    own = plan_ahead(kept.case, plan, record.outcomes_of(beside))
    said = [paper_text(ledger_paper(each, made, one, names=names))
            for each, made in ((case, ahead), (kept.case, own))]  # fmt: skip
    assert said[0] == said[1]
    day = date(2026, 3, 4)
    whole = complaint_file(case, ahead, one, names=names, today=day)
    cut = complaint_file(kept.case, own, one, names=names, record=kept, today=day)
    _same_tables(record, whole, cut)
    assert paper_text(whole.paper).splitlines()[:8] == paper_text(cut.paper).splitlines()[:8]


def _same_tables(record: Record, whole: ComplaintFile, cut: ComplaintFile) -> None:
    assert [name for name in cut.tables if not name.startswith("record")] == [*whole.tables]
    held = {entry.number: entry for entry in record.entries()}
    for name, table in whole.tables.items():
        shown = cut.tables[name]
        if name not in FED:
            pd.testing.assert_frame_equal(shown, table)
            continue
        assert "row" not in shown
        numbers = shown.pop("entry")
        pd.testing.assert_frame_equal(_plain(shown), _plain(table.drop(columns="row")))
        for number, minutes in zip(numbers, shown["minutes"], strict=True):
            assert not number or held[int(number)].get("minutes") == minutes


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the numbers of rows and entries in what pays for what."""
    return table.replace({r"(missed|awards|delivered) \d+:": r"\1:"}, regex=True).astype(object)


def _cells(book: Path) -> list[list[object]]:
    read = load_workbook(io.BytesIO(book.read_bytes()))
    return [[cell.value for row in sheet for cell in row] for sheet in read]


def test_a_mixture_writes_the_same_files_of_a_student(record: Record, tmp_path: Path) -> None:
    plan, choices = _changed(record), Choices(now=NOW, record=record)
    scopes = [Scope("student", "A"), Scope("provider", "P")]
    mixed = write_export(record.case(), plan, tmp_path / "mixed", scopes, choices)
    for file in write_children(record, plan, tmp_path / "own", ["A"], choices):
        other = tmp_path / "mixed" / file.name
        assert other in mixed
        if file.suffix == ".xlsx":
            assert _cells(file) == _cells(other)


def test_what_pays_for_what_names_entries(record: Record) -> None:
    kept = record.child_record("A")
    account = complaint_file(kept.case, _plan(record), "A", record=kept).tables["account"]
    numbers = dict(zip(account["entry"], account["table"], strict=True))
    named = [pair for text in account["matched"]
             for pair in re.findall(r"(missed|awards|delivered) (\d+):", text)]  # fmt: skip
    assert named
    assert all(numbers[number] == table for table, number in named)
    given = record.entries(kinds=["given"], student_id="A", item="A-award")
    assert f"delivered {given[-1].number}: 30 min" in set(account["matched"])


def test_the_paper_says_which_entry_published_what_its_plan_was_made_from(
    record: Record,
) -> None:
    plan = _plan(record)
    kept = record.child_record("A")
    said = paper_text(complaint_file(kept.case, plan, "A", record=kept).paper)
    assert f"from a case with SHA-256 {plan.summary.source_hash}." in said
    assert "as its record holds it" in said
    number = record.publish(plan, why="agreed anew")
    kept = record.child_record("A")
    said = paper_text(complaint_file(kept.case, plan, "A", record=kept).paper)
    assert f"entry {number} of the record published a plan that was made from it" in said
    assert record.head()[1][:12] in said
    assert "; the case has changed since" not in said


def test_a_plan_of_another_case_is_refused(record: Record, tmp_path: Path) -> None:
    plan = _plan(record)
    strange = plan.sessions.assign(
        owed_ids=plan.sessions["owed_ids"].map(lambda ids: tuple(f"X{one}" for one in ids))
    )
    with pytest.raises(MakeupSchedError, match="does not belong to the case"):
        write_children(record, replace(plan, sessions=strange), tmp_path / "own", ["A"])
    with pytest.raises(MakeupSchedError, match="no student Z"):
        write_children(record, plan, tmp_path / "own", ["Z"])
    assert not (tmp_path / "own").exists()


def test_the_case_of_the_child_does_for_its_export(record: Record, tmp_path: Path) -> None:
    plan = _plan(record)
    files = ms.export(record.child_case("A"), plan, tmp_path / "own", student="A", record=record)
    assert len(files) == 5
    shown = "".join(
        str(cells) for file in files if file.suffix == ".xlsx" for cells in _cells(file)
    )
    assert not [name for name in (*NAMES.values(), "Dora") if name in shown]


def test_an_agreed_session_that_is_called_after_another_child_is_masked(tmp_path: Path) -> None:
    agreed = ("locked", {
        "session_id": "Basil-agreed", "provider_id": "P", "discipline": "SLP", "date": on(1),
        "start": "09:00", "end": "09:30", "student_ids": "B;A", "owed_ids": "B-SLP;A-SLP",
        "mode": "extra",
    })  # fmt: skip
    with Record(tmp_path / "case", create=True) as record:
        record.import_case(blueprint(school_rows(), agreed).case)
        plan = any_plan(record.case())
        assert "Basil-agreed" in set(plan.sessions["session_id"])
        files = write_children(record, plan, tmp_path / "own", ["A"], Choices(now=NOW))
    shown = "".join(str(_cells(file)) for file in files if file.suffix == ".xlsx")
    assert shown.count("'[another student]'") >= 2
    assert "Basil" not in shown
    assert not any(b"Basil" in file.read_bytes() for file in files if file.suffix == ".ics")
