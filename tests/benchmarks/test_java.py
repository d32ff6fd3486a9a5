"""Java is looked for, installed where that may be done, and else one line is said."""

from pathlib import Path

import pytest
from benchmarks.peers import java


@pytest.fixture(autouse=True)
def nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Note commands instead of running them."""
    ran: list[list[str]] = []

    class Done:
        returncode = 0

    def run(command: list[str], **_: object) -> Done:
        ran.append(command)
        return Done()

    monkeypatch.setattr("subprocess.run", run)
    return ran


def _home(folder: Path, version: str) -> Path:
    (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n', "utf-8")
    return folder


@pytest.mark.parametrize(
    ("version", "enough"), [("17.0.15", True), ("25", True), ("21-ea", True), ("11.0.2", False)]
)
def test_the_version_decides(
    version: str, enough: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(java, "_java_home", lambda: _home(tmp_path, version))
    assert java.java_version() == version
    assert java.java_is_there() is enough


def test_nothing_is_done_where_java_is_there(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nothing_is_installed: list[list[str]],
) -> None:
    monkeypatch.setattr(java, "java_is_there", lambda: True)
    java.main()
    assert capsys.readouterr().out == ""
    assert nothing_is_installed == []


def test_one_line_where_it_may_not_be_installed(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nothing_is_installed: list[list[str]],
) -> None:
    monkeypatch.setattr(java, "_java_home", lambda: None)
    monkeypatch.setattr(java, "_may_install", lambda: False)
    java.main()
    assert capsys.readouterr().out.startswith("left out: Timefold")
    assert nothing_is_installed == []


def test_it_is_installed_where_it_may_be(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nothing_is_installed: list[list[str]],
) -> None:
    there = iter([False, True])
    monkeypatch.setattr(java, "java_is_there", lambda: next(there))
    monkeypatch.setattr(java, "_may_install", lambda: True)
    java.main()
    assert capsys.readouterr().out == ""
    assert [command[-1] for command in nothing_is_installed] == ["update", java.PACKAGE]
