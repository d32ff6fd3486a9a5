"""Reading a whole case: defaults, dates, names, and the same from every form."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_cases import (
    SMALL,
    as_cells,
    place,
    problems_of,
    the_problem,
    with_rows,
    with_tables,
    write_folder_case,
    write_workbook_case,
)

from makeup_sched.case.policy import Policy
from makeup_sched.case.read import case_from_tables, read_case, validate
from makeup_sched.tables.problems import CaseError, MakeupSchedError
from makeup_sched.tables.schemas import INPUT_SCHEMAS


def test_small_case_reads_without_a_word(tmp_path: Path) -> None:
    case = read_case(write_folder_case(tmp_path / "lincoln", SMALL))
    assert case.warnings == ()
    assert case.name == "lincoln"
    assert set(case.tables) == set(INPUT_SCHEMAS)
    assert case.table("awards").empty


def test_defaults_that_depend_on_other_cells(tmp_path: Path) -> None:
    case = read_case(write_folder_case(tmp_path, SMALL))
    calendar = case.table("calendar")
    assert calendar["weekdays"].tolist() == [(0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)]
    assert calendar["end_date"].dt.date.tolist() == [date(2026, 3, 27), date(2026, 2, 16)]
    assert case.table("students")["esy_site"].tolist() == ["Lincoln", "Lincoln"]
    sessions = case.table("regular_sessions")
    assert sessions["site"].tolist() == ["Lincoln", "Lincoln"]
    assert sessions["max_group"].tolist() == [pd.NA, 1]


def test_single_date_keeps_its_given_weekdays(tmp_path: Path) -> None:
    text = (
        "start_date,end_date,weekdays,day_type\n"
        "2026-01-05,2026-03-27,,school\n2026-02-16,,Tue,esy\n"
    )
    case = read_case(write_folder_case(tmp_path, with_tables(calendar=text)))
    assert case.table("calendar")["weekdays"].tolist()[1] == (1,)


def test_max_group_of_a_group_session_is_the_providers(tmp_path: Path) -> None:
    text = "provider_id,disciplines,max_group\nP1,SLP,3\nP2,OT,2\n"
    case = read_case(write_folder_case(tmp_path, with_tables(providers=text)))
    assert case.table("regular_sessions")["max_group"].tolist() == [3, 1]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = SMALL["students"] + ",,,,\n\nS3,,5,Lincoln,bell\n , ,,,\n"
    case = read_case(write_folder_case(tmp_path, with_tables(students=text)))
    assert case.table("students").index.tolist() == [2, 3, 6]
    assert case.table("students").index.name == "row"


def test_planning_dates_default_to_the_tables(tmp_path: Path) -> None:
    case = read_case(write_folder_case(tmp_path, SMALL))
    assert (case.start_date, case.end_date) == (date(2026, 1, 14), date(2026, 3, 27))


def test_newest_delivered_date_counts_too(tmp_path: Path) -> None:
    tables = with_tables(delivered="date,owed_id,minutes\n2026-01-20,S1-SLP,10\n")
    assert read_case(write_folder_case(tmp_path, tables)).start_date == date(2026, 1, 21)


def test_with_awards_alone_planning_starts_after_the_decision(tmp_path: Path) -> None:
    awards = "award_id,student_id,discipline,minutes,decided_on\nA1,S1,SLP,60,2026-01-21\n"
    case = read_case(write_folder_case(tmp_path, with_tables(missed=None, awards=awards)))
    assert case.start_date == date(2026, 1, 22)


def test_awards_without_any_date_need_a_start_date(tmp_path: Path) -> None:
    awards = "award_id,student_id,discipline,minutes\nA1,S1,SLP,60\n"
    found = problems_of(tmp_path, with_tables(missed=None, awards=awards))
    assert [(problem.table, problem.column) for problem in found] == [("policy", "start_date")]


def test_last_date_is_the_last_with_school(tmp_path: Path) -> None:
    tables = with_rows("calendar", "2026-03-23,2026-03-31,no_school,")
    assert read_case(write_folder_case(tmp_path, tables)).end_date == date(2026, 3, 20)


def test_no_date_left_is_an_error(tmp_path: Path) -> None:
    found = problems_of(tmp_path, with_rows("missed", "2026-03-27,S1-SLP,30,provider_absent,"))
    assert [problem.severity for problem in found] == ["error"]
    assert "leaves no date" in found[0].message


def test_workbook_and_folder_are_the_same_case(tmp_path: Path) -> None:
    policy = 'end_date = 2026-03-20\nmodes = ["extra"]\n[categories]\nspecials = "never"\n'
    folder = write_folder_case(tmp_path / "same", SMALL, policy)
    sheets = as_cells(SMALL)
    sheets["policy"] = [
        ["key", "value"],
        ["end_date", datetime(2026, 3, 20)],
        ["modes", "extra;"],
        ["categories.specials", "Never"],
        ["grid_minutes", None],
    ]
    sheets["calendar"][1][0] = datetime(2026, 1, 5)
    sheets["bell_schedules"][1][1] = time(8, 0)
    sheets["services"][1][4] = 30.0
    book = write_workbook_case(tmp_path / "same.xlsx", sheets)
    one, other = read_case(folder), read_case(book)
    assert one.name == other.name
    assert one.policy == other.policy
    assert one.source_hash == other.source_hash
    assert (one.start_date, one.end_date) == (other.start_date, other.end_date)
    for name in INPUT_SCHEMAS:
        pd.testing.assert_frame_equal(one.table(name), other.table(name), obj=name)


def test_hash_changes_with_a_cell_and_with_the_policy(tmp_path: Path) -> None:
    one = read_case(write_folder_case(tmp_path / "a", SMALL))
    two = read_case(write_folder_case(tmp_path / "b", with_rows("students", "S3,,,Lincoln,bell")))
    three = read_case(write_folder_case(tmp_path / "c", SMALL, "grid_minutes = 10"))
    assert len({one.source_hash, two.source_hash, three.source_hash}) == 3


def test_overriding_policy_counts(tmp_path: Path) -> None:
    folder = write_folder_case(tmp_path / "case", SMALL, "grid_minutes = 10")
    other = tmp_path / "other.toml"
    other.write_text("grid_minutes = 15", encoding="utf-8")
    assert read_case(folder).policy.grid_minutes == 10
    assert read_case(folder, other).policy.grid_minutes == 15


def test_all_errors_come_in_one_go(tmp_path: Path) -> None:
    tables = with_tables(
        students="student_id,school,bell_schedule\nS1,Lincoln,bell\nS2,Lincoln,bel\n",
        missed="date,service_id,minutes,reason\n2026-01-12,S9,x,provider_absent\n",
        providers=None,
    )
    with pytest.raises(CaseError) as caught:
        read_case(write_folder_case(tmp_path, tables, "grid_minutes = 0"))
    places = {(problem.table, problem.row, problem.column) for problem in caught.value.problems}
    assert places >= {
        ("policy", 1, "grid_minutes"),
        ("students", 3, "bell_schedule"),
        ("providers", 0, ""),
        ("missed", 2, "service_id"),
        ("missed", 2, "minutes"),
    }
    assert 'missed, row 2, column minutes: "x" is not a number' in str(caught.value)


def test_no_name_of_a_student_in_any_problem(tmp_path: Path) -> None:
    tables = with_tables(
        students=SMALL["students"].replace("bell\n", "bel\n").replace(",3,", ",9th-ish,"),
        missed="date,service_id,minutes,reason\n2026-02-16,S1-SLP,90,none\n",
    )
    found = problems_of(tmp_path, tables)
    assert len(found) > 3
    assert not any("Example" in str(problem) for problem in found)


def test_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(MakeupSchedError, match="there is no folder or workbook"):
        read_case(tmp_path / "nowhere")
    odd = tmp_path / "case.txt"
    odd.write_text("x", encoding="utf-8")
    with pytest.raises(MakeupSchedError, match="neither a folder"):
        validate(odd)


def test_missing_tables_are_errors(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {"students": SMALL["students"]})
    missing = {problem.table for problem in found if problem.message.startswith("is missing")}
    assert missing == {
        "calendar",
        "bell_schedules",
        "providers",
        "provider_hours",
        "services",
        "missed",
    }


@pytest.mark.parametrize(
    ("table", "content", "told"),
    [
        ("providers", "provider_id,disciplines\n", ["has no rows"]),
        ("students", 'student_id,name\n"S1,Amber', ["can't be split into cells"]),
        ("providers", "a,b\n1,2\n", ["is not a column", "is not a column", "is missing; add"]),
        ("missed", "date,service_id,minutes,reason\n", ["start_date", "nothing is owed"]),
    ],
)
def test_a_table_that_is_not_there_is_told_once_and_not_for_every_row_that_names_it(
    tmp_path: Path, table: str, content: str, told: list[str]
) -> None:
    found = [str(problem) for problem in problems_of(tmp_path, with_tables(**{table: content}))]
    told += ["is missing; add"] if table == "providers" and len(told) > 1 else []
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True))


def test_unreadable_rows_hide_no_problem_of_other_tables(tmp_path: Path) -> None:
    tables = with_rows("services", "S9-SLP,S9,SLP,P1,30")
    tables["students"] += "S3,,3,Lincoln,bell,beyond\n"
    found = problems_of(tmp_path, tables)
    assert [(problem.table, problem.row) for problem in found] == [("students", 4), ("services", 4)]


@pytest.mark.parametrize("columns", ["student_id,name,grade,school,bell_schedule",
                                     "student_id,bell_schedule,name,school,esy_site"])  # fmt: skip
def test_a_comma_in_a_name_is_one_problem_and_shows_no_part_of_it(
    tmp_path: Path, columns: str
) -> None:
    cells = {"student_id": "S1", "name": "Amber, Doe", "grade": "3", "school": "Lincoln",
             "bell_schedule": "bell", "esy_site": "Lincoln"}  # fmt: skip
    rows = [",".join({**cells, "student_id": who, "name": name}[column]
                     for column in columns.split(","))
            for who, name in (("S1", "Amber, Doe"), ("S2", "Basil"))]  # fmt: skip
    found = problems_of(tmp_path, with_tables(students="\n".join([columns, *rows])))
    assert [(problem.table, problem.row) for problem in found] == [("students", 2)]
    assert "Amber" not in str(found[0])
    assert "Doe" not in str(found[0])


SHIFTED = "provider_id,name,disciplines,max_group\nP1,Tess, Tutor,SLP,\nP2,Otis,OT;PT,\n"


def test_a_comma_that_pushes_no_filled_cell_off_the_row_is_one_problem_too(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path, with_tables(providers=SHIFTED))
    assert (found.table, found.row, found.value) == ("providers", 2, "")
    assert "has more cells than the header" in found.message


def test_a_comma_in_the_name_of_the_only_provider_is_one_problem_too(tmp_path: Path) -> None:
    header, row, _ = SHIFTED.splitlines()
    tables = {"providers": f"{header}\n{row}\n",
              "provider_hours": SMALL["provider_hours"].replace("P2,", "P1,"),
              "regular_sessions": SMALL["regular_sessions"].replace("P2,OT", "P1,SLP")}  # fmt: skip
    [found] = problems_of(tmp_path, with_tables(**tables))
    assert (found.table, found.row, found.value) == ("providers", 2, "")


@pytest.mark.parametrize("last", ["name", "grade"])
def test_no_part_of_a_name_is_shown_whatever_column_is_the_last(tmp_path: Path, last: str) -> None:
    columns = ["student_id", "grade", "school", "bell_schedule", "name"]
    columns.append(columns.pop(columns.index(last)))
    cells = {"student_id": "S1", "name": "Doe, Jane", "grade": "3", "school": "Lincoln",
             "bell_schedule": "bell"}  # fmt: skip
    rows = [cells, {**cells, "student_id": "S2", "name": "Basil"}]
    text = "\n".join([",".join(columns), *(",".join(row[at] for at in columns) for row in rows)])
    for problem in problems_of(tmp_path, with_tables(students=text)):
        assert "Jane" not in str(problem)
        assert "Doe" not in str(problem)


def test_separators_at_the_end_of_every_row_are_not_spoken_of(tmp_path: Path) -> None:
    text = "provider_id,disciplines\nP1,SLP,\nP2,OT;PT,,\n"
    assert problems_of(tmp_path, with_tables(providers=text)) == []


PADDED = {
    "providers": "provider_id,disciplines\nP1,SLP,\nP2,OT;PT\n",
    "provider_hours": SMALL["provider_hours"].replace("15:00,Lincoln,work", "15:00,Lincoln,work,")
    + "P2,Wed,08:00,15:00,Lincoln,work\n",
}


@pytest.mark.parametrize("table", sorted(PADDED))
def test_separators_at_the_end_of_some_rows_are_one_warning(tmp_path: Path, table: str) -> None:
    [found] = problems_of(tmp_path / "alone", with_tables(**{table: PADDED[table]}))
    assert (found.table, found.row, found.severity) == (table, 2, "warning")
    assert ("(in 2 rows)" in found.message) == (table == "provider_hours")
    # and no more than that where something else is wrong
    rows = SMALL["regular_sessions"] + "R3,P1,SLP,Tue,09:15,09:45,S1\n"
    missed = SMALL["missed"] + "2026-13-40,S1-SLP,30,provider_absent,\n"
    changed = {table: PADDED[table], "regular_sessions": rows, "missed": missed}
    errors = [one for one in problems_of(tmp_path / "with", with_tables(**changed))
              if one.severity == "error"]  # fmt: skip
    assert {(one.table, one.row) for one in errors} == {("missed", 4), ("regular_sessions", 4)}


def test_what_is_wrong_with_a_longer_row_itself_is_told(tmp_path: Path) -> None:
    students = SMALL["students"] + "S3,Cleo Example,K,,bell,\n"
    found = problems_of(tmp_path, with_tables(students=students))
    assert {(one.row, one.column, one.severity) for one in found} == {
        (4, "", "warning"), (4, "school", "error")
    }  # fmt: skip


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    [found] = problems_of(tmp_path, with_tables(providers=""))
    assert (found.table, found.row, found.severity) == ("providers", 0, "error")
    assert "is empty" in found.message


def test_hours_at_a_mistyped_site_are_named_with_the_session_that_they_do_not_cover(
    tmp_path: Path,
) -> None:
    hours = SMALL["provider_hours"].replace("P1,*,08:00,15:00,Lincoln", "P1,*,08:00,15:00,Lincon")
    found = problems_of(tmp_path, with_tables(provider_hours=hours))
    told = the_problem(found, "outside the work hours")
    assert place(told) == ("regular_sessions", 2, "session_id", "R1", "error")
    assert "the hours at that time are at Lincon" in told.message


@pytest.mark.parametrize("table", ["calendar", "bell_schedules", "provider_hours"])
def test_a_row_of_times_with_a_cell_too_many_is_one_problem(tmp_path: Path, table: str) -> None:
    header, first, *rest = SMALL[table].splitlines()
    text = "\n".join([header, f"{first},beyond", *rest])
    found = problems_of(tmp_path, with_tables(**{table: text}))
    assert [(problem.table, problem.row) for problem in found] == [(table, 2)]


def test_what_is_no_workbook_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "case.xlsx").write_bytes(b"not a workbook")
    [problem] = validate(tmp_path / "case.xlsx")
    assert "can't be opened as an Excel workbook" in problem.message


def test_ids_that_are_formulas_without_results_are_told_once_each(tmp_path: Path) -> None:
    sheets = as_cells(SMALL)
    for row in sheets["services"][1:]:
        row[0] = "=A1"
    found = validate(write_workbook_case(tmp_path / "case.xlsx", sheets))
    assert {(problem.table, problem.column) for problem in found} == {("services", "service_id")}


def test_an_early_last_date_is_told_beside_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    tables = with_rows("services", "S9-SLP,S9,SLP,P1,30")
    found = problems_of(tmp_path, tables, "end_date = 2026-01-06")
    assert [place(problem)[:4] for problem in found] == [
        ("policy", 0, "end_date", "2026-01-06"),
        ("services", 4, "student_id", "S9"),
    ]


def test_unknown_files_and_plans_are_warned_of(tmp_path: Path) -> None:
    tables = with_tables(studens="student_id\nS1\n", sessions="session_id\nM1\n")
    folder = write_folder_case(tmp_path, tables)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "old.xlsx").write_bytes(b"")
    found = validate(folder)
    assert {problem.severity for problem in found} == {"warning"}
    assert {problem.table for problem in found} == {"studens.csv", "sessions.csv", "old.xlsx"}
    assert 'did you mean "students"?' in next(p for p in found if p.table == "studens.csv").message


def test_problems_are_sorted_by_table_and_row(tmp_path: Path) -> None:
    rows = [f"2026-01-1{day},S9,30,provider_absent," for day in (6, 5, 4)]
    found = problems_of(tmp_path, with_rows("missed", *rows))
    assert [problem.row for problem in found] == [4, 5, 6]


def test_frames_of_python_values(tmp_path: Path) -> None:
    tables = {name: pd.read_csv(_csv(tmp_path, name, text)) for name, text in SMALL.items()}
    hours = tables["provider_hours"]
    hours["start"] = pd.Series([time(8, 0), time(8, 0)], dtype=object)
    hours["end"] = pd.Series([900, 900])
    tables["calendar"]["start_date"] = pd.to_datetime(tables["calendar"]["start_date"])
    tables["students"]["tele"] = [True, False]
    tables["regular_sessions"]["student_ids"] = pd.Series([["S1", "S2"], ["S1"]], dtype=object)
    case = case_from_tables(tables, {"end_date": date(2026, 3, 20)}, name="mine")
    assert case.warnings == ()
    assert case.name == "mine"
    assert case.end_date == date(2026, 3, 20)
    assert case.table("provider_hours")["start"].tolist() == [480, 480]
    assert case.table("provider_hours")["end"].tolist() == [900, 900]
    assert case.table("students")["tele"].tolist() == [True, False]
    assert case.table("regular_sessions")["student_ids"].tolist() == [("S1", "S2"), ("S1",)]


def test_tables_of_a_case_can_be_handed_in_again(tmp_path: Path) -> None:
    case = read_case(write_folder_case(tmp_path, SMALL))
    again = case_from_tables(case.tables, case.policy)
    assert again.source_hash == case.source_hash
    assert again.table("students").index.tolist() == [2, 3]


@pytest.mark.parametrize("kind", ["float64", "Float64", "Int64"])
def test_minutes_after_midnight_are_read_whatever_the_type_of_their_column(
    tmp_path: Path, kind: Any
) -> None:
    case = read_case(write_folder_case(tmp_path, SMALL))
    tables = {name: table.copy() for name, table in case.tables.items()}
    bells = tables["bell_schedules"]
    bells["start"] = bells["start"].astype(kind)
    assert case_from_tables(tables, case.policy).source_hash == case.source_hash


def test_an_index_of_another_kind_is_no_row_number(tmp_path: Path) -> None:
    case = read_case(write_folder_case(tmp_path, SMALL))
    tables = {name: table.copy() for name, table in case.tables.items()}
    students = tables["students"]
    students.index = pd.Index([f"r{place}" for place in range(len(students))], name="row")
    assert case_from_tables(tables, case.policy).source_hash == case.source_hash


def test_frames_with_errors_raise_the_list() -> None:
    with pytest.raises(CaseError, match="calendar: is missing"):
        case_from_tables({"students": pd.DataFrame({"student_id": ["S1"]})}, Policy())


def _csv(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return path
