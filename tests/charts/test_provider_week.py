"""The picture of a provider's week shows every session, and what takes the time away."""

from pathlib import Path
from typing import Any

import pytest
from chart_cases import (
    DATA,
    MONDAY,
    TABLES,
    boxes,
    extents,
    item_frame,
    overlaps,
    said,
    said_of,
    session_frame,
    small_case,
    small_sessions,
)

from makeup_sched.case.read import read_case
from makeup_sched.case.values import rows_of
from makeup_sched.charts import owed_and_planned, provider_week, student_week
from makeup_sched.charts.calendar_week import Band
from makeup_sched.charts.provider_week import provider_calendar
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.week_legend import Entry, legend_lines
from makeup_sched.charts.words import hours_word
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.vocabulary import HOURS_KINDS

WEEK = ("M1", "M2", "M3", "M4", "M5", "M6")


def test_each_session_is_a_box_with_its_students(tmp_path: Path) -> None:
    sessions = small_sessions()
    figure = provider_week(small_case(tmp_path), sessions, MONDAY, "P1")
    assert len(boxes(figure, "make-up ")) == len(WEEK)
    assert len(boxes(figure, "regular ")) == 2
    for row in rows_of(sessions[sessions["session_id"].isin(WEEK)]):
        words = said_of(figure, f"make-up {row.session_id}")
        for student in row.student_ids:
            assert student in words
        assert f"{row.minutes} min" in words
    assert "S1 S2" in said_of(figure, "regular R1")


def test_mode_tier_lock_and_time_are_said(tmp_path: Path) -> None:
    figure = provider_week(small_case(tmp_path), small_sessions(), MONDAY, "P1")
    assert "joins R1" in said_of(figure, "make-up M2")
    assert "extends R1" in said_of(figure, "make-up M3")
    locked = said_of(figure, "make-up M4")
    assert "2:00" in locked
    assert "locked" in locked
    assert "extended day" in locked
    assert len(boxes(figure, "padlock of make-up M4")) == 1
    assert len(boxes(figure, "padlock of make-up")) == 1


def test_names_only_where_they_are_wanted(tmp_path: Path) -> None:
    case, sessions = small_case(tmp_path), small_sessions()
    without = said(provider_week(case, sessions, MONDAY, "P1"))
    assert "Example" not in without
    assert "Teal" not in without
    figure = provider_week(case, sessions, MONDAY, "P1", names=True)
    assert "Amber Example" in said_of(figure, "make-up M1")
    assert "Teal Teacher (P1)" in said(figure)


def test_a_name_that_cannot_be_drawn_gives_way_to_the_id(tmp_path: Path) -> None:
    students = "student_id,name,school,bell_schedule\nS1,\u674e\u5c0f\u9f8d,Lincoln,bell\n"
    students += "S2,Basil,Lincoln,bell\nS3,,Lincoln,bell\nS4,Dill $x$,Lincoln,bell\n"
    case = small_case(tmp_path, students=students)
    figure = provider_week(case, small_sessions(), MONDAY, "P1", names=True)
    assert "S1" in said_of(figure, "make-up M1")
    assert "S3, Dill $x$" in said_of(figure, "make-up M2")
    assert png_bytes(figure)
    week = student_week(case, small_sessions(), MONDAY, "S1", names=True)
    assert "Student S1: week of" in said(week)
    owed = owed_and_planned(case, item_frame([("S1-SLP", "S1", "SLP", 30, 0, 0)]), names=True)
    assert "S1" in said(owed)


def test_bands_are_at_their_minutes(tmp_path: Path) -> None:
    week = provider_calendar(small_case(tmp_path), small_sessions(), MONDAY, "P1")
    monday, tuesday = week.days[0].bands, week.days[1].bands
    assert Band(690, 720, "off", "lunch") in monday
    assert Band(480, 690, "free", "free") in monday
    assert Band(780, 810, "off", "meeting") in tuesday
    assert Band(0, 480, "absent", "not at work") in monday
    assert week.hours == (480, 900)


def test_band_boxes_are_as_long_as_their_minutes(tmp_path: Path) -> None:
    figure = provider_week(small_case(tmp_path), small_sessions(), MONDAY, "P1")
    lunch, meeting = boxes(figure, "off 690-720")[0], boxes(figure, "off 780-810")[0]
    whole = sum(box.get_height() for box in boxes(figure, "free 720-900")[:1])
    assert lunch.get_height() == pytest.approx(meeting.get_height())
    assert whole == pytest.approx(6 * lunch.get_height())
    assert "lunch" in said(figure)
    assert "meeting" in said(figure)


