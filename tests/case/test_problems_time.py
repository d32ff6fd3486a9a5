"""Problems of dates, times, sessions, hours and minutes: each with its exact place and value."""

from pathlib import Path

import pytest
from small_cases import SMALL, place, problems_of, the_problem, with_rows, with_tables


def test_end_before_start(tmp_path: Path) -> None:
    tables = with_rows("bell_schedules", "bell,12:30,1:15,recess")
    found = problems_of(tmp_path, tables)
    assert place(the_problem(found, "is not after start")) == (
        "bell_schedules", 4, "end", "1:15", "error")  # fmt: skip
    assert "13:15" in the_problem(found, "at night").message


def test_last_date_before_first(tmp_path: Path) -> None:
    tables = with_rows("calendar", "2026-02-20,2026-02-19,no_school,")
    problem = the_problem(problems_of(tmp_path, tables), "is before start_date")
    assert place(problem) == ("calendar", 4, "end_date", "2026-02-19", "error")


def test_shortest_above_longest_session(tmp_path: Path) -> None:
    text = SMALL["services"].replace("minutes\n", "minutes,min_session,max_session\n")
    text = text.replace("S1,SLP,P1,30", "S1,SLP,P1,30,45,30")
    problem = the_problem(problems_of(tmp_path, with_tables(services=text)), "less than min")
    assert place(problem) == ("services", 2, "max_session", "30", "error")


def test_missed_on_a_day_without_school(tmp_path: Path) -> None:
    tables = with_rows("missed", "2026-02-16,S1-SLP,30,provider_absent,")
    problem = the_problem(problems_of(tmp_path, tables), "has no school")
    assert place(problem) == ("missed", 4, "date", "2026-02-16", "error")


@pytest.mark.parametrize("reason", ["no_school_day", "emergency_closure"])
def test_missed_because_there_was_no_school(tmp_path: Path, reason: str) -> None:
    assert problems_of(tmp_path, with_rows("missed", f"2026-02-16,S1-SLP,30,{reason},")) == []


def test_missed_outside_the_calendar(tmp_path: Path) -> None:
    tables = with_rows("missed", "2025-01-13,S1-SLP,30,provider_absent,")
    problem = the_problem(problems_of(tmp_path, tables), "outside the calendar")
    assert place(problem) == ("missed", 4, "date", "2025-01-13", "error")
    assert "2026-01-05 to 2026-03-27" in problem.message


def test_rows_outside_the_calendar_are_warned_of(tmp_path: Path) -> None:
    tables = with_tables(
        student_blocks="student_id,start_date,start,end,category\nS1,2027-01-04,09:00,10:00,core\n",
        awards="award_id,student_id,discipline,minutes,due_on\nA1,S1,SLP,30,2026-06-30\n",
    )
    found = problems_of(tmp_path, tables)
    assert [place(problem) for problem in found] == [
        ("awards", 2, "due_on", "2026-06-30", "warning"),
        ("student_blocks", 2, "start_date", "2027-01-04", "warning"),
    ]


def test_calendar_of_many_years(tmp_path: Path) -> None:
    problem = the_problem(
        problems_of(tmp_path, with_rows("calendar", "2062-03-30,,no_school,")), "years long"
    )
    assert place(problem) == ("calendar", 4, "end_date", "2062-03-30", "error")


def test_day_type_without_bell_rows(tmp_path: Path) -> None:
    tables = with_rows("calendar", "2026-02-20,,early_release,", "2026-03-02,,esy,")
    problem = the_problem(problems_of(tmp_path, tables), "has no rows")
    assert place(problem) == ("bell_schedules", 0, "bell_schedule", "bell", "warning")
    assert "early_release" in problem.message


def test_rotation_that_no_date_carries(tmp_path: Path) -> None:
    text = SMALL["regular_sessions"].replace("weekday,", "weekday,rotation,")
    text = text.replace("Mon;Wed,", "Mon;Wed,,").replace("Tue,", "Tue,B,")
    found = problems_of(tmp_path, with_tables(regular_sessions=text))
    assert place(the_problem(found, "no row of the calendar carries")) == (
        "regular_sessions", 3, "rotation", "B", "warning")  # fmt: skip
    assert the_problem(found, "falls on no school date").row == 3


def test_overlapping_sessions_of_a_provider(tmp_path: Path) -> None:
    tables = with_rows("regular_sessions", "R3,P1,SLP,Wed,09:15,09:45,S2")
    problem = the_problem(problems_of(tmp_path, tables), "same provider P1")
    assert place(problem) == ("regular_sessions", 4, "session_id", "R3", "error")
    assert "session R1 (row 2)" in problem.message
    assert "2026-01-07" in problem.message


