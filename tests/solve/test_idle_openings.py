"""A session that nobody attends is in no plan, so that it is not counted either."""

import numpy as np

from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import held_in, without_idle_openings
from makeup_sched.solve.stages import Stages
from support.tiny import blueprint, hours, owes, provider, students


def test_only_attended_sessions_are_counted() -> None:
    rows = [*students("AB"), *owes("A", 15, setting="group"), *owes("B", 15, setting="group")]
    case = blueprint(*rows, provider(), hours("08:00-09:00")).case
    templates = find_templates(planning_task(case))
    stages = Stages(templates, None, Clock(0.0), lambda _: None)
    v, first = stages.dated.variables, stages.values
    assert (first[v.opening] > 0).any()
    idle = first.copy()
    idle[v.opening] = 1
    kept = without_idle_openings(v, idle)
    assert (kept == first).all()
    assert (held_in(v, kept) == held_in(v, first)).all()
    stages.values = idle
    found = stages.run(0, 1)
    sessions = len(np.unique(found.held["session"]))
    assert found.terms["sessions"].value == sessions
