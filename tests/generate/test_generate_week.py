"""The weekly timetable is really possible, and little time is left beside it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from generate_cases import (
    cached,
    free_cells,
    named,
    rows,
    sessions,
    student_week,
    work_minutes,
)

from makeup_sched.generate import GeneratedCase
from makeup_sched.generate.samples import SAMPLES
from makeup_sched.generate.settings import Size

SMALL: list[tuple[Size, int]] = [
    *(("therapist", seed) for seed in range(10)),
    *(("school", seed) for seed in range(5)),
]


@pytest.fixture(params=[f"{size}-{seed}" for size, seed in SMALL] + ["district-2", *SAMPLES])
def case(request: pytest.FixtureRequest) -> GeneratedCase:
    return named(str(request.param))


def test_sessions_lie_in_work_time_at_their_site(case: GeneratedCase) -> None:
    weeks = {
        row["provider_id"]: work_minutes(case, row["provider_id"])
        for row in rows(case, "providers")[:20]
    }
    for row, day, start, end in sessions(case):
        if row["provider_id"] in weeks:
            week, sites = weeks[row["provider_id"]]
            assert (week[day, start:end] == sites.index(row["site"])).all(), row


@pytest.mark.parametrize("who", ["provider_id", "student_ids"])
def test_nobody_is_in_two_sessions_at_once(case: GeneratedCase, who: str) -> None:
    taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for row, day, start, end in sessions(case):
        for person in row[who].split(";"):
            taken.setdefault((person, day), []).append((start, end))
    for stretches in taken.values():
        stretches.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(stretches))


def test_students_are_there_and_not_at_lunch(case: GeneratedCase) -> None:
    known = {row["student_id"]: row for row in rows(case, "students")[:130]}
    weeks = {key: student_week(case, student) for key, student in known.items()}
    in_class = total = 0
    for row, day, start, end in sessions(case):
        for student in row["student_ids"].split(";"):
            if student not in weeks:
                continue
            categories = set(weeks[student][day][start:end])
            assert not categories & {"", "lunch", "recess", "unavailable"}, row
            assert known[student]["school"] == row["site"]
            in_class += "core" in categories
            total += 1
    # class time is the last resort
    assert total
    assert in_class < 0.75 * total


@pytest.mark.parametrize(("size", "seed"), SMALL)
def test_free_time_is_scarce_and_in_pieces(size: Size, seed: int) -> None:
    made = cached(size, seed)
    for row in rows(made, "providers"):
        cells, pieces = free_cells(made, row["provider_id"])
        part_time = row["disciplines"] in ("OT", "PT") and size == "school"
        assert (20 if part_time else 40) <= cells <= 200
        in_long_pieces = sum(piece for piece in pieces if piece >= 4)
        assert in_long_pieces > 0.5 * cells
        # two pieces may touch where a note between them was kept short
        assert max(pieces) <= 18


def test_district_providers_have_free_time() -> None:
    made = cached("district", 2)
    staff = [row for row in rows(made, "providers") if row["employment"] == "staff"]
    cells = sorted(free_cells(made, row["provider_id"])[0] for row in staff)
    assert cells[len(cells) // 10] >= 40
    assert cells[-1] <= 220
