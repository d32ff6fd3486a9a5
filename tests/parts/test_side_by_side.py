"""Several districts side by side: their rounds share a crew and a clock."""

import numpy as np
import pytest
from parts_cases import school

from makeup_sched.places.blocks import Block
from makeup_sched.places.narrowing import narrowed
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts import side_by_side as subject
from makeup_sched.solve.parts.block_work import BlockAnswer, BlockJob
from makeup_sched.solve.parts.by_blocks import BlockToDo, Rounds
from makeup_sched.solve.parts.crew import Crew
from makeup_sched.solve.parts.district import PartsPolicy
from makeup_sched.solve.parts.whole import Whole


def _block(task: Task, seed: int) -> BlockToDo:
    """Return a block that is named by its seed; nothing is worked out of it here."""
    everything = np.arange(len(task.items))
    everybody = np.arange(len(task.providers))
    days = np.ones(len(task.available.days), dtype=bool)
    job = BlockJob(task, None, None, day_by_day=False, seconds=1.0, seed=seed)
    block = Block((0,), days, False, everybody, everything)
    return BlockToDo(block, narrowed(task, everybody, everything, task.locked), job)


def test_each_district_gets_the_answers_of_its_own_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    task = planning_task(school())
    seen: dict[str, list[int | None]] = {}

    def district(name: str, rounds: list[list[int]]) -> Rounds:
        seen[name] = []
        for seeds in rounds:
            answers = yield [_block(task, seed) for seed in seeds]
            seen[name] += [None if answer is None else answer.bound for answer in answers]
        return len(rounds)

    monkeypatch.setattr(subject, "work_on_block", lambda job: BlockAnswer(job.seed, None))
    told: list[int] = []
    districts = [district("one", [[1, 2], [3]]), district("two", [[4]]), district("none", [])]
    found = subject.side_by_side(Crew(None), districts, Clock(60), 1.0, told.append)
    assert found == [2, 1, 0]
    assert seen == {"one": [1, 2, 3], "two": [4], "none": []}
    assert sorted(told) == [0, 0, 0, 1]


def test_each_round_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    task = planning_task(school())
    answered: list[int] = []

    def district() -> Rounds:
        for _ in range(3):
            answers = yield [_block(task, seed) for seed in range(40)]
            answered.append(sum(answer is not None for answer in answers))
        return 0

    def slowly(job: BlockJob) -> BlockAnswer:
        Clock(0.0).stopped.wait(0.05)
        return BlockAnswer(job.seed, None)

    monkeypatch.setattr(subject, "work_on_block", slowly)
    subject.side_by_side(Crew(None), [district()], Clock(2.0), 1.0, lambda _: None)
    assert all(0 < count < 40 for count in answered)


def test_a_stop_during_the_relaxations_keeps_the_first_plan() -> None:
    task = planning_task(school())
    clock = Clock(60)
    values: list[int] = []

    def told(whole: Whole) -> None:
        values.append(whole.unmet)
        clock.stop()

    whole = Whole(find_templates(task), None, Crew(None), 0, PartsPolicy(), told)
    whole.run(None, clock, 0.85)
    assert clock.elapsed < 20
    assert whole.unmet <= values[0]
    assert len(whole.held)
