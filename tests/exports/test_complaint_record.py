"""What the complaint file says from the record: all of this child, nothing of another one."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.exports.complaint_file import ComplaintFile, complaint_file
from makeup_sched.exports.masking import MASK
from makeup_sched.exports.papers import paper_text
from makeup_sched.recording.record import Record
from support.judge import any_plan
from support.little_school import LETTERS, NAMES, NOTE, school_rows
from support.tiny import Row, blueprint, student

LEFT = "Dora Departed"
"""A child who left: the tables of today know her no more, the record still does."""
TODAY = date(2026, 3, 30)
CLOCKS = {"not_delivered_within_school_days": 1, "notice_within_school_days": 1}


def _case(*more: Row) -> Case:
    return blueprint(*school_rows(), *more, letters=LETTERS, clocks=CLOCKS).case


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of three children, and of a fourth who left since."""
    folder = tmp_path_factory.mktemp("published")
    with Record(folder, who="Basil Secret", create=True) as made:
        made.import_case(_case(student("D9", name=LEFT)), why="for Cora Hidden-Place")
        made.import_case(_case(), why=f"{LEFT} has left")
        made.publish(any_plan(made.case()), why="agreed with Basil's teacher")
    return folder


@pytest.fixture
def record(published: Path, tmp_path: Path) -> Iterator[Record]:
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    with Record(tmp_path, who="Basil Secret") as made:
        yield made


def _file(record: Record, student_id: str, *, names: bool = False) -> ComplaintFile:
    kept, plan = record.child_record(student_id), any_plan(record.case())
    return complaint_file(kept.case, plan, student_id, names=names, record=kept, today=TODAY)


def _all(found: ComplaintFile) -> str:
    return "\n".join(
        [paper_text(found.paper), *(table.to_csv() for table in found.tables.values())]
    )


def _filled(record: Record) -> dict[str, int]:
    """Write an entry of every kind about A and about B, and return the numbers of A's by kind."""
    found = {}
    for one in "BA":
        item = f"{one}-SLP"
        about: dict[str, dict[str, Any]] = {
            "missed": {"date": "2026-02-24", "service_id": item, "minutes": 20,
                       "reason": "provider_absent"},
            "awarded": {"award_id": f"{one}-W", "student_id": one, "discipline": "SLP",
                        "minutes": 45, "basis": "mediation"},
            "given": {"date": "2026-02-28", "owed_id": item, "minutes": 15},
            "served": {"date": "2026-02-26", "service_id": item, "minutes": 25, "status": "short",
                       "reason": "school_activity"},
            "decided": {"date": "2026-02-24", "service_id": item, "decision": "owed",
                        "decided_by": "team with Cora"},
            "notice_sent": {"student_id": one, "sent_on": "2026-03-20", "means": "phone"},
            "paper_filed": {"paper": "session_note", "filed_on": "2026-03-20", "student_id": one,
                            "owed_id": item, "provider": "Speech Works", "date": "2026-02-21",
                            "start": "16:00", "end": "16:30", "reference": f"R-{one}",
                            "goals": "talks to Cora"},
            "reimbursed": {"date": "2026-02-21", "owed_id": item, "minutes": 5,
                           "reference": f"R-{one}"},
        }  # fmt: skip
        for kind, facts in about.items():
            found[kind] = record.add(kind, f"because of {one}: {NOTE}", note=NOTE, **facts)
        (found["letter_written"],) = record.note_letters(
            [{"written_on": "2026-03-19", "student_id": one, "language": "Spanish",
              "file": f"letter-{one}-es.pdf", "sha256": "9f86"}],
            lambda: None,
        )  # fmt: skip
    return found


def test_each_line_of_the_record_names_its_entry(record: Record) -> None:
    numbers = _filled(record)
    tables = _file(record, "A").tables
    shown = {"awarded": "record_awards", "decided": "record_decisions",
             "notice_sent": "record_notices", "paper_filed": "record_papers",
             "reimbursed": "record_paid", "letter_written": "record_letters"}  # fmt: skip
    for kind, name in shown.items():
        assert tables[name]["entry"].tolist() == [str(numbers[kind])]
    sessions = tables["record_sessions"].set_index("entry")["what"]
    assert sessions[str(numbers["given"])] == "made up"
    assert str(numbers["served"]) in tables["service_log"]["entry"].tolist()
    assert sessions[str(numbers["missed"])] == "missed"
    every = tables["record"].set_index("entry")
    assert set(map(str, numbers.values())) <= set(every.index)
    assert (every["why"] != "").all()
    said = paper_text(_file(record, "A").paper)
    assert "“entry” is the number of the entry in it" in said
    assert record.head()[1][:12] in said
    assert "no licence of the provider" in tables["record_claims"]["missing"].item()


@pytest.mark.parametrize("names", [False, True])
def test_nothing_of_another_child_is_in_it(record: Record, names: bool) -> None:
    _filled(record)
    for one, own in NAMES.items():
        found = _all(_file(record, one, names=names)).casefold()
        assert (own.casefold() in found) == names
        for other, name in [*NAMES.items(), ("D9", LEFT)]:
            if other == one:
                continue
            ids = [f"{other}-slp", f"{other}-w", f"r-{other}", f"letter-{other}-es", "d9"]
            parts = set(re.findall(r"\w+", name.casefold())) - {"place"}  # a word of the paper
            words = [*map(str.casefold, ids), *parts]
            assert not [word for word in words if re.search(rf"\b{word}\b", found)]


