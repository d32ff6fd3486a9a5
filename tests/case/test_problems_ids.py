"""Problems of ids, words and locked rows: each with its exact place and value."""

from pathlib import Path

import pytest
from small_cases import (
    SMALL,
    place,
    problems_of,
    the_problem,
    with_rows,
    with_tables,
    write_folder_case,
)

from makeup_sched.case.read import read_case

LOCKED = (
    "session_id,provider_id,discipline,date,start,end,site,mode,regular_session_id,"
    "student_ids,owed_ids\n"
)


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "target"),
    [
        ("students", "S3,,,Lincoln,bel", "bell_schedule", "bel", "bell_schedules"),
        ("provider_hours", "P9,*,08:00,15:00,Lincoln,work", "provider_id", "P9", "providers"),
        ("services", "S9-SLP,S9,SLP,P1,30", "student_id", "S9", "students"),
        ("missed", "2026-01-13,S1-PT,30,provider_absent,", "service_id", "S1-PT", "services"),
        ("regular_sessions", "R3,P9,SLP,Fri,09:00,09:30,S1", "provider_id", "P9", "providers"),
        ("regular_sessions", "R3,P1,SLP,Fri,09:00,09:30,S1;S9", "student_ids", "S9", "students"),
    ],
)
def test_unknown_id(
    tmp_path: Path, table: str, row: str, column: str, value: str, target: str
) -> None:
    found = problems_of(tmp_path, with_rows(table, row))
    problem = the_problem(found, f"is not in table {target}")
    assert place(problem) == (table, 4, column, value, "error")


def test_dropped_leading_zeros_are_recognised(tmp_path: Path) -> None:
    students = SMALL["students"] + "007,,,Lincoln,bell\n"
    blocks = "student_id,start,end,category\n7,09:00,10:00,resource\n"
    found = problems_of(tmp_path, with_tables(students=students, student_blocks=blocks))
    problem = the_problem(found, 'did you mean "007"?')
    assert place(problem) == ("student_blocks", 2, "student_id", "7", "error")


def test_unknown_keep_apart_and_oneself(tmp_path: Path) -> None:
    text = "student_id,school,bell_schedule,keep_apart\nS1,Lincoln,bell,S9\nS2,Lincoln,bell,S2\n"
    found = problems_of(tmp_path, with_tables(students=text))
    assert place(found[0]) == ("students", 2, "keep_apart", "S9", "error")
    assert place(found[1]) == ("students", 3, "keep_apart", "S2", "error")


def test_provider_who_left_is_one_warning(tmp_path: Path) -> None:
    tables = with_rows("services", "S1-X,S1,SLP,P8,30", "S2-X,S2,SLP,P8,30")
    problem = the_problem(problems_of(tmp_path, tables), "own provider")
    assert place(problem) == ("services", 4, "provider_id", "P8", "warning")
    assert problem.message.endswith("(in 2 rows)")


def test_unknown_supervisor_is_a_warning(tmp_path: Path) -> None:
    text = "provider_id,disciplines,supervisor_id\nP1,SLP,P9\nP2,OT,P1\n"
    found = problems_of(tmp_path, with_tables(providers=text))
    assert [place(problem) for problem in found] == [
        ("providers", 2, "supervisor_id", "P9", "warning")
    ]


def test_duplicate_ids(tmp_path: Path) -> None:
    problem = the_problem(
        problems_of(tmp_path, with_rows("students", "S1,,,Lincoln,bell")), "twice"
    )
    assert place(problem) == ("students", 4, "student_id", "S1", "error")


def test_an_id_typed_twice_is_one_problem_and_its_follow_ups_one_line(tmp_path: Path) -> None:
    services = SMALL["services"].replace("S2-SLP,S2", "S1-SLP,S2")
    delivered = "date,owed_id,minutes\n2026-01-13,S2-SLP,10\n2026-01-14,S2-SLP,10\n"
    found = problems_of(tmp_path, with_tables(services=services, delivered=delivered))
    double, *others = [problem for problem in found if problem.table != "missed"]
    assert place(double) == ("services", 3, "service_id", "S1-SLP", "error")
    assert [place(problem) for problem in others] == [
        ("delivered", 2, "owed_id", "S2-SLP", "warning")
    ]


def test_an_unrelated_unknown_id_is_not_hidden_by_a_double(tmp_path: Path) -> None:
    services = SMALL["services"] + "S1-SLP,S2,SLP,P1,30\n"
    delivered = "date,owed_id,minutes\n2026-01-13,S9-SLP,10\n"
    found = problems_of(tmp_path, with_tables(services=services, delivered=delivered))
    (told,) = [problem for problem in found if problem.value == "S9-SLP"]
    assert told.message.startswith(
        "1 unknown id, perhaps because of the rows whose own id is wrong"
    )
    assert place(told)[:3] == ("delivered", 2, "owed_id")


def test_more_unknown_ids_than_doubled_ones_are_all_told(tmp_path: Path) -> None:
    services = SMALL["services"].replace("S2-SLP,S2", "S1-SLP,S2")
    missed = SMALL["missed"] + "2026-01-14,S9-SLP,30,provider_absent,\n"
    found = problems_of(tmp_path, with_tables(services=services, missed=missed))
    assert [problem.value for problem in found] == ["S1-SLP", "S2-SLP", "S9-SLP"]


