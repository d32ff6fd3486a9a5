"""What is read of one child is what the whole record says of it, after any history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import one_child
from makeup_sched.exports.child_record import masker_of
from makeup_sched.exports.masking import Masker
from makeup_sched.recording.kinds import LEDGER_TABLES
from makeup_sched.recording.notices_sent import notice_table
from makeup_sched.recording.record import Record
from makeup_sched.recording.reimbursement import reimbursement
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS
from support.judge import few
from support.little_school import NAMES, school_rows
from support.tiny import (
    Blueprint,
    Row,
    award,
    block,
    blueprint,
    day,
    hours,
    on,
    owes,
    regular,
    student,
)

TODAY = date(2026, 3, 30)
CLOCKS = {"not_delivered_within_school_days": 1, "notice_within_school_days": 1}
AGREED: Row = ("locked", {
    "session_id": "L1", "provider_id": "P", "discipline": "SLP", "date": on(1), "start": "09:00",
    "end": "09:30", "student_ids": "C;A", "owed_ids": "C-SLP;A-SLP", "mode": "extra",
})  # fmt: skip
AMENDED: Row = (
    "amendments",
    {"service_id": "B-SLP", "start_date": on(1), "minutes": "45", "sessions": "1", "per": "week"},
)


def _tables(*more: Row | list[Row]) -> Blueprint:
    """Return a school; D stands above the others in every table, and they move up without it."""
    return blueprint(
        student("D", name="Dora Departed"), owes("D", 45), award("D", 30),
        block("D", "10:00-10:30", "recess"), regular("R2", "08:30-09:00", "DC", weekday="Tue"),
        school_rows(), block("A", "10:00-10:30", "lunch"), hours("08:00-11:00", provider_id="Q"),
        AGREED, AMENDED, *more, clocks=CLOCKS,
    )  # fmt: skip


@cache
def _first() -> Case:
    """Return the case that a record begins with."""
    return _tables().case


@cache
def _without_d() -> Case:
    """Return the case when D has left."""
    return blueprint(school_rows(), AMENDED, clocks=CLOCKS).case


@cache
def _with_another() -> Case:
    """Return the case with a student in the first row of its table."""
    return blueprint(student("0", name="Zoe Zero"), *_tables().rows, day(3), clocks=CLOCKS).case


@cache
def _moved(service: str, owner: str) -> Case:
    """Return the case in which a service is another child's."""
    blue = _tables()
    rows = tuple(
        (name, {**cells, "student_id": owner} if cells.get("service_id") == service else cells)
        if name == "services"
        else (name, cells)
        for name, cells in blue.rows
    )
    return replace(blue, rows=rows).case


def _erase(record: Record) -> None:
    if record.entries(student_id="D"):
        record.erase("D", rule="7 years", why="left")


def _correct(record: Record, item: str, **facts: str | int) -> None:
    """Correct the first entry about an item that holds and can be corrected."""
    gone = record.corrected_by()
    for entry in record.entries(kinds=["missed", "given", "served", "awarded"], item=item):
        if entry.number not in gone and not entry.erased and record.entries(student_id="D"):
            record.correct(entry.number, "typed wrongly", **facts)
            return


def _withdraw(record: Record, item: str) -> None:
    gone = record.corrected_by()
    for entry in record.entries(kinds=["missed", "given"], item=item):
        if entry.number not in gone and not entry.erased:
            record.withdraw(entry.number, "it was another")
            return


def _serve(record: Record, item: str, day: str) -> None:
    record.add("served", "log", date=day, service_id=item, minutes=25, status="given")


def _note(record: Record) -> None:
    number = len(record)
    for paper in ({"paper": "licence", "provider": "Speech  Works", "student_id": "B"},
                  {"paper": "session_note", "provider": "speech works", "student_id": "A",
                   "owed_id": "A-SLP", "date": "2026-02-21", "start": "16:00", "end": "16:30",
                   "goals": "r", "reference": f"R-{number}"}):  # fmt: skip
        facts = {"filed_on": "2026-03-01", "valid_from": "2026-01-01", **paper}
        record.add("paper_filed", f"by mail {number}", note=f"{number}", **facts)