def test_overlapping_sessions_of_a_student(tmp_path: Path) -> None:
    tables = with_rows("regular_sessions", "R3,P1,SLP,Tue,09:15,09:45,S1")
    problem = the_problem(problems_of(tmp_path, tables), "same student S1")
    assert place(problem) == ("regular_sessions", 4, "session_id", "R3", "error")


@pytest.mark.parametrize(
    "row",
    [
        "R3,P1,SLP,Wed,09:30,10:00,S2,,,",
        "R3,P1,SLP,Fri,09:00,09:30,S2,,,",
        "R3,P1,SLP,Wed,09:00,09:30,S2,2026-02-02,,",
        "R3,P1,SLP,Wed,09:00,09:30,S2,,,B",
    ],
)
def test_sessions_that_never_meet_do_not_overlap(tmp_path: Path, row: str) -> None:
    lines = [
        "session_id,provider_id,discipline,weekday,start,end,student_ids,start_date,end_date,rotation",
        "R1,P1,SLP,Mon;Wed,09:00,09:30,S1;S2,,2026-01-30,A",
        row,
    ]
    calendar = (
        "start_date,end_date,day_type,rotation\n"
        "2026-01-05,2026-01-30,school,A\n2026-01-14,,school,B\n2026-02-02,2026-03-27,school,A\n"
    )
    tables = with_tables(regular_sessions="\n".join(lines), calendar=calendar)
    assert problems_of(tmp_path, tables) == []


def test_sessions_of_which_one_is_cancelled_do_not_overlap(tmp_path: Path) -> None:
    hours = SMALL["provider_hours"].replace("P1,*,", "P1,Mon;Wed,")
    hours += "P1,Wed,08:00,15:00,Roosevelt,work\n"
    text = SMALL["regular_sessions"].replace("student_ids\n", "student_ids,site\n")
    text = text.replace("S1;S2\n", "S1;S2,Lincoln\n").replace("S1\n", "S1,Lincoln\n")
    text += "R3,P1,SLP,Wed,09:00,09:30,S2,Roosevelt\n"
    found = problems_of(tmp_path, with_tables(provider_hours=hours, regular_sessions=text))
    assert [place(problem)[:2] for problem in found] == [("regular_sessions", 2)]
    assert "never takes place on Wed" in found[0].message


def test_session_on_a_weekday_without_work_is_a_warning(tmp_path: Path) -> None:
    tables = with_rows("regular_sessions", "R3,P2,OT,Fri,10:00,10:30,S1")
    problem = the_problem(problems_of(tmp_path, tables), "never takes place on Fri")
    assert place(problem) == ("regular_sessions", 4, "session_id", "R3", "warning")


def test_session_that_no_work_hours_cover_is_an_error(tmp_path: Path) -> None:
    tables = with_rows("regular_sessions", "R3,P1,SLP,Fri,14:45,15:15,S1")
    problem = the_problem(problems_of(tmp_path, tables), "outside the work hours")
    assert place(problem) == ("regular_sessions", 4, "session_id", "R3", "error")


def test_tele_session_needs_tele_hours(tmp_path: Path) -> None:
    text = SMALL["regular_sessions"].replace("student_ids\n", "student_ids,site\n")
    text = text.replace("S1;S2\n", "S1;S2,tele\n").replace("S1\n", "S1,\n")
    hours = SMALL["provider_hours"].replace("P1,*,08:00,15:00,Lincoln", "P1,*,08:00,15:00,*")
    tables = with_tables(regular_sessions=text, provider_hours=hours)
    assert the_problem(problems_of(tmp_path, tables), "outside the work hours").row == 2


def test_work_below_leave_gives_the_time_back(tmp_path: Path) -> None:
    rows = ["P1,Fri,11:00,11:30,,lunch", "P1,Fri,08:00,15:00,Lincoln,work"]
    problem = the_problem(
        problems_of(tmp_path, with_rows("provider_hours", *rows)), "last row wins"
    )
    assert place(problem) == ("provider_hours", 5, "kind", "work", "warning")
    assert "lunch of row 4" in problem.message


def test_provider_without_hours(tmp_path: Path) -> None:
    problem = the_problem(problems_of(tmp_path, with_rows("providers", "P3,SLP")), "kind work")
    assert place(problem) == ("providers", 4, "provider_id", "P3", "warning")


def test_school_without_provider(tmp_path: Path) -> None:
    tables = with_rows("students", "S3,,,Lincon,bell")
    problem = the_problem(problems_of(tmp_path, tables), "no provider works")
    assert place(problem) == ("students", 4, "school", "Lincon", "warning")
    assert 'did you mean "Lincoln"?' in problem.message


