"""Tampering of every kind with the file shows, and where."""

import hashlib
import sqlite3
from pathlib import Path

import pytest
from record_cases import small_store

from makeup_sched.recording.chain import fits_seal, seal_of
from makeup_sched.recording.erasing import erase
from makeup_sched.recording.verifying import Finding, verify

CHANGES = {
    "UPDATE parts SET content = replace(content, 'note 2', 'note 5') WHERE entry = 3": 3,
    "UPDATE parts SET content = NULL, salt = NULL WHERE entry = 2 AND place = 1": 2,
    "UPDATE parts SET student_id = 'S9' WHERE entry = 2 AND place = 1": 2,
    "UPDATE parts SET student_id = '' WHERE entry = 4 AND place = 1": 4,
    "UPDATE parts SET salt = x'00' WHERE entry = 2 AND place = 1": 2,
    "UPDATE parts SET seal = zeroblob(32) WHERE entry = 4 AND place = 0": 4,
    "UPDATE entries SET who = 'Somebody Else' WHERE number = 2": 2,
    "UPDATE entries SET recorded_at = '2001-01-01T00:00:00.000000Z' WHERE number = 2": 2,
    "UPDATE entries SET kind = 'given' WHERE number = 5": 5,
    "UPDATE entries SET corrects = 1 WHERE number = 5": 5,
    "UPDATE entries SET link = zeroblob(32) WHERE number = 5": 5,
    "DELETE FROM entries WHERE number = 3": 3,
    "DELETE FROM parts WHERE entry = 3": 3,
    "DELETE FROM parts WHERE entry = 3 AND place = 2": 3,
    "INSERT INTO parts SELECT entry, 9, '', salt, content, seal FROM parts WHERE entry = 3 "
    "AND place = 1": 3,
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_shows_where_it_was_made(tmp_path: Path, change: str) -> None:
    store = small_store(tmp_path / "record.db", entries=5)
    assert verify(store) == []
    _tamper(tmp_path / "record.db", change)
    found = verify(store)
    assert found
    assert found[0].number == CHANGES[change]
    assert str(CHANGES[change]) in str(found[0])


def test_a_part_that_was_sealed_without_its_student_still_fits() -> None:
    salt, content = b"salt", '{"why":"log"}'
    early = hashlib.sha256(salt + content.encode()).digest()
    assert fits_seal(early, salt, "S1", content)
    assert not fits_seal(early, salt, "S1", content + " ")
    assert not fits_seal(seal_of(salt, "S1", content), salt, "S2", content)


def test_an_entry_written_after_all_does_not_fit(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db", entries=5)
    _tamper(
        tmp_path / "record.db",
        "INSERT INTO entries SELECT 6, recorded_at, who, kind, corrects, link FROM entries "
        "WHERE number = 5",
    )
    assert {found.number for found in verify(store)} == {6}


def test_a_cut_off_end_shows_by_a_link_noted_elsewhere(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db", entries=5)
    number, link = store.head()
    assert number == 5
    assert verify(store, link) == []
    assert verify(store, link[:12]) == []
    _tamper(tmp_path / "record.db", "DELETE FROM entries WHERE number = 5",
            "DELETE FROM parts WHERE entry = 5")  # fmt: skip
    assert verify(store) == []
    (found,) = verify(store, link)
    assert "cut off" in found.message


def test_a_blanked_part_without_an_erasure_shows_beside_one_with(tmp_path: Path) -> None:
    store = small_store(tmp_path / "record.db", entries=5)
    erase(store, "S3", "a rule", "a reason", "Tess")
    assert verify(store) == []
    _tamper(tmp_path / "record.db", "UPDATE parts SET content = NULL, salt = NULL WHERE entry = 1")
    assert {found.number for found in verify(store)} == {1}


def test_a_finding_reads_as_a_sentence() -> None:
    assert str(Finding(12, "lacks a part")) == "entry 12: lacks a part"


def _tamper(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()
