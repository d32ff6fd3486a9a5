"""A case of one child: the same debts, the same row numbers, and no other child in any cell."""

from pathlib import Path

import pandas as pd
import pytest

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import one_child
from makeup_sched.case.read import read_case
from makeup_sched.ledger import owed_table, owed_trace
from makeup_sched.notices import clock_table
from makeup_sched.tables.problems import MakeupSchedError

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module", params=["one-therapist", "ten-minutes-a-day"])
def case(request: pytest.FixtureRequest) -> Case:
    return read_case(DATA / request.param)


def test_owes_the_same_from_the_same_rows(case: Case) -> None:
    for found in (owed_table, owed_trace, clock_table):
        whole = found(case)
        for student in case.table("students")["student_id"]:
            own = whole[whole["student_id"] == student].reset_index(drop=True)
            pd.testing.assert_frame_equal(found(one_child(case, student)), own, check_dtype=False)


def test_holds_no_other_child(case: Case) -> None:
    students = case.table("students")
    for student in students["student_id"]:
        tables = one_child(case, student).tables
        others = students[students["student_id"] != student]
        hidden = {*others["student_id"], *others["name"]}
        cells = {
            str(part)
            for table in tables.values()
            for column in table
            for cell in table[column]
            for part in (cell if isinstance(cell, tuple) else (cell,))
        }
        assert not cells & hidden


def test_an_unknown_child_is_an_error_with_a_suggestion(case: Case) -> None:
    with pytest.raises(MakeupSchedError, match="did you mean"):
        one_child(case, case.table("students")["student_id"].iloc[0] + "X")