def test_a_correction_that_is_another_childs_is_not_told(record: Record) -> None:
    about = {"date": "2026-03-02", "minutes": 25, "status": "given"}
    old = record.add("served", "log", service_id="A-SLP", note="sang a song", **about)
    new = record.correct(old, "it was Basil", service_id="B-SLP", note="drew a house")
    mine, theirs = _file(record, "A"), _file(record, "B")
    line = mine.tables["record"].set_index("entry").loc[str(old)]
    assert line["later"] == (
        f"holds no more: entry {new} corrects it, and is not about this child"
    )  # fmt: skip
    assert str(new) not in mine.tables["record"]["entry"].tolist()
    assert "service_log" not in mine.tables
    assert "drew a house" not in _all(mine)
    assert str(old) not in theirs.tables["record"]["entry"].tolist()
    assert "sang a song" not in _all(theirs)
    assert f"instead of entry {old}" in _all(theirs)


def test_corrections_point_at_what_they_correct(record: Record) -> None:
    old = record.add("notice_sent", "posted", student_id="A", sent_on="2026-03-20", means="letter")
    new = record.correct(old, "wrong day", sent_on="2026-03-21")
    last = record.withdraw(new, "never sent")
    tables = _file(record, "A").tables
    said = tables["record"].set_index("entry")
    assert said.loc[str(old), "later"] == f"holds no more, see entry {new}"
    assert f"instead of entry {old}" in str(said.loc[str(new), "what"])
    assert said.loc[str(last), "what"] == f"entry {new} does not hold"
    assert "record_notices" not in tables


def test_published_sessions_are_cut_to_the_child(record: Record) -> None:
    tables = _file(record, "A").tables
    published = record.published()
    mine = published[[("A" in ids) for ids in published["student_ids"]]]
    assert len(published) > len(mine) > 0
    plans = tables["record_plans"]
    assert plans["session_id"].tolist() == mine["session_id"].tolist()
    assert set(plans["owed_id"]) <= {"A-SLP", "A-OT"}
    line = tables["record"][tables["record"]["what"].str.startswith("plan from")]
    assert line["what"].item().endswith(f": {len(mine)} sessions of the child")
    session = mine.iloc[0]
    (number,) = record.log(session["session_id"], "missed", reason="suspension", student_id="A")
    again = _file(record, "A").tables["record_plans"].set_index("session_id")["standing"]
    assert again[session["session_id"]] == f"make-up session missed again, entry {number}"
    plan = next(entry for entry in record.entries() if entry.kind == "plan_published")
    gone = record.withdraw(plan.number, "not agreed")
    again = _file(record, "A").tables["record_plans"]["standing"]
    assert set(again) == {f"plan withdrawn, entry {gone}"}
    assert str(gone) in _file(record, "A").tables["record"]["entry"].tolist()


def test_notices_are_due_late_and_done(record: Record) -> None:
    clocks = _file(record, "A").tables["record_clocks"]
    assert set(clocks["standing"]) == {"late"}
    missed = {str(entry.number): entry for entry in record.entries(kinds=["missed"])}
    assert {missed[number].student_id for number in clocks["entry"]} == {"A"}
    number = record.add("notice_sent", "sent", student_id="A", sent_on="2026-03-29", means="email")
    clocks = _file(record, "A").tables["record_clocks"]
    assert set(clocks["standing"]) == {"done late"}
    assert set(clocks["notice"]) == {str(number)}
    assert set(_file(record, "C").tables["record_clocks"]["standing"]) == {"late"}


def test_clocks_stand_as_of_the_day_on_which_notices_do(record: Record) -> None:
    record.add(
        "missed", "log", date="2026-03-03", service_id="A-SLP", minutes=30, reason="provider_absent"
    )
    found = _file(record, "A")
    clocks, notices = found.tables["clocks"], found.tables["record_clocks"]
    asked = clocks[clocks["status"] == "broken"]
    assert set(notices["date"]) == set(asked["date"])
    assert "2026-03-03" in set(asked["date"])
    assert f"Clocks as of {TODAY}" in paper_text(found.paper)


def test_who_wrote_and_why_are_masked_where_they_name_another(record: Record) -> None:
    said = _file(record, "A").tables["record"]
    assert set(said["who"]) == {MASK}
    assert f"for {MASK}" in set(said["why"])
    assert f"{MASK} has left" in set(said["why"])
    assert "Basil" in _all(_file(record, "B", names=True))


def test_without_the_record_the_file_says_so(record: Record) -> None:
    case = record.case()
    found = complaint_file(case, any_plan(case), "A")
    assert not [name for name in found.tables if name.startswith("record")]
    assert "The case's record was not read" in paper_text(found.paper)


def test_an_export_with_a_record_holds_it(record: Record, tmp_path: Path) -> None:
    case = record.case()
    files = ms.export(case, any_plan(case), tmp_path / "out", student="A", record=record)
    from openpyxl import load_workbook

    (book,) = [path for path in files if path.name == "student-A-complaint-file.xlsx"]
    assert "record" in load_workbook(book).sheetnames
    ms.export(case, any_plan(case), tmp_path / "plain", student="A")
    plain = load_workbook(tmp_path / "plain" / book.name)
    assert "record" not in plain.sheetnames