DEEDS: dict[str, Callable[[Record], object]] = {
    "serve A": lambda record: _serve(record, "A-SLP", on(0)),
    "serve B": lambda record: _serve(record, "B-SLP", on(0)),
    "give A": lambda record: record.add(
        "given", "log", date="2026-02-28", owed_id="A-SLP", minutes=len(record) % 17 + 1
    ),
    "miss A twice on a day": lambda record: [
        record.add(
            "missed",
            "log",
            date="2026-02-23",
            service_id="A-SLP",
            minutes=len(record) + 1,
            reason=reason,
        )
        for reason in ("provider_absent", "student_absent")
    ],
    "correct A": lambda record: _correct(record, "A-SLP", minutes=25),
    "it was B": lambda record: _correct(record, "A-SLP", service_id="B-SLP"),
    "withdraw A": lambda record: _withdraw(record, "A-SLP"),
    "notice": lambda record: record.add(
        "notice_sent", "posted", student_id="A", sent_on="2026-03-20", means="letter"
    ),
    "papers": _note,
    "decide": lambda record: record.add(
        "decided",
        "meeting",
        service_id="A-OT",
        date="2026-02-24",
        decision="owed",
        decided_by="team",
    ),
    "D leaves": lambda record: record.import_case(_without_d()),
    "a pupil on top": lambda record: record.import_case(_with_another()),
    "service of B is A's": lambda record: record.import_case(_moved("B-SLP", "A")),
    "erase D": _erase,
}
"""What may befall a record; where something can't be done any more nothing is."""


def _befall(record: Record, deeds: list[str]) -> None:
    record.import_case(_first())
    for name in deeds:
        try:
            DEEDS[name](record)
        except MakeupSchedError:
            continue


ITEM = {"missed": "service_id", "service_log": "service_id", "delivered": "owed_id",
        "awards": "award_id"}  # fmt: skip
"""The column of a table that says which service or award a row is about."""
HARD = ["miss A twice on a day", "correct A", "it was B", "erase D", "a pupil on top", "papers",
        "serve A", "correct A", "notice", "decide", "D leaves", "service of B is A's"]  # fmt: skip


@few(4)
@given(st.lists(st.sampled_from(sorted(DEEDS)), max_size=8))
@example(HARD)
@example(["service of B is A's", "serve B", "give A", "withdraw A"])
@example(["erase D", "D leaves", "a pupil on top", "erase D"])
def test_the_case_of_one_child_is_cut_from_the_whole_one(deeds: list[str]) -> None:
    with TemporaryDirectory() as folder, Record(folder, who="Tess", create=True) as record:
        _befall(record, deeds)
        whole, state = record.case(), record.state()
        for one in sorted(whole.table("students")["student_id"]):
            kept = record.child_record(one)
            cut, own = one_child(kept.case, one), one_child(whole, one)
            assert (cut.policy, cut.start_date, cut.end_date, cut.name) == (
                own.policy, own.start_date, own.end_date, own.name
            )  # fmt: skip
            for table in INPUT_SCHEMAS:
                if table in ("bell_schedules", "provider_hours"):
                    continue
                _same_rows(table, cut.table(table), own.table(table))
            for table, column in (("bell_schedules", "bell_schedule"),
                                  ("provider_hours", "provider_id")):  # fmt: skip
                shown = kept.case.table(table)
                there = whole.table(table)
                wanted = there[there[column].isin(shown[column])]
                pd.testing.assert_frame_equal(shown, wanted)
            for table in LEDGER_TABLES:
                items = kept.case.table(table)[ITEM[table]]
                assert set(items) <= record.everybody().items(one)
                _entries_say_it(record, kept.case.table(table), kept.entry_of)
            pd.testing.assert_frame_equal(
                notice_table(cut, kept.state, TODAY), notice_table(own, state, TODAY)
            )
            found, expected = record.reimbursement(one), reimbursement(whole, state, one)
            pd.testing.assert_frame_equal(found.items, expected.items)
            pd.testing.assert_frame_equal(found.sessions, expected.sessions)
            masker = masker_of(kept, names=False)
            assert masker.others >= Masker.of(whole, one, names=False).others - masker.own


