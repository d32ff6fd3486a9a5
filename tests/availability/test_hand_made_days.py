"""Who is free when on days made by hand: overlays, day types, rotations, consents, sites."""

import pytest

from makeup_sched.availability.availability import Availability, availability
from makeup_sched.availability.hours import TELE_CODE, serves
from makeup_sched.case.case import Case
from makeup_sched.vocabulary import CATEGORIES
from support.tiny import (
    bells,
    block,
    day,
    hours,
    on,
    owes,
    provider,
    regular,
    student,
    students,
    tiny_case,
)

OWED = [*owes("A", 30)]


def look(case: Case) -> Availability:
    return availability(case, ["A"])


def parts(codes: list[str]) -> list[str]:
    """Return stretches of equal words from a list of 1,440, blank ones left out."""
    found, start = [], 0
    for minute in range(1, len(codes) + 1):
        if minute == len(codes) or codes[minute] != codes[start]:
            if codes[start]:
                times = (f"{m // 60:02d}:{m % 60:02d}" for m in (start, minute))
                found.append(f"{'-'.join(times)} {codes[start]}")
            start = minute
    return found


def day_of(case: Case, number: int = 0) -> list[str]:
    """Return student A's day in stretches of one category."""
    return parts([CATEGORIES[c] if c >= 0 else "" for c in look(case).students["A"].on(number)])


def free_of(case: Case, number: int = 0) -> list[str]:
    """Return provider P's free time in stretches at one site."""
    found = look(case)
    return parts([found.sites[c] if c >= 0 else "" for c in found.free["P"].on(number)])


def held(case: Case) -> list[bool]:
    """Say for each planning date whether regular session R takes place."""
    return [bool(flag) for flag in look(case).regular[0].takes_place]


def test_block_wins_over_bells_and_regular_session_wins_over_both() -> None:
    case = tiny_case(
        students("A"), provider(), hours("08:00-12:00"), OWED, bells("08:00-10:00", "resource"),
        block("A", "08:30-09:30", "core"), regular("R", "09:00-09:45", "A"),
    )  # fmt: skip
    assert day_of(case) == [
        "08:00-08:30 resource", "08:30-09:00 core", "09:00-09:45 related_service",
        "09:45-10:00 resource",
    ]  # fmt: skip


def test_the_last_of_two_overlapping_bell_rows_wins() -> None:
    rows = [bells("08:00-10:00", "core"), bells("08:30-09:00", "recess")]
    case = tiny_case(students("A"), provider(), hours("08:00-12:00"), OWED, rows)
    assert day_of(case) == ["08:00-08:30 core", "08:30-09:00 recess", "09:00-10:00 core"]


def test_a_date_takes_the_last_calendar_row_that_covers_it() -> None:
    case = tiny_case(
        students("A"), provider(), hours("08:00-12:00"), OWED,
        bells("08:00-10:00", "resource"),
        bells("08:00-09:00", "homeroom", day_type="early_release"),
        ("calendar", {"start_date": on(0), "end_date": on(4), "day_type": "school"}),
        day(1, "early_release"), day(2, "no_school"), day(5),
    )  # fmt: skip
    assert [date.isoformat() for date in look(case).days.dates] == [
        on(0), on(1), on(3), on(4), on(5),
    ]  # fmt: skip
    assert day_of(case, 1) == ["08:00-09:00 homeroom"]
    # a single date counts on a Saturday too
    assert day_of(case, 4) == ["08:00-10:00 resource"]


def test_rows_of_a_rotation_count_on_its_dates_only() -> None:
    case = tiny_case(
        students("A"), provider(), hours("08:00-09:00", rotation="A"), hours("09:00-10:00"), OWED,
        bells("08:00-10:00", "resource"), bells("08:00-08:30", "core", rotation="B"),
        regular("R", "09:00-09:30", "A", rotation="B"),
        day(0, rotation="A"), day(1, rotation="B"), day(2),
    )  # fmt: skip
    assert [free_of(case, number) for number in range(3)] == [
        ["08:00-10:00 Oak"], ["09:30-10:00 Oak"], ["09:00-10:00 Oak"],
    ]  # fmt: skip
    assert day_of(case, 0) == ["08:00-10:00 resource"]
    assert day_of(case, 1)[0] == "08:00-08:30 core"
    assert held(case) == [False, True, False]


def test_an_early_release_cancels_a_regular_session_that_lies_after_work() -> None:
    case = tiny_case(
        students("A"), provider(), OWED, hours("08:00-12:00", day_types="school"),
        hours("08:00-09:15", day_types="early_release"),
        bells("08:00-12:00", "resource"),
        bells("08:00-12:00", "resource", day_type="early_release"),
        regular("R", "09:00-09:30", "A"), day(0), day(1, "early_release"),
    )  # fmt: skip
    assert held(case) == [True, False]
    # cancelled, it takes nobody's time
    assert day_of(case, 1) == ["08:00-12:00 resource"]
    assert free_of(case, 1) == ["08:00-09:15 Oak"]


