"""The same seed gives the same files; another seed another case; writing is whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from generate_cases import cached

from makeup_sched.generate import SIZES, CaseSettings, GeneratedCase, generate_case, write_case
from makeup_sched.generate.settings import PRESETS, Size


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("size", ["therapist", "school"])
def test_same_seed_same_bytes(size: Size, tmp_path: Path) -> None:
    first = write_case(generate_case(size, 7), tmp_path / "first")
    second = write_case(generate_case(size, 7), tmp_path / "second")
    assert contents(first) == contents(second)
    assert "policy.toml" in contents(first)


def test_another_process_with_another_hash_seed_writes_the_same(tmp_path: Path) -> None:
    code = (
        "import sys; from makeup_sched.generate import *; "
        "write_case(generate_case('school', 3), sys.argv[1])"
    )
    for name, hash_seed in (("one", "1"), ("two", "2")):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / name)],
            check=True,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
        )
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_district_is_the_same_again() -> None:
    again = generate_case("district", 2)
    for name, table in cached("district", 2).tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])


def test_another_seed_is_another_case() -> None:
    assert (
        not cached("therapist", 1).tables["missed"].equals(cached("therapist", 2).tables["missed"])
    )


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        write_case(cached("therapist", 1), tmp_path)
    assert contents(tmp_path) == {"notes.txt": b"mine"}


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    good = cached("therapist", 1)
    broken = GeneratedCase(good.tables, "\ud800 cannot be written as UTF-8")
    with pytest.raises(UnicodeEncodeError):
        write_case(broken, tmp_path / "case")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    write_case(cached("therapist", 1), tmp_path / "case")
    assert (tmp_path / "case" / "students.csv").exists()


def test_wrong_size_or_seed_is_said() -> None:
    with pytest.raises(ValueError, match="therapist, school, district, state"):
        generate_case("planet", 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least 0"):
        generate_case("school", -1)
    with pytest.raises(ValueError, match="only a state"):
        generate_case("school", 1, providers=10)
    with pytest.raises(ValueError, match="multiple of 100"):
        generate_case("state", 1, providers=150)


def test_presets_are_the_sizes() -> None:
    assert tuple(PRESETS) == SIZES
    assert all(isinstance(settings, CaseSettings) for settings in PRESETS.values())
