"""Clocks of missed sessions: last day, what is delivered by then, notices, what is left open."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notice_cases import CLOCK, START, clock_case

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.notices.table import COLUMNS, clock_table

MISS = "2026-01-07 A-SLP 30 provider_absent"
"""Its last day is 2026-01-22, its notice is due on 2026-01-27."""


def the_clock(case: Case, as_of: date | None = None) -> Any:
    table = clock_table(case, as_of)
    assert len(table) == 1
    return table.iloc[0]


def test_a_broken_clock_says_when_the_notice_was_due_and_how_long_ago() -> None:
    line = the_clock(clock_case([MISS]))
    assert str(line["last_day"].date()) == "2026-01-22"
    assert str(line["notice_due"].date()) == "2026-01-27"
    assert (line["status"], line["delivered"], line["days_over"]) == ("broken", 0, 12)


@pytest.mark.parametrize(
    ("as_of", "status", "over"),
    [("2026-01-22", "running", 0), ("2026-01-23", "broken", 1), ("2026-01-25", "broken", 1)],
)
def test_the_last_day_itself_is_still_running(as_of: str, status: str, over: int) -> None:
    line = the_clock(clock_case([MISS]), date.fromisoformat(as_of))
    assert (line["status"], line["days_over"]) == (status, over)
    assert str(line["notice_due"].date()) == "2026-01-27"


@pytest.mark.parametrize(
    ("given", "status", "done", "in_time", "over"),
    [
        (["2026-01-22 A-SLP 30"], "delivered in time", 30, 30, 0),
        (["2026-01-06 A-SLP 30"], "delivered in time", 30, 30, 0),  # given beforehand
        (["2026-01-23 A-SLP 30"], "broken", 30, 0, 1),
        (["2026-01-12 A-SLP 20", "2026-01-26 A-SLP 10"], "broken", 30, 20, 2),
        (["2026-01-12 A-SLP 20"], "broken", 20, 20, 12),
        (["2026-01-12 A-OT 30"], "broken", 0, 0, 12),  # another service
    ],
)
def test_what_is_delivered_by_the_last_day(
    given: list[str], status: str, done: int, in_time: int, over: int
) -> None:
    line = the_clock(clock_case([MISS], given))
    assert (line["status"], line["delivered"], line["in_time"]) == (status, done, in_time)
    assert line["days_over"] == over
    assert pd.isna(line["delivered_on"]) == (done < 30)
    assert pd.isna(line["notice_due"]) == (status == "delivered in time")


def test_deliveries_pay_the_oldest_miss_first() -> None:
    later = "2026-01-14 A-SLP 30 provider_absent"
    table = clock_table(clock_case([later, MISS], ["2026-01-20 A-SLP 30"])).set_index("date")
    assert table.loc["2026-01-07", "status"] == "delivered in time"
    assert table.loc["2026-01-14", "status"] == "broken"


def test_what_is_owed_is_paid_before_what_is_pending_or_not_owed() -> None:
    undecided = "2026-01-06 A-SLP 30 student_refused"
    waived = "2026-01-05 A-SLP 30 provider_absent not_owed"
    case = clock_case([waived, undecided, MISS], ["2026-01-12 A-SLP 45"])
    table = clock_table(case).set_index("counted")
    assert table["delivered"].to_dict() == {"owed": 30, "not_owed": 15, "pending": 0}
    assert table.loc["owed", "status"] == "delivered in time"


def test_days_on_which_the_student_is_out_do_not_count() -> None:
    out = ["2026-01-08 A-OT 30 student_absent", "2026-01-22 A-SLP 30 student_absent"]
    table = clock_table(clock_case([MISS, *out]))
    counted, *not_counted = table.to_dict("records")
    assert str(counted["last_day"].date()) == "2026-01-26"
    assert [line["status"] for line in not_counted] == ["does not count"] * 2
    assert table["last_day"].isna().tolist() == [False, True, True]


def test_another_students_absence_changes_nothing() -> None:
    table = clock_table(clock_case([MISS, "2026-01-08 B-SLP 30 student_absent"]))
    assert str(table.set_index("service_id").loc["A-SLP", "last_day"])[:10] == "2026-01-22"


def test_a_report_of_an_earlier_date_leaves_later_rows_aside() -> None:
    case = clock_case([MISS, "2026-01-28 B-OT 30 provider_absent"], ["2026-01-21 A-SLP 30"])
    assert the_clock(case, date(2026, 1, 20))["delivered"] == 0
    assert len(clock_table(case, date(2026, 1, 28))) == 2
    assert len(clock_table(case, date(2026, 1, 6))) == 0


def test_a_calendar_that_ends_too_early_makes_no_claim() -> None:
    case = clock_case(["2026-03-20 A-SLP 30 provider_absent"])
    assert the_clock(case, date(2026, 3, 27))["status"] == "running"
    line = the_clock(case, date(2026, 5, 1))
    assert (line["status"], pd.isna(line["last_day"])) == ("calendar too short", True)
    given = clock_case(["2026-03-20 A-SLP 30 provider_absent"], ["2026-03-26 A-SLP 30"])
    assert the_clock(given, date(2026, 5, 1))["status"] == "delivered in time"


def test_a_miss_before_the_calendar_makes_no_claim() -> None:
    line = the_clock(clock_case(["2025-12-19 A-SLP 30 emergency_closure"]))
    assert (line["status"], line["days_over"]) == ("calendar too short", 0)


def test_without_a_clock_there_is_nothing_to_report() -> None:
    table = clock_table(clock_case([MISS], clocks={}))
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_without_a_notice_none_is_due() -> None:
    case = clock_case([MISS], clocks={**CLOCK, "notice_within_school_days": 0})
    assert pd.isna(the_clock(case)["notice_due"])


def test_the_profile_of_illinois_sets_the_clock() -> None:
    out = "2026-01-08 A-OT 30 extended_absence"
    table = clock_table(clock_case([MISS, out], clocks={}, profile="illinois"))
    assert str(table.set_index("service_id").loc["A-SLP", "last_day"])[:10] == "2026-01-23"


def test_the_face_takes_dates_as_text_and_shows_names_only_on_demand() -> None:
    case = clock_case([MISS])
    assert ms.clocks(case, "2026-01-20")["status"].tolist() == ["running"]
    assert ms.clocks(case).equals(ms.clocks(case, START))
    assert "Name" not in ms.clocks(case).to_string()
    shown = ms.clocks(case, names=True)
    assert shown[["student", "provider"]].iloc[0].tolist() == ["Name A", "Pat Placeholder"]


ROWS = st.lists(
    st.tuples(
        st.integers(0, 23),
        st.sampled_from(["A-SLP", "A-OT", "B-SLP"]),
        st.sampled_from([15, 30]),
        st.sampled_from(["provider_absent", "student_absent", "student_refused"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[:2],
)
SCHOOL = [each.date() for each in pd.bdate_range("2026-01-05", "2026-02-06")]
HOLIDAY = date(2026, 1, 19)
OPEN = [each for each in SCHOOL if each != HOLIDAY]


@settings(max_examples=15, deadline=None)
@given(
    ROWS,
    st.lists(st.tuples(st.integers(0, 23), st.sampled_from([15, 45])), max_size=3, unique=True),
)
def test_minutes_are_paid_once_and_never_twice(
    rows: list[tuple[int, str, int, str]], given: list[tuple[int, int]]
) -> None:
    missed = [f"{OPEN[at]} {service} {minutes} {reason}"
              for at, service, minutes, reason in rows]  # fmt: skip
    gifts = [f"{OPEN[at]} A-SLP {minutes}" for at, minutes in given]
    table = clock_table(clock_case(missed, gifts))
    assert len(table) == len(rows)
    assert (table["in_time"] <= table["delivered"]).all()
    assert (table["delivered"] <= table["minutes"]).all()
    paid = table.loc[table["service_id"] == "A-SLP", "delivered"].sum()
    possible = sum(minutes for _, service, minutes, reason in rows
                   if service == "A-SLP" and reason != "student_absent")  # fmt: skip
    assert paid == min(sum(minutes for _, minutes in given), possible)
    assert table.loc[table["service_id"] != "A-SLP", "delivered"].sum() == 0
    broken = table["status"] == "broken"
    assert (table.loc[broken, "in_time"] < table.loc[broken, "minutes"]).all()
