"""The reimbursement file: complete or what is missing, capped, ended by the school's service."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import makeup_sched as ms
from makeup_sched.exports.child_ledger import ledger_paper
from makeup_sched.exports.complaint_file import complaint_file
from makeup_sched.exports.papers import paper_text
from makeup_sched.recording.record import Record
from support import tiny
from support.judge import planned

PAPERS: dict[str, dict[str, Any]] = {
    "licence": {"provider": "Speech Works", "valid_from": "2025-09-01", "valid_to": "2026-08-31"},
    "contract": {"provider": "Speech Works", "student_id": "A", "valid_from": "2026-01-01",
                 "valid_to": "2026-06-30", "approved_on": "2026-01-05"},
    "session_note": {"provider": "Speech Works", "student_id": "A", "owed_id": "A-SLP",
                     "date": "2026-02-20", "start": "16:00", "end": "16:45",
                     "goals": "articulation of r", "reference": "R-17"},
    "receipt": {"student_id": "A", "amount": 90, "reference": "R-17"},
    "payment_proof": {"student_id": "A", "amount": 90, "reference": "R-17"},
}  # fmt: skip


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of two children; taken in once, as that takes long."""
    folder = tmp_path_factory.mktemp("taken-in")
    case = tiny.tiny_case(
        tiny.students("AB"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 60),
        tiny.owes("B", 60),
    )  # fmt: skip
    with Record(folder, who="Tess", create=True) as made:
        made.import_case(case)
    return folder


@pytest.fixture
def record(taken_in: Path, tmp_path: Path) -> Iterator[Record]:
    shutil.copytree(taken_in, tmp_path, dirs_exist_ok=True)
    with Record(tmp_path, who="Tess") as made:
        yield made


def _file(record: Record, **changes: dict[str, Any] | None) -> None:
    """File all papers, some changed, some (None) left out."""
    for paper, facts in PAPERS.items():
        change = changes.get(paper, {})
        if change is not None:
            cells = {**facts, **change}
            record.add("paper_filed", "came in", filed_on="2026-02-25", paper=paper, **cells)


def _line(record: Record) -> dict[Any, Any]:
    (line,) = record.reimbursement("A").sessions.to_dict("records")
    return line


def test_a_complete_session_is_eligible(record: Record) -> None:
    _file(record)
    line = _line(record)
    assert (line["standing"], line["missing"]) == ("complete", "")
    assert (line["minutes"], line["eligible"], line["dollars"]) == (45, 45, 90.0)
    (item,) = record.reimbursement("A").items.to_dict("records")
    assert (item["missed"], item["left"], item["eligible"]) == (60, 60, 45)
    assert record.reimbursement("A").complete
    assert record.reimbursement("B").sessions.empty


@pytest.mark.parametrize(
    ("paper", "change", "message"),
    [
        ("licence", None, "no licence of the provider"),
        ("licence", {"valid_to": "2026-02-19"}, "no licence of the provider"),
        ("licence", {"provider": "Others"}, "no licence of the provider"),
        ("contract", None, "no contract"),
        ("contract", {"approved_on": None}, "not approved"),
        ("contract", {"approved_on": "2026-02-21"}, "not approved"),
        ("contract", {"student_id": "B"}, "no contract"),
        ("receipt", None, "no receipt R-17"),
        ("payment_proof", None, "no proof that receipt R-17 was paid"),
        ("payment_proof", {"amount": 80}, "differ: $90.00 and $80.00"),
        ("payment_proof", {"reference": "R-18"}, "no proof"),
        ("session_note", {"goals": ""}, "names no IEP goal"),
        ("session_note", {"start": None, "end": None, "minutes": 45}, "has no times"),
        ("session_note", {"date": None}, "has no date"),
        ("session_note", {"owed_id": ""}, "names no service"),
        ("session_note", {"minutes": 60}, "more minutes than lie between"),
        ("session_note", {"reference": ""}, "names no receipt"),
    ],
)
def test_what_is_missing_is_said(
    record: Record, paper: str, change: dict[str, Any] | None, message: str
) -> None:
    _file(record, **{paper: change})
    line = _line(record)
    assert line["standing"] == "incomplete"
    assert message in line["missing"]
    assert (line["eligible"], line["dollars"]) == (0, 0)
    with pytest.raises(ms.RecordError, match="no session is complete"):
        record.reimburse("A", why="asked for")


