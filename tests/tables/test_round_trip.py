"""What is written as text reads back as it was, for cells and for whole tables."""

from datetime import date, time

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.tables.clock import read_date, read_time
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.rendering import csv_text, render_table, time_text
from makeup_sched.tables.weekdays import read_weekdays, weekdays_text

DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MINUTES = st.integers(0, 24 * 60 - 1)
IDS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd")), min_size=1).filter(
    lambda text: text == text.strip()
)


@given(st.integers(0, 24 * 60))
def test_times_round_trip(minutes: int) -> None:
    assert read_time(time_text(minutes)).value == minutes


@given(MINUTES)
def test_every_form_of_a_time_is_the_same(minutes: int) -> None:
    clock = time(minutes // 60, minutes % 60)
    forms = (f"{clock:%I:%M %p}", f"{clock.hour}:{clock.minute}", f"{clock:%H:%M:%S}", clock,
             minutes / 1440)  # fmt: skip
    assert {read_time(form).value for form in forms} == {minutes}


@given(DATES)
def test_every_form_of_a_date_is_the_same(day: date) -> None:
    forms = (day.isoformat(), f"{day.month}/{day.day}/{day.year}", f"{day.day}-{day:%b}-{day:%Y}",
             (day - date(1899, 12, 30)).days, pd.Timestamp(day))  # fmt: skip
    assert {read_date(form).value for form in forms} == {day}


@given(st.sets(st.integers(0, 6), min_size=1))
def test_weekdays_round_trip(days: set[int]) -> None:
    chosen = tuple(sorted(days))
    assert read_weekdays(weekdays_text(chosen)).value == chosen


@st.composite
def sessions(draw: st.DrawFn) -> pd.DataFrame:
    count = draw(st.integers(1, 4))
    column = st.lists(MINUTES, min_size=count, max_size=count)
    names = st.lists(IDS, min_size=count, max_size=count, unique=True)
    lists = st.lists(st.lists(IDS, min_size=1, max_size=3), min_size=count, max_size=count)
    students = draw(lists)
    return pd.DataFrame(
        {
            "session_id": draw(names),
            "provider_id": draw(st.lists(IDS, min_size=count, max_size=count)),
            "discipline": "SLP",
            "date": draw(st.lists(DATES, min_size=count, max_size=count)),
            "start": [time_text(minute) for minute in draw(column)],
            "end": "24:00",
            "site": "Lincoln",
            "contract": draw(st.lists(st.booleans(), min_size=count, max_size=count)),
            "student_ids": pd.Series(students, dtype=object),
            "owed_ids": pd.Series(students, dtype=object),
        }
    )


@given(sessions())
def test_tables_round_trip(frame: pd.DataFrame) -> None:
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    once = parse_table("sessions", frame)
    assert once.problems == ()
    again = parse_table("sessions", render_table("sessions", once.frame))
    assert again.problems == ()
    pd.testing.assert_frame_equal(again.frame, once.frame)


def test_csv_text_has_every_column_and_plain_line_ends() -> None:
    frame = pd.DataFrame({"provider_id": ["P1"], "disciplines": [("SLP", "OT")]})
    text = csv_text("providers", frame)
    assert text == (
        "provider_id,name,disciplines,role,employment,max_group,makeup_minutes_per_day,"
        "makeup_minutes_per_week,hourly_rate,supervisor_id\nP1,,SLP;OT,,,,,,,\n"
    )
