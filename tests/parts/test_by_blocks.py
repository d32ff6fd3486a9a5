"""Blocks, round by round: what ESY days, schools and tele get, what a stop leaves, the bound."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from parts_cases import made

from makeup_sched.case.case import Case
from makeup_sched.checker import check
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plans.build import sessions_held
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.first_plan import first_plan
from makeup_sched.solve.held import Held, given_in, nothing_held
from makeup_sched.solve.parts import whole
from makeup_sched.solve.parts.block_work import work_on_block
from makeup_sched.solve.parts.by_blocks import Answers, BlockToDo, ByBlocks
from makeup_sched.solve.parts.cutting import Cutter
from makeup_sched.solve.relaxed import Floats, Outlook, no_outlook, unmet_worth
from support.judge import unmet as least_unmet
from support.tiny import Row, bells, blueprint, day, hours, owes, provider, student

POLICY: dict[str, Any] = {
    "sessions_per_day_per_item": 4,
    "makeup_minutes_per_day": 240,
    "group_cap": 1,
}


class Run:
    """One pass over the blocks of a task: the jobs of its rounds, its plans, its bound."""

    def __init__(
        self,
        task: Task,
        seen: Outlook,
        answer: Callable[[list[BlockToDo]], Answers],
        standing: Held | None = None,
        alone: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self.task = task
        self.asked: list[list[BlockToDo]] = []
        self.plans: list[Held] = []
        blocks = ByBlocks(task, Cutter(task, None), seen, 0, alone)
        before = nothing_held() if standing is None else standing
        rounds = blocks.rounds(before, clock or Clock(60), 60.0, self.plans.append)
        try:
            self.asked.append(next(rounds))
            while True:
                self.asked.append(rounds.send(answer(self.asked[-1])))
        except StopIteration as end:
            self.bound = int(end.value)

    @property
    def unmet(self) -> list[int]:
        """Unmet minutes of the plan after each round."""
        left = int(self.task.left.sum())
        return [left - int(given_in(held, len(self.task.items)).sum()) for held in self.plans]


def worked(jobs: list[BlockToDo]) -> Answers:
    return [work_on_block(job.work) for job in jobs]


def seen(
    task: Task, esy: dict[str, int] | None = None, tele: dict[str, int] | None = None
) -> Outlook:
    """Return an outlook that gives students so many minutes on ESY days and by tele."""

    def cells(minutes: dict[str, int] | None) -> Floats:
        given = [(minutes or {}).get(item.student_id, 0) for item in task.items]
        return np.array(given, dtype=np.float64) / task.grid

    return Outlook(unmet_worth(task) / 2.0, cells(esy), cells(tele))


def school_and_esy(in_school: str, on_esy: str) -> list[Row]:
    """Return a school day and an ESY day, with P's hours at Oak on each."""
    return [
        provider(),
        day(0),
        day(1, "esy"),
        bells("08:00-12:00", "resource"),
        bells("08:00-12:00", "esy", day_type="esy"),
        hours(in_school, day_types="school"),
        hours(on_esy, day_types="esy"),
    ]


def of_all_kinds() -> Case:
    """Return a case in which 90 of the 150 minutes owed can be given: 30 in each kind of block."""
    rows = [*school_and_esy("08:00-08:30", "08:00-08:30"), provider("Q")]
    rows.append(hours("09:00-09:30", provider_id="Q", site="tele", day_types="school"))
    rows += [student("A", esy="yes", tele="yes"), *owes("A", 90), student("B"), *owes("B", 60)]
    return blueprint(*rows, **POLICY).case


def test_what_esy_days_do_not_hold_after_all_is_still_owed_at_school() -> None:
    rows = [*school_and_esy("08:00-09:00", "08:00-08:30"), student("A", esy="yes"), *owes("A", 90)]
    case = blueprint(*rows, **POLICY).case
    task = planning_task(case)
    run = Run(task, seen(task, esy={"A": 90}), worked)
    assert run.unmet == [60, 0, 0]
    assert check(case, sessions_held(task, run.plans[-1])) == []


