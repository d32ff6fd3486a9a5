"""Pictures are written whole, with plain names and words for each."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from chart_cases import MONDAY, item_frame, session_frame, small_case, small_sessions

from makeup_sched.charts import write_charts
from makeup_sched.charts.write import plain, provider_weeks, student_weeks

ITEMS = item_frame([("S1-SLP", "S1", "SLP", 60, 15, 0)])
EXPECTED = [
    "owed-and-planned.png",
    "week-P1-2026-01-12.png",
    "week-P1-2026-03-30.png",
    "student-S1-2026-01-12.png",
    "student-S2-2026-01-12.png",
    "student-S3-2026-01-12.png",
    "index.md",
]


def test_files_and_their_words(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    written = write_charts(case, small_sessions(), ITEMS, tmp_path / "charts")
    assert [path.name for path in written] == EXPECTED
    assert sorted(path.name for path in (tmp_path / "charts").iterdir()) == sorted(EXPECTED)
    pages = (tmp_path / "charts" / "index.md").read_text(encoding="utf-8")
    lines = [line for line in pages.splitlines() if line.startswith("![")]
    assert len(lines) == len(EXPECTED) - 1
    assert all(f"]({name})" in pages for name in EXPECTED[:-1])
    assert "Tue Jan 13 2:00\u00a0PM SLP S1, 30\u00a0min, extended\u00a0day, locked" in lines[1]
    assert "Fri Jan 16 Staff day" in lines[1]
    assert "Example" not in pages


def test_the_same_plan_gives_the_same_bytes_in_threads_too(tmp_path: Path) -> None:
    case, sessions = small_case(tmp_path / "case"), small_sessions().iloc[:1]
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(
            lambda name: write_charts(case, sessions, ITEMS, tmp_path / name), ("one", "other")
        )
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_earlier_pictures_go_and_other_files_stay(tmp_path: Path) -> None:
    case, folder = small_case(tmp_path / "case"), tmp_path / "charts"
    write_charts(case, small_sessions(), ITEMS, folder)
    (folder / "mine.png").write_bytes(b"mine")
    write_charts(case, small_sessions().iloc[:1], ITEMS, folder)
    left = {path.name for path in folder.iterdir()}
    assert left == {
        "owed-and-planned.png",
        "week-P1-2026-01-12.png",
        "student-S1-2026-01-12.png",
        "index.md",
        "mine.png",
    }


def test_a_plan_without_sessions(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    written = write_charts(case, small_sessions().iloc[:0], ITEMS, tmp_path / "charts")
    assert [path.name for path in written] == ["owed-and-planned.png", "index.md"]


def test_weeks_of_large_plans_are_cut_and_counted() -> None:
    weeks = [f"2026-{month:02d}-{day:02d}" for month in (2, 3) for day in (2, 9, 16, 23)]
    weeks += ["2026-04-06", "2026-04-13"]

    def many(providers: int) -> tuple[int, int]:
        rows = [
            (f"M{p}-{day}", f"P{p:03d}", day, 500, 515, "extra", "", "school_day", ("S1",), False)
            for p in range(providers)
            for day in weeks
        ]
        chosen, left_out = provider_weeks(session_frame(rows))
        return len(chosen), left_out

    assert many(2) == (20, 0)
    assert many(4) == (32, 8)
    assert many(10) == (40, 60)
    assert many(100) == (40, 960)


def test_students_with_the_most_minutes_and_their_fullest_week() -> None:
    assert student_weeks(small_sessions())[0] == ("S1", MONDAY)
    assert len(student_weeks(small_sessions())) == 3


@pytest.mark.parametrize(
    ("identifier", "expected"), [("P01", "P01"), ("a/b c", "a-b-c"), ("../..", "-"), ("Zoë", "Zo")]
)
def test_plain_names(identifier: str, expected: str) -> None:
    assert plain(identifier) == expected


def test_importing_charts_does_not_load_matplotlib() -> None:
    code = "import sys, makeup_sched.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
