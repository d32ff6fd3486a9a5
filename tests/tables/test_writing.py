"""Writing whole or not at all."""

import os
from pathlib import Path

import pytest

from makeup_sched.tables import writing
from makeup_sched.tables.writing import write_bytes, write_folder, write_text


def names(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def fail(*_: object, **__: object) -> None:
    raise OSError("the disk is full")


def test_text_is_written_as_it_stands(tmp_path: Path) -> None:
    path = write_text(tmp_path / "new" / "a.csv", "ë\r\nx\n")
    assert path.read_bytes() == "ë\r\nx\n".encode()
    assert names(tmp_path) == ["new/a.csv"]


def test_written_file_has_the_usual_rights(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert write_bytes(tmp_path / "a", b"").stat().st_mode == plain.stat().st_mode


def test_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_text(tmp_path / "a.csv", "old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.csv"]


def test_folder_replaces_its_files_and_keeps_others(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    write_folder(folder, {"sessions.csv": b"1", "charts/week.png": b"1"})
    (folder / "mine.txt").write_text("keep", encoding="utf-8")
    write_folder(folder, {"sessions.csv": b"2"}, stale=["charts/week.png", "never.png"])
    assert names(tmp_path) == ["plan/mine.txt", "plan/sessions.csv"]
    assert (folder / "sessions.csv").read_bytes() == b"2"


def test_failure_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_folder(tmp_path / "plan", {"a": b"old", "b": b"old"})
    written: list[Path] = []

    def second_fails(path: Path, content: bytes, private: bool) -> Path:
        written.append(path)
        if len(written) == 2:
            fail()
        return write_bytes(path, content, private=private)

    monkeypatch.setattr(writing, "write_bytes", second_fails)
    with pytest.raises(OSError, match="full"):
        write_folder(folder, {"a": b"new", "b": b"new"})
    assert [(folder / name).read_bytes() for name in ("a", "b")] == [b"old", b"old"]
    assert names(tmp_path) == ["plan/a", "plan/b"]


def test_failure_of_the_last_step_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(tmp_path / "plan", {"a": b"old"})
    rename = Path.rename
    calls: list[Path] = []

    def second_fails(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            fail()
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", second_fails)
    with pytest.raises(OSError, match="full"):
        write_folder(folder, {"a": b"new"})
    assert (folder / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["plan/a"]


def test_first_folder_that_fails_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "write_bytes", fail)
    with pytest.raises(OSError, match="full"):
        write_folder(tmp_path / "plan", {"a": b"new"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../a", "/a", "", "b/../../a"])
def test_names_stay_in_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a file"):
        write_folder(tmp_path / "plan", {name: b""})
    assert list(tmp_path.iterdir()) == []


def test_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("mine", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        write_folder(tmp_path / "plan", {"a": b""})


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_private_files_and_folders_are_the_owners_alone(tmp_path: Path) -> None:
    file = write_bytes(tmp_path / "letter.txt", b"dear", private=True)
    folder = write_folder(tmp_path / "out", {"a.txt": b"a", "in/deep/b.txt": b"b"}, private=True)
    assert file.stat().st_mode & 0o777 == 0o600
    for path in (folder, folder / "in", folder / "in" / "deep"):
        assert path.stat().st_mode & 0o777 == 0o700
    for path in (folder / "a.txt", folder / "in" / "deep" / "b.txt"):
        assert path.stat().st_mode & 0o777 == 0o600
