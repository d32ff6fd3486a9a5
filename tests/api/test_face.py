"""The package's face: what a notebook sees, and that it shows no names."""

import re
import shutil
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import makeup_sched as ms
from makeup_sched.tables.rendering import render_table

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def case() -> ms.Case:
    return ms.read_case(DATA / "ten-minutes-a-day")


@pytest.fixture(scope="module")
def made(case: ms.Case) -> ms.Plan:
    return ms.plan(case, seconds=10)


def test_names_of_the_face_can_be_completed() -> None:
    assert {"plan", "check", "owed", "read_case", "validate"} <= set(dir(ms))
    assert all(hasattr(ms, name) for name in dir(ms))


def test_showing_a_case_or_plan_shows_no_people(case: ms.Case, made: ms.Plan) -> None:
    assert "Kid" not in repr(case)
    assert "11 students" in repr(case)
    assert repr(made).startswith("Plan(13 sessions, 130 of 1650 minutes planned")


def test_the_honest_answer_is_proven(made: ms.Plan) -> None:
    unmet = made.summary.objective["unmet"]
    assert (unmet.value, unmet.bound) == (1520, 1520)
    assert made.summary.status == "optimal"


def test_a_plan_comes_back_as_it_was_saved(case: ms.Case, made: ms.Plan, tmp_path: Path) -> None:
    for name in ("plan", "plan.xlsx"):
        read = ms.read_plan(made.save(tmp_path / name))
        pd.testing.assert_frame_equal(read.sessions, made.sessions)
        pd.testing.assert_frame_equal(read.items, made.items)
        assert read.summary.objective == made.summary.objective
        assert ms.check(case, read) == []


def test_sessions_alone_can_be_checked(case: ms.Case, made: ms.Plan) -> None:
    assert ms.check(case, made.sessions) == []
    twice = pd.concat([made.sessions, made.sessions.head(1).assign(session_id="again")])
    assert any(violation.rule == 1 for violation in ms.check(case, twice))


def test_a_plan_without_a_readable_summary_is_refused_in_words(
    made: ms.Plan, tmp_path: Path
) -> None:
    folder = made.save(tmp_path / "plan")
    for text in ("[]", "{}", "no json"):
        (folder / "summary.json").write_text(text)
        with pytest.raises(ms.MakeupSchedError, match="summary"):
            ms.read_plan(folder)


