"""Who owes little lets others meet for as short a time: no proof may forget those left out."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given

from makeup_sched.case.case import Case
from makeup_sched.contracts.certificate import Certificate, certificate
from makeup_sched.contracts.lost import Lost, lacking
from makeup_sched.contracts.pool import staff_alone
from makeup_sched.explaining.explain import explain
from makeup_sched.explaining.reachable import OnItsOwn
from makeup_sched.places.task import planning_task
from makeup_sched.solve.clock import Clock
from support.judge import few, planned
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, on, owes, provider, student


def short_beside(site: str = "Oak", other: str = "Oak") -> Case:
    """A owes 40 minutes, B 10; 15 can be given on one day, and 10 on the other with B alone."""
    tele = "yes" if site == "tele" else "no"
    rows = [day(0), day(1), student("A", tele=tele), student("B", tele=tele, school=other)]
    rows += [*owes("A", 40, setting="group"), *owes("B", 10, setting="group"), provider()]
    rows += [hours("08:00-08:15", start_date=on(0), end_date=on(0), site=site),
             hours("08:00-08:10", start_date=on(1), end_date=on(1), site=site)]  # fmt: skip
    return blueprint(*rows, grid_minutes=5, min_session=15).case


def staff_of(case: Case) -> Certificate:
    return certificate(staff_alone(case), Clock(10.0), workers=1)


def test_a_plan_gives_what_one_who_owes_little_makes_possible_and_explaining_knows() -> None:
    case = short_beside()
    made = planned(case)
    assert made.items["planned"].tolist() == [25, 10]
    [found] = explain(case, made, seconds=0)
    assert found.proved == 15


def test_what_is_lost_without_contractors_is_no_more_than_staff_leave() -> None:
    case = short_beside()
    staff = staff_of(case)
    assert (staff.unmet, staff.unmet_at_least) == (15, 15)
    lost = Lost(lacking(planning_task(staff_alone(case)), staff), set())
    assert lost.minutes([dt.date.fromisoformat(on(0))]) == [15]


@pytest.mark.parametrize(("site", "other"), [("Oak", "Oak"), ("tele", "Elm")])
def test_no_line_proves_more_than_a_plan_leaves(site: str, other: str) -> None:
    lines: pd.DataFrame = staff_of(short_beside(site, other)).table
    assert lines["unmet"].max() == 15
    assert (lines["unmet_at_least"] <= lines["unmet"]).all()


@few(40)
@given(blueprints())
def test_no_item_is_given_more_than_it_could_have_on_its_own(made: Blueprint) -> None:
    task = planning_task(made.case)
    given_in_plan = planned(made.case).items.set_index("owed_id")["planned"]
    for item in task.items:
        most = OnItsOwn(made.case, item.owed_id, task).most()
        assert most >= int(given_in_plan[item.owed_id])
