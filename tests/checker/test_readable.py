"""Plans written by anyone: whatever the cells hold becomes a violation, never an exception."""

from typing import Any

import pandas as pd
import pytest
from check_cases import SESSION_COLUMNS, allowed, forbidden, make_case, plan, session
from hypothesis import given, settings
from hypothesis import strategies as st

from makeup_sched.case.read import case_from_tables
from makeup_sched.checker import check, check_items, recount

TINY = make_case()
GOOD = session("x", 7, "09:00-09:30", "A")


def test_an_empty_plan_is_a_plan() -> None:
    allowed(TINY)


@pytest.mark.parametrize("column", [c for c in SESSION_COLUMNS if c != "regular_session_id"])
def test_a_blank_cell(column: str) -> None:
    table = plan(GOOD).astype("object")
    table[column] = None
    violations = check(TINY, table)
    session_id = "" if column == "session_id" else "x"
    found = [(violation.rule, violation.session_id, violation.message) for violation in violations]
    assert found == [("format", session_id, f"{column} is blank or not readable")]


@pytest.mark.parametrize("column", SESSION_COLUMNS)
def test_a_missing_column(column: str) -> None:
    violations = check(TINY, plan(GOOD).drop(columns=column))
    found = [(violation.rule, violation.message) for violation in violations]
    assert found == [("format", f"the plan lacks the column(s) {column}")]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"provider_id": "P9"}, "provider P9 is unknown"),
        ({"student_ids": ("Z",)}, "student Z is unknown"),
        ({"owed_ids": ("Z-SLP",)}, "owed item Z-SLP is unknown"),
        ({"mode": "double"}, 'mode "double" is none of extra, join, extend'),
        ({"tier": "esy"}, "tier is esy, should be school_day"),
        ({"contract": True}, "contract is wrong: provider P1 is staff"),
        ({"start": 600, "end": 570}, "start 600 and end 570 (minutes after midnight)"),
        ({"end": 1500}, "are no time of a day"),
        ({"student_ids": ("A", "B")}, "2 student_ids but 1 owed_ids"),
        ({"student_ids": (), "owed_ids": ()}, "the session has no student"),
    ],
)
def test_a_wrong_cell(cells: dict[str, Any], reason: str) -> None:
    forbidden(TINY, "format", "x", reason, {**GOOD, **cells})


def test_a_session_id_that_stands_twice() -> None:
    again = {**GOOD, "date": GOOD["date"].replace(day=8)}
    forbidden(TINY, "format", "x", "2 sessions have this session_id", GOOD, again)


def test_tiers() -> None:
    saturday = session("x", 17, "09:00-09:30", "A")
    reason = "tier is school_day, should be extended_day"
    forbidden(TINY, "format", "x", reason, saturday)


def test_contract() -> None:
    there = session("x", 7, "12:00-12:30", "A", provider_id="P2")
    forbidden(TINY, "format", "x", "contract is wrong: provider P2 is contract", there)


def test_a_row_that_cannot_be_understood_hides_no_other() -> None:
    lost = {**GOOD, "session_id": "y", "provider_id": "P9"}
    violations = check(TINY, plan({**GOOD, "minutes": 25}, lost))
    assert [(violation.rule, violation.session_id) for violation in violations] == [
        ("format", "y"),
        (3, "x"),
    ]


def test_violations_print_as_one_line() -> None:
    violations = check(TINY, plan({**GOOD, "owed_ids": ("B-SLP",)}))
    expected = "rule 3, session x, item B-SLP: the item is student B's, not student A's"
    assert [str(violation) for violation in violations] == [expected]
    assert str(check(TINY, pd.DataFrame())[0]).startswith("format: the plan lacks the column(s)")


NONSENSE = st.one_of(
    st.none(),
    st.just(pd.NA),
    st.just(pd.NaT),
    st.booleans(),
    st.integers(-2000, 2000),
    st.floats(),
    st.text(max_size=3),
    st.tuples(st.sampled_from(["A", "A-SLP", "", "Z"])),
    st.lists(st.one_of(st.integers(), st.text(max_size=2)), max_size=3),
    st.datetimes(),
    st.dates(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(SESSION_COLUMNS), NONSENSE), max_size=3))
def test_nonsense_never_raises(changes: list[dict[str, Any]]) -> None:
    rows = [{**GOOD, **change} for change in changes]
    table = pd.DataFrame({
        column: pd.Series([row[column] for row in rows], dtype="object")
        for column in SESSION_COLUMNS
    })  # fmt: skip
    check(TINY, table)
    recount(TINY, table, table)
    check_items(TINY, table, table)


def test_the_tiny_case_reads_the_same_from_its_tables() -> None:
    locked = session("x", 7, "09:00-09:30", "A", locked=True)
    given = {
        "tier": "", "minutes": None, "session_id": "any", "locked": False,
    }  # fmt: skip
    case = make_case(locked=[{**locked, **given}])
    window = {"start_date": case.start_date, "end_date": case.end_date}
    read = case_from_tables(case.tables, window)
    mine = {**locked, "session_id": "any"}
    allowed(read, mine)
    moved = {**mine, "date": locked["date"].replace(day=8)}
    forbidden(read, 8, "any", "date is 2026-01-08, locked as 2026-01-07", moved)
    assert recount(read, plan(mine)) == recount(case, plan(mine))
