"""Tables that are taken in again, beside what people wrote into the record since."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_cases import TEN_MINUTES, recorded

from makeup_sched.case.case import Case
from makeup_sched.recording.kinds import MISSED
from makeup_sched.recording.record import Record
from makeup_sched.recording.words import entry_words
from support import tiny
from support.judge import few

DAYS = ("2026-02-02", "2026-02-03", "2026-02-04")
_START = tiny.tiny_case(
    tiny.students("A"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 1)
)
STEPS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(DAYS), st.integers(1, 4)),
    st.tuples(st.just("annotate"), st.sampled_from(DAYS), st.integers(1, 3)),
    st.tuples(st.just("delete"), st.sampled_from(DAYS), st.just(0)),
    st.tuples(st.just("correct"), st.sampled_from(DAYS), st.integers(5, 8)),
    st.tuples(st.just("withdraw"), st.sampled_from(DAYS), st.just(0)),
    st.tuples(st.just("import"), st.just(""), st.just(0)),
)


def _case(minutes: dict[str, int], notes: Mapping[str, str] | None = None) -> Case:
    """Return a case in which so many minutes were missed on each day."""
    notes = notes or {}
    first = _START.table("missed").iloc[:1]
    rows = pd.concat([first.assign(date=pd.Timestamp(day), minutes=each, note=notes.get(day, ""))
                      for day, each in minutes.items()] or [first.iloc[:0]])  # fmt: skip
    rows = rows.astype(first.dtypes.to_dict())
    rows.index = pd.RangeIndex(2, 2 + len(rows), name="row")
    return replace(_START, tables={**_START.tables, "missed": rows})


def _held(record: Record) -> dict[str, int]:
    table = record.case().table("missed")
    days = [f"{day:%Y-%m-%d}" for day in table["date"]]
    assert len(set(days)) == len(days)
    return dict(zip(days, map(int, table["minutes"]), strict=True))


class _Told:
    """The same in the plainest way: what tables said last, what holds, and what was by hand."""

    def __init__(self) -> None:
        self.table: dict[str, int] = {}
        self.notes: dict[str, str] = {}
        self.said: dict[str, int] = {}
        self.holds: dict[str, int] = {}
        self.by_hand: set[str] = set()

    def take_in(self) -> None:
        for day, minutes in self.table.items():
            if self.said.get(day) != minutes:
                self.said[day] = self.holds[day] = minutes
                self.by_hand.discard(day)
        for day in set(self.said) - set(self.table):
            if day in self.by_hand and day in self.holds:
                continue
            del self.said[day]
            self.holds.pop(day, None)
            self.by_hand.discard(day)


def _apply(record: Record, told: _Told, step: tuple[Any, ...]) -> None:
    what, day, minutes = step
    if what == "type":
        told.table[day] = minutes
    elif what == "annotate":
        told.notes[day] = f"note {minutes}"
    elif what == "delete":
        told.table.pop(day, None)
    elif what == "import":
        told.take_in()
        record.import_case(_case(told.table, told.notes))
        assert record.import_case(_case(told.table, told.notes)) == []
    elif told.holds.get(day):
        (entry,) = [each for each in record.state().of_kind(MISSED) if each.get("date") == day]
        told.by_hand.add(day)
        if what == "correct":
            record.correct(entry.number, "typed wrongly", minutes=minutes)
            told.holds[day] = minutes
        else:
            record.withdraw(entry.number, "another student's")
            del told.holds[day]


@few(5)
@given(st.lists(STEPS, min_size=3, max_size=14))
def test_tables_taken_in_again_never_count_a_session_twice(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, Record(folder, who="Tess", create=True) as record:
        record.import_case(_case({}))
        told = _Told()
        for step in [*steps, ("import", "", 0)]:
            _apply(record, told, step)
            assert _held(record) == told.holds
        assert record.verify() == []


@pytest.mark.parametrize("what", ["correct", "withdraw", "log"])
def test_unchanged_tables_leave_what_was_written_by_hand(tmp_path: Path, what: str) -> None:
    with recorded(tmp_path / "case", TEN_MINUTES) as record:
        entry = record.entries(kinds=[MISSED])[0]
        if what == "correct":
            record.correct(entry.number, "typed wrongly", minutes=5)
        elif what == "withdraw":
            record.withdraw(entry.number, "it was another student")
        else:
            record.log(entry.get("service_id"), "given", on=entry.get("date"))
        ledger = record.make_up_ledger()
        assert record.import_case() == []
        pd.testing.assert_frame_equal(record.make_up_ledger(), ledger)


@pytest.mark.parametrize("what", ["correct", "withdraw"])
def test_a_new_note_in_the_table_undoes_no_decision(tmp_path: Path, what: str) -> None:
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_case({DAYS[0]: 30}))
        (entry,) = record.entries(kinds=[MISSED])
        if what == "correct":
            record.correct(entry.number, "typed wrongly", minutes=20)
        else:
            record.withdraw(entry.number, "another student's")
        held = _held(record)
        assert record.import_case(_case({DAYS[0]: 30}, {DAYS[0]: "fire drill"})) == []
        assert _held(record) == held
        record.import_case(_case({DAYS[0]: 25}, {DAYS[0]: "fire drill"}))
        assert _held(record) == {DAYS[0]: 25}


def test_a_withdrawn_miss_that_left_the_table_can_be_typed_in_again(tmp_path: Path) -> None:
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_case({DAYS[0]: 30}))
        (entry,) = record.entries(kinds=[MISSED])
        withdrawal = record.withdraw(entry.number, "another student's")
        (left,) = record.entries(numbers=record.import_case(_case({})))
        assert entry_words(left) == f"what entry {withdrawal} is about is gone from the tables"
        assert _held(record) == {}
        assert record.import_case(_case({})) == []
        record.import_case(_case({DAYS[0]: 30}))
        assert _held(record) == {DAYS[0]: 30}
        assert record.verify() == []


def _with_reason(reason: str, minutes: int = 30) -> Case:
    case = _case({DAYS[0]: minutes})
    missed = case.table("missed")
    return replace(case, tables={**case.tables, "missed": missed.assign(reason=reason)})


def test_a_new_reason_for_what_was_corrected_by_hand_is_told(tmp_path: Path) -> None:
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_with_reason("provider_absent"))
        (entry,) = record.entries(kinds=[MISSED])
        number = record.correct(entry.number, "typed wrongly", reason="student_absent")
        assert record.passed_over(_with_reason("provider_absent")) == []
        new = _with_reason("school_activity")
        assert record.import_case(new) == []
        (left,) = record.passed_over(new)
        assert (left.table, left.entry, left.kept) == (
            "missed", number, {"reason": "student_absent"},
        )  # fmt: skip
        words = left.words("my-case")
        assert "A-SLP of 2026-02-02: the table says reason school_activity" in words
        assert f"keeps reason student_absent (entry {number}" in words
        assert f"record correct my-case {number} reason=school_activity --why" in words
        record.correct(number, "the table is right", reason="school_activity")
        assert record.import_case(new) == []
        assert record.passed_over(new) == []
        assert record.case().table("missed")["reason"].tolist() == ["school_activity"]


def test_a_new_reason_for_what_was_withdrawn_or_logged_by_hand_is_told(tmp_path: Path) -> None:
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_with_reason("provider_absent"))
        (entry,) = record.entries(kinds=[MISSED])
        withdrawal = record.withdraw(entry.number, "another student's")
        new = _with_reason("school_activity")
        assert record.import_case(new) == []
        (left,) = record.passed_over(new)
        assert (left.entry, left.withdrawn) == (withdrawal, True)
        assert "record add my-case missed date=2026-02-02 service_id=A-SLP" in left.words("my-case")
    folder = tmp_path / "other"
    folder.mkdir()
    with Record(folder, who="Tess", create=True) as record:
        record.import_case(_case({}))
        record.log("A-SLP", "missed", on=DAYS[0], minutes=30, reason="student_absent")
        assert record.import_case(_with_reason("school_activity")) == []
        (left,) = record.passed_over(_with_reason("school_activity"))
        assert left.kept == {"reason": "student_absent"}


@pytest.mark.parametrize("what", ["correct", "withdraw"])
def test_what_a_note_says_is_not_shown(tmp_path: Path, what: str) -> None:
    private = "Maria Lopez had the flu"
    new = _case({DAYS[0]: 30}, {DAYS[0]: private})
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_case({DAYS[0]: 30}))
        (entry,) = record.entries(kinds=[MISSED])
        if what == "correct":
            number = record.correct(entry.number, "typed wrongly", note="fire drill")
            told = (
                "the table says another note; the record keeps its own "
                f"(entry {number}, written by hand). To take the table's word: makeup-sched "
                f"record correct my-case {number} note=... --why ..."
            )
        else:
            number = record.withdraw(entry.number, "another student's")
            told = f"says another note; in the record it was withdrawn (entry {number}). To take"
        assert record.import_case(new) == []
        (left,) = record.passed_over(new)
    words = left.words("my-case")
    assert told in words
    assert "note=... --why" in words
    assert not any(part in words for part in ("Maria", "Lopez", "flu", "fire drill"))


def test_a_note_that_left_the_table_is_told_of(tmp_path: Path) -> None:
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_case({DAYS[0]: 30}, {DAYS[0]: "typed"}))
        (entry,) = record.entries(kinds=[MISSED])
        number = record.correct(entry.number, "it was so", note="kept")
        new = _case({DAYS[0]: 30})
        assert record.import_case(new) == []
        (left,) = record.passed_over(new)
    assert "the table says no note; the record keeps its own" in left.words("my-case")
    assert f"record correct my-case {number} note= --why" in left.words("my-case")
