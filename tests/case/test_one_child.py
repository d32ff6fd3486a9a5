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
from support import tiny

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


def test_the_log_and_amendments_of_others_stay_out() -> None:
    log = [("service_log", {"date": "2026-02-03", "service_id": f"{student}-SLP", "minutes": "60",
                            "note": f"note on {student}"}) for student in "AB"]  # fmt: skip
    changes = [("amendments", {"service_id": f"{student}-SLP", "start_date": "2026-02-09",
                               "minutes": "30", "sessions": "1", "per": "week"})
               for student in "AB"]  # fmt: skip
    case = tiny.tiny_case(
        tiny.students("AB"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 30),
        tiny.owes("B", 30), *log, *changes,
    )  # fmt: skip
    own = one_child(case, "A")
    assert own.table("service_log")["note"].tolist() == ["note on A"]
    assert own.table("amendments")["service_id"].tolist() == ["A-SLP"]


def test_an_unknown_child_is_an_error_with_a_suggestion(case: Case) -> None:
    with pytest.raises(MakeupSchedError, match="did you mean"):
        one_child(case, case.table("students")["student_id"].iloc[0] + "X")
