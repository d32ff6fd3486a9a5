"""The file of the record: order, seals, rights, corrections, migrations, erasure."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from record_cases import entry, notes, small_store

from makeup_sched.recording.entry import Draft
from makeup_sched.recording.erasing import erase
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.migrations import MIGRATIONS, VERSION
from makeup_sched.recording.store import Store
from makeup_sched.recording.verifying import verify


def test_entries_come_back_in_their_order(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    assert [each.number for each in store.entries()] == [1, 2, 3]
    assert notes(store) == ["note 0", "note 1", "note 2"]
    first = store.entries(numbers=[1])[0]
    assert (first.who, first.why, first.student_id) == ("Tess Testperson", "a reason", "S0")
    assert verify(store) == []


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    small_store(tmp_path / "record.db")
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_an_entry_is_corrected_once(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    store.append([Draft("missed", "typed wrongly", {"note": "right"}, corrects=2)], "Tess")
    with pytest.raises(RecordError, match="was not corrected before"):
        store.append([Draft("missed", "again", {"note": "wrong"}, corrects=2)], "Tess")
    with pytest.raises(RecordError, match="only one that is there"):
        store.append([Draft("missed", "again", {"note": "wrong"}, corrects=99)], "Tess")
    live = store.entries(live=True)
    assert [each.number for each in live] == [1, 3, 4]
    assert [each.number for each in store.entries(3, live=True)] == [1, 2, 3]


def test_entries_of_one_step_are_there_all_or_none(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    wrong = Draft("missed", "again", {}, corrects=99)
    with pytest.raises(RecordError):
        store.append([entry(7), wrong], "Tess")
    assert len(notes(store)) == 3
    assert verify(store) == []


@pytest.mark.parametrize(("who", "why"), [("", "a reason"), ("Tess", " ")])
def test_who_and_why_must_be_there(tmp_path: Path, who: str, why: str) -> None:
    store = small_store(tmp_path / "record.db")
    with pytest.raises(RecordError):
        store.append([Draft("missed", why)], who)


def test_time_never_goes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = small_store(tmp_path / "record.db")
    monkeypatch.setattr("makeup_sched.recording.store._now", lambda: "2001-01-01T00:00:00.000000Z")
    store.append([entry(9)], "Tess")
    times = [each.recorded_at for each in store.entries()]
    assert times == sorted(times)
    assert verify(store) == []


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    small_store(tmp_path / "record.db").close()
    with sqlite3.connect(tmp_path / "record.db") as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    with pytest.raises(RecordError, match="newer version"):
        Store(tmp_path / "record.db")


def test_other_files_are_not_taken_for_records(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE pupils (name TEXT)")
    db.close()
    (tmp_path / "text.db").write_text("not a database, but long enough to look like a file" * 20)
    for name in ("other.db", "text.db"):
        with pytest.raises(RecordError, match="not a record"):
            Store(tmp_path / name)
    with pytest.raises(RecordError, match="there is no record"):
        Store(tmp_path / "none.db")


def test_a_later_version_keeps_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_store(tmp_path / "record.db").close()
    more = ("CREATE TABLE later (number INTEGER)",)
    monkeypatch.setattr("makeup_sched.recording.migrations.MIGRATIONS", (*MIGRATIONS, more))
    monkeypatch.setattr("makeup_sched.recording.migrations.VERSION", VERSION + 1)
    monkeypatch.setattr("makeup_sched.recording.store.VERSION", VERSION + 1)
    store = Store(tmp_path / "record.db")
    assert len(notes(store)) == 3
    assert verify(store) == []


def test_a_migration_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = ("CREATE TABLE later (number INTEGER)", "NO STATEMENT")
    monkeypatch.setattr("makeup_sched.recording.migrations.MIGRATIONS", (*MIGRATIONS, wrong))
    monkeypatch.setattr("makeup_sched.recording.migrations.VERSION", VERSION + 1)
    small_store_path = tmp_path / "record.db"
    with pytest.raises(RecordError):
        Store(small_store_path, create=True)
    monkeypatch.undo()
    assert notes(small_store(small_store_path)) == ["note 0", "note 1", "note 2"]


def test_a_moved_file_is_noticed(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    os.rename(tmp_path / "record.db", tmp_path / "elsewhere.db")  # noqa: PTH104
    with pytest.raises(RecordError, match="moved or replaced"):
        store.append([entry(9)], "Tess")


def test_erasing_leaves_the_chain_whole_and_no_trace(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    secret = Draft("missed", "why of Zebulon", {"note": "Zebulon was ill"}, "S77")
    store.append([secret], "Tess")
    number = erase(store, "S77", "7 years after leaving", "rule of the district", "Tess")
    assert store.wipe()
    assert verify(store) == []
    gone = store.entries(numbers=[4])[0]
    assert gone.erased
    assert (gone.why, gone.student_id, dict(gone.facts)) == ("", "", {})
    assert number == 5
    store.close()
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert b"Zebulon" not in content
        assert b"S77" not in content


def test_traces_go_when_the_last_program_closes_the_record(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    store.append([Draft("missed", "a reason", {"note": "Zebulon was ill"}, "S77")], "Tess")
    other = Store(tmp_path / "record.db")
    with other.reading():
        assert len(other.entries()) == 4
        erase(store, "S77", "a rule", "a reason", "Tess")
        assert not store.wipe()
    other.close()
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["record.db"]
    assert b"Zebulon" not in (tmp_path / "record.db").read_bytes()


def test_erasing_takes_all_parts_of_a_row(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    erase(store, "S1", "a rule", "a reason", "Tess")
    found = store.entries(3)
    assert [part.facts is None for part in found[0].parts] == [False, False, True]
    assert [part.facts is None for part in found[1].parts] == [True, False, True]
    assert verify(store) == []


def test_an_erasure_may_not_name_the_student(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db")
    store.append([Draft("missed", "a reason", {}, "S145"), Draft("missed", "why", {}, "7")], "Tess")
    with pytest.raises(RecordError, match="leave the student's id out"):
        erase(store, "S145", "a rule", "S145 left", "Tess")
    assert erase(store, "7", "7 years after leaving", "left", "Tess")
    with pytest.raises(RecordError, match="nothing about"):
        erase(store, "S99", "a rule", "left", "Tess")
    assert len(store.entries(kinds=["erased"])) == 1