def test_the_same_row_twice_is_an_error(tmp_path: Path) -> None:
    tables = with_rows("missed", "2026-01-12,S1-SLP,30,provider_absent,")
    problem = the_problem(problems_of(tmp_path, tables), "row 2 too")
    assert place(problem) == ("missed", 4, "service_id", "S1-SLP", "error")


def test_two_different_rows_of_one_date_are_a_warning(tmp_path: Path) -> None:
    tables = with_rows("missed", "2026-01-12,S1-SLP,10,provider_meeting,")
    problem = the_problem(problems_of(tmp_path, tables), "row 2 too")
    assert place(problem) == ("missed", 4, "service_id", "S1-SLP", "warning")


def test_more_missed_than_a_session(tmp_path: Path) -> None:
    tables = with_rows("missed", "2026-01-14,S1-SLP,45,provider_absent,")
    problem = the_problem(problems_of(tmp_path, tables), "more than a session")
    assert place(problem) == ("missed", 4, "minutes", "45", "warning")


def test_how_long_a_session_lasts_goes_by_the_amendment_of_the_date(tmp_path: Path) -> None:
    tables = with_rows("missed", "2026-01-14,S1-SLP,45,provider_absent,")
    head = "service_id,start_date,minutes,sessions,per\n"
    tables["amendments"] = head + "S1-SLP,2026-01-14,45,1,week\n"
    assert not [each for each in problems_of(tmp_path, tables) if "more than a" in each.message]
    tables["amendments"] = head + "S1-SLP,2026-01-15,45,1,week\n"
    the_problem(problems_of(tmp_path, tables), "more than a session")


def test_missed_outside_the_service(tmp_path: Path) -> None:
    text = SMALL["services"].replace("minutes\n", "minutes,start_date,end_date\n")
    text = text.replace("S1,SLP,P1,30", "S1,SLP,P1,30,2026-01-13,")
    text = text.replace("S2,SLP,P1,30", "S2,SLP,P1,30,,2026-01-12")
    found = problems_of(tmp_path, with_tables(services=text))
    assert [place(problem) for problem in found] == [
        ("missed", 2, "date", "2026-01-12", "warning"),
        ("missed", 3, "date", "2026-01-13", "warning"),
    ]


def test_more_delivered_than_missed(tmp_path: Path) -> None:
    delivered = "date,owed_id,minutes\n2026-01-13,S1-SLP,20\n2026-01-14,S1-SLP,15\n"
    problem = the_problem(problems_of(tmp_path, with_tables(delivered=delivered)), "surplus")
    assert place(problem) == ("delivered", 3, "owed_id", "S1-SLP", "warning")


def test_a_date_that_no_calendar_has_is_told_once(tmp_path: Path) -> None:
    found = problems_of(tmp_path, with_rows("missed", "1026-01-13,S1-SLP,30,provider_absent,"))
    assert [place(problem)[:3] for problem in found] == [("missed", 4, "date")]
    assert "2000 to 2099" in found[0].message


def test_a_session_longer_than_a_school_day(tmp_path: Path) -> None:
    found = problems_of(tmp_path, with_rows("services", "S2-OT,S2,OT,P2,2000"))
    problem = the_problem(found, "more minutes than a school day has")
    assert place(problem) == ("services", 4, "minutes", "2000", "warning")


def test_hours_at_a_site_without_students(tmp_path: Path) -> None:
    rows = ("P1,Mon,15:00,16:00,Lincon,work", "P1,Tue,15:00,16:00,Lincon,work",
            "P1,*,12:00,12:30,Lincon,lunch")  # fmt: skip
    found = problems_of(tmp_path, with_rows("provider_hours", *rows))
    problem = the_problem(found, "is a site at which no student is")
    assert place(problem) == ("provider_hours", 4, "site", "Lincon", "warning")
    assert 'did you mean "Lincoln"? (in 2 rows)' in problem.message


def test_an_esy_site_at_which_nobody_works(tmp_path: Path) -> None:
    text = SMALL["students"].replace("bell_schedule\n", "bell_schedule,esy_site,esy\n")
    text = text.replace("3,Lincoln,bell", "3,Lincoln,bell,Mars,yes")
    text = text.replace("K,Lincoln,bell", "K,Lincoln,bell,Venus,no")
    found = problems_of(tmp_path, with_tables(students=text))
    assert [place(problem) for problem in found] == [("students", 2, "esy_site", "Mars", "warning")]
    assert "is a site at which no provider works" in found[0].message
