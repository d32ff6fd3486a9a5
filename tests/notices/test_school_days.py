"""Counting school days: what counts, what is left out, what the calendar can't say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_cases import clock_case

from makeup_sched.notices.school_days import SchoolDays

DAYS = SchoolDays.of(clock_case(["2026-01-07 A-SLP 30 provider_absent"]).table("calendar"))


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


@pytest.mark.parametrize(
    ("date", "count", "last"),
    [
        ("2026-01-05", 1, "2026-01-06"),
        ("2026-01-05", 10, "2026-01-20"),  # two weekends and a holiday lie between
        ("2026-01-16", 1, "2026-01-20"),
        ("2026-01-20", 3, "2026-01-23"),  # early release and delayed start are school days
        ("2026-01-23", 1, "2026-01-26"),  # a Saturday session is none
        ("2026-01-19", 1, "2026-01-20"),  # a holiday may be where counting begins
    ],
)
def test_the_nth_school_day_after_a_date(date: str, count: int, last: str) -> None:
    assert DAYS.after(day(date), count) == day(last)


def test_days_left_out_are_counted_for_nothing() -> None:
    out = {day("2026-01-06"), day("2026-01-20"), day("2026-01-10")}
    assert DAYS.after(day("2026-01-05"), 10, out) == day("2026-01-22")


@pytest.mark.parametrize(("date", "count"), [("2026-01-04", 1), ("2026-03-27", 1), ("NaT", 1)])
def test_what_the_calendar_cannot_say_is_left_open(date: str, count: int) -> None:
    assert np.isnat(DAYS.after(day(date), count))


def test_between_counts_the_second_date_not_the_first() -> None:
    assert DAYS.between(day("2026-01-16"), day("2026-01-20")) == 1
    assert DAYS.between(day("2026-01-16"), day("2026-01-19")) == 0
    assert DAYS.between(day("2026-01-20"), day("2026-01-16")) == 0


def test_an_empty_calendar_has_no_days() -> None:
    empty = clock_case(["2026-01-07 A-SLP 30 provider_absent"]).table("calendar").head(0)
    assert np.isnat(SchoolDays.of(empty).after(day("2026-01-07"), 1))


@given(
    st.integers(0, 60),
    st.integers(1, 15),
    st.sets(st.integers(0, 80), max_size=12),
)
def test_as_many_days_lie_between_as_were_counted(
    offset: int, count: int, left_out: set[int]
) -> None:
    date = day("2026-01-05") + offset
    out = {day("2026-01-05") + number for number in left_out}
    last = DAYS.after(date, count, out)
    every = [each.to_datetime64().astype("datetime64[D]")
             for each in pd.date_range(str(date), "2026-03-27")[1:]]  # fmt: skip
    counted = [each for each in every if DAYS.between(each - 1, each) and each not in out]
    if len(counted) < count:
        assert np.isnat(last)
    else:
        assert last == counted[count - 1]
