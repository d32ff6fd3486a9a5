"""A district's way on small random cases: checked plans, and no more unmet than by staff alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.checker import check
from makeup_sched.contracts import large, least
from makeup_sched.contracts.certificate import certificate
from makeup_sched.contracts.pool import only_unmet, posts_of, staff_alone, with_pool
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint


@few(8)
@given(
    made=blueprints(),
    visit=st.sampled_from([15, 30, 45]),
    much=st.booleans(),
)
def test_contractors_leave_no_more_than_staff_alone(
    made: Blueprint, visit: int, much: bool
) -> None:
    contract = {"lead_days": 0, "min_visit_minutes": visit}
    case = staff_alone(made.with_policy(contract=contract).case)
    proof = certificate(case, Clock(2.0), workers=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(least, "_TOGETHER", -1)
        if much:
            patch.setattr(large, "_MUCH", -1)
        found = least.least_contract(case, case.start_date, Clock(2.0), workers=1, proof=proof)
    assert check(found.case, found.plan.sessions) == []
    assert found.least_minutes <= found.minutes
    assert found.unmet <= proof.unmet
    assert all(one.minutes >= visit for one in found.visits)


@few(8)
@given(blueprints())
def test_sessions_that_only_stood_meanwhile_are_not_locked_in_a_draft(made: Blueprint) -> None:
    case = staff_alone(made.case)
    staff = plan(only_unmet(case), seconds=2.0, workers=1)
    posts = posts_of(planning_task(case))
    pooled = with_pool(case, posts, case.start_date)
    effort = Effort(1.0, workers=1)
    _, draft = large.beside_staff(case, staff, pooled, posts, Clock(1.0), effort)
    assert int(draft.sessions["locked"].sum()) == len(case.table("locked"))
