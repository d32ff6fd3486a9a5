"""A run whose clock counts work ends by that, and gives the same whenever it is repeated."""

import math
import tomllib

import numpy as np
import pandas as pd
import pytest
from engine_cases import entangled

from makeup_sched.case.case import Case
from makeup_sched.case.read import case_from_tables
from makeup_sched.generate import PRESETS, build_case
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.plans.build import sessions_held
from makeup_sched.solve.clock import Clock, Meter, metered
from makeup_sched.solve.cpsat import Effort, solve_cpsat
from makeup_sched.solve.highs import Relaxation, _Limit, solve_relaxation, solve_whole
from makeup_sched.solve.program import Answer, Program
from makeup_sched.solve.solving import How, solve
from makeup_sched.solve.stages import Progress

HOUR = 3600.0


def _therapist() -> Case:
    made = build_case(PRESETS["therapist"], (815,))
    return case_from_tables(made.tables, tomllib.loads(made.policy))


def _by_cpsat(program: Program, clock: Clock) -> Answer:
    return solve_cpsat(program, clock, Effort(clock.left), np.zeros_like(program.upper))


def _by_highs(program: Program, clock: Clock) -> Answer:
    return solve_whole(program, clock, clock.left)


@pytest.mark.parametrize("engine", [_by_cpsat, _by_highs])
def test_an_engine_that_is_cut_off_by_work_gives_the_same_again(engine) -> None:  # type: ignore[no-untyped-def]
    found = []
    for _ in range(2):
        clock = Clock(HOUR).by_work(0.3)
        answer = engine(entangled(120), clock)
        assert answer.values is not None
        found.append((answer.values.tolist(), answer.bound, clock.elapsed))
        value = entangled(120).value(answer.values)
        assert answer.bound < value, "it was cut off"
        assert 0.1 < clock.elapsed < 3.0
    assert found[0] == found[1]


def test_a_relaxation_ends_by_work_and_begins_anew_with_more() -> None:
    program = entangled(120)
    whole = solve_relaxation(program, Clock(HOUR).by_work(HOUR), HOUR).bound
    assert whole == solve_relaxation(program, Clock(HOUR), HOUR).bound
    engine = Relaxation(program, np.ones(len(program.rows), dtype=bool))
    assert engine.solve(Clock(HOUR).by_work(1e-6)) is None
    clock = Clock(HOUR).by_work(HOUR)
    assert engine.solve(clock) is not None
    before = clock.elapsed
    assert engine.solve(clock) is not None
    assert clock.elapsed - before < before, "a basis that is optimal takes no work"


def test_a_clock_that_counts_work_waits_for_no_time() -> None:
    clock = Clock(0.0).by_work(4.0)
    assert not clock.over
    clock.spend(1.0)
    half = clock.part(0.5)
    assert (clock.elapsed, clock.left, half.left) == (1.0, 3.0, 1.5)
    half.spend(2.0)
    assert (clock.left, half.over) == (1.0, True)
    assert clock.for_each(0.5) == math.inf
    clock.stop()
    assert clock.over


def test_the_stop_of_a_run_is_heard_where_work_counts() -> None:
    run = Clock(60.0)
    counting, endless = run.by_work(60.0), run.by_work(60.0).without_meter()
    run.stop()
    assert counting.over
    assert endless.over


def test_work_beside_counts_when_it_is_done() -> None:
    clock = Clock(HOUR).by_work(10.0)
    with clock.aside() as beside:
        beside.spend(3.0)
        assert clock.elapsed == 0.0
    assert clock.elapsed == 3.0
    with Clock(HOUR).aside() as plain:
        assert plain.meter is None


def test_what_is_done_for_a_job_is_counted_for_it_alone() -> None:
    with metered() as outer:
        Clock(HOUR).spend(1.0)
        with metered() as inner:
            Clock(HOUR).spend(2.0)
        assert inner == Meter(2.0)
    assert outer == Meter(1.0)


def test_a_plan_that_is_cut_off_by_work_is_the_same_again() -> None:
    case = _therapist()
    task = planning_task(case)
    texts = []
    for _ in range(2):
        clock = Clock(HOUR).by_work(2.0)
        found = solve(task, None, clock, lambda _: None, How())
        assert clock.elapsed > 1.0
        texts.append((sessions_held(task, found.held).to_csv(), found.terms))
    assert texts[0] == texts[1]


def test_a_clock_is_not_spoilt_for_a_second_plan_and_one_without_end_leaves_the_seconds() -> None:
    case, clock = _therapist(), Clock(0.3)
    first = plan(case, clock=clock, deterministic=True)
    assert clock.seconds == 0.3
    told: list[Progress] = []
    endless = Clock(math.inf)
    again = plan(case, seconds=0.3, clock=endless, deterministic=True, watch=told.append)
    pd.testing.assert_frame_equal(first.sessions, again.sessions)
    assert endless.elapsed < 60.0
    assert [news.seconds for news in told] == sorted(news.seconds for news in told)
    assert told[-1].seconds > 0.3, "time is told, not work"


def test_a_look_of_a_large_program_counts_for_more() -> None:
    clock = Clock(HOUR).by_work(HOUR)
    small, large = (_Limit(clock, 1.0, size) for size in (1_000, 1_000_000))
    looks = [next(n for n in range(1, 100) if each.ends_search()) for each in (small, large)]
    assert looks == [41, 1]
    assert small.allows_a_search
    assert not large.allows_a_search


def test_seconds_limit_the_work_of_a_plan_that_repeats() -> None:
    case = _therapist()
    little, more = (plan(case, seconds=s, deterministic=True, workers=1) for s in (0.2, 4.0))
    again = plan(case, seconds=0.2, deterministic=True)
    pd.testing.assert_frame_equal(little.sessions, again.sessions)
    assert little.summary.objective == again.summary.objective
    unmet = [each.summary.objective["unmet"].value for each in (little, more)]
    assert unmet[1] <= unmet[0]
    assert little.summary.wall_seconds < more.summary.wall_seconds
