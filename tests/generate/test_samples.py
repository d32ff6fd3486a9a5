"""The committed sample cases are what the generator writes, and say what they promise."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from generate_cases import (
    cached_sample,
    clock,
    day_kinds,
    rows,
    sessions,
    student_week,
    work_minutes,
)

from makeup_sched.generate import GeneratedCase
from makeup_sched.generate.samples import SAMPLES, sample_case, write_samples
from makeup_sched.generate.tables import COLUMNS

DATA = Path(__file__).parents[2] / "data"


def test_samples_are_reproducible(tmp_path: Path) -> None:
    for folder in write_samples(tmp_path):
        committed = DATA / folder.name
        made = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert made == {file.name: file.read_bytes() for file in committed.iterdir()}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_table_is_shown(name: str) -> None:
    assert set(sample_case(name).tables) == set(COLUMNS)


@pytest.mark.parametrize("name", SAMPLES)
def test_locked_sessions_break_no_rule(name: str) -> None:
    case = cached_sample(name)
    students = {row["student_id"]: row for row in rows(case, "students")}
    for row in rows(case, "locked"):
        weekday = pd.Timestamp(row["date"]).weekday()
        start, end = clock(row["start"]), clock(row["end"])
        assert end - start == int(row["minutes"]) >= 15
        week, sites = work_minutes(case, row["provider_id"])
        assert (week[weekday, start:end] == sites.index(row["site"])).all()
        for session, day, first, last in sessions(case):
            beside = day != weekday or last <= start or end <= first
            people = {session["provider_id"], *session["student_ids"].split(";")}
            assert beside or not people & {row["provider_id"], row["student_ids"]}
        student = students[row["student_ids"]]
        assert student["school"] == row["site"]
        categories = set(student_week(case, student)[weekday][start:end])
        assert not categories & {"", "core", "lunch", "recess", "unavailable"}


def test_ten_minutes_a_day_has_ten_free_minutes() -> None:
    folder = DATA / "ten-minutes-a-day"
    hours = pd.read_csv(folder / "provider_hours.csv", dtype=str).to_dict("records")
    taken = pd.read_csv(folder / "regular_sessions.csv", dtype=str).to_dict("records")
    free: set[int] = set()
    for row in hours:
        stretch = range(clock(str(row["start"])), clock(str(row["end"])))
        free = free | set(stretch) if row["kind"] == "work" else free - set(stretch)
    for row in taken:
        free -= set(range(clock(str(row["start"])), clock(str(row["end"]))))
    assert free == set(range(clock("11:50"), clock("12:00")))
    missed = pd.read_csv(folder / "missed.csv")
    assert missed["minutes"].sum() == 1650
    assert missed["service_id"].nunique() == 11


def test_ten_minutes_a_day_reach_few_students() -> None:
    folder = DATA / "ten-minutes-a-day"
    tables = {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("calendar", "bell_schedules", "students", "student_blocks")
        if (folder / f"{name}.csv").exists()
    }
    case = GeneratedCase(tables, "")
    tables["bell_schedules"]["rotation"] = ""
    kinds = day_kinds(case)
    ahead = [day for day in kinds if kinds[day] == "school" and day >= "2026-03-16"]
    reached = {
        (day, student["student_id"])
        for student in rows(case, "students")
        for week in [student_week(case, student)]
        for day in ahead
        if set(week[pd.Timestamp(day).weekday()][clock("11:50") : clock("12:00")]) == {"resource"}
    }
    # three students who are seen alone, on Tuesdays and Thursdays: 13 times ten minutes of 1,650
    assert len({student for _, student in reached}) == 3
    assert len({day for day, _ in reached}) == 13
