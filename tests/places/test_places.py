"""Where sessions could go: what single rules leave open, forbidden beside allowed."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.case.case import Case
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.grades import grade_windows
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.vocabulary import MODES
from support.judge import few, planned, problems
from support.random_cases import clock
from support.tiny import (
    Row,
    award,
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

Rows = list[Row | list[Row]]
HOUR: Rows = [provider(), hours("08:00-09:00")]


def places(case: Case, mode: str = "extra") -> dict[str, list[str]]:
    """Return for each item the times of the sessions that it could be in, without the dates."""
    columns = dated_columns(find_templates(planning_task(case)))
    found = columns.places
    times: dict[str, set[str]] = {item.owed_id: set() for item in columns.task.items}
    pairs = zip(found.attendance_place.tolist(), found.attendance_item.tolist(), strict=True)
    for place, item in pairs:
        if MODES[found.mode[place]] == mode:
            start, length = int(found.start[place]), int(found.length[place])
            name = columns.task.items[item].owed_id
            times[name].add(f"{clock(start)}-{clock(start + length)}")
    return {name: sorted(each) for name, each in times.items()}


def dates(case: Case) -> list[str]:
    """Return the dates on which anything could be planned."""
    columns = dated_columns(find_templates(planning_task(case)))
    chosen = sorted({int(columns.slots[slot][0]) for slot in columns.slot})
    return [columns.task.available.days.dates[number].isoformat() for number in chosen]


def test_extras_start_and_last_on_the_grid_within_common_time() -> None:
    case = tiny_case(students("A"), provider(), hours("08:05-08:50"), owes("A", 60), min_session=15)
    assert places(case) == {"A-SLP": ["08:15-08:30", "08:15-08:45", "08:30-08:45"]}


@pytest.mark.parametrize(("rule", "expected"), [("never", 1), ("avoid", 3), ("prefer", 3)])
def test_no_place_touches_a_never_category(rule: str, expected: int) -> None:
    case = tiny_case(
        students("A"), provider(), hours("08:00-08:30"), owes("A", 30),
        bells("08:00-08:30", "resource"), block("A", "08:10-08:15", "specials"),
        categories={"specials": rule},
    )  # fmt: skip
    assert len(places(case)["A-SLP"]) == expected


def test_a_students_regular_session_is_never_touched_even_if_the_policy_allows_it() -> None:
    rows: Rows = [*HOUR, provider("Q"), hours("08:00-09:00", provider_id="Q"), students("A")]
    case = tiny_case(
        *rows, owes("A", 30), regular("R", "08:00-08:30", "A"), modes=["extra"],
        categories={"related_service": "allow"},
    )  # fmt: skip
    assert places(case)["A-SLP"] == ["08:30-08:45", "08:30-09:00", "08:45-09:00"]
    assert problems(case, planned(case)) == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, [on(0), on(1), on(2)]),
        ({"decided_on": on(1)}, [on(1), on(2)]),
        ({"due_on": on(1)}, [on(0), on(1)]),
        ({"decided_on": on(1), "due_on": on(1)}, [on(1)]),
        ({"due_on": "2026-02-27"}, []),
    ],
)
def test_an_award_is_planned_between_its_decision_and_its_due_date(
    cells: dict[str, str], expected: list[str]
) -> None:
    case = tiny_case(
        students("A"), *HOUR, award("A", 30, **cells), owes("A", 30, "none")[0],
        day(0), day(1), day(2),
    )  # fmt: skip
    assert dates(case) == expected


def test_missed_minutes_are_due_so_many_days_after_the_oldest() -> None:
    rows: Rows = [students("A"), *HOUR, owes("A", 30, on_date="2026-02-23"), day(0), day(1)]
    assert dates(tiny_case(*rows, due_within_days=7)) == [on(0)]
    assert dates(tiny_case(*rows, due_within_days=8)) == [on(0), on(1)]


def test_a_small_debt_gets_a_place_of_just_that() -> None:
    case = tiny_case(students("A"), *HOUR, owes("A", 15), min_session=30)
    assert places(case)["A-SLP"] == ["08:00-08:15", "08:15-08:30", "08:30-08:45", "08:45-09:00"]


def test_a_larger_debt_gets_no_place_below_its_least_or_above_its_greatest_length() -> None:
    case = tiny_case(
        students("A"), *HOUR, owes("A", 60, min_session="30", max_session="40"), min_session=15
    )
    assert places(case)["A-SLP"] == ["08:00-08:30", "08:15-08:45", "08:30-09:00"]


def test_tele_hours_serve_who_may_be_served_so_wherever_they_are() -> None:
    rows: Rows = [provider(), hours("08:00-08:15", site="tele"), owes("A", 15), owes("B", 15)]
    case = tiny_case(*rows, student("A", tele="yes", school="Elm"), student("B"))
    assert places(case) == {"A-SLP": ["08:00-08:15"], "B-SLP": []}


def test_hours_at_a_school_serve_the_students_there() -> None:
    rows: Rows = [provider(), hours("08:00-08:15"), hours("08:15-08:30", site="*")]
    case = tiny_case(
        *rows, student("A"), student("B", school="Elm", tele="yes"), owes("A", 15), owes("B", 15)
    )
    assert places(case) == {"A-SLP": ["08:00-08:15", "08:15-08:30"], "B-SLP": ["08:15-08:30"]}


JOINED: Rows = [*HOUR, student("X", grade="3"), owes("A", 30, setting="group")]


@pytest.mark.parametrize(
    ("rows", "policy", "joins"),
    [
        ([student("A"), regular("R", "08:05-08:35", "X", max_group="2")], {}, True),
        ([student("A", grade="5"), regular("R", "08:05-08:35", "X", max_group="2")], {}, True),
        # full: the regular session, by default of one who attends alone, and the policy's groups
        ([student("A"), regular("R", "08:05-08:35", "X", max_group="1")], {}, False),
        ([student("A"), regular("R", "08:05-08:35", "X")], {}, False),
        ([student("A"), regular("R", "08:05-08:35", "X", max_group="2")], {"group_cap": 1}, False),
        # too far apart in grade, or kept apart
        ([student("A", grade="K"), regular("R", "08:05-08:35", "X", max_group="2")], {}, False),
        ([student("A", keep_apart="X"), regular("R", "08:05-08:35", "X", max_group="2")], {},
         False),
        # not a whole number of grid cells, or longer than what is owed
        ([student("A"), regular("R", "08:05-08:30", "X", max_group="2")], {}, False),
        ([student("A"), regular("R", "08:05-08:50", "X", max_group="2")], {}, False),
        # the student attends it anyway
        ([student("A"), regular("R", "08:05-08:35", "AX", max_group="4")], {}, False),
    ],
)  # fmt: skip
def test_a_student_joins_a_regular_session_that_has_room(
    rows: Rows, policy: dict[str, object], joins: bool
) -> None:
    found = places(tiny_case(*JOINED, *rows, **policy), "join")
    assert found["A-SLP"] == (["08:05-08:35"] if joins else [])


def test_nobody_joins_a_regular_session_whose_students_are_too_far_apart_themselves() -> None:
    case = tiny_case(
        *HOUR, student("A", grade="1"), student("B", grade="5"), student("C"),
        student("D", grade="3"), regular("R", "08:15-08:45", "AB", max_group="4"),
        owes("C", 30, setting="group"), owes("D", 30, setting="group"), modes=["join"],
    )  # fmt: skip
    assert places(case, "join") == {"C-SLP": [], "D-SLP": []}
    assert problems(case, planned(case)) == []


def test_an_item_given_one_to_one_joins_nobody() -> None:
    session = regular("R", "08:05-08:35", "X", max_group="2")
    case = tiny_case(*HOUR, students("AX"), owes("A", 30, setting="individual"), session)
    assert places(case, "join")["A-SLP"] == []


@pytest.mark.parametrize(
    ("cells", "policy", "expected"),
    [
        ({}, {}, ["08:05-08:15", "08:10-08:15", "08:45-08:50", "08:45-08:55"]),
        ({}, {"max_extension": 5}, ["08:10-08:15", "08:45-08:50"]),
        ({"extend": "no"}, {}, []),
    ],
)
def test_a_regular_session_is_extended_directly_before_and_after(
    cells: dict[str, str], policy: dict[str, object], expected: list[str]
) -> None:
    case = tiny_case(
        student("A", **cells), student("B"), *HOUR, regular("R", "08:15-08:45", "A"),
        owes("A", 30), owes("B", 30), grid_minutes=5, **policy,
    )  # fmt: skip
    assert places(case, "extend") == {"A-SLP": expected, "B-SLP": []}


def test_an_extension_needs_the_provider_to_be_free_then() -> None:
    case = tiny_case(
        students("AB"), provider(), hours("08:15-09:00"), regular("R", "08:15-08:45", "A"),
        regular("S", "08:50-09:00", "B"), owes("A", 30), grid_minutes=5,
    )  # fmt: skip
    assert places(case, "extend")["A-SLP"] == ["08:45-08:50"]


def a_locked_row(**cells: str) -> Row:
    plain = {
        "session_id": "L1", "provider_id": "P", "discipline": "SLP", "date": on(0),
        "start": "08:00", "end": "08:30", "site": "Oak", "student_ids": "A", "owed_ids": "A-SLP",
    }  # fmt: skip
    return "locked", {**plain, **cells}


def test_a_locked_session_takes_its_time_and_minutes() -> None:
    rows: Rows = [students("AB"), *HOUR, owes("A", 45), owes("B", 30)]
    task = planning_task(tiny_case(*rows, a_locked_row()))
    assert dict(zip([i.owed_id for i in task.items], task.left.tolist(), strict=True)) == {
        "A-SLP": 15, "B-SLP": 30,
    }  # fmt: skip
    found = places(tiny_case(*rows, a_locked_row()))
    assert found["B-SLP"] == ["08:30-08:45", "08:30-09:00", "08:45-09:00"]


def test_a_locked_session_without_tier_minutes_and_mode_is_planned_around() -> None:
    case = tiny_case(students("AB"), *HOUR, owes("A", 30), owes("B", 30), a_locked_row())
    made = planned(case)
    assert made.summary.unmet == 0
    assert made.sessions.loc[made.sessions["session_id"] == "L1", "tier"].tolist() == ["school_day"]


@few(200)
@given(st.lists(st.one_of(st.none(), st.integers(-1, 12)), max_size=6), st.integers(0, 3))
def test_grade_windows_hold_every_group_within_the_span_and_no_other(
    grades: Sequence[int | None], span: int
) -> None:
    windows = grade_windows(grades, span)
    for size in range(1, len(grades) + 1):
        for group in combinations(grades, size):
            known = [grade for grade in group if grade is not None]
            fits = not known or max(known) - min(known) <= span
            held = any(all(low <= grade <= high for grade in known) for low, high in windows)
            assert fits == held