def _same_rows(table: str, cut: pd.DataFrame, own: pd.DataFrame) -> None:
    """See that two tables say the same in the same order; entries have numbers of their own."""
    fed = table in LEDGER_TABLES
    pd.testing.assert_frame_equal(cut.reset_index(drop=fed), own.reset_index(drop=fed))
    assert cut.index.is_monotonic_increasing


def _entries_say_it(record: Record, rows: pd.DataFrame, entry_of: Callable[[int], int]) -> None:
    """See that each row is what the entry says that holds by now."""
    held = {entry.number: entry for entry in record.entries()}
    gone = record.corrected_by()
    for number, row in rows.iterrows():
        entry = held[entry_of(int(str(number)))]
        assert entry.number not in gone
        assert entry.get("minutes") == str(row["minutes"])


def test_hours_and_bells_of_the_child_are_there(tmp_path: Path) -> None:
    with Record(tmp_path, create=True) as record:
        record.import_case(_first())
        case = record.child_case("A")
        assert set(case.table("provider_hours")["provider_id"]) == {"P", "Q"}
        assert set(case.table("bell_schedules")["bell_schedule"]) == {"bells"}
        assert set(record.child_case("D").table("provider_hours")["provider_id"]) == {"P"}


def test_others_are_there_only_where_the_child_is_with_them(tmp_path: Path) -> None:
    with Record(tmp_path, create=True) as record:
        record.import_case(_first())
        case = record.child_case("B")
        assert set(case.table("students")["student_id"]) == {"A", "B"}
        assert set(case.table("services")["student_id"]) == {"B"}
        (session,) = case.table("regular_sessions")["student_ids"]
        assert session == ("A", "B")
        joined = record.child_record("B", ["R2"]).case.table("regular_sessions")
        assert set(joined["session_id"]) == {"R1", "R2"}


def test_a_past_state_can_be_asked_for(tmp_path: Path) -> None:
    with Record(tmp_path, create=True) as record:
        record.import_case(_first())
        number = record.add("given", "log", date="2026-02-28", owed_id="A-SLP", minutes=10)
        before = record.entries()[-1].recorded_at
        then = one_child(record.case(), "A")
        record.correct(number, "typed wrongly", minutes=20)
        record.import_case(_without_d())
        assert 20 in record.child_case("A").table("delivered")["minutes"].tolist()
        for table in INPUT_SCHEMAS:
            _same_rows(table, one_child(record.child_case("A", before), "A").table(table),
                       then.table(table))  # fmt: skip
        with pytest.raises(MakeupSchedError, match="the record begins on"):
            record.child_case("A", "2001-01-01")


def test_a_child_that_is_not_there_is_refused_with_those_that_are_like_it(tmp_path: Path) -> None:
    with Record(tmp_path, create=True) as record:
        with pytest.raises(MakeupSchedError, match="no case was taken in"):
            record.child_case("A")
        record.import_case(_tables(student("Anna")).case)
        with pytest.raises(
            MakeupSchedError, match='no student Ana in the case; did you mean "Anna"'
        ):
            record.child_case("Ana")
        record.erase("D", rule="7 years", why="left")
        with pytest.raises(MakeupSchedError, match="no student D"):
            record.child_case("D")


def test_a_case_that_says_no_first_date_begins_after_the_newest_entry_of_anybody(
    tmp_path: Path,
) -> None:
    blue = _tables().without("locked")
    policy = {name: value for name, value in blue.policy.items() if name != "start_date"}
    with Record(tmp_path, create=True) as record:
        record.import_case(replace(blue, policy=policy).case)
        number = record.add("given", "log", date=on(1), owed_id="C-SLP", minutes=10)
        for _ in range(2):
            assert record.child_case("A").start_date == record.case().start_date
            if record.entries()[-1].number == number:
                record.withdraw(number, "it was not held")


def test_names_are_masked_that_the_tables_know_no_more(tmp_path: Path) -> None:
    with Record(tmp_path, create=True) as record:
        record.import_case(_first())
        record.import_case(blueprint(school_rows()).case)
        masker = masker_of(record.child_record("A"), names=True)
        assert "dora" in masker.others
        assert not {"amber", "example"} & masker.others
        assert {name.split()[0].casefold() for name in NAMES.values()} - {"amber"} <= masker.others
        assert render_table("students", record.case().table("students"))["name"].tolist() == [
            *NAMES.values()
        ]
