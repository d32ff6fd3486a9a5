"""Reads generated tables back by the contract's words, apart from the generator's own code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from makeup_sched.generate import SIZES, GeneratedCase, generate_case
from makeup_sched.generate.samples import SAMPLES, sample_case
from makeup_sched.generate.settings import Size

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
DAY_MINUTES = 24 * 60
Minutes = NDArray[np.int64]


@cache
def cached(size: Size, seed: int) -> GeneratedCase:
    """A generated case, made once per test run."""
    return generate_case(size, seed)


@cache
def cached_slice(providers: int, seed: int) -> GeneratedCase:
    """A slice of a state, made once per test run."""
    return generate_case("state", seed, providers)


@cache
def cached_sample(name: str) -> GeneratedCase:
    """A sample case, made once per test run."""
    return sample_case(name)


def named(name: str) -> GeneratedCase:
    """A sample by its name, a generated case as ``size-seed``, a slice as ``slice10-seed``."""
    if name in SAMPLES:
        return cached_sample(name)
    size, seed = name.rsplit("-", 1)
    if size.startswith("slice"):
        return cached_slice(int(size.removeprefix("slice")), int(seed))
    return cached(next(known for known in SIZES if known == size), int(seed))


def rows(case: GeneratedCase, table: str) -> list[dict[str, str]]:
    """The rows of a table, every cell as text; none where the case lacks the table."""
    if table not in case.tables:
        return []
    frame: pd.DataFrame = case.tables[table].astype(str)
    return [{str(key): str(cell) for key, cell in row.items()} for row in frame.to_dict("records")]


def clock(text: str) -> int:
    """Minutes after midnight."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def weekdays(text: str) -> list[int]:
    """Weekday numbers of a weekday cell."""
    return list(range(5)) if text in ("", "*") else [DAYS.index(day) for day in text.split(";")]


def day_kinds(case: GeneratedCase) -> dict[str, str]:
    """Day type of each date: the last calendar row that covers it."""
    kinds: dict[str, str] = {}
    for row in rows(case, "calendar"):
        last = row["end_date"] or row["start_date"]
        single = last == row["start_date"] and not row["weekdays"]
        allowed = (row["weekdays"] or "Mon;Tue;Wed;Thu;Fri").split(";")
        for day in pd.date_range(row["start_date"], last):
            if single or day.strftime("%a") in allowed:
                kinds[day.strftime("%Y-%m-%d")] = row["day_type"]
    return kinds


def work_minutes(case: GeneratedCase, provider: str) -> tuple[Minutes, list[str]]:
    """Site code per weekday and minute of an ordinary week, -1 where not free; and the sites.

    Regular sessions are not taken out.
    """
    sites: list[str] = []
    week = np.full((5, DAY_MINUTES), -1, dtype=np.int64)
    hours = [row for row in rows(case, "provider_hours") if row["provider_id"] == provider]
    for row in sorted(hours, key=lambda row: row["kind"] != "work"):
        kinds = row["day_types"].split(";") if row["day_types"] else ["school"]
        if row["start_date"] or "school" not in kinds:
            continue
        code = -1
        if row["kind"] == "work":
            if row["site"] not in sites:
                sites.append(row["site"])
            code = sites.index(row["site"])
        for day in weekdays(row["weekday"]):
            week[day, clock(row["start"]) : clock(row["end"])] = code
    return week, sites


def sessions(case: GeneratedCase) -> Iterator[tuple[dict[str, str], int, int, int]]:
    """Each regular session with weekday, start and end (minutes after midnight)."""
    for row in rows(case, "regular_sessions"):
        for day in weekdays(row["weekday"]):
            yield row, day, clock(row["start"]), clock(row["end"])


def free_cells(case: GeneratedCase, provider: str) -> tuple[int, list[int]]:
    """Whole five-minute cells free in an ordinary week in school hours, and the piece sizes."""
    week, sites = work_minutes(case, provider)
    free = week >= 0
    if "tele" in sites:
        free &= week != sites.index("tele")
    for row, day, start, end in sessions(case):
        if row["provider_id"] == provider:
            free[day, start:end] = False
    whole = np.asarray(free.reshape(5, -1, 5).all(axis=2))
    pieces: list[int] = []
    for day in whole.tolist():
        pieces += [len(list(run)) for is_free, run in groupby(day) if is_free]
    return int(whole.sum()), pieces


def student_week(case: GeneratedCase, student: dict[str, str]) -> list[list[str]]:
    """Category per weekday and minute of an ordinary week, blocks over the bell schedule."""
    week = [[""] * DAY_MINUTES for _ in DAYS]

    def put(row: dict[str, str]) -> None:
        start, end = clock(row["start"]), clock(row["end"])
        for day in weekdays(row["weekday"]):
            week[day][start:end] = [row["category"]] * (end - start)

    for row in rows(case, "bell_schedules"):
        ours = row["bell_schedule"] == student["bell_schedule"] and row["day_type"] == "school"
        if ours and row["category"] != "after_school" and row["rotation"] != "B":
            put(row)
    for row in rows(case, "student_blocks"):
        if row["student_id"] == student["student_id"] and not row["start_date"]:
            put(row)
    return week