def test_a_supervisors_licence_stands_for_a_paraprofessional(record: Record) -> None:
    _file(record, licence=None)
    record.add("paper_filed", "came in", filed_on="2026-02-25", paper="supervisor_licence",
               **PAPERS["licence"])  # fmt: skip
    assert _line(record)["standing"] == "complete"


def test_it_ends_on_the_day_the_schools_service_starts(record: Record) -> None:
    _file(record)
    record.add("paper_filed", "therapist hired", filed_on="2026-02-25", paper="service_start",
               owed_id="A-SLP", student_id="A", date="2026-02-20")  # fmt: skip
    assert "had started on 2026-02-20" in _line(record)["missing"]


def test_minutes_are_capped_by_those_missed_and_not_made_up(record: Record) -> None:
    _file(record)
    record.add("given", "log", date="2026-02-24", owed_id="A-SLP", minutes=40)
    line = _line(record)
    assert (line["standing"], line["eligible"], line["dollars"]) == ("complete", 20, 40.0)
    assert "25 of 45 minutes are beyond those missed" in line["missing"]
    record.add("given", "log", date="2026-02-25", owed_id="A-SLP", minutes=20)
    assert _line(record)["standing"] == "beyond"


def test_a_minute_is_never_both_made_up_and_paid_back(record: Record) -> None:
    _file(record)
    (number,) = record.reimburse("A", why="approved")
    entry = record.entries(numbers=[number])[0]
    assert (entry.kind, entry.get("minutes"), entry.get("amount")) == ("reimbursed", "45", "90")
    assert _line(record)["standing"] == "reimbursed"
    (item,) = record.reimbursement("A").items.to_dict("records")
    assert (item["given"], item["reimbursed"], item["left"]) == (0, 45, 15)
    owed = ms.owed(record.case()).set_index("owed_id")["owed"]
    assert owed["A-SLP"] == 15
    with pytest.raises(ms.RecordError, match="no session is complete"):
        record.reimburse("A", why="once more")
    facts = {"date": "2026-02-21", "owed_id": "A-SLP"}
    with pytest.raises(ms.RecordError, match="more than the 15"):
        record.add("reimbursed", "by hand", minutes=16, **facts)
    record.add("reimbursed", "by hand", minutes=15, **facts)
    with pytest.raises(ms.RecordError, match="more than the 45"):
        record.correct(number, "more", minutes=46)
    record.correct(number, "less", minutes=30)
    assert ms.owed(record.case()).set_index("owed_id")["owed"]["A-SLP"] == 15


def test_the_same_session_twice_is_paid_once(record: Record) -> None:
    _file(record)
    record.add("paper_filed", "again", filed_on="2026-02-26", paper="session_note",
               **PAPERS["session_note"])  # fmt: skip
    lines = record.reimbursement("A").sessions
    assert lines["standing"].tolist() == ["complete", "incomplete"]
    assert "stands twice" in lines["missing"].iloc[1]


def test_a_receipt_for_two_sessions_is_shared_by_their_minutes(record: Record) -> None:
    _file(record, session_note={"end": "16:20"})
    record.add("paper_filed", "came in", filed_on="2026-02-26", paper="session_note",
               **{**PAPERS["session_note"], "date": "2026-02-21", "end": "16:40"})  # fmt: skip
    lines = record.reimbursement("A").sessions
    assert lines["dollars"].tolist() == [30.0, 60.0]
    assert lines["eligible"].sum() == 60
    assert isinstance(lines, pd.DataFrame)


