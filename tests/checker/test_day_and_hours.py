"""Who is where and when: calendar, student's day, provider's time, regular sessions."""

from datetime import date
from typing import Any

from check_cases import MON, TUE, added, at, changed, january, make_case

from makeup_sched.case.case import Case
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.strip import Strip

WEDNESDAY = january(7)


def day_of(case: Case, student_id: str, on: date) -> list[tuple[str, str]]:
    facts = Facts(case)
    strip = facts.days.categories(facts.students[student_id], on)
    return [(clock(start), word) for start, _, word in strip.parts(at("08:00"), at("15:00"))]


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def test_paint_wins_over_earlier_paint() -> None:
    strip = Strip()
    strip.paint(10, 50, "old")
    strip.paint(20, 30, "new")
    strip.paint(45, 60, "newer")
    strip.paint(25, 26, "")
    strip.paint(70, 70, "nothing")
    assert list(strip.parts(0, 80)) == [
        (0, 10, ""),
        (10, 20, "old"),
        (20, 25, "new"),
        (25, 26, ""),
        (26, 30, "new"),
        (30, 45, "old"),
        (45, 60, "newer"),
        (60, 80, ""),
    ]
    assert list(strip.parts(22, 28)) == [(22, 25, "new"), (25, 26, ""), (26, 28, "new")]


def test_the_last_calendar_row_wins_with_its_rotation() -> None:
    rows: list[dict[str, Any]] = [
        {"start_date": january(5), "end_date": january(9), "day_type": "school", "rotation": "A",
         "weekdays": (0, 1, 2, 3, 4)},
        {"start_date": january(7), "day_type": "early_release"},
        {"start_date": january(10), "day_type": "saturday"},
    ]  # fmt: skip
    calendar = Facts(make_case(calendar=rows)).calendar
    assert (calendar.day_type(january(6)), calendar.rotation(january(6))) == ("school", "A")
    assert (calendar.day_type(january(7)), calendar.rotation(january(7))) == ("early_release", "")
    assert calendar.day_type(january(10)) == "saturday"
    assert calendar.day_type(january(11)) == "no_school"


def test_bell_rows_of_weekday_rotation_and_day_type() -> None:
    rows: list[dict[str, Any]] = [
        {"start": "08:00", "end": "15:00", "category": "core"},
        {"start": "09:00", "end": "10:00", "category": "resource", "weekday": (TUE,)},
        {"start": "10:00", "end": "11:00", "category": "specials", "rotation": "B"},
        {"start": "11:00", "end": "12:00", "category": "lunch", "day_type": "early_release"},
    ]
    plain = make_case(bell_schedules=rows)
    assert day_of(plain, "A", WEDNESDAY) == [("08:00", "core")]
    assert day_of(plain, "A", january(6)) == [
        ("08:00", "core"),
        ("09:00", "resource"),
        ("10:00", "core"),
    ]
    b_day = make_case(
        bell_schedules=rows,
        calendar=[{"start_date": WEDNESDAY, "day_type": "school", "rotation": "B"}],
    )
    assert day_of(b_day, "A", WEDNESDAY) == [
        ("08:00", "core"),
        ("10:00", "specials"),
        ("11:00", "core"),
    ]


def test_blocks_over_bells_and_regular_sessions_over_blocks() -> None:
    block = {"student_id": "A", "start": "09:30", "end": "10:15", "category": "core"}
    case = make_case(**added("student_blocks", block, {**block, "student_id": "B"}))
    assert day_of(case, "A", january(5))[1:5] == [
        ("09:00", "study_hall"),
        ("09:30", "core"),
        ("10:00", "related_service"),
        ("10:30", "resource"),
    ]


def test_blocks_count_on_their_dates() -> None:
    block = {
        "student_id": "A", "start_date": january(7), "end_date": january(8), "weekday": (2,),
        "start": "08:00", "end": "15:00", "category": "unavailable",
    }  # fmt: skip
    case = make_case(**added("student_blocks", block))
    assert day_of(case, "A", january(7)) == [("08:00", "unavailable")]
    assert day_of(case, "A", january(8)) != [("08:00", "unavailable")]


def test_after_school_needs_consent_in_blocks_too() -> None:
    block = {"student_id": "A", "start": "13:30", "end": "14:30", "category": "after_school"}
    case = make_case(**added("student_blocks", block))
    assert day_of(case, "A", WEDNESDAY)[-2:] == [("12:00", "intervention"), ("14:00", "")]
    stays = make_case(
        **added("student_blocks", block), **changed("students", "A", after_school=True)
    )
    assert day_of(stays, "A", WEDNESDAY)[-2:] == [("13:30", "after_school"), ("14:30",
                                                  "after_school")]  # fmt: skip


def test_a_block_brings_nobody_without_consent_to_esy() -> None:
    block = {"student_id": "A", "start": "10:00", "end": "12:00", "category": "resource"}
    case = make_case(**added("student_blocks", block))
    assert day_of(case, "A", january(20)) == [("08:00", "")]
    comes = make_case(**added("student_blocks", block), **changed("students", "A", esy=True))
    assert day_of(comes, "A", january(20)) == [
        ("08:00", ""),
        ("09:00", "esy"),
        ("10:00", "resource"),
        ("12:00", ""),
    ]


def test_the_last_hours_row_wins() -> None:
    lunch = {"provider_id": "P1", "start": "11:30", "end": "12:00", "kind": "lunch"}
    work = {"provider_id": "P1", "start": "08:00", "end": "15:00", "site": "Oak"}
    facts = Facts(make_case(provider_hours=[lunch, work]))
    assert facts.hours.works_at("P1", WEDNESDAY, at("11:00"), at("12:30"), "Oak")
    facts = Facts(make_case(provider_hours=[work, lunch]))
    assert not facts.hours.works_at("P1", WEDNESDAY, at("11:00"), at("12:30"), "Oak")
    facts = Facts(make_case(provider_hours=[work, {**work, "start": "12:00", "site": "Elm"}]))
    assert facts.hours.works_at("P1", WEDNESDAY, at("11:00"), at("12:00"), "Oak")
    assert not facts.hours.works_at("P1", WEDNESDAY, at("11:00"), at("12:05"), "Oak")


def test_a_regular_session_takes_place_only_on_school_days_with_its_provider_at_work() -> None:
    def held(case: Case, session_id: str, on: date) -> bool:
        facts = Facts(case)
        return facts.hours.takes_place(facts.regulars[session_id], on)

    assert held(make_case(), "R1", january(5))
    assert not held(make_case(), "R1", january(6))  # not its weekday
    assert not held(make_case(), "R2", january(20))  # an ESY day
    half = added("provider_hours", {"provider_id": "P1", "start": "10:20", "end": "15:00",
                                    "weekday": (MON,), "kind": "leave"})  # fmt: skip
    assert not held(make_case(**half), "R1", january(5))
    moved = added("provider_hours", {"provider_id": "P1", "start": "08:00", "end": "15:00",
                                     "weekday": (MON,), "site": "Elm"})  # fmt: skip
    assert not held(make_case(**moved), "R1", january(5))
    anywhere = added("provider_hours", {"provider_id": "P1", "start": "08:00", "end": "15:00",
                                        "weekday": (MON,), "site": "*"})  # fmt: skip
    assert held(make_case(**anywhere), "R1", january(5))
    later = changed("regular_sessions", "R1", start_date=january(6))
    assert not held(make_case(**later), "R1", january(5))
    rotating = changed("regular_sessions", "R1", rotation="A")
    assert not held(make_case(**rotating), "R1", january(5))
