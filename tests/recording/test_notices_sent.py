"""Notices that a clock asks for: due, late, done, done late."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from makeup_sched.recording.record import Record
from support import tiny

# missed on Monday February 2: ten school days later is February 16, three more February 19
MISSED, DUE = "2026-02-02", date(2026, 2, 19)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    case = tiny.blueprint(
        tiny.students("AB"), tiny.provider(), tiny.hours("08:00-12:00"),
        tiny.owes("A", 60, on_date=MISSED), tiny.owes("B", 60, on_date="2026-02-20"),
    ).with_policy(profile="illinois").case  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as made:
        made.import_case(case)
        yield made


def _standing(record: Record, today: str) -> list[tuple[str, str]]:
    table = record.notices(today)
    return list(zip(table["service_id"], table["standing"], strict=True))


def _send(record: Record, day: str, **facts: str) -> None:
    record.add("notice_sent", "told", sent_on=day, student_id="A", means="letter", **facts)


def test_a_notice_is_due_and_then_late(record: Record) -> None:
    assert _standing(record, "2026-02-13") == []
    assert _standing(record, "2026-02-17") == [("A-SLP", "due")]
    assert record.notices("2026-02-17")["notice_due"].iloc[0].date() == DUE
    assert _standing(record, "2026-02-19") == [("A-SLP", "due")]
    assert _standing(record, "2026-02-20") == [("A-SLP", "late")]


@pytest.mark.parametrize(("day", "standing"), [("2026-02-19", "done"), ("2026-02-20", "done late")])
def test_a_notice_that_was_sent_is_done(record: Record, day: str, standing: str) -> None:
    _send(record, day, owed_id="A-SLP", missed_on=MISSED)
    assert _standing(record, "2026-02-24") == [("A-SLP", standing)]
    table = record.notices("2026-02-24")
    assert (f"{table['sent_on'].iloc[0]:%Y-%m-%d}", table["means"].iloc[0]) == (day, "letter")


def test_one_that_leaves_the_session_open_counts_for_those_before_it(record: Record) -> None:
    _send(record, "2026-01-30")
    assert _standing(record, "2026-02-24") == [("A-SLP", "late")]
    _send(record, "2026-02-18")
    assert _standing(record, "2026-02-24") == [("A-SLP", "done")]


def test_one_about_another_session_does_not_count(record: Record) -> None:
    _send(record, "2026-02-18", owed_id="A-SLP", missed_on="2026-02-03")
    assert _standing(record, "2026-02-24") == [("A-SLP", "late")]


def test_a_notice_that_is_yet_to_be_sent_does_not_count(record: Record) -> None:
    _send(record, "2026-02-25")
    assert _standing(record, "2026-02-24") == [("A-SLP", "late")]