def test_capitals_and_spaces_do_not_make_another_provider(record: Record) -> None:
    _file(record, session_note={"provider": "speech  works "})
    assert _line(record)["standing"] == "complete"


def test_a_receipt_that_is_filed_twice_is_not_paid_twice(record: Record) -> None:
    _file(record)
    for paper in ("receipt", "payment_proof"):
        with pytest.raises(ms.RecordError, match="says just that already"):
            record.add("paper_filed", "again", filed_on="2026-02-25", paper=paper, **PAPERS[paper])
    assert _line(record)["dollars"] == 90


def test_what_was_paid_back_is_not_called_a_session_of_the_school(record: Record) -> None:
    _file(record)
    record.reimburse("A", why="approved")
    case = record.case()
    (note,) = case.table("delivered")["note"]
    assert note == "paid back to the family, receipt R-17"
    plan = planned(case)
    paper = paper_text(ledger_paper(case, plan, "A"))
    assert "Fri, Feb 20, 2026 | speech-language therapy | 45 | paid back to the family" in paper
    lead = complaint_file(case, plan, "A", record=record.child_record("A")).paper.lead[0]
    assert "Made up so far: 45 minutes, 45 of them paid back to the family" in lead


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Record]:
    """A child of whom 30 minutes are owed and two sessions of 30 wait for the team."""
    case = tiny.tiny_case(
        tiny.students("A"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 30),
        ("missed", {"date": "2026-02-12", "service_id": "A-SLP", "minutes": "30",
                    "reason": "student_absent"}),
        ("missed", {"date": "2026-02-11", "service_id": "A-SLP", "minutes": "30",
                    "reason": "student_absent"}),
        pending="hold", reasons={"student_absent": "team_decides"},
    )  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as made:
        made.import_case(case)
        yield made


def _figures(record: Record) -> dict[str, int]:
    (line,) = record.make_up_ledger().to_dict("records")
    names = ("pending", "given", "balance", "beyond", "undecided")
    return {name: int(line[name]) for name in names}


def test_paying_back_what_waits_for_the_team_needs_its_decision(waiting: Record) -> None:
    _file(waiting)
    before = waiting.head()
    with pytest.raises(ms.RecordError, match=r"A-SLP on 2026-02-11 \(30 min\).*--decided-by"):
        waiting.reimburse("A", why="approved")
    assert waiting.head() == before
    assert waiting.reimbursement("A").items["undecided"].tolist() == [15]


def test_the_decision_is_written_down_and_the_balance_is_right(waiting: Record) -> None:
    _file(waiting)
    numbers = waiting.reimburse(
        "A", why="meeting of April 3", decided_by="IEP team", decided_on="2026-04-03"
    )
    decided, paid = waiting.entries(numbers=numbers)
    assert (decided.kind, decided.get("date"), decided.get("decision")) == (
        "decided", "2026-02-11", "owed",
    )  # fmt: skip
    for entry in (decided, paid):
        assert (entry.get("decided_by"), entry.get("decided_on")) == ("IEP team", "2026-04-03")
        assert entry.why == "meeting of April 3"
    assert _figures(waiting) == {
        "pending": 30, "given": 45, "balance": 15, "beyond": 0, "undecided": 0,
    }  # fmt: skip
    assert ms.owed(waiting.case()).set_index("owed_id")["owed"]["A-SLP"] == 15
    assert waiting.remarks(numbers) == []
    assert waiting.verify() == []


def test_paid_back_by_hand_without_a_decision_says_what_is_missing(waiting: Record) -> None:
    number = waiting.add("reimbursed", "by hand", date="2026-02-20", owed_id="A-SLP", minutes=45)
    assert _figures(waiting) == {
        "pending": 60, "given": 30, "balance": 0, "beyond": 15, "undecided": 15,
    }  # fmt: skip
    (words,) = waiting.remarks([number])
    assert "15 of the 45 minutes of A-SLP that were paid back wait for the team's decision" in words
    assert "record add CASE decided service_id=A-SLP date=2026-02-11 decision=owed" in words
    waiting.add("decided", "meeting", service_id="A-SLP", date="2026-02-11", decision="owed",
                decided_by="IEP team")  # fmt: skip
    assert waiting.remarks([number]) == []
    assert _figures(waiting)["beyond"] == 0