def test_delivered_for_an_unknown_item(tmp_path: Path) -> None:
    tables = with_tables(delivered="date,owed_id,minutes\n2026-01-13,S9-SLP,10\n")
    problem = the_problem(problems_of(tmp_path, tables), "services or awards")
    assert place(problem) == ("delivered", 2, "owed_id", "S9-SLP", "error")


def test_award_with_the_id_of_a_service(tmp_path: Path) -> None:
    tables = with_tables(awards="award_id,student_id,discipline,minutes\nS1-SLP,S1,SLP,60\n")
    problem = the_problem(problems_of(tmp_path, tables), "also the id of a service")
    assert place(problem) == ("awards", 2, "award_id", "S1-SLP", "error")


def test_award_of_an_unknown_student(tmp_path: Path) -> None:
    tables = with_tables(awards="award_id,student_id,discipline,minutes\nA1,S9,SLP,60\n")
    problem = the_problem(problems_of(tmp_path, tables), "is not in table students")
    assert place(problem) == ("awards", 2, "student_id", "S9", "error")


def test_provider_without_the_discipline(tmp_path: Path) -> None:
    tables = with_rows("regular_sessions", "R3,P1,OT,Fri,09:00,09:30,S1")
    problem = the_problem(problems_of(tmp_path, tables), "among the disciplines")
    assert place(problem) == ("regular_sessions", 4, "discipline", "OT", "error")


def test_service_with_a_provider_of_another_discipline(tmp_path: Path) -> None:
    problem = the_problem(
        problems_of(tmp_path, with_rows("services", "S1-OT,S1,OT,P1,30")), "caseload"
    )
    assert place(problem) == ("services", 4, "discipline", "OT", "warning")


def test_discipline_that_nobody_has(tmp_path: Path) -> None:
    problem = the_problem(
        problems_of(tmp_path, with_rows("services", "S1-X,S1,Speech,,30")), "no provider has"
    )
    assert place(problem) == ("services", 4, "discipline", "Speech", "warning")


def test_a_discipline_that_nobody_has_is_one_warning(tmp_path: Path) -> None:
    tables = with_rows("services", "S1-X,S1,Speech,,30\nS2-X,S2,Speech,,30")
    problem = the_problem(problems_of(tmp_path, tables), "no provider has")
    assert place(problem)[:3] == ("services", 4, "discipline")
    assert problem.message.endswith("(in 2 rows)")


def test_blank_disciplines_are_one_error_and_no_more(tmp_path: Path) -> None:
    providers = "provider_id,disciplines\nP1,\nP2,OT;PT\n"
    (problem,) = problems_of(tmp_path, with_tables(providers=providers))
    assert place(problem)[:3] == ("providers", 2, "disciplines")


def test_unreadable_grade_fits_all(tmp_path: Path) -> None:
    problem = the_problem(
        problems_of(tmp_path, with_rows("students", "S3,,fresher,Lincoln,bell")), "not a grade"
    )
    assert place(problem) == ("students", 4, "grade", "fresher", "warning")


def test_student_at_every_site(tmp_path: Path) -> None:
    problem = the_problem(
        problems_of(tmp_path, with_rows("students", "S3,,,*,bell")), "name the one place"
    )
    assert place(problem) == ("students", 4, "school", "*", "error")


def test_locked_rows_are_checked(tmp_path: Path) -> None:
    rows = [
        "M1,P9,SLP,2026-01-20,13:00,13:30,Lincoln,extra,,S1,S1-SLP",
        "M2,P1,SLP,2026-01-21,13:00,13:30,Lincoln,extra,,S1;S2,S1-SLP",
        "M3,P1,SLP,2026-01-22,13:00,13:30,Lincoln,extra,,S1,S2-SLP",
        "M4,P1,SLP,2026-01-23,13:00,13:30,Lincoln,join,,S1,S1-SLP",
        "M5,P1,SLP,2026-01-23,13:30,14:00,Lincoln,extend,R9,S1,A9",
    ]
    found = problems_of(tmp_path, with_tables(locked=LOCKED + "\n".join(rows)))
    assert [place(problem) for problem in found] == [
        ("locked", 2, "provider_id", "P9", "error"),
        ("locked", 3, "owed_ids", "S1-SLP", "error"),
        ("locked", 4, "owed_ids", "S2-SLP", "error"),
        ("locked", 5, "regular_session_id", "", "error"),
        ("locked", 6, "owed_ids", "A9", "error"),
        ("locked", 6, "regular_session_id", "R9", "error"),
    ]


def test_locked_rows_get_their_defaults(tmp_path: Path) -> None:
    row = "M1,P1,SLP,2026-01-20,13:00,13:30,Lincoln,,,S1,S1-SLP\n"
    locked = read_case(write_folder_case(tmp_path, with_tables(locked=LOCKED + row))).table(
        "locked"
    )
    assert locked["minutes"].tolist() == [30]
    assert locked["mode"].tolist() == ["extra"]
    assert locked["locked"].tolist() == [True]
    assert locked["contract"].tolist() == [False]