def test_esy_days_get_what_the_relaxation_gives_and_at_last_what_is_left() -> None:
    rows = [*school_and_esy("08:00-08:30", "08:00-09:00"), student("A", esy="yes"), *owes("A", 90)]
    task = planning_task(blueprint(*rows, **POLICY).case)
    assert Run(task, seen(task, esy={"A": 30}), worked).unmet == [60, 30, 0]
    assert Run(task, no_outlook(task), worked).unmet == [90, 60, 0]


def test_schools_leave_to_tele_what_the_relaxation_gives_there() -> None:
    rows = [provider(), hours("08:00-09:00"), provider("Q")]
    rows.append(hours("09:00-09:30", provider_id="Q", site="tele"))
    rows += [student("A", tele="yes"), *owes("A", 30), student("B"), *owes("B", 60)]
    task = planning_task(blueprint(*rows, **POLICY).case)
    assert Run(task, seen(task, tele={"A": 30}), worked).unmet == [90, 30, 0]


def test_blocks_without_an_answer_keep_what_stood() -> None:
    task = planning_task(of_all_kinds())
    standing = first_plan(find_templates(task))
    run = Run(task, seen(task), lambda jobs: [None for _ in jobs], standing)
    assert run.unmet == [60, 60, 60]
    assert run.bound == 0


def test_nothing_more_is_asked_for_after_a_stop() -> None:
    task, clock = planning_task(of_all_kinds()), Clock(60)
    standing = first_plan(find_templates(task))

    def stopped(jobs: list[BlockToDo]) -> Answers:
        clock.stop()
        return [None for _ in jobs]

    run = Run(task, seen(task), stopped, standing, clock=clock)
    assert (len(run.asked), run.unmet) == (1, [60])


@pytest.mark.parametrize(("alone", "at_most"), [(True, 60), (False, 30)])
def test_the_bound_holds_at_every_price(alone: bool, at_most: int) -> None:
    """Where tele from elsewhere could serve A, only 30 minutes of B stay unmet in every plan.

    Then A's price makes no difference.
    """
    task = planning_task(of_all_kinds())
    nothing = np.zeros(len(task.items))
    shares = [np.array(each) for each in product((0.0, 0.3, 1.0), repeat=2)]  # of A and of B
    found = [
        Run(task, Outlook(unmet_worth(task) * share, nothing, nothing), worked, alone=alone).bound
        for share in shares
    ]
    assert max(found) == at_most
    assert min(found) >= 0
    assert alone or found == found[:3] * 3


def test_components_that_tele_alone_ties_together_do_not_prove_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Planned apart, B at Elm does without P's tele; that is no proof that B has to."""
    rows = [provider(), hours("08:00-08:15"), hours("09:00-10:00", site="tele"), provider("Q")]
    rows.append(hours("08:00-09:00", provider_id="Q", site="Elm"))
    rows += [student("A", tele="yes"), *owes("A", 30)]
    rows += [student("B", tele="yes", school="Elm"), *owes("B", 90)]
    case = blueprint(*rows, **POLICY).case
    assert least_unmet(case) == 0
    monkeypatch.setattr(whole, "_TOGETHER", 0)
    apart = made(case, 2.0)
    assert (apart.unmet, apart.bound) == (30, 0)
    assert check(case, apart.sessions) == []


def test_who_works_or_is_served_by_tele_alone_is_planned_where_components_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R works by tele alone, and nobody comes to C's school."""
    rows = [provider(), hours("08:00-08:15"), provider("R")]
    rows.append(hours("09:00-10:00", provider_id="R", site="tele"))
    rows += [student("A", tele="yes"), *owes("A", 30)]
    rows += [student("C", tele="yes", school="Elm"), *owes("C", 30)]
    monkeypatch.setattr(whole, "_TOGETHER", 0)
    apart = made(blueprint(*rows, **POLICY).case, 2.0)
    assert (apart.unmet, apart.bound) == (0, 0)
    by_tele_alone = blueprint(*rows[2:], **POLICY).case
    assert made(by_tele_alone, 2.0).unmet == 0
