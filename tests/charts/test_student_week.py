"""The picture of a student's week shows what is off limits, and no other student."""

from pathlib import Path

import pytest
from chart_cases import MONDAY, boxes, overlaps, said, said_of, small_case, small_sessions

from makeup_sched.charts import student_week
from makeup_sched.charts.calendar_week import Band
from makeup_sched.charts.student_week import student_calendar
from makeup_sched.tables.problems import MakeupSchedError


def test_own_sessions_only(tmp_path: Path) -> None:
    figure = student_week(small_case(tmp_path), small_sessions(), MONDAY, "S1")
    drawn = sorted(str(box.get_label()) for box in boxes(figure, "make-up "))
    assert drawn == ["make-up M1", "make-up M3", "make-up M4", "make-up M5"]
    regular = sorted(str(box.get_label()) for box in boxes(figure, "regular "))
    assert regular == ["regular R1", "regular R1", "regular R2"]
    assert "OT with P2" in said_of(figure, "regular R2")
    assert "group of 4" in said_of(figure, "make-up M5")


def test_nobody_else_is_named(tmp_path: Path) -> None:
    case, sessions = small_case(tmp_path), small_sessions()
    for names in (False, True):
        words = said(student_week(case, sessions, MONDAY, "S1", names=names))
        for other in ("S2", "S3", "S4", "Basil", "Clover", "Dill"):
            assert other not in words
    words = said(student_week(case, sessions, MONDAY, "S1"))
    assert "Amber" not in words
    assert "Teal" not in words


def test_bands_follow_the_policy(tmp_path: Path) -> None:
    week = student_calendar(small_case(tmp_path), small_sessions(), MONDAY, "S1")
    monday = week.days[0].bands
    assert Band(600, 690, "off", "core lessons") in monday
    assert Band(690, 720, "off", "lunch") in monday
    assert Band(720, 740, "off", "recess") in monday
    assert Band(740, 840, "free", "specials (avoid)") in monday
    assert Band(570, 600, "free", "study hall (preferred)") in monday
    assert Band(840, 900, "free", "after school") in monday
    assert Band(900, 1440, "absent", "not at school") in monday
    wednesday = week.days[2].bands
    assert Band(660, 1440, "absent", "not at school") in wednesday


def test_a_student_who_may_not_stay_has_no_time_after_school(tmp_path: Path) -> None:
    week = student_calendar(small_case(tmp_path), small_sessions(), MONDAY, "S2")
    assert Band(840, 1440, "absent", "not at school") in week.days[0].bands


def test_off_limits_words_are_drawn_and_nothing_overlaps(tmp_path: Path) -> None:
    figure = student_week(small_case(tmp_path), small_sessions(), MONDAY, "S1")
    words = said(figure)
    for expected in ("core lessons", "lunch", "recess", "Staff day", "early release"):
        assert expected in words
    assert overlaps(figure) == []


def test_an_unknown_student_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MakeupSchedError, match="no student S9"):
        student_week(small_case(tmp_path), small_sessions(), MONDAY, "S9")


def test_a_plan_without_sessions_can_be_drawn(tmp_path: Path) -> None:
    figure = student_week(small_case(tmp_path), small_sessions().iloc[:0], MONDAY, "S1")
    assert not boxes(figure, "make-up ")
    assert len(boxes(figure, "regular ")) == 3