def test_validate_holds_locked_sessions_against_the_rules(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(DATA / "one-therapist", folder)
    (folder / "locked.csv").write_text(
        "provider_id,date,start,end,student_ids,owed_ids\nP01,2026-05-11,12:00,12:25,S019,S019-SP\n"
    )
    found = [problem for problem in ms.validate(folder) if problem.severity == "error"]
    assert {(problem.table, problem.row) for problem in found} == {("locked", 2)}
    assert any("student S019 is in lunch" in problem.message for problem in found)
    assert all("can't be kept as it stands (rule " in problem.message for problem in found)
    with pytest.raises(ms.LockedError, match="rule 1"):
        ms.plan(ms.read_case(folder), seconds=1)


def test_a_case_of_awards_alone_needs_no_services() -> None:
    read = ms.read_case(DATA / "ten-minutes-a-day")
    award = pd.DataFrame(
        [{"award_id": "A1", "student_id": "S09", "discipline": "SPED", "minutes": 20}]
    )
    tables = {**read.tables, "awards": award, "services": read.table("services").head(0)}
    tables["missed"] = read.table("missed").head(0)
    tables["regular_sessions"] = read.table("regular_sessions").head(0)
    tables["delivered"] = read.table("delivered").head(0)
    again = ms.case_from_tables(tables, read.policy)
    assert ms.owed(again)["owed"].sum() == 20


def test_a_plan_draws_weeks_of_its_case(case: ms.Case, made: ms.Plan, tmp_path: Path) -> None:
    provider = str(made.sessions["provider_id"].iloc[0])
    first = made.sessions["date"].iloc[0].date()
    assert made.week(first, provider=provider).axes
    assert made.week(str(first), student="S09").axes
    with pytest.raises(ValueError, match="provider or a student"):
        made.week(first)
    alone = ms.read_plan(made.save(tmp_path / "plan"))
    with pytest.raises(ValueError, match="does not know its case"):
        alone.week(first, provider=provider)
    assert ms.read_plan(tmp_path / "plan", case).week(first, provider=provider).axes


def test_a_workbook_and_a_folder_of_one_case_give_the_same_plan(
    case: ms.Case, made: ms.Plan, tmp_path: Path
) -> None:
    policy = tomllib.loads((DATA / "ten-minutes-a-day" / "policy.toml").read_text())
    flat = {key: value for key, value in policy.items() if not isinstance(value, dict)}
    flat |= {
        f"{section}.{key}": value
        for section, keys in policy.items()
        if isinstance(keys, dict)
        for key, value in keys.items()
    }
    with pd.ExcelWriter(tmp_path / "case.xlsx") as book:
        for name, frame in case.tables.items():
            render_table(name, frame).to_excel(book, sheet_name=name, index=False)
        cells = {key: ";".join(value) if isinstance(value, list) else value
                 for key, value in flat.items()}  # fmt: skip
        pd.DataFrame({"key": list(cells), "value": list(cells.values())}).to_excel(
            book, sheet_name="policy", index=False
        )
    again = ms.read_case(tmp_path / "case.xlsx")
    assert again.source_hash == case.source_hash
    other = ms.plan(again, seconds=30, progress=False)
    pd.testing.assert_frame_equal(made.sessions, other.sessions)
    pd.testing.assert_frame_equal(made.items, other.items)


def test_showing_an_answer_shows_figures_and_no_people(case: ms.Case, made: ms.Plan) -> None:
    unmet = made.summary.unmet
    items = int((made.items["unmet"] > 0).sum())
    found = ms.explain(case, made, seconds=1, progress=False)
    assert repr(found).startswith(f"Explanations({items} items, {unmet} minutes unmet, ")
    answer = ms.contracting(case, seconds=5, progress=False)
    assert repr(answer).startswith(f"Contracting(needed, at least {unmet} minutes unmet by staff, ")
    futures = ms.forecast(case, made, futures=2, workers=1, progress=False)
    assert repr(futures).startswith("Forecast(2 futures, nothing owed at the end in 0 % of them")
    beside = ms.scenarios(case, [], seconds=2, workers=1)
    assert repr(beside) == f"Comparison('as it is': {unmet} unmet)"
    for shown, said in ((found, "minutes unmet"), (answer, "What staff can give, in minutes"),
                        (futures, "Nothing is owed"), (beside, "as it is")):  # fmt: skip
        page = shown._repr_html_()
        assert said in page
        assert "--" not in page
        assert "Kid" not in page


def test_a_path_is_no_case_and_it_is_said_what_reads_one(case: ms.Case, tmp_path: Path) -> None:
    on_cases: list[Any] = [ms.plan, ms.contracting, ms.forecast, ms.owed, ms.owed_trace, ms.clocks,
                           ms.audit, ms.Planner]  # fmt: skip
    for call in on_cases:
        with pytest.raises(TypeError, match=r"takes a Case, not a str: makeup_sched\.read_case"):
            call("my-case")
    for on_plans in (ms.check, ms.explain, ms.Planner):
        with pytest.raises(TypeError, match=r"takes a Plan.*, not a str: makeup_sched\.read_plan"):
            on_plans(case, "my-plan")  # type: ignore[arg-type]
    writing: list[Any] = [ms.export, ms.write_charts, ms.write_letters]
    for writes in writing:
        with pytest.raises(TypeError, match="takes a Plan, not a str"):
            writes(case, "my-plan", tmp_path)
    with pytest.raises(TypeError, match="the table students must be a DataFrame, not a NoneType"):
        ms.case_from_tables({"students": None})  # type: ignore[dict-item]


@pytest.mark.parametrize(("given", "said"), [
    ({"seconds": -1}, "seconds must be {least}, not -1"),
    ({"seconds": "5"}, "seconds must be a number such as 60, not '5'"),
    ({"seconds": float("nan")}, "seconds must be {least}, not nan"),
    ({"seed": "a"}, "seed must be a whole number such as 1, not 'a'"),
    ({"seed": -1}, "seed must be 0 or more, not -1"),
    ({"workers": 0}, "workers must be 1 or more, not 0"),
    ({"executor": "threads"}, "executor must have the interface of concurrent.futures"),
])  # fmt: skip
def test_an_argument_that_cannot_be_is_named(
    case: ms.Case, given: dict[str, Any], said: str
) -> None:
    calls: list[Any] = [ms.plan, ms.contracting, partial(ms.scenarios, wanted=[]), ms.forecast]
    for call in calls:
        words = said.format(least="0 or more" if call is ms.plan else "more than 0")
        with pytest.raises((TypeError, ValueError), match=re.escape(words)):
            call(case, **given)


def test_without_time_the_first_plan_found_is_returned(case: ms.Case) -> None:
    first = ms.plan(case, seconds=0, progress=False)
    assert len(first.sessions)
    assert ms.check(case, first) == []
    planner = ms.Planner(case)
    assert ms.check(case, planner.replan(seconds=0)) == []


def test_reasons_alone_take_no_time(case: ms.Case, made: ms.Plan) -> None:
    with pytest.raises(ValueError, match="seconds must be 0 or more, not -1"):
        ms.explain(case, made, seconds=-1)
    assert all(not one.helps for one in ms.explain(case, made, seconds=0, progress=False))


def test_sessions_as_a_file_holds_them_count_as_those_of_a_plan(
    case: ms.Case, made: ms.Plan, tmp_path: Path
) -> None:
    made.save(tmp_path / "plan")
    table = pd.read_csv(tmp_path / "plan" / "sessions.csv")
    assert ms.check(case, table) == []
    assert ms.Planner(case, table).sessions.equals(ms.Planner(case, made).sessions)
    again = ms.plan(case, seconds=10, baseline=table)
    assert again.summary.objective["moved"].value == 0
    for call in (ms.Planner, lambda case, wrong: ms.plan(case, baseline=wrong)):
        with pytest.raises(ms.CaseError, match="sessions, row 1, column provider_id: is missing"):
            call(case, table[["session_id"]])
    assert {one.rule for one in ms.check(case, table[["session_id"]])} == {"format"}


def test_dates_are_read_alike_wherever_they_are_given(case: ms.Case, made: ms.Plan) -> None:
    day = made.sessions["date"].iloc[0]
    provider = made.sessions["provider_id"].iloc[0]
    kinds = (day, day.to_numpy(), day.date(), str(day.date()))
    assert all(made.week(each, provider=provider) for each in kinds)
    assert len({len(ms.audit(case, each).services) for each in kinds}) == 1
    for call in (partial(ms.clocks, case), partial(ms.audit, case),
                 partial(made.week, provider=provider)):  # fmt: skip
        with pytest.raises(ms.MakeupSchedError, match='"soon" is not a date; write it as'):
            call("soon")


def test_warnings_are_told_of_and_stand_apart_from_errors(case: ms.Case) -> None:
    tables = {name: table for name, table in case.tables.items() if len(table)}
    odd = {**tables, "student": tables["students"]}
    assert ", 1 warning)" in repr(ms.case_from_tables(odd, case.policy))
    odd["missed"] = odd["missed"].assign(minutes=-5)
    with pytest.raises(ms.CaseError) as error:
        ms.case_from_tables(odd, case.policy)
    first, *others = str(error.value).splitlines()
    errors = len(tables["missed"])
    assert first == f"{errors} errors to mend first:"
    assert others[errors] == "and 1 warning, which stops nothing:"


def test_a_case_is_written_as_a_workbook_where_the_path_says_so(
    case: ms.Case, tmp_path: Path
) -> None:
    path = ms.write_case(case, tmp_path / "own.xlsx")
    assert path.is_file()
    assert ms.read_case(path).source_hash == case.source_hash


def test_one_scenario_needs_no_list(case: ms.Case) -> None:
    one = {"name": "groups of 5", "policy": {"group_cap": 5}}
    beside = ms.scenarios(case, one, seconds=1, workers=1)
    assert [line.name for line in beside.cases] == ["as it is", "groups of 5"]
