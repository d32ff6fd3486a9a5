"""What holds for the plan of every case, looked at over many small random ones."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.model.model import build_model
from makeup_sched.places.columns import class_columns, dated_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.greedy import greedy_plan
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Program
from support.judge import SECONDS, few, planned, problems, unmet, values
from support.random_cases import beside_regular, blueprints
from support.tiny import (
    Blueprint,
    day,
    hours,
    locked,
    on,
    owes,
    provider,
    students,
    tiny_case,
)

ANY = st.one_of(blueprints(), beside_regular())
UNMET_FIRST = ANY.map(lambda made: made.with_policy(objective={}))
"""Cases in the usual order of terms: unmet minutes come first."""

IDS = {
    "student_id", "provider_id", "service_id", "award_id", "owed_id", "session_id", "student_ids",
    "owed_ids", "keep_apart", "regular_session_id", "bell_schedule",
}  # fmt: skip
DATES = {"start_date", "end_date", "date", "decided_on", "due_on"}


def with_cells(made: Blueprint, columns: set[str], change: Callable[[str], str]) -> Blueprint:
    """Return a blueprint with each entry of these columns changed, blank ones left alone."""
    rows = tuple(
        (
            name,
            {
                key: ";".join(change(part) for part in cell.split(";"))
                if key in columns and cell
                else cell
                for key, cell in cells.items()
            },
        )
        for name, cells in made.rows
    )
    return Blueprint(rows, made.policy, made.quick)


@few(40)
@given(ANY)
def test_every_case_has_a_plan_that_the_checker_passes_and_bounds_hold(made: Blueprint) -> None:
    found = planned(made.case)
    assert problems(made.case, found) == []
    for term in found.summary.objective.values():
        assert term.bound is not None
        assert term.bound <= term.value


@few(30)
@given(ANY)
def test_plan_is_never_worse_than_the_careful_persons_plan(made: Blueprint) -> None:
    case = made.without("locked").case
    model = build_model(dated_columns(find_templates(planning_task(case))))
    greedy = greedy_plan(model)
    careful = tuple(int(weights @ greedy) for weights in model.weights.values())
    assert values(planned(case)) <= careful


@few(20)
@given(UNMET_FIRST)
def test_more_free_time_never_raises_unmet_minutes(made: Blueprint) -> None:
    every = "school;early_release;delayed_start;saturday;esy"
    # put above the others, so that time taken away and other sites stay as they are; without
    # regular sessions, which more work hours could bring back to life
    window = hours("07:00-12:00", day_types=every)
    more = Blueprint((window, *made.rows), made.policy, made.quick)
    assert unmet(more.without("regular_sessions").case) <= unmet(
        made.without("regular_sessions").case
    )


@few(20)
@given(ANY)
def test_other_ids_change_no_value(made: Blueprint) -> None:
    renamed = with_cells(made, IDS, lambda name: f"z{ord(name[0]) ^ 31:03d}{name[1:]}")
    assert values(planned(renamed.case)) == values(planned(made.case))


@few(20)
@given(ANY, st.sampled_from([-70, 14]))
def test_other_weeks_change_no_value(made: Blueprint, days: int) -> None:
    def shift(text: str) -> str:
        return (date.fromisoformat(text) + timedelta(days=days)).isoformat()

    moved = with_cells(made, DATES, shift).with_policy(
        start_date=shift(made.policy["start_date"]), end_date=shift(made.policy["end_date"])
    )
    assert values(planned(moved.case)) == values(planned(made.case))


@few(15)
@given(UNMET_FIRST)
def test_a_plan_locked_as_a_whole_is_planned_around_and_unmet_stays(made: Blueprint) -> None:
    bare = made.without("locked")
    first = planned(bare.case)
    again = planned(bare.plus(*locked(first.sessions)).case)
    assert again.summary.objective["unmet"].value == first.summary.objective["unmet"].value
    assert again.sessions["locked"].sum() == len(first.sessions)


@few(15)
@given(UNMET_FIRST, st.integers(0, 9))
def test_some_sessions_locked_leave_the_optimum_where_it_was(made: Blueprint, kept: int) -> None:
    bare = made.without("locked")
    first = planned(bare.case)
    chosen = whole_extensions(first.sessions.iloc[kept % 2 :: 2], first.sessions)
    assert values(planned(bare.plus(*locked(chosen)).case)) == values(first)


def whole_extensions(chosen: pd.DataFrame, everything: pd.DataFrame) -> pd.DataFrame:
    """Return sessions with the other half of each extension, which alone might be too short."""
    where = ["regular_session_id", "date"]
    halves = set(chosen.loc[chosen["mode"] == "extend", where].itertuples(index=False, name=None))
    keys = everything[where].itertuples(index=False, name=None)
    partner = pd.Series([key in halves for key in keys], index=everything.index)
    return everything[
        everything.index.isin(chosen.index) | (partner & (everything["mode"] == "extend"))
    ]


@few(15)
@given(UNMET_FIRST)
def test_with_its_own_plan_as_baseline_nothing_moves(made: Blueprint) -> None:
    first = planned(made.case)
    again = planned(made.case, baseline=first)
    assert again.summary.objective["moved"].value == 0
    assert values(again)[0] == values(first)[0]
    assert problems(made.case, again, first.sessions) == []


@few(10)
@given(ANY)
def test_the_same_input_and_seed_give_the_same_sessions_twice(made: Blueprint) -> None:
    for workers in (1, 2):
        first, second = (planned(made.case, workers=workers, seed=3) for _ in range(2))
        pd.testing.assert_frame_equal(first.sessions, second.sessions)


@few(10)
@given(ANY)
def test_cores_and_seed_change_no_value(made: Blueprint) -> None:
    assert values(planned(made.case)) == values(planned(made.case, workers=2, seed=9))


@few(15)
@given(UNMET_FIRST)
def test_double_priority_of_everybody_doubles_unmet_and_changes_nothing_else(
    made: Blueprint,
) -> None:
    once = planned(made.changed("students", priority="2").case)
    twice = planned(made.changed("students", priority="4").case)
    assert values(twice) == (2 * values(once)[0], *values(once)[1:])


@few(40)
@given(UNMET_FIRST)
def test_kinds_of_day_bound_the_dates_from_below(made: Blueprint) -> None:
    # the same days again a week and two weeks later, so that kinds of day hold several dates
    later = [
        (name, {**cells, "start_date": again(cells["start_date"], weeks)})
        for name, cells in made.rows
        if name == "calendar" and "end_date" not in cells
        for weeks in (2, 4)
    ]
    wide = made.plus(*later).with_policy(end_date=on(8 + 28))
    templates = find_templates(planning_task(wide.case))
    dated, classes = build_model(dated_columns(templates)), build_model(class_columns(templates))
    for name in dated.weights:
        if name not in dated.by_date:
            whole = best(Program(dated.rows, dated.upper, dated.weights[name]))
            assert best(Program(classes.rows, classes.upper, classes.weights[name])) <= whole


def again(first: str, weeks: int) -> str:
    return (date.fromisoformat(first) + timedelta(weeks=weeks)).isoformat()


def best(program: Program) -> int:
    answer = solve_whole(program, Clock(SECONDS), SECONDS)
    assert answer.values is not None
    return program.value(answer.values)


def test_a_case_without_any_date_to_plan_on_leaves_everything_unmet() -> None:
    case = tiny_case(
        students("A"), provider(), hours("08:00-09:00"), owes("A", 30), day(0, "no_school"),
        start_date=on(0), end_date=on(0),
    )  # fmt: skip
    found = planned(case)
    assert found.summary.unmet == 30
    assert problems(case, found) == []
