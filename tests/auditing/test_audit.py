"""Expected against given: figures worked out by hand, periods, amendments, and sums that hold."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import makeup_sched as ms
from makeup_sched.auditing.expected import expected_by_month
from makeup_sched.auditing.terms import Term
from support import tiny
from support.judge import few

SCHOOL_YEAR: list[tiny.Row] = [
    ("calendar", {"start_date": "2025-09-01", "end_date": "2026-06-12", "day_type": "school"}),
    ("calendar", {"start_date": "2025-11-24", "end_date": "2025-11-28", "day_type": "no_school"}),
    ("calendar", {"start_date": "2025-12-22", "end_date": "2026-01-02", "day_type": "no_school"}),
    ("calendar", {"start_date": "2026-02-16", "end_date": "2026-02-16", "day_type": "no_school"}),
]
WEEKS = 41 - 3
"""Weeks from September 1 to June 12, less one in November and two around New Year."""


def _service(**cells: str) -> tiny.Row:
    plain = {"service_id": "A-SLP", "student_id": "A", "discipline": "SLP", "provider_id": "P",
             "minutes": "30", "sessions": "1", "per": "week"}  # fmt: skip
    return "services", {**plain, **cells}


def _log(day: str, minutes: int = 30, status: str = "given", **cells: str) -> tiny.Row:
    return "service_log", {"date": day, "service_id": "A-SLP", "minutes": str(minutes),
                           "status": status, **cells}  # fmt: skip


def _missed(day: str, minutes: int = 30, reason: str = "provider_absent") -> tiny.Row:
    return "missed", {"date": day, "service_id": "A-SLP", "minutes": str(minutes), "reason": reason}


def _case(*rows: tiny.Row, calendar: list[tiny.Row] | None = None) -> ms.Case:
    tables: dict[str, list[dict[str, str]]] = {}
    always = [tiny.student("A"), tiny.provider(), tiny.hours("08:00-12:00"),
              tiny.bells("08:00-12:00", "resource"), tiny.award("A", 60, "W1")]  # fmt: skip
    for name, cells in [*(SCHOOL_YEAR if calendar is None else calendar), *always, *rows]:
        tables.setdefault(name, []).append(cells)
    frames = {name: pd.DataFrame(cells).fillna("") for name, cells in tables.items()}
    return ms.case_from_tables(frames, {"start_date": "2026-06-01"})


def _only(found: ms.Audit) -> dict[Any, Any]:
    (line,) = found.services.to_dict("records")
    return line


def test_a_child_seen_nine_times_in_the_year() -> None:
    dates = ["2025-09-08", "2025-09-15", "2025-10-06", "2025-10-13", "2025-11-03",
             "2026-01-12", "2026-02-09", "2026-03-16", "2026-05-11"]  # fmt: skip
    misses = [_missed("2025-09-22"), _missed("2025-09-29", reason="student_absent")]
    found = ms.audit(_case(_service(), *map(_log, dates), *misses), "2026-06-12")
    line = _only(found)
    assert line["expected"] == WEEKS * 30 == 1140
    assert (line["given"], line["times"]) == (270, 9)
    assert line["missed"] == 60
    assert line["unaccounted"] == 1140 - 270 - 60
    assert (line["balance"], line["standing"]) == (-870, "behind")
    assert f"{line['last_given']:%Y-%m-%d}" == "2026-05-11"
    given = found.dates[found.dates["what"] == "given"]
    assert [f"{day:%Y-%m-%d}" for day in given["date"]] == dates
    by_reason = found.missed.set_index("reason")["minutes"].to_dict()
    assert by_reason == {"provider_absent": 30, "student_absent": 30}


def test_the_sample_of_a_child_seen_nine_times() -> None:
    case = ms.read_case(Path(__file__).parents[2] / "data" / "seen-nine-times")
    assert not case.warnings
    found = ms.audit(case, "2026-06-19")
    line = _only(found)
    weeks = [5, 4, 4, 3, 4, 3, 5, 3, 4, 3]  # with school, September to June
    assert found.months["expected"].tolist() == [30 * each for each in weeks]
    assert (line["expected"], line["given"], line["times"]) == (1140, 260, 9)
    assert (line["missed"], line["unaccounted"], line["balance"]) == (280, 600, -880)
    owed = ms.owed(case)
    assert owed["owed"].tolist() == [240]


def test_months_add_up_to_the_service() -> None:
    rows = [_log("2025-09-08"), _log("2025-10-06", 45), _missed("2025-11-03")]
    found = ms.audit(_case(_service(), *rows), "2026-06-12")
    line = _only(found)
    for name in ("expected", "given", "missed", "made_up", "balance"):
        assert found.months[name].sum() == line[name]
    for frame in (found.services, found.months):
        left = frame["expected"] + frame["beyond"]
        assert (left == frame["given"] + frame["missed"] + frame["unaccounted"]).all()
    september = found.months.set_index("month").loc["2025-09"]
    assert (september["expected"], september["given"]) == (5 * 30, 30)


def test_a_running_week_is_not_expected_yet() -> None:
    case = _case(_service(), _log("2025-09-08"))
    by_day = {
        day: _only(ms.audit(case, f"2025-09-{day:02d}"))["expected"] for day in (4, 5, 11, 12)
    }
    assert by_day == {4: 0, 5: 30, 11: 30, 12: 60}


def test_a_week_without_school_is_not_expected_a_short_one_is() -> None:
    case = _case(_service(), _log("2025-09-08"))
    november = ms.audit(case, "2026-06-12").months.set_index("month")["expected"]
    assert november["2025-11"] == 3 * 30
    assert november["2026-02"] == 4 * 30


def test_three_weeks_of_four() -> None:
    case = _case(_service(weeks="3", of_weeks="4"), _log("2025-09-08"))
    assert _only(ms.audit(case, "2025-09-26"))["expected"] == 3 * 30
    assert _only(ms.audit(case, "2025-10-03"))["expected"] == 4 * 30
    assert _only(ms.audit(case, "2025-10-10"))["expected"] == 5 * 30
    assert _only(ms.audit(case, "2026-06-12"))["expected"] == (9 * 3 + 2) * 30


def test_an_amendment_holds_from_its_date_on() -> None:
    amendment: tiny.Row = ("amendments", {"service_id": "A-SLP", "start_date": "2026-01-05",
                                          "minutes": "20", "sessions": "2",
                                          "per": "week"})  # fmt: skip
    found = ms.audit(_case(_service(), amendment, _log("2025-09-08")), "2026-06-12")
    before, after = 15, WEEKS - 15
    assert _only(found)["expected"] == before * 30 + after * 40
    ended = ms.audit(
        _case(_service(end_date="2026-01-30"), amendment, _log("2025-09-08")), "2026-06-12"
    )
    assert _only(ended)["expected"] == before * 30 + 4 * 40


@pytest.mark.parametrize(("per", "full"), [("month", 10 * 60), ("quarter", 4 * 60), ("year", 60)])
def test_longer_periods_are_worth_what_they_say(per: str, full: int) -> None:
    found = ms.audit(_case(_service(per=per, sessions="2"), _log("2025-09-08")), "2026-06-12")
    assert _only(found)["expected"] == full
    half = ms.audit(_case(_service(per=per, sessions="2"), _log("2025-09-08")), "2026-01-15")
    assert 0.3 * full < _only(half)["expected"] < 0.7 * full


def test_a_month_in_which_the_service_begins_counts_by_its_school_days() -> None:
    # 22 school days in September 2025, 7 of them from the 22nd on
    case = _case(_service(per="month", sessions="2", start_date="2025-09-22"), _log("2025-09-22"))
    months = ms.audit(case, "2026-06-12").months.set_index("month")["expected"]
    assert months["2025-09"] == round(60 * 7 / 22)
    assert months["2025-10"] == 60


def test_the_log_and_the_table_missed_count_a_miss_once() -> None:
    rows = [
        _log("2025-09-08", 30, "missed", reason="provider_absent"),
        _missed("2025-09-08"),
        _log("2025-09-15", 20, "short", reason="late_start_of_service"),
        _log("2025-09-22", 30, "missed", reason="student_absent"),
        _log("2025-09-29", 10, "short", reason="school_activity"),
        _missed("2025-09-29", 20, "school_activity"),
    ]
    found = ms.audit(_case(_service(), *rows), "2025-10-03")
    line = _only(found)
    assert (line["expected"], line["given"], line["missed"]) == (150, 30, 30 + 10 + 30 + 20)
    assert line["unaccounted"] == 150 - 30 - 90


def test_a_miss_of_the_log_alone_is_warned_of() -> None:
    case = _case(_service(), _log("2025-09-08", 30, "missed", reason="provider_absent"))
    assert any("nothing is owed for it" in problem.message for problem in case.warnings)


def test_made_up_minutes_of_services_count_those_of_awards_do_not() -> None:
    delivered: list[tiny.Row] = [
        ("delivered", {"date": "2025-10-01", "owed_id": "A-SLP", "minutes": "30"}),
        ("delivered", {"date": "2025-10-02", "owed_id": "W1", "minutes": "45"}),
    ]
    rows = [_log("2025-09-08"), _missed("2025-09-01"), *delivered]
    line = _only(ms.audit(_case(_service(), *rows), "2025-10-03"))
    assert (line["made_up"], line["balance"]) == (30, 60 - 150)


def test_more_than_expected_is_ahead() -> None:
    rows = [_log(f"2025-09-0{day}") for day in (1, 2, 3)]
    line = _only(ms.audit(_case(_service(), *rows), "2025-09-05"))
    assert (line["standing"], line["balance"], line["beyond"]) == ("ahead", 60, 60)


def test_what_can_not_be_audited_is_said() -> None:
    found = ms.audit(_case(_service(sessions="", per=""), _log("2025-09-08")), "2025-10-03")
    assert found.services.empty
    assert found.unclear["service_id"].tolist() == ["A-SLP"]
    assert repr(found) == "Audit(0 services through 2025-10-03, 0 behind)"


def test_without_a_log_it_says_that_nobody_knows() -> None:
    found = ms.audit(_case(_service()), "2025-10-03")
    assert "service_log" in found.notes[0]
    assert _only(found)["unaccounted"] == 150


def test_names_stand_beside_ids_only_where_asked_for() -> None:
    case = _case(_service(), _log("2025-09-08"))
    assert "student" not in ms.audit(case, "2025-10-03").services
    assert "student" in ms.audit(case, "2025-10-03", names=True).services


def test_a_month_with_an_amendment_in_its_middle_is_rounded_once() -> None:
    # March 2026 has 22 school days: 10 at 80 minutes a month and 5 at 120 make 63.6 minutes
    service = _service(minutes="20", per="month", sessions="4", start_date="2026-03-02")
    amendment: tiny.Row = ("amendments", {"service_id": "A-SLP", "start_date": "2026-03-16",
                                          "minutes": "30", "sessions": "4",
                                          "per": "month"})  # fmt: skip
    found = ms.audit(_case(service, amendment, _log("2026-03-03")), "2026-03-20")
    assert _only(found)["expected"] == 64


DAYS = [date(2025, 9, 1) + timedelta(days=at) for at in range(200)]


@few(60)
@given(
    days=st.sets(st.sampled_from(DAYS), min_size=1).map(sorted),
    per=st.sampled_from(["week", "month", "quarter", "year"]),
    sessions=st.integers(0, 5),
    change=st.one_of(st.none(), st.sampled_from(DAYS)),
    ends=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(sorted),
)
def test_expected_only_grows_and_ends_at_what_is_promised(
    days: list[date], per: str, sessions: int, change: date | None, ends: list[date]
) -> None:
    terms = [Term(None, None, 30, sessions, per)]
    if change is not None:
        before = change - timedelta(days=1)
        terms = [Term(None, before, 30, sessions, per), Term(change, None, 30, sessions, per)]
    totals = [sum(expected_by_month(terms, days, day).values()) for day in (*ends, DAYS[-1])]
    assert totals == sorted(totals)
    periods: dict[str, set[Any]] = {
        "week": {day.isocalendar()[:2] for day in days},
        "month": {(day.year, day.month) for day in days},
        "quarter": {(day.year, (day.month - 1) // 3) for day in days},
        "year": {day.year + (day.month >= 7) for day in days},
    }
    promised = 30 * sessions * len(periods[per])
    assert totals[-1] == promised  # also where an amendment cuts a period in two


def test_the_weeks_of_which_nobody_says_anything_are_listed() -> None:
    regular = ("regular_sessions", {"session_id": "R", "provider_id": "P", "discipline": "SLP",
               "weekday": "Mon", "start": "09:00", "end": "09:30", "student_ids": "A"})  # fmt: skip
    rows = [_service(), regular, _log("2025-09-02"), _missed("2025-09-08"),
            _log("2025-09-15", 20, "short", reason="school_activity")]  # fmt: skip
    found = ms.audit(_case(*rows), "2025-10-03")
    weeks = found.unaccounted
    shown = zip(weeks["first"].dt.strftime("%m-%d"), weeks["last"].dt.strftime("%m-%d"),
                weeks["unaccounted"], weeks["sessions"], strict=True)  # fmt: skip
    assert list(shown) == [
        ("09-22", "09-26", 30, "2025-09-22"),
        ("09-29", "10-03", 30, "2025-09-29"),
    ]
    assert weeks["unaccounted"].sum() == _only(found)["unaccounted"]


def test_of_a_week_with_less_than_expected_the_silent_session_is_named() -> None:
    regular = ("regular_sessions", {"session_id": "R", "provider_id": "P", "discipline": "SLP",
               "weekday": "Mon;Wed", "start": "09:00", "end": "09:30",
               "student_ids": "A"})  # fmt: skip
    rows = [_service(sessions="2"), regular, _log("2025-09-03")]
    (week,) = ms.audit(_case(*rows), "2025-09-05").unaccounted.to_dict("records")
    assert (week["expected"], week["told"], week["unaccounted"]) == (60, 30, 30)
    assert week["sessions"] == "2025-09-01"


def test_the_silent_sessions_of_two_services_of_one_provider_are_told_apart_by_setting() -> None:
    plain = {"provider_id": "P", "discipline": "SLP", "start": "09:00", "end": "09:30"}
    alone = {**plain, "session_id": "R", "weekday": "Mon", "student_ids": "A"}
    group = {**plain, "session_id": "T", "weekday": "Wed", "student_ids": "A;B"}
    rows = [tiny.student("B"), ("regular_sessions", alone), ("regular_sessions", group), _service()]
    other = _service(service_id="A-two", setting="group")
    weeks = ms.audit(_case(*rows, other), "2025-09-05").unaccounted
    silent = dict(zip(weeks["service_id"], weeks["sessions"], strict=True))
    assert silent == {"A-SLP": "2025-09-01", "A-two": "2025-09-03"}
    unclear = _service(service_id="A-two")
    weeks = ms.audit(_case(*rows, unclear), "2025-09-05").unaccounted
    assert weeks["sessions"].tolist() == ["", ""]


def test_of_services_that_follow_each_other_each_has_its_own_silent_sessions() -> None:
    regular = ("regular_sessions", {"session_id": "R", "provider_id": "P", "discipline": "SLP",
               "weekday": "Mon", "start": "09:00", "end": "09:30", "student_ids": "A"})  # fmt: skip
    rows = [_service(end_date="2025-09-05"), regular,
            _service(service_id="A-two", start_date="2025-09-08")]  # fmt: skip
    weeks = ms.audit(_case(*rows), "2025-09-12").unaccounted
    silent = dict(zip(weeks["service_id"], weeks["sessions"], strict=True))
    assert silent == {"A-SLP": "2025-09-01", "A-two": "2025-09-08"}


@few(25)
@given(
    st.sampled_from(["week", "month", "quarter", "year"]),
    st.lists(st.tuples(st.integers(0, 280), st.integers(5, 60)), max_size=12),
    st.integers(0, 290),
)
def test_the_list_of_silent_weeks_holds_all_that_is_unaccounted(
    per: str, told: list[tuple[int, int]], upto: int
) -> None:
    first = date(2025, 9, 1)
    days = {first + timedelta(days=day): minutes for day, minutes in told}
    rows = [_log(day.isoformat(), minutes) for day, minutes in days.items() if day.weekday() < 5]
    case = _case(_service(per=per), *rows)
    found = ms.audit(case, (first + timedelta(days=upto)).isoformat())
    silent, line = found.unaccounted, _only(found)
    assert (silent["expected"] - silent["told"] == silent["unaccounted"]).all()
    assert (silent["unaccounted"] > 0).all()
    assert silent["unaccounted"].sum() >= line["unaccounted"]
    assert silent["expected"].sum() <= line["expected"]
