"""The account of owed minutes, and the trace of each minute to its rows."""

import pandas as pd
from owed_cases import award, gave, make_case, miss

from makeup_sched.ledger import owed_table, owed_trace
from makeup_sched.ledger.ledger import TABLE_COLUMNS, TRACE_COLUMNS

CASE = make_case(
    [
        miss("2025-10-08", 32),
        miss("2025-10-01", 30),
        miss("2025-10-09", 20, "suspension"),
        miss("2025-11-01", 30, "student_absent", service_id="B-OT"),
    ],
    [gave("2025-12-08", 10), gave("2025-12-01", 25), gave("2025-12-02", 15, "B-OT")],
    [award(100, decided_on="2025-12-01")],
)


def test_table_by_hand() -> None:
    table = owed_table(CASE)
    assert tuple(table.columns) == TABLE_COLUMNS
    figures = table[["owed_id", "missed", "not_owed", "delivered", "owed", "rounding", "pending"]]
    assert figures.to_numpy().tolist() == [
        ["A-SP", 82, 0, 35, 30, 3, 20],
        ["B-OT", 30, 30, 0, 0, 0, 0],
        ["W1", 100, 0, 0, 100, 0, 0],
    ]
    assert table["provider_id"].tolist() == ["P1", "P2", ""]
    assert table["oldest_date"].isna().tolist() == [False, True, False]
    assert table["due_date"].isna().tolist() == [False, True, False]
    assert str(table["due_date"][0].date()) == "2026-05-29"


def test_trace_by_hand() -> None:
    trace = owed_trace(CASE)
    assert tuple(trace.columns) == TRACE_COLUMNS
    lines = trace[["table", "row", "counted", "delivered", "owed", "matched"]].fillna({"row": 0})
    assert lines[trace["owed_id"] == "A-SP"].to_numpy().tolist() == [
        ["missed", 3, "owed", 30, 0, "delivered 3: 25 min; delivered 2: 5 min"],
        ["missed", 2, "owed", 5, 27, "delivered 2: 5 min"],
        ["missed", 4, "pending", 0, 0, ""],
        ["delivered", 3, "delivered", 0, 0, "missed 3: 25 min"],
        ["delivered", 2, "delivered", 0, 0, "missed 3: 5 min; missed 2: 5 min"],
        ["", 0, "rounding", 0, 3, ""],
    ]
    assert lines[trace["owed_id"] == "B-OT"].to_numpy().tolist() == [
        ["missed", 5, "not_owed", 0, 0, ""],
        ["delivered", 4, "delivered", 0, 0, ""],
    ]
    assert trace["surplus"].tolist() == [0, 0, 0, 0, 0, 0, 0, 15, 0]


def test_a_delivery_without_a_missed_row_is_accounted_for() -> None:
    case = make_case(delivered=[gave("2025-12-01", 25)])
    assert owed_table(case)["owed_id"].tolist() == ["A-SP"]
    assert owed_trace(case)["surplus"].tolist() == [25]


def test_names_only_when_asked_for() -> None:
    for account in (owed_table(CASE), owed_trace(CASE)):
        assert "Example" not in account.to_csv()
        assert "Placeholder" not in account.to_csv()
    assert owed_table(CASE, names=True)["student"].tolist()[0] == "Ann Example"
    assert owed_table(CASE, names=True)["provider"].tolist()[1:] == ["Quinn Quotation", ""]
    assert set(owed_trace(CASE, names=True)["student"]) == {"Ann Example", "Bo Sample"}


def test_an_empty_case_has_the_same_columns_and_types() -> None:
    empty = make_case()
    for full, blank in (
        (owed_table(CASE), owed_table(empty)),
        (owed_trace(CASE), owed_trace(empty)),
    ):
        pd.testing.assert_series_equal(full.dtypes, blank.dtypes)
        assert blank.empty
