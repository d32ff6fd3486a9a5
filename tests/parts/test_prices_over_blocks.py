"""Prices from one relaxation over all blocks: what they say, and that bounds at them hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from parts_cases import made

from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import nothing_held
from makeup_sched.solve.parts import whole
from makeup_sched.solve.parts.block_work import work_on_block
from makeup_sched.solve.parts.by_blocks import ByBlocks
from makeup_sched.solve.parts.crew import Crew
from makeup_sched.solve.parts.cutting import Cutter
from makeup_sched.solve.parts.district import District, PartsPolicy, Standing
from makeup_sched.solve.parts.prices import prices_over_all_blocks
from makeup_sched.solve.parts.side_by_side import side_by_side
from makeup_sched.solve.relaxed import Floats, Outlook, unmet_worth
from support.random_cases import blueprints
from support.tiny import Blueprint, bells, blueprint, day, hours, owes, provider, student


def _bound(blueprint: Blueprint, prices: Floats) -> int:
    task = planning_task(blueprint.case)
    nothing = np.zeros(len(task.items))
    blocks = ByBlocks(task, Cutter(task, None), Outlook(prices, nothing, nothing), 0)
    return blocks.bound([work_on_block(job.work) for job in blocks.to_bound(Clock(60), 60.0)])


@settings(max_examples=20, deadline=None)
@given(blueprints())
def test_the_bound_at_these_prices_holds(blueprint: Blueprint) -> None:
    task = planning_task(blueprint.case)
    prices = prices_over_all_blocks(task, Clock(60))
    if prices is None:
        return  # no item lies in several blocks
    assert (prices >= 0).all()
    assert (prices <= unmet_worth(task)).all()
    assert _bound(blueprint, prices) <= made(blueprint.case, 1.0).unmet


def _room_for_one() -> Blueprint:
    """A could be seen at school and by tele; nobody comes to B's school."""
    rows = [provider(), hours("08:00-09:00"), hours("09:00-10:00", site="tele")]
    rows += [student("A", tele="yes"), *owes("A", 15)]
    rows += [student("B", school="Elm"), *owes("B", 30)]
    return blueprint(*rows)


def test_what_there_is_room_for_costs_nothing_and_the_rest_what_it_is_worth() -> None:
    found = _room_for_one()
    task = planning_task(found.case)
    prices = prices_over_all_blocks(task, Clock(60))
    assert prices is not None
    of = {item.student_id: price for item, price in zip(task.items, prices, strict=True)}
    assert (of["A"], of["B"]) == (0, unmet_worth(task)[0])
    assert _bound(found, prices) == 30


def test_without_time_there_are_no_prices() -> None:
    rows = [provider(), hours("08:00-09:00"), hours("09:00-10:00", site="tele")]
    task = planning_task(blueprint(*rows, student("A", tele="yes"), *owes("A", 30)).case)
    assert prices_over_all_blocks(task, Clock(0)) is None
    assert prices_over_all_blocks(task, Clock(60)) is not None


def test_where_no_block_shares_an_item_there_are_no_prices() -> None:
    found = blueprint(provider(), hours("08:00-09:00"), student("A"), *owes("A", 90))
    task = planning_task(found.case)
    assert prices_over_all_blocks(task, Clock(60)) is None


def test_whom_tele_from_elsewhere_could_serve_costs_nothing() -> None:
    """Both could be seen at school and on the ESY day, A by tele, too; there is time for one."""
    rows = [provider(), day(0), day(1, "esy"), bells("08:00-12:00", "resource")]
    rows += [bells("08:00-12:00", "esy", day_type="esy"), hours("08:00-08:30", day_types="school")]
    rows.append(hours("08:00-08:30", day_types="esy"))
    rows += [student("A", tele="yes", esy="yes"), *owes("A", 90)]
    rows += [student("B", esy="yes"), *owes("B", 90)]
    found = blueprint(*rows, group_cap=1)
    task = planning_task(found.case)
    prices = prices_over_all_blocks(task, Clock(60), alone=False)
    assert prices is not None
    of = {item.student_id: price for item, price in zip(task.items, prices, strict=True)}
    assert (of["A"], of["B"]) == (0, unmet_worth(task)[0])


def test_blocks_are_bounded_at_these_prices() -> None:
    task = planning_task(_room_for_one().case)
    district = District(task, None, Crew(None), 0, PartsPolicy())
    standing = Standing(nothing_held(), 0)
    district.first(standing, find_templates(task))
    clock = Clock(60)
    rounds = district.by_blocks(standing, clock, lambda: prices_over_all_blocks(task, clock))
    [bound] = side_by_side(Crew(None), [rounds], clock, 60.0, lambda _: None)
    assert (standing.unmet, standing.bound, bound) == (30, 30, 30)


@pytest.mark.parametrize(("take", "times"), [(0.0, 1), (1e9, 0)])
def test_they_are_looked_for_where_there_is_time(
    take: float, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def look(task: Task, clock: Clock, alone: bool) -> Floats | None:
        asked.append(clock.seconds)
        return prices_over_all_blocks(task, clock, alone)

    monkeypatch.setattr(whole, "prices_over_all_blocks", look)
    monkeypatch.setattr(whole, "_PRICES_TAKE", take)
    templates = find_templates(planning_task(_room_for_one().case))
    run = whole.Whole(templates, None, Crew(None), 0, PartsPolicy(), lambda _: None)
    run.run(None, Clock(60), 1.0)
    assert (run.unmet, run.bound, len(asked)) == (30, 30, times)
    # time to bound the blocks is left
    assert all(seconds < 30 for seconds in asked)


def test_they_are_not_looked_for_where_all_components_together_take_too_long() -> None:
    """Ten components whose first plans took a second each: 40 seconds of a worker."""
    templates = find_templates(planning_task(_room_for_one().case))
    run = whole.Whole(templates, None, Crew(None), 0, PartsPolicy(), lambda _: None)
    run.parts = run.parts[:1] * 10
    assert run._prices(Clock(60), 10.0) == []
    assert len(run._prices(Clock(300), 10.0)) == 10
