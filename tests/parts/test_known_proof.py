"""Planning by parts where the relaxation has been solved, and all is proven, already."""

import numpy as np
from parts_cases import made, school

from makeup_sched.checker import check
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.relaxed import outlook


def test_a_known_outlook_gives_the_plan_that_its_own_gives() -> None:
    case = school()
    seen = outlook(find_templates(planning_task(case)), Clock(60.0), lambda _: None)
    assert seen is not None
    own, known = made(case, repeatable=True), made(case, repeatable=True, seen=seen)
    assert own.text == known.text


def test_without_more_proof_there_is_a_plan_and_no_higher_bound() -> None:
    case = school()
    one, other = made(case, repeatable=True), made(case, repeatable=True, bounded=False)
    assert check(case, other.sessions) == []
    assert one.bound is not None
    assert (other.bound or 0) <= one.bound <= min(one.unmet, other.unmet)


def test_an_outlook_of_some_items_is_theirs() -> None:
    task = planning_task(school())
    seen = outlook(find_templates(task), Clock(60.0), lambda _: None)
    assert seen is not None
    some = seen.of(np.array([3, 1]))
    assert some.prices.tolist() == [seen.prices[3], seen.prices[1]]
    assert some.tele_cells.tolist() == [seen.tele_cells[3], seen.tele_cells[1]]
