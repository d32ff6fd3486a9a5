"""What plans of staff alone have proven bounds contract time, too."""

import numpy as np

from makeup_sched.contracts.certificate import certificate
from makeup_sched.contracts.least import least_contract
from makeup_sched.contracts.pool import staff_alone
from makeup_sched.contracts.staff_at_most import staff_at_most
from makeup_sched.places.task import planning_task
from makeup_sched.solve.clock import Clock
from support.tiny import MONDAY, Blueprint, block, blueprint, day, hours, owes, provider, student

CONTRACT = {"lead_days": 0, "min_visit_minutes": 15}


def on_other_days() -> Blueprint:
    """Return two students who can be seen by staff on Monday alone, one at a time for 15 minutes.

    Over merged days staff seem to have both days for them.
    """
    rows = [day(0), day(1), student("A"), student("B"), provider(), hours("08:00-08:15")]
    rows += [row for who in "AB" for row in owes(who, 30, max_session="15")]
    rows += [block(who, "08:00-08:15", "core", weekday="Tue") for who in "AB"]
    return blueprint(*rows, contract=CONTRACT)


def test_each_line_says_what_staff_give_at_most() -> None:
    case = staff_alone(on_other_days().case)
    task = planning_task(case)
    [line] = staff_at_most(certificate(case, Clock(5.0), workers=1), task)
    assert np.all(line.items)
    assert line.minutes == 15


def test_what_staff_cannot_give_contractors_are_paid_for() -> None:
    case = staff_alone(on_other_days().case)
    proof = certificate(case, Clock(5.0), workers=1)
    found = least_contract(case, MONDAY, Clock(5.0), workers=1, proof=proof)
    assert (found.minutes, found.least_minutes, found.unmet) == (45, 45, 0)