def test_the_legend_names_all_that_takes_time_away_in_as_many_lines_as_it_takes(
    tmp_path: Path,
) -> None:
    kinds = [kind for kind in HOURS_KINDS if kind != "work"]
    rows = [f"P1,,Mon,{8 + number // 2:02d}:{number % 2 * 30:02d},"
            f"{8 + (number + 1) // 2:02d}:{(number + 1) % 2 * 30:02d},,{kind}"
            for number, kind in enumerate(kinds)]  # fmt: skip
    hours = "\n".join([TABLES["provider_hours"].strip(), *rows, ""])
    case = small_case(tmp_path, provider_hours=hours)
    words = said(provider_week(case, small_sessions().iloc[:0], MONDAY, "P1"))
    for kind in kinds:
        assert f"{hours_word(kind)}," in words or words.endswith(hours_word(kind))
    assert "..." not in words
    entry = Entry(lambda _sheet, _box: None, "Off limits: " + ", ".join(40 * kinds))
    lines = legend_lines([entry], 500.0)
    assert " ".join(each.words for line in lines for each in line) == entry.words
    assert all(sum(each.width for each in line) < 520 for line in lines)


def test_days_in_the_head(tmp_path: Path) -> None:
    case, sessions = small_case(tmp_path), small_sessions()
    words = said(provider_week(case, sessions, MONDAY, "P1"))
    for expected in ("Mon Jan 12", "early release", "No school", "Staff day", "Sat Jan 17"):
        assert expected in words
    assert "Sun Jan 18" not in words
    esy = said(provider_week(case, sessions, sessions["date"].max().date(), "P1"))
    assert "extended school year (ESY)" in esy
    assert "ESY" in said_of(
        provider_week(case, sessions, sessions["date"].max().date(), "P1"), "make-up M7"
    )


def test_any_date_of_the_week_will_do(tmp_path: Path) -> None:
    case, sessions = small_case(tmp_path), small_sessions()
    sunday = MONDAY.replace(day=18)
    one = png_bytes(provider_week(case, sessions, MONDAY, "P1"))
    other = png_bytes(provider_week(case, sessions, sunday, "P1"))
    assert one == other
    assert one.startswith(b"\x89PNG")


def test_an_empty_week_and_an_empty_plan_can_be_drawn(tmp_path: Path) -> None:
    case, none = small_case(tmp_path), small_sessions().iloc[:0]
    figure = provider_week(case, none, MONDAY.replace(year=2027), "P1")
    assert not boxes(figure, "make-up ")
    assert "0 make-up sessions" in said(provider_week(case, none, MONDAY, "P1"))


def test_an_unknown_provider_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MakeupSchedError, match="no provider P9"):
        provider_week(small_case(tmp_path), small_sessions(), MONDAY, "P9")


def test_the_smallest_sessions_have_a_note(tmp_path: Path) -> None:
    rows = [("M1", "P1", "2026-01-12", 600, 601, "extra", "", "school_day", ("S1", "S4"), True)]
    figure = provider_week(small_case(tmp_path), session_frame(rows), MONDAY, "P1")
    words = said_of(figure, "make-up M1")
    assert words.count("(1)") == 2
    assert "Mon Jan 12: SLP S1 S4 · 10:00 · 1 min · locked" in words


@pytest.mark.parametrize("names", [False, True])
def test_no_words_overlap_or_leave_the_sheet(names: bool) -> None:
    """A full week of a sample: five minutes to half an hour, up to four students each."""
    case = read_case(DATA / "one-school")
    ids = [f"S{number:03d}" for number in range(1, 21)]
    rows: list[tuple[Any, ...]] = []
    lengths = (5, 10, 15, 20, 30)
    week = provider_calendar(
        case, session_frame([]), case.start_date.replace(month=4, day=13), "P04"
    )
    for day in week.days:
        for band in day.bands:
            if band.kind == "free":
                number = len(rows)
                end = min(band.end, band.start + lengths[number % 5])
                row = (f"M{number}", "P04", str(day.date), band.start, end, "extend", "R0099",
                       "extended_day", tuple(ids[: number % 4 + 1]), number % 3 == 0)  # fmt: skip
                rows.append(row)
    figure = provider_week(case, session_frame(rows), week.days[0].date, "P04", names=names)
    width, height = (72 * inches for inches in figure.get_size_inches())
    blocks = {str(box.get_label()): box for box in boxes(figure, "make-up ")}
    assert len(blocks) == len(rows)
    for label, (left, bottom, right, top) in extents(figure):
        assert left >= 0
        assert bottom >= 0
        assert right <= width
        assert top <= height
        box = blocks.get(label)
        middle = height - (top + bottom) / 2
        if box is not None and box.get_y() <= middle <= box.get_y() + box.get_height():
            assert left >= box.get_x()
            assert right <= box.get_x() + box.get_width()
    assert overlaps(figure) == []
