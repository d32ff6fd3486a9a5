"""Painting days: the last row wins, alike dates share a pattern, in the order of the dates."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from makeup_sched.availability.patterns import MINUTES, Brush, DayPatterns, paint

DAYS = 9


@st.composite
def brushes(draw: st.DrawFn) -> list[Brush]:
    many = draw(st.sampled_from([0, 1, 5, 41, 90]))
    chance = np.random.default_rng(draw(st.integers(0, 10**6)))
    found = []
    for _ in range(many):
        start, end = np.sort(chance.integers(0, 20, size=2)).tolist()
        found.append(Brush(start, end, int(chance.integers(-1, 4)), chance.random(DAYS) < 0.3))
    return found


def by_minute(rows: list[Brush], base: DayPatterns | None) -> list[list[int]]:
    days = [[-1] * MINUTES if base is None else base.on(day).tolist() for day in range(DAYS)]
    for row in rows:
        for day in np.flatnonzero(row.active).tolist():
            days[day][row.start : row.end] = [row.code] * (row.end - row.start)
    return days


@settings(deadline=None)
@given(brushes(), brushes())
def test_every_minute_is_that_of_the_last_row(below: list[Brush], above: list[Brush]) -> None:
    base = paint(below, DAYS, kind=np.int8)
    for rows, under, made in ((below, None, base), (above, base, paint(above, DAYS, base=base))):
        days = by_minute(rows, under)
        assert [made.on(day).tolist() for day in range(DAYS)] == days
        assert made.minutes.dtype == np.int8
        first = list(dict.fromkeys(map(tuple, days)))
        assert made.of_day.tolist() == [first.index(tuple(day)) for day in days]
        assert len(made.minutes) == len(first)


@pytest.mark.parametrize("rows", [[], [Brush(0, 5, 1, np.zeros(0, dtype=bool))]])
def test_no_dates(rows: list[Brush]) -> None:
    assert paint(rows, 0).minutes.shape == (0, MINUTES)