def test_no_decision_is_written_where_none_is_waited_for(record: Record) -> None:
    _file(record)
    numbers = record.reimburse("A", why="approved", decided_by="IEP team")
    assert [entry.kind for entry in record.entries(numbers=numbers)] == ["reimbursed"]


def test_the_audit_says_which_minutes_were_paid_back(record: Record) -> None:
    _file(record)
    record.reimburse("A", why="approved")
    dates = ms.audit(record.case(), "2026-02-28").dates
    (line,) = dates[dates["what"] == "made_up"].to_dict("records")
    assert (line["minutes"], line["reason"]) == (45, "paid back to the family")


@pytest.mark.parametrize("decided_by", ["", "IEP team"])
def test_paying_for_one_service_decides_on_no_other(tmp_path: Path, decided_by: str) -> None:
    two = tiny.owes("A", 30, service_id="A-TWO", on_date="2026-02-24")
    absent = ("missed", {"date": "2026-02-12", "service_id": "A-TWO", "minutes": "30",
                         "reason": "student_absent"})  # fmt: skip
    case = tiny.tiny_case(
        tiny.students("A"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 60), two,
        absent, pending="hold", reasons={"student_absent": "team_decides"},
    )  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(case)
        record.add("reimbursed", "by hand", date="2026-02-20", owed_id="A-TWO", minutes=60)
        _file(record)
        assert [one.service_id for one in record.reimbursement("A").to_decide] == ["A-TWO"]
        numbers = record.reimburse("A", why="approved", decided_by=decided_by)
        (paid,) = record.entries(numbers=numbers)
        assert (paid.kind, paid.get("owed_id")) == ("reimbursed", "A-SLP")
        ledger = record.make_up_ledger().set_index("service_id")
        assert ledger.loc["A-TWO", "undecided"] == 30


def test_what_was_made_up_ahead_of_the_decision_is_decided_on_too(waiting: Record) -> None:
    waiting.add("given", "ahead of the meeting", date="2026-02-18", owed_id="A-SLP", minutes=45)
    _file(waiting)
    assert waiting.reimbursement("A").items["undecided"].tolist() == [60]
    numbers = waiting.reimburse("A", why="approved", decided_by="IEP team")
    entries = waiting.entries(numbers=numbers)
    assert [one.kind for one in entries] == ["decided", "decided", "reimbursed"]
    assert _figures(waiting) == {
        "pending": 0, "given": 90, "balance": 0, "beyond": 0, "undecided": 0,
    }  # fmt: skip
    assert waiting.remarks(numbers) == []


def test_by_hand_after_make_up_minutes_the_words_agree_with_the_ledger(waiting: Record) -> None:
    waiting.add("given", "ahead of the meeting", date="2026-02-18", owed_id="A-SLP", minutes=45)
    number = waiting.add("reimbursed", "by hand", date="2026-02-20", owed_id="A-SLP", minutes=45)
    assert _figures(waiting)["undecided"] == 60
    (words,) = waiting.remarks([number])
    assert words.startswith("60 of the 90 minutes of A-SLP that were made up or paid back wait")


def test_where_pending_minutes_are_planned_nothing_waits(waiting: Record) -> None:
    case = waiting.case()
    policy = case.policy.model_copy(update={"pending": "plan"})
    waiting.import_case(replace(case, policy=policy))
    number = waiting.add("reimbursed", "by hand", date="2026-02-20", owed_id="A-SLP", minutes=45)
    assert waiting.remarks([number]) == []
    assert _figures(waiting)["undecided"] == 0
    assert waiting.reimbursement("A").items["undecided"].tolist() == [0]
