"""Grades in the spellings of real rosters."""

import pytest

from makeup_sched.case.grades import grade_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("PK", -1), ("Pre-K", -1), ("-1", -1), ("K", 0), ("kg", 0), ("0", 0), ("1", 1), ("03", 3),
     ("3rd", 3), ("Grade 3", 3), ("12", 12), ("13", None), ("", None), ("adult", None)],
)  # fmt: skip
def test_grade(text: str, number: int | None) -> None:
    assert grade_number(text) == number
