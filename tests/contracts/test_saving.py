"""An answer in a folder: nothing of an earlier one, and cases that their plans belong to."""

import datetime as dt
from pathlib import Path

import pytest

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.contracts.contracting import contracting
from support.tiny import block, blueprint, day, hours, owes, provider, student

RATES = {"lead_days": 0, "min_visit_minutes": 30, "hourly_rate": {"SLP": 80}}


def case_of(weekday: str, *, blocks: bool = False) -> Case:
    """Return a case of two students with 30 minutes each, one of them seen at a time."""
    rows = [day(0), day(1), provider(name="Pat Teal"), hours("08:00-08:30", weekday=weekday)]
    rows += [row for who in "AB" for row in (student(who, name=f"{who}nna"), *owes(who, 30))]
    if blocks:
        rows.append(block("A", "11:00-12:00", "core"))
    return blueprint(*rows, group_cap=1, contract=RATES).case


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_nothing_of_an_earlier_answer_stays(tmp_path: Path) -> None:
    contracting(case_of("Mon", blocks=True), seconds=5, workers=1).save(str(tmp_path))
    assert {"delay.csv", "contract-plan", "staff-case/student_blocks.csv"} <= files_in(tmp_path)
    (tmp_path / "staff-case" / "my-notes.txt").write_text("mine")
    (tmp_path / "minutes.csv").write_text("of a meeting")
    enough = contracting(case_of("Mon;Tue"), seconds=5, workers=1)
    assert enough.needed is False
    enough.save(str(tmp_path))
    left = files_in(tmp_path)
    assert (
        not {"delay.csv", "contract-plan", "contract-case", "staff-case/student_blocks.csv"} & left
    )
    assert {"staff-case/my-notes.txt", "minutes.csv"} <= left


@pytest.mark.parametrize("who", ["staff", "contract"])
def test_a_plan_belongs_to_the_nameless_case_beside_it(who: str, tmp_path: Path) -> None:
    contracting(case_of("Mon"), seconds=5, workers=1).save(str(tmp_path))
    case = ms.read_case(tmp_path / f"{who}-case")
    plan = ms.read_plan(tmp_path / f"{who}-plan", case)
    assert plan.summary.source_hash == case.source_hash
    assert not ms.check(case, plan.sessions)


def test_without_visits_there_is_no_plan_with_contractors(tmp_path: Path) -> None:
    case = case_of("Mon")
    late = contracting(case, seconds=5, workers=1, decided=case.end_date + dt.timedelta(days=1))
    assert late.too_late is not None
    late.save(str(tmp_path))
    assert "staff-plan" in files_in(tmp_path)
    assert not {"contract-plan", "contract-case"} & files_in(tmp_path)