def test_leave_cancels_a_regular_session_and_takes_its_time_away() -> None:
    case = tiny_case(
        students("A"), provider(), hours("08:00-12:00"), OWED,
        hours("08:00-09:10", "leave", start_date=on(1), end_date=on(1)),
        regular("R", "09:00-09:30", "A"), day(0), day(1),
    )  # fmt: skip
    assert held(case) == [True, False]
    assert free_of(case, 0) == ["08:00-09:00 Oak", "09:30-12:00 Oak"]
    assert free_of(case, 1) == ["09:10-12:00 Oak"]


@pytest.mark.parametrize("kind", ["esy", "saturday", "no_school"])
def test_regular_sessions_take_place_on_school_days_only(kind: str) -> None:
    every = "school;early_release;delayed_start;esy;saturday"
    case = tiny_case(
        student("A", esy="yes"), provider(), hours("08:00-12:00", day_types=every), OWED,
        regular("R", "09:00-09:30", "A"), day(0), day(1, kind), day(2, "delayed_start"),
    )  # fmt: skip
    flags = held(case)
    assert flags[0]
    assert flags[-1]
    assert not any(flags[1:-1])


def test_a_regular_session_at_another_site_than_its_provider_is_cancelled() -> None:
    case = tiny_case(
        students("A"), provider(), OWED, hours("08:00-12:00"),
        hours("08:00-12:00", start_date=on(1), site="Elm"),
        regular("R", "09:00-09:30", "A"), day(0), day(1),
    )  # fmt: skip
    assert held(case) == [True, False]
    assert free_of(case, 1) == ["08:00-12:00 Elm"]


def test_nobody_comes_to_esy_without_the_familys_consent() -> None:
    rows = [bells("08:00-10:00", "esy", day_type="esy"), bells("08:00-10:00", "resource"),
            block("A", "10:00-11:00", "resource"), day(0, "esy")]  # fmt: skip
    work = [provider(), hours("08:00-12:00", day_types="esy")]
    agreed = tiny_case(student("A", esy="yes"), *work, OWED, *rows)
    assert day_of(agreed) == ["08:00-10:00 esy", "10:00-11:00 resource"]
    assert day_of(tiny_case(student("A", esy="no"), *work, OWED, *rows)) == []


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ("yes", ["07:30-08:00 before_school", "08:00-10:00 resource", "10:00-11:00 after_school"]),
        ("no", ["08:00-10:00 resource"]),
    ],
)
def test_time_outside_school_counts_only_for_who_may_stay(
    consent: str, expected: list[str]
) -> None:
    case = tiny_case(
        student("A", after_school=consent), provider(), hours("08:00-12:00"), OWED,
        bells("07:30-08:00", "before_school"), bells("08:00-10:00", "resource"),
        block("A", "10:00-11:00", "after_school"),
    )  # fmt: skip
    assert day_of(case) == expected


def test_after_school_time_over_core_leaves_the_core_to_who_may_not_stay() -> None:
    rows = [bells("08:00-10:00", "core"), bells("09:00-10:00", "after_school")]
    case = tiny_case(students("A"), provider(), hours("08:00-12:00"), OWED, rows)
    assert day_of(case) == ["08:00-10:00 core"]


def test_every_site_means_every_place_but_not_tele() -> None:
    case = tiny_case(
        students("A"), provider(), OWED, hours("08:00-09:00", site="*"),
        hours("09:00-10:00", site=""), hours("10:00-11:00", site="tele"),
    )  # fmt: skip
    assert free_of(case) == ["08:00-10:00 *", "10:00-11:00 tele"]
    codes = look(case).free["P"].on(0)
    oak = look(case).sites.index("Oak")
    assert serves(codes, oak).nonzero()[0].tolist() == list(range(480, 600))
    assert serves(codes, TELE_CODE).nonzero()[0].tolist() == list(range(600, 660))


def test_hours_count_on_their_day_types_weekdays_and_dates() -> None:
    case = tiny_case(
        students("A"), provider(), OWED, hours("08:00-09:00", weekday="Mon"),
        hours("09:00-10:00", start_date=on(1), end_date=on(1)),
        hours("10:00-11:00", day_types="saturday"),
        day(0), day(1), day(5, "saturday"),
    )  # fmt: skip
    assert [free_of(case, number) for number in range(3)] == [
        ["08:00-09:00 Oak"], ["09:00-10:00 Oak"], ["10:00-11:00 Oak"],
    ]  # fmt: skip
